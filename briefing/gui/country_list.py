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
    from collections.abc import Iterator, Mapping, Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QWidget

    from briefing.core.library import CardFolder
    from briefing.core.timeline import Stop
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

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw in another theme or at another size."""
        self._delegate.set_look(tokens, zoom)
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def select(self, card_id: str) -> None:
        """Select a card without announcing it; keep it in view."""
        self._current = card_id
        index = self.countries.find(card_id)
        if not index.isValid():
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
            return
        self.expand(index.parent())
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def step(self, by: int) -> None:
        """Choose the card ``by`` rows further down, or up where negative; stop at the ends."""
        ids = [index.data(Role.ID) for index in self._shown_cards()]
        if not ids:
            return
        at = ids.index(self._current) if self._current in ids else (-1 if by > 0 else len(ids))
        self._choose(ids[max(0, min(len(ids) - 1, at + by))])

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
        cards = list(self._all_cards())
        at = [card_id for card_id, _ in cards].index(self._current) if self._on_list() else -1
        # A single letter again goes on to the next; more letters may stay where they are.
        start = at + 1 if len(self._typed) == 1 else max(at, 0)
        for card_id, name in cards[start:] + cards[:start]:
            if sort_name(name)[0].startswith(wanted):
                self._choose(card_id)
                return

    def _on_list(self) -> bool:
        return self.countries.find(self._current).isValid()

    def _all_cards(self) -> Iterator[tuple[str, str]]:
        for index in self._indexes():
            yield index.data(Role.ID), index.data()

    def _shown_cards(self) -> Iterator[QModelIndex]:
        return (index for index in self._indexes() if self.isExpanded(index.parent()))

    def _indexes(self) -> Iterator[QModelIndex]:
        model = self.countries
        for group in range(model.rowCount()):
            parent = model.index(group, 0)
            for row in range(model.rowCount(parent)):
                yield model.index(row, 0, parent)

    def _page(self) -> int:
        height = self.sizeHintForIndex(self.countries.find(self._current)).height()
        return max(1, self.viewport().height() // max(height, 1) - 1)

    def _restore(self) -> None:
        """After a change of the rows: the same folds, and the same card selected."""
        for group in range(self.countries.rowCount()):
            index = self.countries.index(group, 0)
            is_folded = index.data() in self._folded and not self.countries.is_searching
            self.setExpanded(index, not is_folded)
        self.select(self._current)
