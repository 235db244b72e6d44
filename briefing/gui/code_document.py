"""A text in a Qt document and back, to the letter, and the two ways of counting its places."""

from __future__ import annotations

import re
from bisect import bisect_left
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor, QTextDocument

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QObject

_PARAGRAPH = "\u2029"  # what ends a line inside Qt
_LINE_ENDS_TO_QT = "\r\u2029\ufdd0\ufdd1"
_UNUSED = "".join(
    map(chr, range(0xFDD2, 0xFDF0))
)  # codes that Unicode keeps for a program's own use
_WIDE = re.compile("[\U00010000-\U0010ffff]")


class CodeDocument(QTextDocument):
    """A document of plain text whose characters all come back as they went in.

    Qt would end a line at four other characters than a line feed; they stand under codes that
    no text uses. Qt counts UTF-16 units (a *position*), Python characters (an *offset*): the
    two differ by the characters past U+FFFF before them, whose places are kept.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pairs: list[int] = []  # positions of the characters that take two units
        self._text: tuple[int, str] | None = None
        self._codes = ""  # what stands for the four, in their order
        self._set_codes("")
        self.in_step = False
        self.contentsChange.connect(self._count)

    def text(self) -> str:
        """The text, with line feeds."""
        revision = self.revision()
        if self._text is None or self._text[0] != revision:
            self._text = (revision, self.as_typed(self.toRawText()))
        return self._text[1]

    def set_text(self, text: str) -> None:
        """Put another text in the place of all; what was undone or could be is forgotten."""
        self._set_codes(text)
        self.setPlainText(self.as_stored(text))

    def as_stored(self, text: str) -> str:
        """A text as it may be put into the document."""
        return text.translate(self._into) if _holds(text, _LINE_ENDS_TO_QT) else text

    def as_typed(self, raw: str) -> str:
        """What the document or one of its cursors gives, as the text it stands for."""
        if _holds(raw, self._codes):
            return raw.translate(self._back)
        return raw.replace(_PARAGRAPH, "\n")

    def position_of(self, offset: int) -> int:
        """Where Qt counts the character that has ``offset`` characters before it."""
        if not self._pairs:
            return offset
        # The nth pair's offset is its position less the n pairs before it.
        before = bisect_left(range(len(self._pairs)), offset, key=lambda n: self._pairs[n] - n)
        return offset + before

    def offset_of(self, position: int) -> int:
        """How many characters stand before a place that Qt counts."""
        return position - bisect_left(self._pairs, position) if self._pairs else position

    @contextmanager
    def one_step(self) -> Iterator[QTextCursor]:
        """A cursor whose changes are undone in one step. Nothing may be laid out meanwhile."""
        cursor = QTextCursor(self)
        self.in_step = True
        cursor.beginEditBlock()
        try:
            yield cursor
        finally:
            cursor.endEditBlock()
            self.in_step = False

    def _set_codes(self, text: str) -> None:
        free = (code for code in _UNUSED if code not in text)
        self._codes = "".join(islice(free, len(_LINE_ENDS_TO_QT)))
        self._into = str.maketrans(_LINE_ENDS_TO_QT[: len(self._codes)], self._codes)
        self._back = {code: char for char, code in self._into.items()}
        self._back[ord(_PARAGRAPH)] = ord("\n")

    def _count(self, position: int, removed: int, added: int) -> None:
        first = bisect_left(self._pairs, position)
        last = bisect_left(self._pairs, position + removed)
        moved = self._pairs[last:]
        if removed != added:
            moved = [pair + added - removed for pair in moved]
        self._pairs[first:] = [*self._wide_between(position, position + added), *moved]

    def _wide_between(self, start: int, end: int) -> list[int]:
        end = min(end, self.characterCount() - 1)
        if start >= end:
            return []
        cursor = QTextCursor(self)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        text = cursor.selectedText()
        if len(text) == end - start:
            return []
        return [start + found.start() + n for n, found in enumerate(_WIDE.finditer(text))]


def first_units(line: str, units: int) -> str:
    """The beginning of a line, up to a column that Qt counts."""
    if line.isascii() or max(line) <= "\uffff":
        return line[:units]
    return line.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


def units(text: str) -> int:
    """How many UTF-16 units a text takes."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _holds(text: str, any_of: str) -> bool:
    return any(char in text for char in any_of)
