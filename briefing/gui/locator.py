"""The locator in a card's header: where the country lies, and a way to its neighbours' cards."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from briefing.core.locator import Size, locator, subject
from briefing.core.locator_map import (
    COAST_WIDTH,
    DASHES,
    DOT_RADIUS,
    RING_RADIUS,
    RING_WIDTH,
    LocatorMap,
    Role,
    hit,
)
from briefing.gui.tokens import LIGHT, Tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PySide6.QtCore import QEvent

    from briefing.core.card import Card
    from briefing.core.outlines import Outlines
    from briefing.core.projection import Point

WIDTH, HEIGHT = 168, 100
_KEPT = 64  # maps; about 200 kB each


class _Picture(NamedTuple):
    chart: LocatorMap
    shapes: dict[Role, QPainterPath]
    borders: QPainterPath
    disputed: QPainterPath


class Locator(QWidget):
    """A map of 168 by 100 px, times the zoom. Hidden while there is nothing to show on it."""

    country_clicked = Signal(str)  # the code of a country that has a card

    def __init__(self, outlines: Outlines, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outlines = outlines
        self._tokens = LIGHT
        self._zoom = 1.0
        self._card: Card | None = None
        self._names: dict[str, str] = {}
        self._picture: _Picture | None = None
        self._pressed: str | None = None
        self._pictured = lru_cache(_KEPT)(self._draw)
        self.setMouseTracking(True)
        self.setFixedSize(WIDTH, HEIGHT)
        self.hide()

    def set_card(self, card: Card | None) -> None:
        """Show where a card's subject lies; hide where the card does not say."""
        self._card = card
        self.setAccessibleName(f"Map: {card.name}" if card else "")
        self._point_at(None)
        self._refresh()

    def set_tokens(self, tokens: Tokens) -> None:
        """Paint in the colours of a theme."""
        self._tokens = tokens
        self.update()

    def set_zoom(self, zoom: float) -> None:
        """Grow or shrink with the page's text; 1 is 168 by 100 px."""
        self._zoom = zoom
        self.setFixedSize(round(WIDTH * zoom), round(HEIGHT * zoom))
        self._refresh()

    def set_known_codes(self, names: Mapping[str, str]) -> None:
        """Tell which countries can be clicked: names of cards by their codes."""
        self._names = dict(names)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say whose land this is, and that it can be clicked."""
        self._point_at(self._country(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Forget what was pointed at."""
        self._point_at(None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a country; only a click that ends on it counts."""
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = self._country(event.position()) if left else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for the card of the country that was clicked."""
        pressed, self._pressed = self._pressed, None
        if pressed is not None and pressed == self._country(event.position()):
            self.country_clicked.emit(pressed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint sea, land, focus and borders, in this order."""
        del event
        if self._picture is None:
            return
        tokens, picture = self._tokens, self._picture
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(tokens.map_sea))
        for role, path in picture.shapes.items():
            color = tokens.map_focus if role is Role.FOCUS else tokens.map_land
            painter.setPen(self._pen(color, COAST_WIDTH))
            painter.setBrush(QColor(color))
            painter.drawPath(path)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        width = picture.chart.border_width
        pen = self._pen(tokens.map_border, width)
        painter.strokePath(picture.borders, pen)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([length / width for length in DASHES])
        painter.strokePath(picture.disputed, pen)
        if picture.chart.ring is not None:
            self._paint_ring(painter, QPointF(*picture.chart.ring))
        painter.end()

    def _paint_ring(self, painter: QPainter, place: QPointF) -> None:
        color = self._tokens.map_focus
        painter.setPen(self._pen(color, RING_WIDTH))
        painter.drawEllipse(place, RING_RADIUS * self._zoom, RING_RADIUS * self._zoom)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(color))
        painter.drawEllipse(place, DOT_RADIUS * self._zoom, DOT_RADIUS * self._zoom)

    def _pen(self, color: str, width: float) -> QPen:
        pen = QPen(QColor(color), width * self._zoom)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        return pen

    def _point_at(self, code: str | None) -> None:
        if code is None:
            self.unsetCursor()
        else:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("" if code is None else self._names[code])

    def _country(self, place: QPointF) -> str | None:
        """The code of the country at a place, if it has a card and that is not the one shown."""
        if self._picture is None or self._card is None or not self.rect().contains(place.toPoint()):
            return None
        code = hit(self._picture.chart, place.x(), place.y())
        return code if code in self._names and code != self._card.code else None

    def _refresh(self) -> None:
        size = Size(self.width(), self.height(), max(2.0, self.devicePixelRatioF()))
        self._picture = self._pictured(*subject(self._card), size) if self._card else None
        self.setVisible(self._picture is not None)
        self.update()

    def _draw(
        self, codes: tuple[str, ...], place: tuple[float, float] | None, size: Size
    ) -> _Picture | None:
        chart = locator(self._outlines, size, codes, place)
        if chart is None:
            return None
        shapes = {role: QPainterPath() for role in Role}
        for shape in chart.shapes:
            for ring in shape.rings:
                shapes[shape.role].addPolygon(_polygon(ring))
                shapes[shape.role].closeSubpath()
        return _Picture(chart, shapes, _lines(chart.borders), _lines(chart.disputed))


def _lines(lines: Iterable[Sequence[Point]]) -> QPainterPath:
    path = QPainterPath()
    for line in lines:
        path.addPolygon(_polygon(line))
    return path


def _polygon(points: Sequence[Point]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])
