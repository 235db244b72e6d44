"""How a row of the country list is drawn: name, coverage, hits, and the state it is in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate

from briefing.gui.country_model import CountryModel, shown_name
from briefing.gui.fonts import font
from briefing.gui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
    from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

    from briefing.core.library import CardFile
    from briefing.gui.tokens import Tokens

INSET = 18
DOT_PITCH = 20
RIGHT = 20
"""Px from the right edge of a row to the middle of its last dot, or to the end of its strip."""
HITS_RIGHT = 16
"""Px from the right edge of a row to the end of its count."""
MOST_DOTS = 6
STRIP = 72
_ROW, _HEADING, _FIRST_HEADING = 24, 28, 24

# Made once: a row is painted with every letter that is typed, thirty at a time.
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_AT_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_NO_PEN, _NO_BRUSH = Qt.PenStyle.NoPen, Qt.BrushStyle.NoBrush
_ROLES = ("region", "row", "row-selected", "reference")
_CUT = Qt.TextElideMode.ElideRight


class CountryDelegate(QStyledItemDelegate):
    """Paints region headings and card rows in the theme's inks."""

    def __init__(self, tokens: Tokens, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown = ""
        """The id of the card that is shown; others may be selected with it."""
        self.set_look(tokens, 1.0)

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw in another theme or at another size."""
        self._tokens, self._zoom = tokens, zoom
        self._muted, self._ink, self._ink2 = map(QColor, (tokens.muted, tokens.ink, tokens.ink2))
        self._types = {role: _Type(font(role, zoom)) for role in _ROLES}

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        heading = _HEADING if index.row() else _FIRST_HEADING
        height = _ROW if index.parent().isValid() else heading
        return QSize(self._px(120), self._px(height))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        model = index.model()
        assert isinstance(model, CountryModel)
        file = model.file_at(index)
        painter.save()
        if file is None:
            self._paint_heading(painter, option.rect, index)
        else:
            self._paint_card(painter, option, index, file)
        painter.restore()

    def _paint_heading(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        inside = rect.adjusted(self._px(INSET), 0, -self._px(INSET), -self._px(5))
        painter.setPen(self._muted)
        painter.setFont(self._types["region"].font)
        text = self._types["region"].cut(index.data(), inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignBottom, text)

    def _paint_card(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        file: CardFile,
    ) -> None:
        rect = option.rect
        view = option.widget
        model = index.model()
        assert isinstance(view, QAbstractItemView)
        assert isinstance(model, CountryModel)
        selected = view.selectionModel().isSelected(index)
        hovered = view.underMouse() and bool(option.state & _under_pointer())
        if selected or hovered:
            self._paint_ground(painter, rect, selected=selected)
        if selected and view.hasFocus() and view.currentIndex() == index:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._tokens.accent), 2))
            painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -1))
        hits = model.hits_of(file)
        right = self._paint_evidence(painter, rect, file, model)
        muted = not selected and hits is None and not model.has_edition(file)
        shown = selected and file.id == self.shown
        kind = self._types["row-selected" if shown else "row"]
        painter.setFont(kind.font)
        painter.setPen(self._muted if muted else self._ink)
        left = rect.left() + self._px(INSET)
        width = max(0, right - self._px(8) - left)
        room = QRect(left, rect.top(), width, rect.height())
        painter.drawText(room, _LEFT, kind.cut(shown_name(file), width))

    def _paint_ground(self, painter: QPainter, rect: QRect, *, selected: bool) -> None:
        painter.fillRect(rect, QColor(self._tokens.accent_soft if selected else self._tokens.hover))
        if selected:
            bar = QRect(rect.left(), rect.top(), self._px(3), rect.height())
            painter.fillRect(bar, QColor(self._tokens.accent))

    def _paint_evidence(
        self, painter: QPainter, rect: QRect, file: CardFile, model: CountryModel
    ) -> int:
        """Paint what stands at the right of a row, and return where it begins."""
        if file.is_broken:
            return self._paint_broken(painter, rect)
        hits = model.hits_of(file)
        if hits is not None:
            return self._paint_hits(painter, rect, hits)
        coverage = model.coverage(file)
        chosen = [stop in model.selected_stops for stop in model.stops]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if len(coverage) > MOST_DOTS:
            return self._paint_strip(painter, rect, coverage, chosen)
        return self._paint_dots(painter, rect, coverage, chosen)

    def _paint_dots(
        self, painter: QPainter, rect: QRect, coverage: tuple[bool, ...], chosen: list[bool]
    ) -> int:
        middle = rect.top() + rect.height() / 2
        left = rect.right()
        for place, (has, is_chosen) in enumerate(zip(coverage, chosen, strict=True)):
            x = dot_x(rect.right() + 1, place, len(coverage), self._zoom)
            ink = QColor(self._tokens.accent if is_chosen else self._tokens.faint)
            size = self._zoom * (9 if is_chosen else 6)
            if has:
                painter.setPen(_NO_PEN)
                painter.setBrush(ink)
            else:
                width = self._zoom * (1.6 if is_chosen else 1.3)
                size -= width
                painter.setPen(QPen(ink, width))
                painter.setBrush(_NO_BRUSH)
            painter.drawEllipse(QPointF(x, middle), size / 2, size / 2)
            left = min(left, round(x - self._px(8)))
        return left

    def _paint_strip(
        self, painter: QPainter, rect: QRect, coverage: tuple[bool, ...], chosen: list[bool]
    ) -> int:
        width = self._px(STRIP)
        left = rect.right() + 1 - self._px(RIGHT) - width
        middle = rect.top() + rect.height() // 2
        step = width / len(coverage)
        ordered = sorted(enumerate(zip(coverage, chosen, strict=True)), key=lambda row: row[1][1])
        for place, (has, is_chosen) in ordered:
            x = left + round(step * (place + 0.5))
            tall, wide = (16, 3) if is_chosen and has else (3, 3) if is_chosen else (9, 1)
            if not has and not is_chosen:
                tall = 1
            tall, wide = self._px(tall), max(1, self._px(wide))
            ink = self._tokens.accent if is_chosen else self._tokens.ink2
            painter.fillRect(x - wide // 2, middle - tall // 2, wide, tall, QColor(ink))
        return left

    def _paint_hits(self, painter: QPainter, rect: QRect, hits: int) -> int:
        kind = self._types["reference"]
        painter.setFont(kind.font)
        painter.setPen(self._ink2)
        room = rect.adjusted(0, 0, -self._px(HITS_RIGHT), 0)
        text = f"{hits:,}"
        painter.drawText(room, _AT_RIGHT, text)
        return room.right() - kind.metrics.horizontalAdvance(text)

    def _paint_broken(self, painter: QPainter, rect: QRect) -> int:
        size = self._px(16)
        left = rect.right() + 1 - self._px(12) - size
        place = QRect(left, rect.top() + (rect.height() - size) // 2, size, size)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        icon("error", self._tokens, self._tokens.error).paint(painter, place)
        return left

    def _px(self, size: float) -> int:
        return round(size * self._zoom)


@cache
def _under_pointer() -> QStyle.StateFlag:
    # With it, PySide makes two hundred names that no other part of the window asks for.
    from PySide6.QtWidgets import QStyle  # noqa: PLC0415

    return QStyle.StateFlag.State_MouseOver


def dot_x(right: int, place: int, count: int, zoom: float) -> float:
    """Where the middle of a dot stands, in px; ``right`` is the right edge of the row."""
    return right - zoom * (RIGHT + DOT_PITCH * (count - 1 - place))


class _Type:
    """The type of one role, with its measures."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetrics(font)

    def cut(self, text: str, width: int) -> str:
        """Text with an ellipsis in the place of what has no room."""
        return self.metrics.elidedText(text, _CUT, width)
