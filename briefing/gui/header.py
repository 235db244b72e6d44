"""The header over a card: the title block, the name, where the card belongs, and the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from briefing.core.inline import plain
from briefing.gui.fonts import SERIF, font
from briefing.gui.page_html import Look, tooltip
from briefing.gui.tokens import LIGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from briefing.core.card import Card
    from briefing.gui.tokens import Tokens

_HEIGHT, _GAP = 120, 24  # px before zoom, like all sizes here
_MARK, _NAME, _PLACE = (20, 32, 4), (30, 52), (80, 22)  # top, width and height; top and height
_MAP = 168, 14  # width and top
_MAP_EVENTS = (QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.Resize)


class Header(QWidget):
    """Shows whose card it is. Its edges are those of the page's column below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = Look(LIGHT)
        self._column = (0, 0)
        self._full_name = ""
        self._map: QWidget | None = None
        self._mark = QFrame(self)
        self._name = _label(self, "card-name")
        self._place = _label(self, "card-place")
        self._mark.setObjectName("card-mark")
        self.setObjectName("card-header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._dress()

    def show_card(self, card: Card) -> None:
        """Show the name, the region and the kind of a card."""
        self.show_title(
            plain(card.name), f"{plain(card.region)}\u2002·\u2002{card.kind.capitalize()}"
        )

    def show_title(self, name: str, below: str) -> None:
        """Show a name that belongs to no card that can be read, and a line below it."""
        self._full_name = name
        self._name.setAccessibleName(name)
        self._place.setText(below)
        self._arrange()

    def set_map(self, widget: QWidget | None) -> None:
        """Put a map at the right end, or none. While it is hidden the name may take its place."""
        if self._map is not None:
            self._map.removeEventFilter(self)
            self._map.setParent(None)
        self._map = widget
        if widget is not None:
            hidden = widget.isHidden()
            widget.setParent(self)
            widget.setHidden(hidden)
            widget.installEventFilter(self)
        self._arrange()

    def set_column(self, left: int, width: int) -> None:
        """Take the left edge and the width of the page's column, in px."""
        self._column = (left, width)
        self._arrange()

    def set_zoom(self, zoom: float) -> None:
        """Grow or shrink with the page's text."""
        self._look = Look(self._look.tokens, zoom)
        self._dress()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take the colours of a theme."""
        self._look = Look(tokens, self._look.zoom)
        self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the name the room that the map leaves."""
        if watched is self._map and event.type() in _MAP_EVENTS:
            self._arrange()
        return super().eventFilter(watched, event)

    def _dress(self) -> None:
        """Set type and colours. The fonts stand in the style sheet too, or the program's wins."""
        tokens, px = self._look.tokens, self._look.px
        self._name.setFont(font("name", self._look.zoom))
        self._place.setFont(font("row", self._look.zoom))
        self.setStyleSheet(
            f"#card-header {{ background: {tokens.page}; }}"
            f"#card-mark {{ background: {tokens.mark}; border: 0; }}"
            f"#card-name {{ color: {tokens.ink}; background: transparent;"
            f" font-family: '{SERIF}'; font-size: {px(38)}px; font-weight: 600; }}"
            f"#card-place {{ color: {tokens.ink2}; background: transparent;"
            f" font-size: {px(15)}px; }}"
        )
        self.setFixedHeight(px(_HEIGHT))
        self._arrange()

    def _arrange(self) -> None:
        px, (left, width) = self._look.px, self._column
        room = width
        if self._map is not None:
            self._map.move(left + width - self._map.width(), px(_MAP[1]))
            self._map.raise_()
            if not self._map.isHidden():
                room -= self._map.width() + px(_GAP)
        self._mark.setGeometry(left, px(_MARK[0]), px(_MARK[1]), px(_MARK[2]))
        self._name.setGeometry(left, px(_NAME[0]), max(0, room), px(_NAME[1]))
        self._place.setGeometry(left, px(_PLACE[0]), max(0, room), px(_PLACE[1]))
        self._name.ensurePolished()
        metrics = self._name.fontMetrics()
        shown = metrics.elidedText(self._full_name, Qt.TextElideMode.ElideRight, max(0, room))
        self._name.setText(shown)
        self._name.setToolTip("" if shown == self._full_name else tooltip(self._full_name))


def _label(parent: QWidget, name: str) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
