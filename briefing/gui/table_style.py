"""What the tables' own parts look like, beyond the theme of all windows."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from briefing.gui.fonts import SERIF

if TYPE_CHECKING:
    from briefing.gui.tokens import Tokens

_SHEET = Template("""
#table-view, #table-none, TableGrid, TableHeader { background: $page; border: 0; }
TableGrid::corner { background: $page; border: 0; }
#table-title { font-family: "$serif"; font-weight: 600; font-size: ${px28}px; color: $ink; }
#table-about { color: $ink2; }
#table-keys { color: $muted; border-top: 1px solid $line; padding: ${px7}px ${px24}px; }
#table-silence { font-family: "$serif"; font-size: ${px16}px; font-style: italic; color: $muted; }
Notice { background: $raised; border: 0; border-bottom: 1px solid $line; }
""")


def style_sheet(tokens: Tokens, zoom: float) -> str:
    """The style sheet for a theme's colours and a size."""
    names = ("page", "raised", "ink", "ink2", "muted", "line")
    colours = {name: getattr(tokens, name) for name in names}
    sizes = {f"px{size}": round(size * zoom) for size in (7, 16, 24, 28)}
    return _SHEET.substitute(colours, **sizes, serif=SERIF)
