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
_LONG_CHANGE, _MOST_CHANGES = 10_000, 16
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
        self._text: str | None = None  # before the changes that follow
        self._changes: list[tuple[int, int, str]] = []  # offsets of what went, and what came
        self._codes = ""  # what stands for the four, in their order
        self._set_codes("")
        self.in_step = False
        self.contentsChange.connect(self._count)

    def text(self) -> str:
        """The text, with line feeds."""
        if self.in_step:
            return self.text_anew()  # Qt tells of changes at the end of the step
        if self._changes:
            self._text = self._followed(self._text, self._changes)
            self._changes = []
        if self._text is None:
            self._text = self.text_anew()
        return self._text

    def text_anew(self) -> str:
        """The same, from Qt's own lines and not from what is known of changes to them."""
        return self.as_typed(self.toRawText())

    def set_text(self, text: str) -> None:
        """Put another text in the place of all; what was undone or could be is forgotten."""
        self._set_codes(text)
        self.setPlainText(self.as_stored(text))
        self._text, self._changes = None, []

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
        # Qt counts the end of the last line as well where a change reaches it.
        end = min(position + added, self.characterCount() - 1)
        came = self._between(position, end)
        self._note(position - first, position + removed - last, came, added - (end - position))
        moved = self._pairs[last:]
        if removed != added:
            moved = [pair + added - removed for pair in moved]
        self._pairs[first:] = [*_wide_places(came, position, end), *moved]

    def _note(self, start: int, end: int, came: str, beyond: int) -> None:
        """Remember a change of the text, so that a long one need not be taken anew."""
        if self._text is None:
            return
        if beyond or len(came) > _LONG_CHANGE or len(self._changes) == _MOST_CHANGES:
            self._text, self._changes = None, []
        else:
            self._changes.append((start, end, came))

    def _followed(self, text: str | None, changes: list[tuple[int, int, str]]) -> str | None:
        for start, end, came in changes:
            if text is None or end > len(text):
                return None
            text = text[:start] + self.as_typed(came) + text[end:]
        if text is None or len(text) != self.offset_of(self.characterCount() - 1):
            return None
        return text

    def _between(self, start: int, end: int) -> str:
        """What Qt has between two positions."""
        if start >= end:
            return ""
        cursor = QTextCursor(self)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText()


def _wide_places(text: str, start: int, end: int) -> list[int]:
    """The positions of the characters of two units in a text that stands between two positions."""
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
