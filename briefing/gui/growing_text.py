"""Text that shows what is in view at once, and grows to the whole page while nothing else happens.

Qt lays a table out whole: a long page is several tables, one below the other without a gap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleTextInsertEvent,
    QKeySequence,
    QPainter,
    QTextCursor,
)

from briefing.gui.link_text import LinkText
from briefing.gui.page_document import PageDocument

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from briefing.gui.leaf import Leaf
    from briefing.gui.page_rows import Rows

_PAUSE = 120  # ms; keys that are held down come sooner, and their pages get no longer
_PART = 4_000  # characters of each further table: some 5 ms
_BETWEEN = 10  # ms between two of them, in which a key finds the window idle
_Keys = QKeySequence.StandardKey


class GrowingText(LinkText):
    """Shows rows as a page, those in view first. Whatever needs the rest gets it at once."""

    became_whole = Signal()
    painted = Signal()  # for the first time since another page was put here

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = PageDocument(parent=self)
        self._leaf: Leaf | None = None
        self._is_painted = True
        self._rows: Rows | None = None  # as long as some are to come
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._grow)
        self.setDocument(self._shown)
        # Spares the painting of what lies under a page: four widgets as large as it is.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().valueChanged.connect(self._keep_ahead)
        self.verticalScrollBar().sliderPressed.connect(self.finish)

    @property
    def is_painted(self) -> bool:
        """Whether the page was painted since it was put here."""
        return self._is_painted

    @property
    def is_whole(self) -> bool:
        """Whether all of the page is there."""
        return self._rows is None

    def put(self, leaf: Leaf) -> None:
        """Show a page as far as it is in view; drop the last one."""
        self._timer.stop()
        self._rows = None
        rows = leaf.rows
        self._take_document(leaf, is_long=bool(rows and rows.has_more))
        self._begin(rows)

    def keep(self, leaf: Leaf, *, is_same: bool = False) -> bool:
        """Have what is there go on as another page that begins the same; False where none does.

        Nothing is laid out or painted, and no cursor stays, unless it ``is_same``: the page that
        is there, made anew.
        """
        is_long = leaf.rows is not None and leaf.rows.has_more
        has_bar = self.verticalScrollBar().isVisible()
        if self._leaf is None or (is_long and not has_bar):
            return False
        if not leaf.take_over(self._leaf, at_any_length=is_same):
            return False
        self._timer.stop()
        self._leaf = leaf
        cursor = self.textCursor()
        if not is_same and (cursor.hasSelection() or not cursor.atStart()):
            self.setTextCursor(QTextCursor(self._shown))
        self._begin(leaf.rows)
        return True

    def finish(self) -> None:
        """Have the whole page there from now on."""
        if self._rows is not None:
            self._grown()
            self._add(self._rows.parts(_PART))

    def reach(self, height: float) -> None:
        """Have the page there down to that many px."""
        while not self.is_whole and self._shown.height < height:
            self._grow()

    def position_of(self, anchor: str) -> int | None:
        """The position of a named place in the text, which grows as far as that; or None."""
        while (position := self._shown.position_of(anchor)) is None and not self.is_whole:
            self._grow()
        return position

    def scroll_down(self, top: int) -> None:
        """Bring what is that many px down the page to the top of the view."""
        view, bar = self.viewport().height(), self.verticalScrollBar()
        self.reach(top + view)
        room = round(self._shown.height) - view
        if bar.maximum() < min(top, room):
            bar.setMaximum(room)  # Qt tells the bar later of what is little beside the whole
        bar.setValue(min(top, bar.maximum()))

    def paint_ground(self, painter: QPainter) -> None:
        """Paint what goes below the words, in px of the view: nothing here."""

    def selectAll(self) -> None:
        """Select all of the page."""
        self.finish()
        super().selectAll()

    def toPlainText(self) -> str:
        """All words of the page."""
        self.finish()
        return super().toPlainText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Have the whole page there for keys that go to its end or select it."""
        if event.key() == Qt.Key.Key_End or event.matches(_Keys.SelectAll):
            self.finish()
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have enough there for a larger view."""
        super().resizeEvent(event)
        self.reach(self.verticalScrollBar().value() + self.viewport().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground of the page, and the words on it."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().base())
        self.paint_ground(painter)
        painter.end()
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            self.painted.emit()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's
        """Go from link to link on the whole page."""
        self.finish()
        return super().focusNextPrevChild(next)

    def _take_document(self, leaf: Leaf, *, is_long: bool) -> None:
        """Show a document that is not laid out yet: so it is laid out once."""
        if is_long and not self.verticalScrollBar().isVisible():
            # A bar that comes on the way would have it laid out once more.
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        old, self._shown = self._shown, leaf.document
        self._is_painted = False
        self.setDocument(self._shown)
        if QAccessible.isActive():  # to Qt a document that is full from the start is no news
            words = self._shown.toPlainText()
            QAccessible.updateAccessibility(QAccessibleTextInsertEvent(self, 0, words))
        if self._leaf is not None:
            self._leaf.let_go()
        else:
            old.deleteLater()
        self._leaf = leaf

    def _begin(self, rows: Rows | None) -> None:
        """Show what is in view of rows, and the rest of them in time."""
        self._rows = rows
        self._fill()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        if not self.is_whole:
            self._timer.start(_PAUSE)

    def _fill(self) -> None:
        """Have more until the view is full."""
        rows = self._rows
        while rows and rows.has_more and self._shown.height < self.viewport().height():
            size = 2 * rows.read
            rows.restart()
            self._add((rows.part(size),), anew=True)
        self._look_for_end()

    def _keep_ahead(self, top: int) -> None:
        self.reach(top + 2 * self.viewport().height())

    def _grow(self) -> None:
        assert self._rows is not None
        self._grown()
        self._add((self._rows.part(_PART),))
        if not self.is_whole:
            self._timer.start(_BETWEEN)

    def _add(self, parts: Iterable[str], *, anew: bool = False) -> None:
        cursor = self.textCursor()
        anchor, position = cursor.anchor(), cursor.position()
        top = self.verticalScrollBar().value()
        self._shown.add(parts, anew=anew)
        if anew:  # the same words are there again
            cursor.setPosition(anchor)
            cursor.setPosition(position, cursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)
            self.verticalScrollBar().setValue(top)  # and not where the cursor is
        self._look_for_end()

    def _grown(self) -> None:
        if self._leaf is not None:
            self._leaf.is_fresh = False

    def _look_for_end(self) -> None:
        if self._rows is not None and not self._rows.has_more:
            self._rows = None
            self._timer.stop()
            self.became_whole.emit()
