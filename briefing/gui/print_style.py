"""What the print window's own parts look like, beyond the theme of all windows."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from briefing.gui.fonts import SERIF

if TYPE_CHECKING:
    from briefing.gui.tokens import Tokens

_SHEET = Template("""
#print-side { background: $side; border: 0; border-right: 1px solid $line; }
#print-scroll, #print-scroll > QWidget > QWidget { background: transparent; border: 0; }
#print-title { font-family: "$serif"; font-weight: 600; font-size: ${px24}px; color: $ink; }
#print-heading { font-weight: 600; color: $ink; }
#print-rule { background: $line2; border: 0; }
#print-detail, #print-status { color: $ink2; }
#print-detail:disabled { color: $faint; }
#print-bar { background: $chrome; border: 0; border-bottom: 1px solid $line; }
#print-notice { background: $raised; border: 0; border-bottom: 1px solid $line; }
#print-fault { background: $page; border: 0; }
PdfView { background: $chrome; }
QPushButton[joined="left"] { border-top-right-radius: 0; border-bottom-right-radius: 0; }
QPushButton[joined="right"] {
  border-top-left-radius: 0; border-bottom-left-radius: 0; margin-left: -1px;
}
""")


def style_sheet(tokens: Tokens, zoom: float = 1.0) -> str:
    """The style sheet for a theme's colours and a zoom of the text."""
    names = ("side", "line", "line2", "ink", "ink2", "faint", "chrome", "raised", "page")
    colors = {name: getattr(tokens, name) for name in names}
    return _SHEET.substitute(colors, serif=SERIF, px24=round(24 * zoom))
