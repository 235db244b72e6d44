"""The country list: choose a card by mouse, by arrows or by typing its name."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView

from briefing.core.library import sort_name
from briefing.gui.country_delegate import CountryDelegate
from briefing.gui.country_model import CountryModel, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QWidget

    from briefing.core.library import CardFile, CardFolder
    from briefing.core.timeline import Stop
    from briefing.gui.country_model import Index
    from briefing.gui.tokens import Tokens

_TYPING_S = 1.0
"""Seconds after which typing starts a new name."""


class CountryList(QTreeView):
    """The cards by region. Headings fold; the selection survives every change of the list."""

    card_chosen = Signal(str)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.countries = CountryModel(self)
        self._delegate = CountryDelegate(tokens, self)
        self._current = ""
        self._typed = ""
        self._typed_at = 0.0
        self._folded: set[str] = set()
        self.setModel(self.countries)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Cards")
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setExpandsOnDoubleClick(False)
        self.setAutoScroll(False)  # it would unfold the region of a card that is read anew
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._clicked)
        self.collapsed.connect(lambda index: self._folded.add(index.data()))
        self.expanded.connect(lambda index: self._folded.discard(index.data()))

    @property
    def current_card(self) -> str:
        """The id of the selected card, also while a search keeps it off the list."""
        return self._current

    def set_folder(self, folder: CardFolder) -> None:
        """Show another library, or the same one read anew."""
        place = self.verticalScrollBar().value()
        self.countries.set_folder(folder)
        self._restore()
        self.verticalScrollBar().setValue(place)

    def set_stops(self, selected: Sequence[Stop]) -> None:
        """Show the list as of one stop, or of the two that are compared."""
        self.countries.set_stops(selected)

    def set_hits(self, hits: Mapping[str, int] | None) -> None:
        """Narrow the list to cards with hits, or show all again."""
        self.countries.set_hits(hits)
        self._restore()

    def set_filter(self, wanted: Callable[[CardFile], bool] | None) -> None:
        """Narrow the list to the cards that ``wanted`` accepts, or show all again."""
        self.countries.set_filter(wanted)
        self._restore()

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw in another theme or at another size."""
        self._delegate.set_look(tokens, zoom)
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def select(self, card_id: str) -> None:
        """Select a card without announcing it; keep it in view."""
        self._current = card_id
        index = self.countries.find(card_id)
        if index.isValid():
            self.expand(index.parent())
        self._mark(index)

    def step(self, by: int) -> None:
        """Choose the card ``by`` rows further down, or up where negative; stop at the ends."""
        model, current = self.countries, self.countries.find(self._current)
        headings, total, at = [], 0, None
        for group in range(model.rowCount()):
            heading = model.index(group, 0)
            is_own = current.isValid() and current.parent() == heading
            if self.isExpanded(heading):
                at = total + current.row() if is_own else at
                headings.append((total, heading))
                total += model.rowCount(heading)
            elif is_own:
                # The current card is folded away, between the cards above and below.
                at = total - 1 if by > 0 else total
        if at is None:
            at = -1 if by > 0 else total
        wanted = max(0, min(total - 1, at + by))
        if total and wanted != at:
            first, heading = next(pair for pair in reversed(headings) if pair[0] <= wanted)
            self._choose(model.index(wanted - first, 0, heading).data(Role.ID))

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        # No height depends on what a row shows: leave out the tree's measuring of every row.
        QAbstractItemView.dataChanged(self, first, last, roles)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_Up: lambda: self.step(-1),
            Qt.Key.Key_Down: lambda: self.step(1),
            Qt.Key.Key_PageUp: lambda: self.step(-self._page()),
            Qt.Key.Key_PageDown: lambda: self.step(self._page()),
            Qt.Key.Key_Home: lambda: self.step(-self.countries.card_count),
            Qt.Key.Key_End: lambda: self.step(self.countries.card_count),
            Qt.Key.Key_Left: lambda: self._fold(folded=True),
            Qt.Key.Key_Right: lambda: self._fold(folded=False),
        }
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
            Qt.KeyboardModifier.ShiftModifier,
        )
        action = keys.get(Qt.Key(event.key())) if plain else None
        if action is not None:
            action()
        elif plain and event.text().isprintable() and event.text():
            self._type(event.text())
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # A press on a heading or on empty space must not take the selection away.
        if self.indexAt(event.position().toPoint()).data(Role.ID):
            super().mousePressEvent(event)
            return
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.setExpanded(index, not self.isExpanded(index))

    def _clicked(self, index: QModelIndex) -> None:
        card_id = index.data(Role.ID)
        if card_id:
            self._choose(card_id)

    def _choose(self, card_id: str) -> None:
        changed = card_id != self._current
        self.select(card_id)
        if changed:
            self.card_chosen.emit(card_id)

    def _fold(self, *, folded: bool) -> None:
        index = self.countries.find(self._current)
        if index.isValid():
            self.setExpanded(index.parent(), not folded)

    def _type(self, text: str) -> None:
        """Go to the next card whose name starts with what was typed within the last second."""
        now = monotonic()
        self._typed = self._typed + text if now - self._typed_at < _TYPING_S else text
        self._typed_at = now
        wanted = sort_name(self._typed)[0]
        cards = list(self.countries.cards())
        ids = [card.id for card in cards]
        at = ids.index(self._current) if self._current in ids else -1
        # A single letter again goes on to the next; more letters may stay where they are.
        start = at + 1 if len(self._typed) == 1 else max(at, 0)
        for card in cards[start:] + cards[:start]:
            if sort_name(card.name)[0].startswith(wanted):
                self._choose(card.id)
                return

    def _page(self) -> int:
        height = self.sizeHintForIndex(self.countries.find(self._current)).height()
        return max(1, self.viewport().height() // max(height, 1) - 1)

    def _restore(self) -> None:
        """After a change of the rows: the same folds, and the same card selected."""
        for group in range(self.countries.rowCount()):
            index = self.countries.index(group, 0)
            is_folded = index.data() in self._folded and not self.countries.is_searching
            self.setExpanded(index, not is_folded)
        self._mark(self.countries.find(self._current))

    def _mark(self, index: QModelIndex) -> None:
        if not index.isValid():
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
            return
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, flags)
        if self.isExpanded(index.parent()):
            self.scrollTo(index)
