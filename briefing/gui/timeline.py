"""The timeline: the stops of the library over the years, and which of them is shown."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from briefing.core.timeline import stops_of
from briefing.gui.announcing import announce
from briefing.gui.fonts import font
from briefing.gui.literal import literal
from briefing.gui.timeline_choice import Choice, Move, spoken, stop_labels, talk_names
from briefing.gui.timeline_layout import Texts, place_labels, scale
from briefing.gui.timeline_painter import DATES_TOP, HEIGHT, NAMES_TOP, TimelinePainter, View
from briefing.gui.tokens import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from briefing.core.card import Card, Library
    from briefing.core.timeline import Stop
    from briefing.gui.tokens import Tokens

_LEAST_WIDTH = 240
_NOTCH = 120  # of a wheel, in eighths of a degree
_REACH = 14  # px from a stop at which the pointer is on it
_Modifier = Qt.KeyboardModifier
_MOVES = {
    Qt.Key.Key_Left: Move.BACK,
    Qt.Key.Key_Right: Move.AHEAD,
    Qt.Key.Key_PageUp: Move.PAGE_BACK,
    Qt.Key.Key_PageDown: Move.PAGE_AHEAD,
    Qt.Key.Key_Home: Move.FIRST,
    Qt.Key.Key_End: Move.LAST,
}


class Timeline(QAbstractSlider):
    """A slider over the stops. One stop is chosen, or two while editions are compared.

    Left and Right go to the next stop, with Ctrl to the next that has an edition; Page Up and
    Page Down go a tenth of the way, Home and End to the ends. In a comparison the keys move the
    stop with the focus ring, and with Shift the other one; the two never meet.

    Qt knows it as a slider, so that a screen reader can move it; the text of the value, such as
    ``2010, edition 2 of 2``, is its description, and is announced when the user moves it.
    """

    stop_chosen = Signal(object)  # a Stop
    range_chosen = Signal(object, object)  # the older Stop and the newer

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = LIGHT
        self._zoom = 1.0
        self._stops: tuple[Stop, ...] = ()
        self._choice = Choice()
        self._wheel = 0
        self._view = View()
        self._year, self._texts = 0.0, Texts((), ())  # as wide as they are
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Timeline")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.valueChanged.connect(self._value_set)
        self.set_zoom(1.0)

    @property
    def selected(self) -> tuple[Stop, ...]:
        """The chosen stop, or the two that are compared, older first."""
        return tuple(self._stops[number] for number in self._choice.chosen)

    def set_library(self, library: Library, stops: Sequence[Stop]) -> None:
        """Show the stops of a library. Those that were chosen stay so where they still are."""
        kept = [stop for stop in self.selected if stop in stops]
        self._choice = Choice()
        self._stops = tuple(stops)
        self.setRange(0, max(0, len(stops) - 1))
        self._view = View(dates=stop_labels(stops), names=talk_names(library, stops))
        self._measure()
        self._take_card(None)
        self.set_selected(kept)

    def show_card(self, card: Card, selected: Sequence[Stop]) -> None:
        """Show at which stops a card has an edition, and choose as ``set_selected`` does."""
        self._take_card(card)
        self.set_selected(selected)

    def set_selected(self, selected: Sequence[Stop]) -> None:
        """Choose one stop, or two to compare, without announcing it.

        Raises ValueError where one of them is not a stop of the library.
        """
        chosen = tuple(sorted({self._stops.index(stop) for stop in selected}))
        same_kind = len(chosen) == len(self._choice.chosen)
        self._choice = Choice(chosen, self._choice.end if same_kind else max(0, len(chosen) - 1))
        self._refresh()

    def set_tokens(self, tokens: Tokens) -> None:
        """Paint in the colours of a theme."""
        self._tokens = tokens
        self.update()

    def set_zoom(self, zoom: float) -> None:
        """Grow or shrink with the page's text; 1 is 84 px high."""
        self._zoom = zoom
        self.setFixedHeight(round(HEIGHT * zoom))
        self.setMinimumWidth(round(_LEAST_WIDTH * zoom))
        self._measure()
        self._refresh()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._tokens.page))
        focus = self._choice.at if self.hasFocus() else None
        TimelinePainter(painter, self._tokens, self._zoom).paint(self._view, focus)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refresh()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._stop_at(event.position(), inf)
        if event.button() != Qt.MouseButton.LeftButton or number is None:
            event.ignore()
            return
        end = self._choice.nearest_end(number) if self._choice.chosen else 0
        self._choice = self._choice._replace(end=end)
        self.setSliderDown(True)
        self._choose(self._choice.moved_to(number, len(self._stops)))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._stop_at(event.position(), _REACH * self._zoom))
        if self.isSliderDown():
            number = self._view.scale.nearest(event.position().x())
            self._choose(self._choice.moved_to(number, len(self._stops)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & _Modifier.ControlModifier or not self._stops:
            event.ignore()  # the window's zoom
            return
        across, along = event.angleDelta().x(), event.angleDelta().y()
        self._wheel += along if abs(along) >= abs(across) else -across
        notches = int(self._wheel / _NOTCH)
        self._wheel -= notches * _NOTCH
        if notches:
            at = len(self._stops) if self._choice.at is None else self._choice.at
            number = max(0, min(len(self._stops) - 1, at + notches))
            self._choose(self._choice.moved_to(number, len(self._stops)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~_Modifier.KeypadModifier
        move = _MOVES.get(Qt.Key(event.key()))
        comparing = len(self._choice.chosen) > 1
        known = _Modifier.ControlModifier | (
            _Modifier.ShiftModifier if comparing else _Modifier.NoModifier
        )
        if move is None or held & ~known or not self._stops:
            event.ignore()  # Alt+Left and Alt+Right are the window's
            return
        swapped = bool(held & _Modifier.ShiftModifier)
        choice = self._choice.other_end() if swapped else self._choice
        has_edition = bool(held & _Modifier.ControlModifier)
        number = choice.target(move, self._view.has, with_edition=has_edition)
        moved = choice.moved_to(number, len(self._stops))
        self._choose(moved.other_end() if swapped else moved)

    def _value_set(self, number: int) -> None:
        # A screen reader sets the value; what was set here is where the choice is already.
        if self._choice.chosen and number != self._choice.at:
            self._choose(self._choice.moved_to(number, len(self._stops)))

    def _choose(self, choice: Choice) -> None:
        changed = choice.chosen != self._choice.chosen
        self._choice = choice
        self._refresh()
        if not changed:
            return
        if self.hasFocus():
            announce(self, self.accessibleDescription())
        if len(choice.chosen) > 1:
            self.range_chosen.emit(*self.selected)
        else:
            self.stop_chosen.emit(self.selected[0])

    def _stop_at(self, place: QPointF, reach: float) -> int | None:
        """The stop whose label is there, or that is within reach on the track."""
        y = place.y() / self._zoom
        if y >= DATES_TOP:
            return self._view.labels.at(place.x(), in_dates=y < NAMES_TOP)
        if not self._stops:
            return None
        nearest = self._view.scale.nearest(place.x())
        return nearest if abs(self._view.scale.places[nearest].x - place.x()) <= reach else None

    def _hover(self, number: int | None) -> None:
        if number == self._view.hovered:
            return
        self._view = self._view._replace(hovered=number)
        self._refresh()
        if number is None:
            self.unsetCursor()
            self.setToolTip("")
            return
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        said = spoken(self._stops, self._view.has, Choice((number,)))
        self.setToolTip(literal(f"{said}\n{self._view.names[number]}"))

    def _take_card(self, card: Card | None) -> None:
        """Without a card every stop is full."""
        own = stops_of(card, self._stops) if card else self._stops
        self._view = self._view._replace(has=tuple(stop in own for stop in self._stops))

    def _measure(self) -> None:
        """Measure all texts, which no change of card or stop makes longer."""
        advance = {
            role: QFontMetricsF(font(role, self._zoom)).horizontalAdvance
            for role in ("year", "strong", "reference")
        }
        self._year = advance["year"]("0000")
        dates, names = self._view.dates, self._view.names
        self._texts = Texts([*map(advance["strong"], dates)], [*map(advance["reference"], names)])

    def _refresh(self) -> None:
        """Lay everything out anew, and tell Qt's slider where the choice is."""
        zoom, view = self._zoom, self._view
        spread = scale([stop.date for stop in self._stops], self.width(), self._year, zoom)
        xs = [place.x for place in spread.places]
        chosen = self._choice.chosen
        labels = place_labels(xs, self.width(), self._texts, chosen, view.hovered, zoom)
        self._view = view._replace(scale=spread, labels=labels, chosen=chosen)
        self.setAccessibleDescription(spoken(self._stops, view.has, self._choice))
        if self._choice.at is not None:
            self.setValue(self._choice.at)
        self.update()
