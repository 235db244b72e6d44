"""How the timeline is drawn: years, track, stops and their labels, in the theme's inks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from briefing.gui.fonts import font
from briefing.gui.timeline_layout import NO_LABELS, NO_SCALE, Labels, Scale

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from briefing.gui.timeline_layout import Room
    from briefing.gui.tokens import Tokens

HEIGHT = 84
TRACK = 26
DATES_TOP, NAMES_TOP = 39, 60
"""Where the rows of the labels begin."""
_YEARS_BASE, _DATES_BASE, _NAMES_BASE = 12, 55, 72  # the focus ring reaches up to the years
_TICK = 8
_BAR = 7
_BAR_INK = 0.3
_HALO = 2
_CHOSEN, _CENTER, _CHOSEN_RING = 9, 2.7, 2.5
_RING = 13


class View(NamedTuple):
    """All that a timeline shows. Stops are told by their numbers, oldest first.

    ``has`` is whether the card has an edition there.
    """

    dates: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    has: tuple[bool, ...] = ()
    chosen: tuple[int, ...] = ()
    hovered: int | None = None
    scale: Scale = NO_SCALE
    labels: Labels = NO_LABELS


class TimelinePainter:
    """Paints a view at a zoom in a theme; the painter's origin is the timeline's top left."""

    def __init__(self, painter: QPainter, tokens: Tokens, zoom: float) -> None:
        self._painter = painter
        self._tokens = tokens
        self._zoom = zoom
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def paint(self, view: View, focus: int | None) -> None:
        """Paint from back to front, so that no halo bites into a dot.

        ``focus`` is the number of the stop with the focus ring.
        """
        self._paint_years(view)
        self._paint_track(view)
        self._paint_dots(view, focus)
        self._paint_labels(view)

    def _paint_years(self, view: View) -> None:
        painter, zoom = self._painter, self._zoom
        painter.setFont(font("year", zoom))
        top, track = (TRACK - 1 - _TICK) * zoom, TRACK * zoom
        for tick in view.scale.ticks:
            line = QRectF(round(tick.x), top, 1, track - top)
            painter.fillRect(line, QColor(self._tokens.line2))
            if tick.label:
                painter.setPen(QColor(self._tokens.muted))
                painter.drawText(QPointF(tick.x, _YEARS_BASE * zoom), tick.label)

    def _paint_track(self, view: View) -> None:
        tokens, zoom = self._tokens, self._zoom
        left, right = view.scale.left, view.scale.right
        self._line(left, right, 2 * zoom, tokens.line2)
        spans = [(number, place.span) for number, place in enumerate(view.scale.places)]
        # A chosen bar lies over those that are not.
        spans.sort(key=lambda pair: pair[0] in view.chosen)
        self._painter.setPen(Qt.PenStyle.NoPen)
        for number, span in spans:
            if span is None:
                continue
            ink = tokens.accent if number in view.chosen else tokens.faint
            bar = QRectF(span[0], (TRACK - _BAR / 2) * zoom, span[1] - span[0], _BAR * zoom)
            radius = min(bar.height(), bar.width()) / 2
            self._painter.setBrush(_mixed(ink, tokens.page, _BAR_INK))
            self._painter.drawRoundedRect(bar, radius, radius)
        if len(view.chosen) > 1:
            first, last = (view.scale.places[number].x for number in view.chosen)
            self._line(first, last, 4 * zoom, tokens.accent)

    def _paint_dots(self, view: View, focus: int | None) -> None:
        tokens, zoom, radius = self._tokens, self._zoom, view.scale.dot / 2
        xs = [place.x for place in view.scale.places]
        rest = [n for n in range(len(xs)) if n not in view.chosen and n != view.hovered]
        near = [n for n in (view.hovered,) if n is not None and n not in view.chosen]
        self._discs([xs[n] for n in rest + near], radius + _HALO * zoom, tokens.page)
        self._discs([xs[n] for n in rest if view.has[n]], radius, tokens.muted)
        self._rings([xs[n] for n in rest if not view.has[n]], radius, radius * 0.36, tokens.faint)
        for number in near:
            self._paint_hovered(xs[number], radius + zoom, view.has[number])
        self._discs([xs[n] for n in view.chosen], (_CHOSEN + _HALO) * zoom, tokens.page)
        self._discs([xs[n] for n in view.chosen if n == focus], _RING * zoom, tokens.page)
        for number in view.chosen:
            self._paint_chosen(xs[number], view.has[number], number == view.hovered)
            if number == focus:
                self._rings([xs[number]], (_RING + 1) * zoom, 2 * zoom, tokens.accent)

    def _paint_hovered(self, x: float, radius: float, has: bool) -> None:
        if has:
            self._discs([x], radius, self._tokens.accent)
        else:
            self._discs([x], radius, self._tokens.page)
            self._rings([x], radius, radius * 0.36, self._tokens.accent)

    def _paint_chosen(self, x: float, has: bool, hovered: bool) -> None:
        radius = (_CHOSEN + (1 if hovered else 0)) * self._zoom
        if has:
            self._discs([x], radius, self._tokens.accent)
            self._discs([x], _CENTER * self._zoom, self._tokens.page)
        else:
            self._rings([x], radius, _CHOSEN_RING * self._zoom, self._tokens.accent)

    def _paint_labels(self, view: View) -> None:
        tokens = self._tokens
        for number, room in view.labels.dates.items():
            chosen = number in view.chosen
            lit = chosen or number == view.hovered
            ink = tokens.accent if lit else tokens.ink2
            role = "strong" if chosen else "interface"
            self._text(view.dates[number], room, _DATES_BASE, font(role, self._zoom), ink)
        face = font("reference", self._zoom)
        for number, room in view.labels.names.items():
            ink = tokens.ink2 if number in view.chosen else tokens.muted
            self._text(view.names[number], room, _NAMES_BASE, face, ink)

    def _text(self, text: str, room: Room, base: float, face: QFont, ink: str) -> None:
        metrics = QFontMetricsF(face)
        # Half a px forgives what rounding took from the room.
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.right - room.left + 0.5)
        slack = room.right - room.left - metrics.horizontalAdvance(shown)
        share = {"left": 0.0, "center": 0.5, "right": 1.0}[room.align]
        self._painter.setFont(face)
        self._painter.setPen(QColor(ink))
        self._painter.drawText(QPointF(room.left + slack * share, base * self._zoom), shown)

    def _line(self, left: float, right: float, thick: float, ink: str) -> None:
        top = TRACK * self._zoom - thick / 2
        self._painter.fillRect(QRectF(left, top, right - left, thick), QColor(ink))

    def _discs(self, xs: list[float], radius: float, ink: str) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(ink))
        for x in xs:
            self._painter.drawEllipse(QPointF(x, TRACK * self._zoom), radius, radius)

    def _rings(self, xs: list[float], radius: float, width: float, ink: str) -> None:
        """Draw rings on the track; ``radius`` is to their outer edge."""
        self._painter.setPen(QPen(QColor(ink), width))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        inner = radius - width / 2
        for x in xs:
            self._painter.drawEllipse(QPointF(x, TRACK * self._zoom), inner, inner)


def _mixed(ink: str, paper: str, share: float) -> QColor:
    """Paper with a share of ink in it; opaque, so that the track does not show through."""
    one, other = QColor(ink), QColor(paper)
    return QColor.fromRgbF(
        other.redF() + (one.redF() - other.redF()) * share,
        other.greenF() + (one.greenF() - other.greenF()) * share,
        other.blueF() + (one.blueF() - other.blueF()) * share,
    )
