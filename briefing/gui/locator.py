"""The locator in a card's header: where the country lies, and a way to its neighbours' cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from briefing.gui.literal import literal
from briefing.gui.tokens import LIGHT, Tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QEvent, QPointF

    from briefing.core.card import Card
    from briefing.gui.locator_picture import MapMaker, Picture

WIDTH, HEIGHT = 168, 100
_PAUSE = 150  # ms; who holds down a key to go through the cards waits for no map


class Locator(QWidget):
    """A map of 168 by 100 px, times the zoom. Hidden while there is nothing to show on it.

    Until it has somebody to draw maps, and a moment for a new one, it shows the sea alone.
    """

    country_clicked = Signal(str)  # the code of a country that has a card

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._maker: MapMaker | None = None
        self._tokens = LIGHT
        self._zoom = 1.0
        self._card: Card | None = None
        self._names: dict[str, str] = {}
        self._picture: Picture | None = None
        self._pressed: str | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.draw)
        self.setMouseTracking(True)
        self.setFixedSize(WIDTH, HEIGHT)
        self.hide()

    @property
    def frame(self) -> tuple[float, float, float]:
        """The width and height of the map in px, and the dots of a px at which it is drawn."""
        return self.width(), self.height(), max(2.0, self.devicePixelRatioF())

    @property
    def card(self) -> Card | None:
        """The card whose map is shown."""
        return self._card

    def set_maker(self, maker: MapMaker) -> None:
        """Let maps be drawn from now on."""
        self._maker = maker
        self.draw()

    def set_card(self, card: Card | None) -> None:
        """Show where a card's subject lies; hide where the card does not say."""
        self._card = card
        self.setAccessibleName(f"Map: {card.name}" if card else "")
        self._point_at(None)
        if card is None or self._maker is None or self._maker.has(card, self.frame):
            self.draw()
        else:
            self._show(None, is_wanted=_has_place(card))
            self._timer.start(_PAUSE)

    def draw(self) -> None:
        """Draw the map of the card now, where it can be drawn."""
        card = self._card
        if card is None:
            self._show(None, is_wanted=False)
        elif self._maker is None:
            self._show(None, is_wanted=_has_place(card))
        else:
            picture = self._maker.picture(card, self.frame)
            self._show(picture, is_wanted=picture is not None)

    def set_tokens(self, tokens: Tokens) -> None:
        """Paint in the colours of a theme."""
        self._tokens = tokens
        self.update()

    def set_zoom(self, zoom: float) -> None:
        """Grow or shrink with the page's text; 1 is 168 by 100 px."""
        self._zoom = zoom
        self.setFixedSize(round(WIDTH * zoom), round(HEIGHT * zoom))
        self.draw()

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
        """Paint the sea, and the land on it."""
        del event
        if self._card is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._tokens.map_sea))
        if self._picture is not None:
            self._picture.paint(painter, self._tokens, self._zoom)
        painter.end()

    def _point_at(self, code: str | None) -> None:
        if code is None:
            self.unsetCursor()
        else:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("" if code is None else literal(self._names[code]))

    def _country(self, place: QPointF) -> str | None:
        """The code of the country at a place, if it has a card and that is not the one shown."""
        if self._picture is None or self._card is None or not self.rect().contains(place.toPoint()):
            return None
        code = self._picture.country_at(place)
        return code if code in self._names and code != self._card.code else None

    def _show(self, picture: Picture | None, *, is_wanted: bool) -> None:
        self._timer.stop()
        self._picture = picture
        self.setVisible(is_wanted)
        self.update()


def _has_place(card: Card) -> bool:
    return bool(card.code or card.members or card.location)
