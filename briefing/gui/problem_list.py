"""The problems of the file that is edited: what is wrong, the fix, and where; a click goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from briefing.gui import problem_words
from briefing.gui.elided_label import ElidedLabel
from briefing.gui.fonts import font
from briefing.gui.icons import icon
from briefing.gui.tokens import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem

    from briefing.core.problem import Problem
    from briefing.gui.tokens import Tokens

_ROW, _HEAD = 58, 34  # px before zoom
_INSET, _TEXT, _ICON, _BAR = 24, 42, 16, 3
_FIRST, _SECOND = 24, 45  # px from the top of a row to the baselines
_NO_LIMIT = 10_000  # px
_SHOWN = 2.5  # rows: the half says that there are more


class ProblemList(QFrame):
    """A heading with the count, and the problems in the order of their places."""

    chosen = Signal(object)  # a Problem

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problem-list")
        self._zoom = 1.0
        self._problems: tuple[Problem, ...] = ()
        self._count, self._keys = QLabel(), ElidedLabel("F8 next problem, Ctrl+. fix")
        self._room = _NO_LIMIT
        self._head = QWidget()
        self.rows = QListWidget()
        self._delegate = _Delegate(self)
        self._lay_out()
        self.rows.itemActivated.connect(self._choose)
        self.rows.itemClicked.connect(self._choose)
        self.hide()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is shown."""
        return self._problems

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show problems, the place in the list kept; hide without any."""
        if tuple(problems) == self._problems:
            return
        self._problems = tuple(problems)
        row = self.rows.currentRow()
        self.rows.clear()
        for problem in problems:
            message = problem_words.sentence(problem.message)
            hint = problem_words.sentence(problem.hint)
            where = problem_words.place(problem)
            item = QListWidgetItem(". ".join(filter(None, (message, hint, where))))
            item.setData(Qt.ItemDataRole.UserRole, problem)
            item.setToolTip("")
            self.rows.addItem(item)
        self.rows.setCurrentRow(min(row, len(problems) - 1))
        self._count.setText(problem_words.counts(problems))
        self._size()

    def select(self, problem: Problem | None) -> None:
        """Make a problem the current one, or none."""
        at = self._problems.index(problem) if problem in self._problems else -1
        self.rows.setCurrentRow(at)
        if at >= 0:
            self.rows.scrollToItem(self.rows.item(at))

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw in another theme or at another size."""
        self._zoom = zoom
        self._delegate.set_look(tokens, zoom)
        self._count.setFont(font("strong", zoom))
        self._keys.setFont(font("reference", zoom))
        self._head.setFixedHeight(self._px(_HEAD))
        self._size()
        self.rows.viewport().update()

    def set_room(self, px: int) -> None:
        """Take no more than that; where it is less than one problem needs, nothing."""
        if px != self._room:
            self._room = px
            self._size()

    def _size(self) -> None:
        row, head = self._px(_ROW), self._px(_HEAD)
        self._head.setVisible(head + row <= self._room)
        self.setVisible(bool(self._problems) and row + 3 <= self._room)
        head = head if head + row <= self._room else 0
        rows = min(_SHOWN, max(1, len(self._problems)), max(1, (self._room - head - 3) / row))
        self.setFixedHeight(round(rows * row) + head + 3)

    def _px(self, size: float) -> int:
        return round(size * self._zoom)

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def _lay_out(self) -> None:
        self._keys.setObjectName("keys")
        self.rows.setAccessibleName("Problems")
        self.rows.setItemDelegate(self._delegate)
        self.rows.setUniformItemSizes(True)
        self.rows.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = QHBoxLayout(self._head)
        head.setContentsMargins(16, 0, 16, 0)
        head.addWidget(self._count)
        self._keys.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._keys, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 1, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.rows, 1)


class _Delegate(QStyledItemDelegate):
    """Paints a problem: its message, the fix below it, and the place at the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens, self._zoom = LIGHT, 1.0

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw in another theme or at another size."""
        self._tokens, self._zoom = tokens, zoom

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(self._px(200), self._px(_ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        problem: Problem = index.data(Qt.ItemDataRole.UserRole)
        tokens, rect = self._tokens, option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.accent_soft))
            painter.fillRect(
                QRect(rect.topLeft(), QSize(self._px(_BAR), rect.height())), QColor(tokens.accent)
            )
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(tokens.hover))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        name, ink = ("error", tokens.error) if problem.is_error else ("warning", tokens.warn)
        size, top = self._px(_ICON), rect.top() + self._px(_FIRST) - self._px(13)
        mark = icon(name, tokens, ink)
        mark.paint(painter, QRect(rect.left() + self._px(_INSET) - size // 2, top, size, size))
        self._paint_words(painter, rect, problem)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, problem: Problem) -> None:
        left, right = rect.left() + self._px(_TEXT), rect.right() - self._px(16)
        where = problem_words.place(problem)
        painter.setFont(font("reference", self._zoom))
        width = QFontMetrics(painter.font()).horizontalAdvance(where)
        painter.setPen(QColor(self._tokens.accent))
        painter.drawText(right - width, rect.top() + self._px(_FIRST), where)
        painter.setFont(font("strong", self._zoom))
        painter.setPen(QColor(self._tokens.ink))
        message = problem_words.sentence(problem.message)
        room = right - width - self._px(16) - left
        painter.drawText(left, rect.top() + self._px(_FIRST), _elided(painter, message, room))
        painter.setFont(font("interface", self._zoom))
        painter.setPen(QColor(self._tokens.ink2))
        hint = problem_words.sentence(problem.hint)
        painter.drawText(left, rect.top() + self._px(_SECOND), _elided(painter, hint, right - left))

    def _px(self, size: float) -> int:
        return round(size * self._zoom)


def _elided(painter: QPainter, text: str, room: int) -> str:
    return QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, room)
