"""How a cell of the tables is drawn: wrapped text in the face of its column, and the voices apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from briefing.gui.fonts import font
from briefing.gui.table_model import Role

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem

    from briefing.gui.tokens import Tokens

LEFT, RIGHT = 10, 6
"""Px before zoom between the edges of a cell and its text."""

_ABOVE, _BELOW, _BAR = 9, 11, 3
_LEADING = 1.1
_LONGEST = 1000  # characters shown of a cell; its card has the rest
_WIDEST = 420  # px of a column that is fitted to its text
_SERIF_COLUMNS = ("Actor", "Action", "Quote")
_SMALL_COLUMNS = ("Stop", "Source")
_BADGE_X, _BADGE_Y = 4, 2


class _Face(NamedTuple):
    font: QFont
    ink: str


class TableDelegate(QStyledItemDelegate):
    """Paints cells in the theme's inks, all first lines of a row on one baseline."""

    def __init__(self, tokens: Tokens, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._zoom = 1.0
        self._hovered = -1

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw in another theme or at another size."""
        self._tokens, self._zoom = tokens, zoom

    def set_hovered(self, row: int) -> None:
        """Tint the row under the pointer; -1 is none."""
        self._hovered = row

    def height(self, index: QModelIndex | QPersistentModelIndex, width: int) -> int:
        """The px that a cell needs in a column of that many px."""
        _, text_height, first = self._laid_out(index, width)
        return round(first + text_height) + self._px(_BELOW) + 1

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        # Qt asks for it where a column is fitted to its text, by a double click on its edge.
        layout, _, _ = self._laid_out(index, self._px(_WIDEST))
        width = round(layout.maximumWidth()) + self._px(LEFT + RIGHT) + 2
        width = min(width, self._px(_WIDEST))
        return QSize(width, self.height(index, width))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        painter.setClipRect(option.rect)
        self._paint_ground(painter, option, index)
        layout, text_height, first = self._laid_out(index, option.rect.width())
        place = QPointF(option.rect.left() + self._px(LEFT), option.rect.top() + first)
        if _is_badge(index):
            x, y = self._px(_BADGE_X), self._px(_BADGE_Y)
            size = QSizeF(layout.maximumWidth() + 2 * x, text_height + 2 * y)
            ground = QRectF(place - QPointF(0, y), size)
            painter.fillRect(ground, QColor(self._tokens.neutral_soft))
            place += QPointF(x, 0)
        painter.setPen(QColor(self._face(index).ink))
        layout.draw(painter, place)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(self._tokens.accent), 2))
            painter.drawRect(QRectF(option.rect).adjusted(1, 1, -1, -2))
        painter.restore()

    def _paint_ground(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or index.row() == self._hovered:
            tint = self._tokens.accent_soft if selected else self._tokens.hover
            painter.fillRect(rect, QColor(tint))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, QColor(self._tokens.line))
        if selected and index.column() == 0:
            bar = QRect(rect.left(), rect.top(), self._px(_BAR), rect.height())
            painter.fillRect(bar, QColor(self._tokens.accent))

    def _laid_out(
        self, index: QModelIndex | QPersistentModelIndex, width: int
    ) -> tuple[QTextLayout, float, float]:
        """The lines of a cell, their height, and the px from its upper edge to the first."""
        face = self._face(index).font
        text = str(index.data() or "")
        if len(text) > _LONGEST:
            text = f"{text[: _LONGEST - 1].rstrip()}…"
        wrapping = QTextOption()
        wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout = QTextLayout(text, face)
        layout.setTextOption(wrapping)
        height = 0.0
        room = max(1, width - self._px(LEFT + RIGHT))
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room)
            line.setPosition(QPointF(0, height))
            height += round(line.height() * _LEADING)
        layout.endLayout()
        body = QFontMetricsF(font("body", self._zoom)).ascent()
        return layout, height, self._px(_ABOVE) + body - QFontMetricsF(face).ascent()

    def _face(self, index: QModelIndex | QPersistentModelIndex) -> _Face:
        column, tokens = index.data(Role.COLUMN), self._tokens
        if _is_badge(index):
            return _Face(font("region", self._zoom), tokens.neutral)
        if column in _SERIF_COLUMNS:
            made = font("body", self._zoom)
            if column == "Actor":
                made.setWeight(QFont.Weight.DemiBold)
            made.setItalic(column == "Quote" and index.data(Role.IS_VERBATIM))
            return _Face(made, tokens.ink)
        if not index.data(Role.IS_STATED):
            made = font("interface", self._zoom)
            made.setItalic(True)
            return _Face(made, tokens.muted)
        role = "reference" if column in _SMALL_COLUMNS else "interface"
        return _Face(font(role, self._zoom), tokens.ink2)

    def _px(self, size: float) -> int:
        return round(size * self._zoom)


def _is_badge(index: QModelIndex | QPersistentModelIndex) -> bool:
    return index.data(Role.COLUMN) == "Voice" and not index.data(Role.IS_VERBATIM)
