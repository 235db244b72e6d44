"""The card of a text that is being edited, beside it: faulty statements flagged, never empty."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QGraphicsOpacityEffect, QVBoxLayout, QWidget

from briefing.core.quoting import is_statement
from briefing.core.timeline import editions_at
from briefing.gui.card_html import card_page
from briefing.gui.card_page import CardPage
from briefing.gui.empty_html import empty_page
from briefing.gui.focus_ring import FocusFrame

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QMouseEvent

    from briefing.core.card_part import CardPart
    from briefing.core.library import CardFolder
    from briefing.core.timeline import Stop
    from briefing.gui.tokens import Tokens

_STALE = 0.45
_LINES = 4  # of a statement that are in sight where it counts as shown


class Preview(QWidget):
    """Shows a card at one stop. What is not up to date is greyed, and ``reason`` says why."""

    statement_chosen = Signal(str)  # the place of a statement on the page
    stop_requested = Signal(str)  # a source of the stop
    part_wanted = Signal()  # that with the statement at the caret, which is not shown

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reason = ""
        self.near = ""  # the statement at the caret
        self._part: CardPart | None = None
        self._is_missing = False  # that statement, in what is shown
        self.page = _Page()
        self._frame = FocusFrame(self.page)
        self._faded = QGraphicsOpacityEffect(self.page)
        self._lay_out()
        self.page.clicked.connect(self._choose)
        self.page.stop_requested.connect(lambda source, _: self.stop_requested.emit(source))

    def show_part(
        self, folder: CardFolder, part: CardPart, stop: Stop, flags: Mapping[str, str]
    ) -> None:
        """Show the card as it is typed, at the height where the page stands.

        ``flags`` are short words for faulty statements, by their anchors on the whole card.
        """
        self._fade("")
        self._part = part
        shown = {part.shown(anchor): word for anchor, word in flags.items()}
        builder = (
            partial(card_page, folder, part.card, stop, flags=shown, verified=part.verified)
            if editions_at(part.card, stop)
            else partial(empty_page, folder, part.card, stop)
        )
        height = self.page.verticalScrollBar().value()
        self.page.show_page(builder, f"Preview of {part.card.name}")
        self.page.scroll_down(height)
        if self._is_missing:
            self._is_missing = False
            self._go_near()

    def show_stale(self, reason: str) -> None:
        """Grey what is shown, and say why it is not what the text says."""
        self._fade(reason)

    def follow(self, anchor: str) -> None:
        """Bring a statement into view, unless it is."""
        self.near = anchor
        if self._part is None:
            return
        self._is_missing = not self._go_near() and not self._part.is_whole
        if self._is_missing:
            self.part_wanted.emit()

    def _go_near(self) -> bool:
        """Bring the statement at the caret into view; False where it is not on the page."""
        assert self._part is not None
        place = self._part.shown(self.near)
        cursor = self.page.cursor_at(place)
        if cursor is None:
            return False
        if not self.page.viewport().rect().contains(self.page.cursorRect(cursor)):
            self.page.scroll_to(place)
        return True

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw in another theme or at another size."""
        self.page.set_tokens(tokens)
        self._frame.set_tokens(tokens)
        self.page.set_zoom(zoom)

    def _fade(self, reason: str) -> None:
        self.reason = reason
        self._faded.setEnabled(bool(reason))

    def _choose(self, anchor: str) -> None:
        self.statement_chosen.emit(self._part.true(anchor) if self._part else anchor)

    def _lay_out(self) -> None:
        self._faded.setOpacity(_STALE)
        self._faded.setEnabled(False)
        self.page.setGraphicsEffect(self._faded)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.page, 1)


class _Page(CardPage):
    """A card's page that tells which statement was clicked."""

    clicked = Signal(str)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell the statement, unless words were selected or a link followed."""
        super().mouseReleaseEvent(event)
        point: QPoint = event.position().toPoint()
        if self.anchorAt(point) or self.textCursor().hasSelection():
            return
        place = self._shown.place_at(self.cursorForPosition(point).position(), is_statement)
        if place:
            self.clicked.emit(place)
