"""What the tables' own parts look like, beyond the theme of all windows."""

from __future__ import annotations

from importlib.resources import files
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
QComboBox {
  background: $field; color: $ink; border: 1px solid $faint; border-radius: 4px; padding: 5px 7px;
}
QComboBox:focus { border: 2px solid $accent; padding: 4px 6px; }
QComboBox::drop-down { border: 0; width: 26px; }
QComboBox::down-arrow { image: url($arrow); width: 16px; height: 16px; }
QComboBox QAbstractItemView {
  background: $page; color: $ink; border: 1px solid $line2; outline: 0;
  selection-background-color: $accent_soft; selection-color: $ink;
}
""")


def style_sheet(tokens: Tokens, zoom: float) -> str:
    """The style sheet for a theme's colours and a size."""
    names = (
        *("page", "raised", "field", "ink", "ink2", "muted", "faint", "line", "line2"),
        *("accent", "accent_soft"),
    )
    colours = {name: getattr(tokens, name) for name in names}
    sizes = {f"px{size}": round(size * zoom) for size in (7, 16, 24, 28)}
    arrow = str(files("briefing.gui").joinpath("icons", f"drop-{tokens.name}.svg"))
    return _SHEET.substitute(colours, **sizes, serif=SERIF, arrow=arrow.replace("\\", "/"))
