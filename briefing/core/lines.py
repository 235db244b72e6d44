"""Where the lines of a text start: from a character's offset to its line and column, and back."""

from __future__ import annotations

import re
from bisect import bisect_right

_LINE_END = re.compile(r"\r\n|\r|\n")


class Lines:
    """The lines of one text. Lines and columns count from 1, in characters; offsets from 0."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
        self._length = len(text)

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def start(self, offset: int) -> int:
        """Where the line that holds an offset starts."""
        return self._starts[bisect_right(self._starts, offset) - 1]

    def after(self, offset: int) -> int:
        """Where the next line starts, or the text ends."""
        line = bisect_right(self._starts, offset)
        return self._starts[line] if line < len(self._starts) else self._length

    def offset(self, line: int, column: int) -> int:
        """The offset of a place, or of the nearest one that the text has."""
        row = min(max(line, 1), len(self._starts)) - 1
        last = self._starts[row + 1] - 1 if row + 1 < len(self._starts) else self._length
        return min(self._starts[row] + max(column, 1) - 1, last)
