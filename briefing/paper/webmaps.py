"""The locator maps of a web page: paths as data, which its script draws in the theme's colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefing.core.locator import Size, locator, subject
from briefing.core.locator_map import Role, compact_path

if TYPE_CHECKING:
    from briefing.core.card import Card
    from briefing.core.locator_map import LocatorMap
    from briefing.core.outlines import Outlines

_SIZE = Size(168, 100, 1.5)


def web_map(outlines: Outlines, card: Card) -> dict[str, Any] | None:
    """The map of a card, or None where it has no place.

    Coordinates are tenths of px, in a frame of 1680 by 1000.
    """
    chart = locator(outlines, _SIZE, *subject(card))
    return _told(chart) if chart else None


def _told(chart: LocatorMap) -> dict[str, Any]:
    told: dict[str, Any] = {
        "land": _shapes(chart, Role.LAND),
        "focus": _shapes(chart, Role.FOCUS),
        "borders": compact_path(chart.borders),
        "disputed": compact_path(chart.disputed),
        "width": round(chart.border_width * 10),
    }
    if chart.ring is not None:
        told["ring"] = [round(part * 10) for part in chart.ring]
    return told


def _shapes(chart: LocatorMap, role: Role) -> str:
    rings = (ring for shape in chart.shapes if shape.role is role for ring in shape.rings)
    return compact_path(rings, "z")
