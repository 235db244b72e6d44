"""A source's paragraphs as a text document: below each the cards that cite it, as links.

The text is put in as data, never read as markup, and no place in it is ever mistaken: what Qt
counts in UTF-16 units is told as places of the source's own words.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from briefing.gui.fonts import font
from briefing.gui.page_html import breaks_in, fit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QTextBlock

    from briefing.core.citing import Citing
    from briefing.gui.page_html import Look

HANG, TOP = 56, 16
"""The room of the numbers, and above the first paragraph, in px before zoom."""

_BELOW, _ABOVE_CARDS = 18, 2
_LINE, _LINE_OF_CARDS = 114.0, 112.0  # per cent of the font's own
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
_KEEP = QTextCursor.MoveMode.KeepAnchor


class Selected(NamedTuple):
    """Words within one paragraph: its number from 1, and where in it they begin and end."""

    para: int
    start: int
    end: int


class SourceDocument(QTextDocument):
    """Two blocks a paragraph: its words, and who cites them."""

    def __init__(
        self,
        texts: Sequence[str],
        cited: Sequence[Sequence[Citing]],
        look: Look,
        parent: QObject | None = None,
    ) -> None:
        """``texts`` are paragraphs verbatim, ``cited`` what cites each."""
        super().__init__(parent)
        self._texts, self._look = texts, look
        self.setUndoRedoEnabled(False)
        self.setDocumentMargin(0)
        self.setDefaultFont(font("body", look.zoom))
        cursor = QTextCursor(self)
        cursor.beginEditBlock()
        for number, (text, citing) in enumerate(zip(texts, cited, strict=True)):
            if number:
                cursor.insertBlock()
            cursor.setBlockFormat(self._format_of_words())
            cursor.insertText(fit(text), _characters("body", look.zoom, look.tokens.ink))
            cursor.insertBlock(self._format_of_cards())
            self._insert_cards(cursor, citing)
        cursor.endEditBlock()
        frame = self.rootFrame().frameFormat()
        frame.setTopMargin(look.px(TOP))
        self.rootFrame().setFrameFormat(frame)

    def words_block(self, para: int) -> QTextBlock | None:
        """The block of a paragraph's words, numbered from 1; None where there is none."""
        return self.findBlockByNumber(2 * (para - 1)) if 0 < para <= len(self._texts) else None

    def para_of(self, block: QTextBlock) -> int:
        """The number of the paragraph to which a block belongs, from 1."""
        return int(block.blockNumber()) // 2 + 1

    def is_words(self, block: QTextBlock) -> bool:
        """Whether a block holds the words of a paragraph, not the cards that cite it."""
        return bool(block.blockNumber() % 2 == 0)

    def selected(self, cursor: QTextCursor) -> Selected | None:
        """The words selected, where all of them stand in one paragraph."""
        first, last = cursor.selectionStart(), cursor.selectionEnd()
        found = []
        for block in self.blocks(first, last):
            if self.is_words(block) and self._texts:
                text = self._texts[self.para_of(block) - 1]
                start = _index(text, first - block.position())
                end = _index(text, last - block.position())
                if text[start:end].strip():
                    found.append(Selected(self.para_of(block), start, end))
        return found[0] if len(found) == 1 else None

    def cursor_of(self, words: Selected) -> QTextCursor | None:
        """A cursor that selects words; None where the document has no such paragraph."""
        block = self.words_block(words.para)
        if block is None:
            return None
        text = self._texts[words.para - 1]
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + _position(text, words.start))
        cursor.setPosition(block.position() + _position(text, words.end), _KEEP)
        return cursor

    def blocks(self, first: int, last: int) -> Iterator[QTextBlock]:
        """The blocks from one position to another."""
        block = self.findBlock(first)
        while block.isValid() and block.position() <= last:
            yield block
            block = block.next()

    def _insert_cards(self, cursor: QTextCursor, citing: Sequence[Citing]) -> None:
        tokens, zoom = self._look.tokens, self._look.zoom
        quiet = _characters("reference", zoom, tokens.muted)
        cursor.insertText("Cited by " if citing else "Cited by no card yet", quiet)
        cards = groupby(citing, key=lambda one: (one.card, one.name))
        for number, ((_, name), found) in enumerate(cards):
            one = next(found)
            cursor.insertText(", " if number else "", quiet)
            link = _characters("reference", zoom, tokens.accent)
            link.setAnchor(True)
            parts = (one.card, one.source, one.anchor)
            link.setAnchorHref(f"cite:{'/'.join(quote(part, safe='') for part in parts)}")
            cursor.insertText(fit(name), link)

    def _format_of_words(self) -> QTextBlockFormat:
        made = QTextBlockFormat()
        made.setLeftMargin(self._look.px(HANG))
        made.setLineHeight(_LINE, _PROPORTIONAL)
        return made

    def _format_of_cards(self) -> QTextBlockFormat:
        made = self._format_of_words()
        made.setLineHeight(_LINE_OF_CARDS, _PROPORTIONAL)
        made.setTopMargin(self._look.px(_ABOVE_CARDS))
        made.setBottomMargin(self._look.px(_BELOW))
        return made


def _characters(role: str, zoom: float, color: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(font(role, zoom))
    made.setForeground(QColor(color))
    return made


def _index(text: str, position: int) -> int:
    """The place in a paragraph's own words of a position in its block, in UTF-16 units."""
    shown = fit(text).encode("utf-16-le")[: 2 * max(position, 0)].decode("utf-16-le", "ignore")
    places = [place + added for added, place in enumerate(breaks_in(text))]
    return len(shown) - bisect_left(places, len(shown))


def _position(text: str, index: int) -> int:
    """The position in its block, in UTF-16 units, of a place in a paragraph's own words."""
    before = fit(text)[: index + bisect_left(breaks_in(text), index)]
    return len(before.encode("utf-16-le")) // 2
