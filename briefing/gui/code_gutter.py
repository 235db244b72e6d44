"""The line numbers beside a text, and an icon at each line that has a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter
from PySide6.QtWidgets import QToolTip, QWidget

from briefing.gui.code_marks import inks, tooltip
from briefing.gui.fonts import fixed_font
from briefing.gui.icons import icon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from briefing.core.problem import Problem
    from briefing.gui.tokens import Tokens

_NUMBER, _ICON = 12, 16  # px
_ICON_LEFT, _LEFT, _RIGHT = 6, 26, 10  # of the icon; on either side of the number
_FEWEST_DIGITS = 3


class Row(NamedTuple):
    """A line in sight: its number from 0, and in px where it is, ``height`` that of one row."""

    number: int
    top: float
    bottom: float
    height: float


class Gutter(QWidget):
    """Draws the numbers of the lines in sight, which ``rows`` tells."""

    clicked = Signal(int)  # a line, from 0

    def __init__(self, tokens: Tokens, rows: Callable[[], Iterable[Row]], parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows
        self._problems: Callable[[int], Sequence[Problem]] = lambda _line: ()
        self._tokens, self._zoom = tokens, 1.0
        self._font = fixed_font(_NUMBER)

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw in another theme or at another size."""
        self._tokens, self._zoom = tokens, zoom
        self._font = fixed_font(_NUMBER, zoom)
        self.update()

    def set_problems(self, problems: Callable[[int], Sequence[Problem]]) -> None:
        """Ask this for the problems of a line, counted from 0; a line shows its worst."""
        self._problems = problems

    def room_for(self, count: int) -> int:
        """The width that the numbers of so many lines take, in px."""
        digits = max(_FEWEST_DIGITS, len(str(count)))
        number = QFontMetricsF(self._font).horizontalAdvance("0") * digits
        return round((_LEFT + _RIGHT) * self._zoom + number)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._tokens.raised))
        painter.setFont(self._font)
        for row in self._rows():
            self._paint_row(painter, row)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event.position().y())
        if number is not None and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(number)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self._number_at(event.pos().y())
            problems = self._problems(number) if number is not None else ()
            QToolTip.showText(event.globalPos(), tooltip(problems), self)
            return True
        return super().event(event)

    def _paint_row(self, painter: QPainter, row: Row) -> None:
        problems = self._problems(row.number)
        painter.setPen(QColor(self._tokens.muted))
        if problems:
            worst = min(problems, key=lambda one: not one.is_error)
            ink, _ = inks(worst, self._tokens)
            painter.setPen(QColor(ink))
            side = round(_ICON * self._zoom)
            top = round(row.top + (row.height - side) / 2)
            place = QRect(round(_ICON_LEFT * self._zoom), top, side, side)
            name = "error" if worst.is_error else "warning"
            icon(name, self._tokens, ink).paint(painter, place)
        room = QRectF(0, row.top, self.width() - _RIGHT * self._zoom, row.height)
        middle = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, middle, str(row.number + 1))

    def _number_at(self, y: float) -> int | None:
        return next((row.number for row in self._rows() if row.top <= y < row.bottom), None)
