"""The picture on a locator: the map of a card as paths, and how they are painted."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

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

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from briefing.core.card import Card
    from briefing.core.outlines import Outlines
    from briefing.core.projection import Point
    from briefing.gui.tokens import Tokens

_KEPT = 64  # maps; about 200 kB each


class Picture:
    """A map as it is painted, in px of its frame."""

    def __init__(self, chart: LocatorMap) -> None:
        self._chart = chart
        self._shapes = {role: QPainterPath() for role in Role}
        for shape in chart.shapes:
            for ring in shape.rings:
                self._shapes[shape.role].addPolygon(_polygon(ring))
                self._shapes[shape.role].closeSubpath()
        self._borders, self._disputed = _lines(chart.borders), _lines(chart.disputed)

    def country_at(self, place: QPointF) -> str | None:
        """The code of the country at a place, or None."""
        return hit(self._chart, place.x(), place.y())

    def paint(self, painter: QPainter, tokens: Tokens, zoom: float) -> None:
        """Paint land, focus and borders, in this order; lines grow with the zoom."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for role, path in self._shapes.items():
            color = tokens.map_focus if role is Role.FOCUS else tokens.map_land
            painter.setPen(_pen(color, COAST_WIDTH * zoom))
            painter.setBrush(QColor(color))
            painter.drawPath(path)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        width = self._chart.border_width
        pen = _pen(tokens.map_border, width * zoom)
        painter.strokePath(self._borders, pen)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([length / width for length in DASHES])
        painter.strokePath(self._disputed, pen)
        if self._chart.ring is not None:
            _paint_ring(painter, QPointF(*self._chart.ring), tokens.map_focus, zoom)


class MapMaker:
    """Draws the maps of cards; the last ones are kept. Any thread may ask for one."""

    def __init__(self, outlines: Outlines) -> None:
        self._outlines = outlines
        self._drawn = lru_cache(_KEPT)(self._draw)
        self._asked: set[Hashable] = set()

    def picture(self, card: Card, frame: tuple[float, float, float]) -> Picture | None:
        """The map of a card, or None where there is nothing to show.

        ``frame`` is its width and height in px, and the dots of a px.
        """
        self._asked.add((*subject(card), Size(*frame)))
        return self._drawn(*subject(card), Size(*frame))

    def has(self, card: Card, frame: tuple[float, float, float]) -> bool:
        """Whether that map was drawn before; it is likely to be kept."""
        return (*subject(card), Size(*frame)) in self._asked

    def _draw(
        self, codes: tuple[str, ...], place: tuple[float, float] | None, size: Size
    ) -> Picture | None:
        chart = locator(self._outlines, size, codes, place)
        return Picture(chart) if chart else None


def _paint_ring(painter: QPainter, place: QPointF, color: str, zoom: float) -> None:
    painter.setPen(_pen(color, RING_WIDTH * zoom))
    painter.drawEllipse(place, RING_RADIUS * zoom, RING_RADIUS * zoom)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    painter.drawEllipse(place, DOT_RADIUS * zoom, DOT_RADIUS * zoom)


def _pen(color: str, width: float) -> QPen:
    pen = QPen(QColor(color), width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen


def _lines(lines: Iterable[Sequence[Point]]) -> QPainterPath:
    path = QPainterPath()
    for line in lines:
        path.addPolygon(_polygon(line))
    return path


def _polygon(points: Sequence[Point]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])
