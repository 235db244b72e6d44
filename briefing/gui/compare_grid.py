"""The grid of a comparison: label | older | gap | newer.

Where the page is too narrow the label stands above its row; where it is narrower still, or the
text zoomed, the newer cell stands below the older one, each under the name of its stop.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from briefing.gui.page_grid import (
    RULE,
    SANS_ASCENT,
    SERIF_ASCENT,
    bar,
    baseline_padding,
    cell,
    hairline,
    spacer,
)
from briefing.gui.page_html import MARGIN, SIDE, heading, paragraph
from briefing.gui.page_rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.gui.page_html import Look

_CELL, _GAP, _INSET, _OUTSET = 384, 16, 16, 10
_LEAST_BESIDE, _LEAST_BELOW = 270, 230  # px of a cell beside the label, and below it


@dataclass(frozen=True, slots=True)
class _Air:
    """The px above and below a row's text, the style of its rule, and whether it is tinted.

    ``ascent`` is that of the cells' first line, in px.
    """

    above: int
    below: int
    rule: str = ""
    tinted: bool = False
    ascent: float = SERIF_ASCENT * 16


_PANEL = _Air(10, 14, tinted=True)


class Pair(NamedTuple):
    """The older and the newer cell of one row, as HTML."""

    older: str
    newer: str


class CompareGrid:
    """Lays out the rows of a comparison.

    ``column`` is the width of the whole in px and ``text`` that of the text in a cell, zoom
    included.
    """

    def __init__(self, look: Look, stops: Pair) -> None:
        """Measure the grid. ``stops`` are the names of the two stops, as HTML."""
        self.look = look
        self._names = Pair(paragraph("stop", stops.older), paragraph("stop-later", stops.newer))
        widest = look.px(SIDE + 2 * _CELL + _GAP)
        self.column = min(widest, max(look.width - 2 * MARGIN, look.px(_LEAST_BELOW)))
        self._gap = look.px(_GAP)
        self._label = look.px(SIDE)
        self._cell = (self.column - self._label - self._gap) // 2
        if self._cell < look.px(_LEAST_BESIDE):
            self._label, self._cell = 0, (self.column - self._gap) // 2
        self._stacked = self._cell < look.px(_LEAST_BELOW)
        if self._stacked:
            self._cell, self._gap = self.column, 0
        self._span = 1 if self._stacked else 4 if self._label else 3
        right = f"padding-right:{look.px(_OUTSET)}px;"
        self._inset = f"padding-left:{look.px(_INSET)}px;{right}"
        # Half of the rule stands within the cell: text lines up with that of plain cells.
        self._panel_inset = f"padding-left:{look.px(_INSET) - look.px(RULE) // 2}px;{right}"
        self.text = self._cell - look.px(_INSET) - look.px(_OUTSET)

    def document(self, rows: Iterable[str]) -> Rows:
        """The page of rows."""
        return Rows(self.look, self.column, rows)

    def heads(self, pair: Pair) -> str:
        """The names of the stops and of their talks, on top of the columns."""
        return self._row("", pair, _Air(22, 16))

    def panels(self, label: str, pair: Pair) -> str:
        """A row in the compiler's voice, side by side."""
        return self._row(label, self._named(pair), _PANEL) + self._space(18)

    def panel(self, label: str, content: str) -> str:
        """A row in the compiler's voice across both columns."""
        return self._row(label, (content,), _PANEL) + self._space(20)

    def section(self, name: str) -> str:
        """The head of a section under its rule, with the names of the stops over the columns."""
        air = _Air(14, 0, hairline(self.look, section=True), ascent=SANS_ASCENT * 13)
        names = () if self._stacked else self._names
        return self._row(heading(2, "side", name), names, air)

    def row(self, label: str, pair: Pair, *, ruled: bool) -> str:
        """A row of evidence, with a hairline above it where it is ruled."""
        air = _Air(12, 14, hairline(self.look, section=False) if ruled else "")
        return self._row(label, self._named(pair), air)

    def _row(self, label: str, parts: Sequence[str], air: _Air) -> str:
        """One row: a label, and no cell, one across both columns, or a pair."""
        look, rule, head, gap = self.look, air.rule, "", ""
        if label and not self._label:
            top = look.px(air.above)
            head = f"<tr>{cell(self.column, label, top, rule + self._inset, self._span)}</tr>"
            rule, air = "", replace(air, above=6)
        style = (bar(look) + self._panel_inset) if air.tinted else rule + self._inset
        style += f"padding-bottom:{look.px(air.below)}px"
        top = look.px(air.above)
        if len(parts) == 1:
            width, span = self.column - self._label, 1 if self._stacked else 3
            lines = [cell(width, parts[0], top, style, span)]
        elif self._stacked:
            lines = [cell(self._cell, part, top, style) for part in parts if part]
            gap = self._space(8) if air.tinted else ""
        elif parts:
            older, newer = (cell(self._cell, part, top, style) for part in parts)
            lines = [older + cell(self._gap, "", 0, rule) + newer]
        else:
            lines = []
        beside = self._beside(label, air) if self._label else ""
        return head + gap.join(f"<tr>{beside}{line}</tr>" for line in lines)

    def _named(self, pair: Pair) -> Pair:
        """The cells under the names of their stops where no column says whose they are."""
        if not self._stacked:
            return pair
        named = zip(self._names, pair, strict=True)
        return Pair(*(name + part if part else "" for name, part in named))

    def _beside(self, label: str, air: _Air) -> str:
        """The label's cell, its first line on the baseline of the text."""
        top = self.look.px(air.above)
        if label.startswith("<h2"):
            top = baseline_padding(self.look, air.above + air.ascent, SANS_ASCENT, 14)
        return cell(self._label, label, top, air.rule + f"padding-right:{self.look.px(24)}px")

    def _space(self, height: int) -> str:
        return spacer(self.look, height, self._span)
