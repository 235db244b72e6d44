"""The page of search results: one passage is the current one, and keys or a click choose it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QTextCursor

from briefing.gui.card_page import CardPage

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QWidget

    from briefing.gui.card_page import Builder
    from briefing.gui.leaf import Leaf

_ABOVE, _BELOW, _BESIDE, _BAR = 8, 9, 16, 3  # px before zoom
_TURNS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchPage(CardPage):
    """Shows what ``search_page`` makes. ``current`` is the index of the chosen passage.

    Up and Down choose; Enter or a click opens; Esc leaves.
    """

    current_changed = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.current = 0

    def show_page(
        self, builder: Builder, name: str, anchor: str = "", leaf: Leaf | None = None
    ) -> None:
        """Show results with the first passage chosen, or the one at ``anchor``, as ``hit-3``."""
        super().show_page(builder, name, anchor, leaf)
        name_of_place = anchor.removeprefix("hit-")
        number = int(name_of_place) if name_of_place.isdecimal() else 0
        if number != self.current:
            self.current = number
            self.viewport().update()  # the passages may be the same as before

    def show_again(self, builder: Builder, name: str, chosen: int) -> None:
        """Show results found anew; the passage now chosen stays where the one before was."""
        scroll = self.verticalScrollBar()
        top, before = scroll.value(), self._rect(self.current)
        self.show_page(builder, name)
        self.position_of(f"hit-{chosen}")  # so that it is there
        after = self._rect(chosen)
        if before is None or after is None:
            return
        self.current = chosen
        self.scroll_down(round(top + after.top() - before.top()))
        self.viewport().update()

    def put(self, leaf: Leaf) -> None:
        """Show a page; where the next letter changed nothing in view, what is there stays."""
        if not self.keep(leaf):
            super().put(leaf)

    def choose(self, index: int) -> None:
        """Make a passage the current one and bring it into view; no such passage changes nothing."""
        self.position_of(f"hit-{index}")  # so that it is there
        rect = self._rect(index)
        if rect is None:
            return
        self.current = index
        scroll = self.verticalScrollBar()
        top, room = scroll.value(), self.viewport().height()
        if rect.top() < top:
            scroll.setValue(round(rect.top()))
        elif rect.bottom() > top + room:
            scroll.setValue(round(rect.bottom() - room))
        self.viewport().update()
        self.current_changed.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, open or leave."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and event.key() in _TURNS:
            self.choose(self.current + _TURNS[Qt.Key(event.key())])
        elif plain and event.key() in _ENTER:
            self._open(self.current)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the passage that was clicked, unless words were selected there."""
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or self.textCursor().hasSelection():
            return
        place = event.position()
        place.setY(place.y() + self.verticalScrollBar().value())
        index = 0
        while (rect := self._rect(index)) is not None:
            if rect.contains(place):
                self.choose(index)
                self._open(index)
                return
            index += 1

    def paint_ground(self, painter: QPainter) -> None:
        """Paint the ground of the current passage."""
        rect = self._rect(self.current)
        if rect is not None:
            rect.translate(0, -self.verticalScrollBar().value())
            painter.fillRect(rect, QColor(self.look.tokens.accent_soft))
            rect.setWidth(self.look.px(_BAR))
            painter.fillRect(rect, QColor(self.look.tokens.accent))

    def _open(self, index: int) -> None:
        if self.position_of(f"hit-{index}") is not None:
            self.hit_requested.emit(index)

    def _rect(self, index: int) -> QRectF | None:
        """The ground of a passage in px of the document, or None where there is no such one."""
        position = self._shown.position_of(f"hit-{index}")
        if position is None:
            return None
        cursor = QTextCursor(self._shown)
        cursor.setPosition(position)
        table = cursor.currentTable()
        last = table.cellAt(position).row()
        # Where it is narrow the edition and section are a row of their own.
        first = last - 1 if self.look.narrow else last
        rects = [
            self._shown.rect_of(place)
            for row in range(first, last + 1)
            for column in range(table.columns())
            for cell in (table.cellAt(row, column),)
            for place in (cell.firstPosition(), cell.lastPosition())
            if cell.lastPosition() > cell.firstPosition()
        ]
        px, (left, width) = self.look.px, self.column
        top = min(rect.top() for rect in rects) - px(_ABOVE)
        bottom = max(rect.bottom() for rect in rects) + px(_BELOW)
        beside = min(px(_BESIDE), left)  # the bar stays in view where the margin is small
        return QRectF(left - beside, top, width + 2 * beside, bottom - top)
