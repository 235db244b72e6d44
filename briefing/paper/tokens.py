"""The design tokens: every colour of the window and of the web page. Nothing else names one."""

from __future__ import annotations

from typing import NamedTuple


class Tokens(NamedTuple):
    """One theme's colours, as ``#RRGGBB``. A pair ``x`` and ``x_soft`` is ink on its tint."""

    name: str
    chrome: str
    side: str
    page: str
    raised: str
    field: str
    ink: str
    ink2: str
    muted: str
    faint: str
    line: str
    line2: str
    accent: str
    accent_ink: str
    accent_soft: str
    hover: str
    mark: str
    hl: str
    hl_ink: str
    ok: str
    warn: str
    error: str
    error_soft: str
    assessment: str
    assessment_soft: str
    forecast: str
    forecast_soft: str
    warning: str
    warning_soft: str
    fact: str
    fact_soft: str
    neutral: str
    neutral_soft: str
    map_land: str
    map_sea: str
    map_border: str
    map_focus: str
    desk: str

    @property
    def dark(self) -> bool:
        """Whether this is the dark theme."""
        return self.name == "dark"

    def badge(self, kind: str) -> tuple[str, str]:
        """Ink and tint of a badge: a point's kind, or ``neutral`` for anything else."""
        known = kind if kind in ("assessment", "forecast", "warning", "fact") else "neutral"
        return getattr(self, known), getattr(self, f"{known}_soft")


LIGHT = Tokens(
    name="light",
    chrome="#EFEDE8",
    side="#F5F3EF",
    page="#FFFEFB",
    raised="#F6F3EC",
    field="#FFFFFF",
    ink="#1A1C20",
    ink2="#4A4E55",
    muted="#63676E",
    faint="#82868C",
    line="#DDD9D1",
    line2="#C9C4BA",
    accent="#1B4B7A",
    accent_ink="#FFFFFF",
    accent_soft="#DFE8F1",
    hover="#EBE8E2",
    mark="#A3262A",
    hl="#FBE7A1",
    hl_ink="#1A1C20",
    ok="#2F6B3A",
    warn="#9A4A08",
    error="#B3261E",
    error_soft="#FBE9E7",
    assessment="#2F4F74",
    assessment_soft="#E6ECF3",
    forecast="#5B3F86",
    forecast_soft="#ECE6F4",
    warning="#9A3412",
    warning_soft="#FAE6DC",
    fact="#2F5D43",
    fact_soft="#E3EEE6",
    neutral="#4A4E55",
    neutral_soft="#ECE8E0",
    map_land="#E4E0D8",
    map_sea="#F6F3EC",
    map_border="#FFFFFF",
    map_focus="#1B4B7A",
    desk="#DAD7D0",
)

DARK = Tokens(
    name="dark",
    chrome="#17191C",
    side="#1B1D21",
    page="#202327",
    raised="#282C31",
    field="#15171A",
    ink="#ECE8E0",
    ink2="#C2BFB8",
    muted="#A9A7A1",
    faint="#85847F",
    line="#363A40",
    line2="#4A4F57",
    accent="#8FBCE6",
    accent_ink="#10151B",
    accent_soft="#2A3B4D",
    hover="#272A2F",
    mark="#E58278",
    hl="#5C4B14",
    hl_ink="#FFF1C2",
    ok="#8CC79A",
    warn="#E9A86C",
    error="#F2938A",
    error_soft="#3A2424",
    assessment="#A9C6E6",
    assessment_soft="#2A3644",
    forecast="#CDB8EE",
    forecast_soft="#362F45",
    warning="#F3AE8C",
    warning_soft="#442E25",
    fact="#A5D1B3",
    fact_soft="#28392F",
    neutral="#C2BFB8",
    neutral_soft="#33383E",
    map_land="#3A3F46",
    map_sea="#282C31",
    map_border="#202327",
    map_focus="#7FA9D0",
    desk="#101214",
)
