"""The list of what could be typed, under the caret. It shows and is told; it takes no keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from briefing.gui.fonts import fixed_font, font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QWidget

    from briefing.core.completion import Completion
    from briefing.gui.tokens import Tokens

_ROW, _SIDE, _GAP = 24, 10, 16  # px
_LABEL, _DESCRIPTION = 14, 420  # px of type; px that a description may take
_MOST_ROWS = 9
_BORDER = 1
_ABOUT = Qt.ItemDataRole.AccessibleDescriptionRole


class CompletionPopup(QListView):
    """A list of completions, each with its label and what it is."""

    accepted = Signal(int)  # a row

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        # A window that never takes the focus: what is typed still goes to the text.
        self.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("completion")
        self.setAccessibleName("Completions")
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self._delegate = _Delegate(tokens, self)
        self.setItemDelegate(self._delegate)
        self.clicked.connect(lambda index: self.accepted.emit(index.row()))
        self.set_look(tokens, 1.0)

    @property
    def row(self) -> int:
        """The row that is chosen, -1 where none is."""
        return self.currentIndex().row()

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw in another theme or at another size."""
        self._delegate.set_look(tokens, zoom)
        self.setStyleSheet(
            f"#completion {{ background: {tokens.page}; border: {_BORDER}px solid {tokens.line2}; }}"
        )

    def show_items(self, items: Sequence[Completion], caret: QRect, *, chosen: bool) -> None:
        """Show these under the caret, whose place on the screen is given, or above it.

        The first is ``chosen``, or none is.
        """
        self._items.clear()
        for item in items:
            row = QStandardItem(item.label)
            row.setData(item.description, _ABOUT)
            self._items.appendRow(row)
        self.resize(self._delegate.width(items), self._height(len(items)))
        self.move(self._place(caret))
        if chosen:
            self.setCurrentIndex(self._items.index(0, 0))
        self.show()

    def choose(self, by: int) -> None:
        """Choose another row, that many further; past an end, from the other."""
        count = self._items.rowCount()
        at = max(self.row, -1 if by > 0 else 0) + by
        if abs(by) > 1:
            at = max(0, min(at, count - 1))
        self.setCurrentIndex(self._items.index(at % count, 0))

    @property
    def page(self) -> int:
        """How many rows are in sight."""
        return min(_MOST_ROWS, self._items.rowCount())

    def _height(self, count: int) -> int:
        return min(count, _MOST_ROWS) * self._delegate.row_height + 2 * _BORDER

    def _place(self, caret: QRect) -> QPoint:
        screen = self.screen().availableGeometry()
        left = max(screen.left(), min(caret.left(), screen.right() - self.width()))
        below = caret.bottom() + 2
        if below + self.height() <= screen.bottom():
            return QPoint(left, below)
        return QPoint(left, max(screen.top(), caret.top() - 2 - self.height()))


class _Delegate(QStyledItemDelegate):
    """Draws a label in the editor's type and, muted, what it is."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens, self._zoom = tokens, 1.0
        self._label, self._about = fixed_font(_LABEL), font("reference")
        self._column = 0  # where descriptions begin, in px

    @property
    def row_height(self) -> int:
        """The height of a row, in px."""
        return round(_ROW * self._zoom)

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw in another theme or at another size."""
        self._tokens, self._zoom = tokens, zoom
        self._label, self._about = fixed_font(_LABEL, zoom), font("reference", zoom)

    def width(self, items: Sequence[Completion]) -> int:
        """The width that rows for these need."""
        labels = max(QFontMetrics(self._label).horizontalAdvance(one.label) for one in items)
        abouts = max(QFontMetrics(self._about).horizontalAdvance(one.description) for one in items)
        side, gap, most = (round(px * self._zoom) for px in (_SIDE, _GAP, _DESCRIPTION))
        self._column = side + min(labels, most) + gap
        bar = round(12 * self._zoom) if len(items) > _MOST_ROWS else 0
        return self._column + min(abouts + 1, most) + side + bar + 2 * _BORDER

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del option, index
        return QSize(self._column, self.row_height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        tokens, side = self._tokens, round(_SIDE * self._zoom)
        room: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(room, QColor(tokens.accent_soft if chosen else tokens.page))
        if chosen:
            painter.fillRect(
                QRect(room.left(), room.top(), 3, room.height()), QColor(tokens.accent)
            )
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        elide = Qt.TextElideMode.ElideRight
        parts = (
            (self._label, tokens.ink, side, self._column, index.data()),
            (self._about, tokens.muted, self._column, room.width() - side, index.data(_ABOUT)),
        )
        for type_, ink, left, right, text in parts:
            painter.setFont(type_)
            painter.setPen(QColor(ink))
            place = room.adjusted(left, 0, right - room.width(), 0)
            fitting = QFontMetrics(type_).elidedText(text, elide, place.width())
            painter.drawText(place, middle, fitting)
