"""The table itself: rows as high as their text, keys, and a menu of the cards a row stands on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QMenu, QTableView

from briefing.core.tables import no_formula
from briefing.gui.row_heights import RowHeights
from briefing.gui.table_delegate import TableDelegate
from briefing.gui.table_header import TableHeader
from briefing.gui.table_model import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from briefing.core.tables import Kind, Row
    from briefing.gui.table_model import TableModel
    from briefing.gui.tokens import Tokens

_SHARES: dict[Kind, Mapping[str, tuple[int, float]]] = {
    "steps": {
        "Actor": (98, 1.0),
        "Action": (176, 2.8),
        "With": (94, 0.9),
        "Condition": (104, 1.3),
        "Why": (104, 1.3),
        "Risk": (106, 1.2),
        "Country": (98, 1.0),
        "Stop": (72, 0.2),
        "Source": (88, 0.3),
    },
    "quotes": {
        "Quote": (280, 4.5),
        "Voice": (120, 0.2),
        "Speaker": (112, 0.8),
        "Country": (112, 1.2),
        "Stop": (84, 0.2),
        "Source": (92, 0.3),
    },
}
_Select = QItemSelectionModel.SelectionFlag
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ESTIMATE = 72  # px before zoom, of a row that was not in sight yet


class TableGrid(QTableView):
    """Rows of a TableModel. Enter or a double click opens the first card of a row.

    The menu, also by the Menu key or Shift+F10, opens any of its cards, and sorts.
    """

    opened = Signal(object)  # a Where

    def __init__(
        self, kind: Kind, model: TableModel, tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rows = model
        self._zoom = 1.0
        self._delegate = TableDelegate(tokens, self)
        self._heights = RowHeights(self, self._delegate.height)
        self._header = TableHeader(_SHARES[kind], tokens, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(self._header)
        self._set_up()
        self._header.widths_changed.connect(self._heights.refit)
        model.modelReset.connect(self._heights.fit)
        model.layoutChanged.connect(self._follow)
        self.doubleClicked.connect(self._open)
        self.entered.connect(lambda index: self._hover(index.row()))
        self.viewportEntered.connect(partial(self._hover, -1))

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw in another theme or at another size."""
        self._delegate.set_look(tokens, zoom)
        self._header.set_look(tokens, zoom)
        if zoom != self._zoom:
            self._zoom = zoom
            self.verticalHeader().setDefaultSectionSize(round(_ESTIMATE * zoom))
            self._header.share_out(self.viewport().width())
        self._heights.refit()

    def current_row(self) -> Row | None:
        """The row that keys act on."""
        row: Row | None = self.currentIndex().data(Role.ROW)
        return row

    def choose(self, row: Row | None) -> None:
        """Select a row, if it is shown, and bring it into view."""
        index = self._rows.find(row) if row else QModelIndex()
        self._select(index)

    def sort_by(self, column: int) -> None:
        """Sort by a column, the other way where it is sorted by already; -1 is as in the library."""
        is_same = column == self._header.sortIndicatorSection()
        rising, falling = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        turned = is_same and self._header.sortIndicatorOrder() == rising
        self._header.setSortIndicator(column, falling if turned else rising)

    def copy(self) -> None:
        """Put the selected rows on the clipboard, a line each, with tabs between the cells."""
        chosen = sorted(self.selectionModel().selectedRows(), key=QModelIndex.row)
        lines = ["\t".join(map(no_formula, index.data(Role.ROW).cells())) for index in chosen]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        # The rows that come into sight get their heights, and may push the wanted one out again.
        super().scrollTo(index, hint)
        self._heights.fit()
        super().scrollTo(index, hint)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if dy:
            self._heights.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._header.share_out(self.viewport().width())
        self._heights.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and event.key() in _ENTER:
            self._open(self.currentIndex())
        elif plain and event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            last = self._rows.rowCount() - 1
            self._select(self._rows.index(last if event.key() == Qt.Key.Key_End else 0, 0))
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row, place = self.current_row(), event.globalPos()
        if row is None:
            return
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            middle = self.visualRect(self.currentIndex()).center()
            place = self.viewport().mapToGlobal(middle)
        menu = self._menu(row)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason
        if not by_mouse and not self.selectionModel().hasSelection():
            self._select(self.currentIndex())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(_ESTIMATE)

    def _select(self, index: QModelIndex) -> None:
        if index.isValid():
            flags = _Select.ClearAndSelect | _Select.Rows
            self.selectionModel().setCurrentIndex(index, flags)

    def _open(self, index: QModelIndex) -> None:
        row = index.data(Role.ROW)
        if row is not None:
            self.opened.emit(row.places[0])

    def _follow(self) -> None:
        """After sorting, keep the current row in sight."""
        self._heights.fit()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _menu(self, row: Row) -> QMenu:
        menu = QMenu(self)
        for place in row.places:
            action = menu.addAction(f"Open {_literal(place.name)}")
            action.triggered.connect(partial(self.opened.emit, place))
        menu.addSeparator()
        menu.addAction("Copy", self.copy)
        sorting = menu.addMenu("Sort by")
        for column, name in enumerate((*self._rows.columns, "Order of the library")):
            number = column if column < self._rows.columnCount() else -1
            action = QAction(name, sorting)
            action.setCheckable(True)
            action.setChecked(number == self._header.sortIndicatorSection())
            action.triggered.connect(partial(self.sort_by, number))
            sorting.addAction(action)
        return menu

    def _hover(self, row: int) -> None:
        self._delegate.set_hovered(row)
        self.viewport().update()


def _literal(text: str) -> str:
    """Text for a menu, where & would else mark a key."""
    return text.replace("&", "&&")
