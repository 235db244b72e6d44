"""The rows of a page, made as they are asked for, so that what is in view comes first."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Rows:
    """A page as rows of a table, each whole HTML; a row is made when it is first needed.

    Read part by part, each part is a table of its own; ``html`` is one table of all.
    """

    def __init__(self, style_sheet: str, column: int, rows: Iterable[str]) -> None:
        """Take rows in order, for tables ``column`` px wide, and their style sheet."""
        self._style_sheet, self._column = style_sheet, column
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

    def part(self, size: int) -> str:
        """The next rows as a page, one at least, and as many as hold ``size`` characters."""
        first, length = self._read, 0
        while self.has_more and length < size:
            length += len(self._made[self._read])
            self._read += 1
        return self._document(self._made[first : self._read])

    def parts(self, size: int) -> Iterator[str]:
        """All further rows, part by part."""
        while self.has_more:
            yield self.part(size)

    def restart(self) -> None:
        """Begin again with the first row."""
        self._read = 0

    def _document(self, rows: Iterable[str]) -> str:
        return (
            f"<html><head><style>{self._style_sheet}</style></head><body>"
            '<table cellspacing="0" cellpadding="0" style="border-collapse:collapse"'
            f' width="{self._column}">{"".join(rows)}</table>'
            "</body></html>"
        )
