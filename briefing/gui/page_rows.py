"""The rows of a page, made as they are asked for, so that what is in view comes first."""

from __future__ import annotations

import re
from itertools import islice
from math import ceil
from typing import TYPE_CHECKING

from briefing.gui.page_style import style_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from briefing.gui.page_html import Look


_TAG = re.compile("<[^>]*>")
_CELL = re.compile(r'<td width="(\d+)" style="padding-top:(\d+)px[^>]*>(.*?)</td>')
_WIDE = 300  # px before zoom: a cell of text, as against dates and evidence in smaller type
_TEXT, _SMALL = (25, 7), (18, 6)  # px of a line, and of a character: rather too few
_WORTH = 2  # times as many rows as are needed now
_PER_CHAR, _PER_PARAGRAPH, _PER_ROW = 0.32, 8, 5  # the same of a row with tables in its cells


class Rows:
    """A page as rows of a table, each whole HTML; a row is made when it is first needed.

    Read part by part, each part is a table of its own; ``html`` is one table of all.
    """

    def __init__(self, look: Look, column: int, rows: Iterable[str]) -> None:
        """Take rows in order, for tables ``column`` px wide."""
        self._look, self._column = look, column
        self._rest = iter(rows)
        self._made: list[str] = []
        self._read = 0

    @property
    def html(self) -> str:
        """The whole page."""
        self._made += self._rest
        return self._document(self._made)

    @property
    def read(self) -> int:
        """The characters of all rows that were read."""
        return sum(map(len, self._made[: self._read]))

    @property
    def has_more(self) -> bool:
        """Whether there are rows that were not read."""
        if self._read == len(self._made):
            self._made += islice(self._rest, 1)
        return self._read < len(self._made)

    def tall(self, height: float) -> str:
        """The next rows as a page, likely that many px high before zoom."""
        return self._document(self._take(self._height, height))

    def part(self, size: int) -> str:
        """The next rows as a page, one at least, and as many as hold ``size`` characters."""
        return self._document(self._take(len, size))

    def parts(self, size: int) -> Iterator[str]:
        """All further rows, part by part."""
        while self.has_more:
            yield self.part(size)

    def restart(self) -> None:
        """Begin again with the first row."""
        self._read = 0

    def follow(self, other: Rows, *, at_any_length: bool = False) -> bool:
        """Take what was read of another page as read, where this one begins so; False where not.

        False as well where that is so much that it is not worth the while to make it here, unless
        it is wanted ``at_any_length``.
        """
        here, there = self._made, other._made[: other._read]
        is_long = other._read > _WORTH * self._read and not at_any_length
        if is_long or here[: other._read] != there[: len(here)]:
            return False
        here += islice(self._rest, max(0, other._read - len(here)))
        if here[: other._read] != there:
            return False
        self._read = other._read
        return True

    def _take(self, measure: Callable[[str], float], wanted: float) -> list[str]:
        first, there = self._read, 0.0
        while self.has_more and there < wanted:
            there += measure(self._made[self._read])
            self._read += 1
        return self._made[first : self._read]

    def _document(self, rows: Iterable[str]) -> str:
        html = "".join(rows)
        return (
            f"<html><head><style>{style_sheet(self._look, html)}</style></head><body>"
            '<table cellspacing="0" cellpadding="0" style="border-collapse:collapse"'
            f' width="{self._column}">{html}</table>'
            "</body></html>"
        )

    def _height(self, row: str) -> float:
        """How high a row is likely to be, in px before zoom."""
        cells = () if "<table" in row else _CELL.findall(row)
        if not cells:
            paragraphs = row.count("<p") + row.count("<h")
            return len(_TAG.sub("", row)) * _PER_CHAR + paragraphs * _PER_PARAGRAPH + _PER_ROW
        zoom = self._look.zoom
        return max(
            int(above) / zoom + _cell_height(content, int(width) / zoom)
            for width, above, content in cells
        )


def _cell_height(content: str, width: float) -> float:
    """How high the paragraphs of a cell are likely to be."""
    line, character = _TEXT if width > _WIDE else _SMALL
    texts = _TAG.sub("", content.replace("</p>", "\n").replace("</h2>", "\n")).split("\n")
    return sum(line * ceil(len(text) * character / width) for text in texts)
