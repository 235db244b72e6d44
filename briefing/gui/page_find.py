"""Finding words on a page: every match is marked, and one of them is the current one."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtWidgets import QTextEdit

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QTextDocument

    from briefing.gui.tokens import Tokens

# What a keyboard has, and what a well-set text has in its place.
_LIKE = {
    "'": "['’‘ʼ]",
    '"': '["“”„«»]',
    "-": "[-‐‑–—]",
}
_SPACE = "[^\\S\n\r\u2028\u2029]+"
_MOST_MARKED = 2000


def matches(document: QTextDocument, wanted: str) -> list[tuple[int, int]]:
    """The start and end of each match, in the positions of the document.

    Case does not matter, nor does which quotation mark, apostrophe, dash or space is typed.
    """
    words = ["".join(_LIKE.get(char, re.escape(char)) for char in word) for word in wanted.split()]
    if not words:
        return []
    text = document.toRawText()
    spans = [match.span() for match in re.finditer(_SPACE.join(words), text, re.IGNORECASE)]
    if text.isascii() or max(text) <= "\uffff":
        return spans
    return [(_position(text, start), _position(text, end)) for start, end in spans]


class Finder:
    """Marks the matches of a view. ``count`` says how many, ``current`` which, from 1, or 0."""

    def __init__(
        self,
        view: QTextEdit,
        tokens: Tokens,
        prepare: Callable[[], None] = lambda: None,
        looks_at: Callable[[int], bool] = lambda _: True,
    ) -> None:
        """``prepare`` is called first; ``looks_at`` says of a position whether a match counts."""
        self._view = view
        self._tokens = tokens
        self._prepare, self._looks_at = prepare, looks_at
        self._wanted = ""
        self._spans: list[tuple[int, int]] = []
        self.current = 0

    @property
    def count(self) -> int:
        """How many matches there are."""
        return len(self._spans)

    def find(self, wanted: str) -> int:
        """Mark every match, go to the first from the cursor on, and return how many there are."""
        self._wanted = wanted
        self.refresh(self._tokens)
        if self._spans:
            here = self._view.textCursor().selectionStart()
            self._go(bisect_left(self._spans, (here, 0)) % self.count)
        else:
            self._unselect()
        return self.count

    def refresh(self, tokens: Tokens) -> None:
        """Find the same words on a page made anew; the view stays where it is."""
        self._tokens = tokens
        if not self._wanted and not self._spans:
            return
        self._prepare()
        found = matches(self._view.document(), self._wanted)
        self._spans = [span for span in found if self._looks_at(span[0])]
        self.current = min(self.current, self.count)
        self._view.setExtraSelections([self._marked(span) for span in self._spans[:_MOST_MARKED]])

    def next(self) -> int:
        """Go to the next match, after the last to the first, and return its number."""
        return self._go(self.current % self.count) if self._spans else 0

    def previous(self) -> int:
        """Go to the match before, from the first to the last, and return its number."""
        return self._go((self.current - 2) % self.count) if self._spans else 0

    def clear(self) -> None:
        """Forget the words and their marks."""
        if self._wanted:
            self._wanted, self._spans, self.current = "", [], 0
            self._view.setExtraSelections([])

    def _go(self, index: int) -> int:
        self.current = index + 1
        self._view.setTextCursor(self._cursor(self._spans[index]))
        self._view.ensureCursorVisible()
        return self.current

    def _unselect(self) -> None:
        """Select nothing, with the cursor where it began: further typing looks on from there."""
        cursor = self._view.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self._view.setTextCursor(cursor)

    def _marked(self, span: tuple[int, int]) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        mark.cursor = self._cursor(span)
        mark.format.setBackground(QColor(self._tokens.hl))
        mark.format.setForeground(QColor(self._tokens.hl_ink))
        return mark

    def _cursor(self, span: tuple[int, int]) -> QTextCursor:
        cursor = QTextCursor(self._view.document())
        cursor.setPosition(span[0])
        cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
        return cursor


def _position(text: str, index: int) -> int:
    """An index into a text as Qt counts it, in UTF-16 units."""
    return len(text[:index].encode("utf-16-le", "surrogatepass")) // 2
