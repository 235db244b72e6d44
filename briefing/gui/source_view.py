"""Shows a source's paragraphs with hanging numbers, and takes the keys that act on selected words.

Words are selected with the mouse, or with Shift and the keys that move the caret; Tab goes from
card to card.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING
from urllib.parse import unquote

from PySide6.QtCore import QPointF, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPalette, QPen, QTextCursor
from PySide6.QtWidgets import QTextEdit

from briefing.gui.fonts import font
from briefing.gui.link_text import LinkText
from briefing.gui.page_html import Look
from briefing.gui.source_document import HANG, TOP, Selected, SourceDocument
from briefing.gui.tokens import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QEvent, SignalInstance
    from PySide6.QtGui import QPaintEvent, QResizeEvent, QTextBlock
    from PySide6.QtWidgets import QWidget

    from briefing.core.citing import Citing
    from briefing.gui.tokens import Tokens

_WIDEST, _EDGE = HANG + 520, 20
"""The widest column, and the room right of it, in px before zoom."""

_OFF_TEXT, _AROUND, _BAR = 14, 4, 3
"""From a number to the text, around a paragraph that is set off, and its bar."""

_DOT, _PEN, _HALF_X = 6, 1.3, 3.2
"""The dots beside who cites a paragraph, and half the height of the letters beside them."""

QUOTE_KEYS, POINT_KEYS = "Ctrl+Return", "Ctrl+Shift+Return"
_Keys = QKeySequence.StandardKey
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class SourceView(LinkText):
    """Shows paragraphs, one of which may be set off."""

    card_requested = Signal(str, str, str)  # a card, the source of its edition, a place on its page
    find_requested = Signal()
    next_requested = Signal()  # match of what is being found
    previous_requested = Signal()
    quote_requested = Signal()  # of what is selected
    point_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = Look(LIGHT)
        self._texts: tuple[str, ...] = ()
        self._cited: tuple[tuple[Citing, ...], ...] = ()
        self._set_off = 0  # the number of a paragraph, or 0
        self._shown = SourceDocument((), (), self._look, self)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextBrowserInteraction | flags.TextSelectableByKeyboard)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.anchorClicked.connect(self._follow)

    def show_text(
        self, texts: Sequence[str], cited: Sequence[tuple[Citing, ...]], *, anew: bool
    ) -> None:
        """Show paragraphs and what cites each; ``anew`` from the top, else at the same place."""
        if anew or (tuple(texts), tuple(cited)) != (self._texts, self._cited):
            self._texts, self._cited = tuple(texts), tuple(cited)
            self._draw(anew=anew)

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw in another theme or at another size."""
        self._look = Look(tokens, zoom)
        palette = self.palette()
        for role, color in (
            (QPalette.ColorRole.Base, tokens.page),
            (QPalette.ColorRole.Text, tokens.ink),
            (QPalette.ColorRole.Highlight, tokens.accent),
            (QPalette.ColorRole.HighlightedText, tokens.accent_ink),
        ):
            palette.setColor(role, QColor(color))
        self.setPalette(palette)
        self._draw(anew=False)

    def selected(self) -> Selected | None:
        """The words selected, where all of them stand in one paragraph."""
        return self._shown.selected(self.textCursor())

    def is_words_at(self, position: int) -> bool:
        """Whether a position stands in a paragraph's words, not in who cites it."""
        return self._shown.is_words(self._shown.findBlock(position))

    def set_off(self, para: int) -> bool:
        """Bring a paragraph to the top and set it off; False where there is none of the number."""
        block = self._shown.words_block(para)
        self._set_off = 0 if block is None else para
        self.viewport().update()
        if block is None:
            return False
        self.setTextCursor(QTextCursor(block))
        self.verticalScrollBar().setValue(round(self._top_of(block) - self._look.px(TOP)))
        return True

    def event(self, event: QEvent) -> bool:
        """Keep the keys of this view from the shortcuts of the window."""
        if isinstance(event, QKeyEvent) and event.type() == event.Type.ShortcutOverride:
            event.setAccepted(self._meant_by(event) is not None)
            if event.isAccepted():
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Find with Ctrl+F and F3; quote with Ctrl+Enter, or make a point with Shift as well."""
        meant = self._meant_by(event)
        if meant is None:
            super().keyPressEvent(event)
        else:
            meant.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_width()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw beneath the text what stands beside it: numbers, dots, and what is set off."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scrolled = self.verticalScrollBar().value()
        painter.translate(0, -scrolled)
        above, below = event.rect().top() + scrolled, event.rect().bottom() + scrolled
        block = self._block_at(above)
        self._paint_ground(painter)
        while self._texts and block.isValid() and self._top_of(block) <= below:
            self._paint_beside(painter, block)
            block = block.next()
        painter.end()
        super().paintEvent(event)

    def _draw(self, *, anew: bool) -> None:
        """Lay the text out, from the top or else at the same place with the same words selected."""
        selected, scroll = self.selected(), self.verticalScrollBar()
        first = self._block_at(scroll.value())
        off = scroll.value() - self._top_of(first)
        old, at = self._shown, first.blockNumber()
        self._shown = SourceDocument(self._texts, self._cited, self._look, self)
        self.setDocument(self._shown)
        old.deleteLater()
        self._fit_width()
        if anew or self._set_off > len(self._texts):
            self._set_off = 0
        if anew:
            scroll.setValue(0)
            return
        cursor = self._shown.cursor_of(selected) if selected else None
        if cursor is not None:
            self.setTextCursor(cursor)
        scroll.setValue(round(self._top_of(self._shown.findBlockByNumber(at)) + off))

    def _fit_width(self) -> None:
        widest = min(self.viewport().width() - self._look.px(_EDGE), self._look.px(_WIDEST))
        self.setLineWrapColumnOrWidth(max(widest, self._look.px(2 * HANG)))

    def _block_at(self, height: float) -> QTextBlock:
        """The last block that begins at or above a height in px of the document, else the first."""
        every = range(self._shown.blockCount())
        at = bisect_right(
            every, height, key=lambda n: self._top_of(self._shown.findBlockByNumber(n))
        )
        return self._shown.findBlockByNumber(max(at - 1, 0))

    def _top_of(self, block: QTextBlock) -> float:
        """The top of a block in px of the document."""
        return float(self.document().documentLayout().blockBoundingRect(block).top())

    def _paint_ground(self, painter: QPainter) -> None:
        """The ground of the paragraph that is set off, and its bar."""
        words = self._shown.words_block(self._set_off)
        if words is None:
            return
        cards, around, tokens = words.next().layout(), self._look.px(_AROUND), self._look.tokens
        top = round(words.layout().position().y()) - around
        bottom = round(cards.position().y() + cards.boundingRect().height()) + around
        painter.fillRect(0, top, self.viewport().width(), bottom - top, QColor(tokens.accent_soft))
        painter.fillRect(0, top, self._look.px(_BAR), bottom - top, QColor(tokens.accent))

    def _paint_beside(self, painter: QPainter, block: QTextBlock) -> None:
        """The number of a paragraph's first line, or the dot beside who cites it."""
        para, tokens, zoom = self._shown.para_of(block), self._look.tokens, self._look.zoom
        line = block.layout().lineAt(0)
        baseline = block.layout().position().y() + line.y() + line.ascent()
        right = self._look.px(HANG - _OFF_TEXT)
        if self._shown.is_words(block):
            set_off = para == self._set_off
            painter.setFont(font("number-chosen" if set_off else "reference", zoom))
            painter.setPen(QColor(tokens.accent if set_off else tokens.muted))
            left = right - painter.fontMetrics().horizontalAdvance(str(para))
            painter.drawText(QPointF(left, baseline), str(para))
            return
        # A ring where there is nothing, as everywhere: silence is shown.
        size, nobody = zoom * _DOT, not self._cited[para - 1]
        painter.setPen(QPen(QColor(tokens.faint), zoom * _PEN))
        painter.setBrush(Qt.BrushStyle.NoBrush if nobody else QColor(tokens.faint))
        middle = baseline - zoom * _HALF_X
        painter.drawEllipse(QRectF(right - size, middle - size / 2, size, size))

    def _meant_by(self, event: QKeyEvent) -> SignalInstance | None:
        if event.key() in _ENTER and event.modifiers() & _CTRL:
            return self.point_requested if event.modifiers() & _SHIFT else self.quote_requested
        for keys, signal in (
            (_Keys.Find, self.find_requested),
            (_Keys.FindNext, self.next_requested),
            (_Keys.FindPrevious, self.previous_requested),
        ):
            if event.matches(keys):
                return signal
        return None

    def _follow(self, url: QUrl) -> None:
        address = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        self.card_requested.emit(*map(unquote, address.removeprefix("cite:").split("/")))
