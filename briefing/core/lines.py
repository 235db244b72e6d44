"""Where the lines of a text start: from a character's offset to its line and column, and back."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice

_LINE_END = re.compile(r"\r\n|\r|\n")
_BLOCK = 2048
"""Characters that are looked through for one answer. To keep where each line starts would take
many times the room of a text of empty lines."""


class Lines:
    """The lines of one text. Lines and columns count from 1, in characters; offsets from 0."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._has_returns = "\r" in text
        self._ended = [0]  # the line ends before each block
        self._starts = [0]  # and where the line that it starts in starts
        for start in range(_BLOCK, len(text) + 1, _BLOCK):
            self._starts.append(self.start(start))
            self._ended.append(self._ended[-1] + self._ends(start - _BLOCK, start))
        self._count = self._ended[-1] + self._ends(len(text) // _BLOCK * _BLOCK, len(text)) + 1

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset."""
        block = self._block(offset)
        line = self._ended[block] + self._ends(block * _BLOCK, offset) + 1
        return line, offset - self.start(offset) + 1

    def start(self, offset: int) -> int:
        """Where the line that holds an offset starts."""
        block = self._block(offset)
        first = block * _BLOCK
        start = self._text.rfind("\n", first, offset) + 1
        if self._has_returns:
            # Between the two characters of one line end, no line starts.
            end = offset - (self._text[offset - 1 : offset + 1] == "\r\n")
            start = max(start, self._text.rfind("\r", first, end) + 1)
        return start or self._starts[block]

    def after(self, offset: int) -> int:
        """Where the next line starts, or the text ends."""
        found = _LINE_END.search(self._text, offset)
        return found.end() if found else len(self._text)

    def offset(self, line: int, column: int) -> int:
        """The offset of a place, or of the nearest one that the text has."""
        row = min(max(line, 1), self._count) - 1
        block = bisect_right(self._ended, row) - 1
        start, left = self._starts[block], row - self._ended[block]
        if left:
            ends = _LINE_END.finditer(self._text, block * _BLOCK)
            start = next(islice(ends, left - 1, None)).end()
        last = self.after(start) - 1 if row + 1 < self._count else len(self._text)
        return min(start + max(column, 1) - 1, last)

    def _block(self, offset: int) -> int:
        return min(offset // _BLOCK, len(self._starts) - 1)

    def _ends(self, start: int, end: int) -> int:
        """How many line ends there are between two offsets, one that is cut not counted."""
        count = self._text.count("\n", start, end)
        if self._has_returns:
            count += self._text.count("\r", start, end) - self._text.count("\r\n", start, end + 1)
        return count
