"""The sidebar: the search field, what the dots mean, and the country list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from briefing.core.words import counted
from briefing.gui.country_delegate import HITS_RIGHT, INSET, MOST_DOTS, dot_x
from briefing.gui.country_list import CountryList
from briefing.gui.fonts import font
from briefing.gui.icons import icon
from briefing.gui.list_filter import FilterButton, ListFilter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from briefing.core.library import CardFolder
    from briefing.core.timeline import Stop
    from briefing.gui.tokens import Tokens


_HITS = "hits"


class SearchField(QLineEdit):
    """The field over the list. Down and Return go on to the results, Esc gives up the search."""

    accepted = Signal()
    cancelled = Signal()
    moved = Signal(int)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setAccessibleName("Search cards")
        self.setPlaceholderText("Search cards  Ctrl+K")
        self._glass = QAction(self)
        self._clear = QAction("Clear the search", self)
        self._clear.setToolTip("Clear the search (Esc)")
        self._clear.triggered.connect(self.clear)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.textChanged.connect(self._show_clear)
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = tokens
        self._glass.setIcon(icon("search", tokens))
        self._clear.setIcon(icon("clear", tokens))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.accepted.emit()
            case Qt.Key.Key_Down:
                self.moved.emit(1)
            case Qt.Key.Key_Up:
                self.moved.emit(-1)
            case Qt.Key.Key_Escape:
                self.setText("")  # not clear(), which would keep every word of the day for an undo
                self.cancelled.emit()
            case _:
                super().keyPressEvent(event)

    def _show_clear(self, text: str) -> None:
        if text and self._clear not in self.actions():
            self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        elif not text:
            self.removeAction(self._clear)


class Legend(QWidget):
    """The line over the list: how many cards, and which stop each column of dots is."""

    def __init__(self, cards: CountryList, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards = cards
        self._tokens = tokens
        self._zoom = 1.0

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw in another theme or at another size."""
        self._tokens, self._zoom = tokens, zoom
        self.updateGeometry()
        self.update()

    def refresh(self) -> None:
        """Draw again after a change of the list."""
        self.setAccessibleName(self._count())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(200 * self._zoom), round(27 * self._zoom))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QColor(self._tokens.line))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.setFont(font("reference", self._zoom))
        painter.setPen(QColor(self._tokens.muted))
        room = self.rect().adjusted(round(INSET * self._zoom), 0, 0, -round(3 * self._zoom))
        room.setRight(self._cards.room - 1)
        middle = Qt.AlignmentFlag.AlignVCenter
        if self._cards.countries.is_searching:
            room.setRight(room.right() - round(HITS_RIGHT * self._zoom))
            painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, _HITS)
            left = room.right() - painter.fontMetrics().horizontalAdvance(_HITS)
        else:
            left = self._paint_stops(painter, room.right() + 1)
        room.setRight(left - round(8 * self._zoom))
        elide = Qt.TextElideMode.ElideRight
        count = painter.fontMetrics().elidedText(self._count(), elide, room.width())
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, count)

    def _paint_stops(self, painter: QPainter, right: int) -> int:
        """Name the columns of dots, and return where the names begin."""
        model = self._cards.countries
        if not model.stops or len(model.stops) > MOST_DOTS:
            return right
        wide = round(20 * self._zoom)
        painter.save()
        for place, (stop, label) in enumerate(zip(model.stops, labels(model.stops), strict=True)):
            is_chosen = stop in model.selected_stops
            painter.setFont(font("stop-chosen" if is_chosen else "stop", self._zoom))
            painter.setPen(QColor(self._tokens.accent if is_chosen else self._tokens.muted))
            x = round(dot_x(right, place, len(model.stops), self._zoom))
            room = QRect(x - wide, 0, 2 * wide, self.height() - round(3 * self._zoom))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, label)
        painter.restore()
        return round(dot_x(right, 0, len(model.stops), self._zoom)) - wide // 2

    def _count(self) -> str:
        model = self._cards.countries
        count, total = model.card_count, model.total
        selected = len(self._cards.selected_cards)
        if selected:
            return f"{selected:,} of {counted(total, 'card')} selected"
        if model.is_searching:
            return f"{counted(count, 'card')} with matches"
        return (
            counted(count, "card") if count == total else f"{count:,} of {counted(total, 'card')}"
        )


def labels(stops: Sequence[Stop]) -> list[str]:
    """The legend of each stop: ``’04``, blank where two stops share a year's."""
    years = [stop.date.year for stop in stops]
    return [f"’{year % 100:02d}" if years.count(year) == 1 else "" for year in years]


class Sidebar(QWidget):
    """Everything left of the page."""

    search_changed = Signal(str)
    search_accepted = Signal()
    search_cancelled = Signal()
    search_moved = Signal(int)
    card_chosen = Signal(str)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.field = SearchField(tokens)
        self.cards = CountryList(tokens)
        self._legend = Legend(self.cards, tokens)
        self.filter = FilterButton(tokens)
        self._head = QHBoxLayout()
        self._head.setSpacing(4)
        self._head.addWidget(self.field)
        self._head.addWidget(self.filter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._head)
        layout.addWidget(self._legend)
        layout.addWidget(self.cards)
        self.field.textChanged.connect(self.search_changed)
        self.field.accepted.connect(self.search_accepted)
        self.field.cancelled.connect(self.search_cancelled)
        self.field.moved.connect(self.search_moved)
        self.cards.card_chosen.connect(self.card_chosen)
        self.cards.selection_changed.connect(self._legend.refresh)
        self.filter.filter_changed.connect(self._narrow)
        self.set_look(tokens, 1.0)

    def set_folder(self, folder: CardFolder) -> None:
        """Show another library, or the same one read anew."""
        before = self.filter.current
        self.filter.set_regions(folder.regions)
        self.cards.set_folder(folder)
        if self.filter.current != before:
            self._narrow(self.filter.current)
        self._legend.refresh()

    def set_stops(self, selected: Sequence[Stop]) -> None:
        """Show the list as of one stop, or of the two that are compared."""
        self.cards.set_stops(selected)
        self._legend.refresh()

    def set_hits(self, hits: Mapping[str, int] | None) -> None:
        """Narrow the list to cards with hits, or show all again."""
        self.cards.set_hits(hits)
        self._legend.refresh()

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw in another theme or at another size."""
        self.field.set_tokens(tokens)
        self.cards.set_look(tokens, zoom)
        self._legend.set_look(tokens, zoom)
        self.filter.set_tokens(tokens)
        self.filter.setIconSize(QSize(round(16 * zoom), round(16 * zoom)))
        self.field.setMinimumHeight(round(32 * zoom))
        side = round(12 * zoom)
        self._head.setContentsMargins(side, round(13 * zoom), round(8 * zoom), round(5 * zoom))

    def _narrow(self, chosen: ListFilter) -> None:
        self.cards.set_filter(chosen.accepts if chosen != ListFilter() else None)
        self._legend.refresh()
