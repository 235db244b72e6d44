"""The head of a table: the columns' names, their widths, and which one the rows are sorted by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView

from briefing.gui.fonts import font
from briefing.gui.icons import icon
from briefing.gui.table_delegate import LEFT, RIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from briefing.gui.tokens import Tokens

_HEIGHT, _ARROW, _LEAST = 36, 14, 48  # px before zoom
_ICONS = {Qt.SortOrder.AscendingOrder: "chevron-up", Qt.SortOrder.DescendingOrder: "chevron-down"}


class TableHeader(QHeaderView):
    """Shares the room out among the columns, until the user drags an edge.

    ``shares`` gives for each column its least px before zoom, and its share of what is left.
    A click sorts by a column, a second the other way, a third as the library has the rows.
    """

    widths_changed = Signal()

    def __init__(
        self, shares: Mapping[str, tuple[int, float]], tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._shares = tuple(shares.values())
        self._tokens = tokens
        self._zoom = 1.0
        self._dragged = self._sharing = False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorClearable(True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sectionResized.connect(self._resized)

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw in another theme or at another size; another size shares the room out anew."""
        dragged = self._dragged and zoom == self._zoom
        self._tokens, self._zoom = tokens, zoom
        self.setMinimumSectionSize(self._px(_LEAST))
        self._dragged = dragged
        self.updateGeometry()
        self.viewport().update()

    def share_out(self, width: int) -> None:
        """Give the columns their widths in that many px, unless the user gave them theirs."""
        if self._dragged or not self.count():
            return
        least = [self._px(size) for size, _ in self._shares]
        spare = max(0, width - sum(least))
        whole = sum(share for _, share in self._shares)
        self._sharing = True
        for place, (size, (_, share)) in enumerate(zip(least, self._shares, strict=True)):
            taken = round(spare * share / whole)
            self.resizeSection(place, size + taken)
            # What rounding leaves or takes goes on, so that the lines end where the room does.
            spare, whole = spare - taken, whole - share
        self._sharing = False
        self.widths_changed.emit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._px(_HEIGHT))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        model = self.model()
        if not rect.isValid() or model is None:
            return
        painter.save()
        painter.fillRect(rect, QColor(self._tokens.page))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(self._tokens.line2))
        is_sorted = section == self.sortIndicatorSection()
        painter.setFont(font("strong", self._zoom))
        painter.setPen(QColor(self._tokens.accent if is_sorted else self._tokens.ink))
        room = rect.adjusted(self._px(LEFT), 0, -self._px(RIGHT), 0)
        name = str(model.headerData(section, Qt.Orientation.Horizontal))
        size = self._px(_ARROW)
        metrics = QFontMetrics(painter.font())
        space = room.width() - (size + self._px(2) if is_sorted else 0)
        text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, space)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        if is_sorted:
            left = room.left() + metrics.horizontalAdvance(text) + self._px(2)
            arrow = QRect(left, rect.center().y() - size // 2 + 1, size, size)
            drawn = icon(_ICONS[self.sortIndicatorOrder()], self._tokens, self._tokens.accent)
            drawn.paint(painter, arrow)
        painter.restore()

    def _resized(self) -> None:
        if not self._sharing:
            self._dragged = True
            self.widths_changed.emit()

    def _px(self, size: float) -> int:
        return round(size * self._zoom)
