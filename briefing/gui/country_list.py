"""The country list: choose a card by mouse, by arrows or by typing its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView

from briefing.gui.card_selection import CardSelection
from briefing.gui.country_delegate import CountryDelegate
from briefing.gui.country_model import CountryModel, Role
from briefing.gui.country_rows import in_view, rows_a_page, stepped
from briefing.gui.type_ahead import TypeAhead

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from briefing.core.entry import Head
    from briefing.core.library import CardFolder
    from briefing.core.timeline import Stop
    from briefing.gui.country_model import Index
    from briefing.gui.tokens import Tokens

_Modifier = Qt.KeyboardModifier
_MANY = 500
"""Cards of a library in whose list headings stand no further from what is above them."""


class CountryList(QTreeView):
    """The cards by region. Headings fold; the selection survives every change of the list.

    A click or an arrow key shows a card; with Ctrl or Shift they select more of them.
    """

    card_chosen = Signal(str)
    selection_changed = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.countries = CountryModel(self)
        self._delegate = CountryDelegate(tokens, self)
        self._chosen = CardSelection()
        self._typing = TypeAhead()
        self._folded: set[str] = set()
        self.setModel(self.countries)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Cards")
        self.setHeaderHidden(True)
        self.header().setStretchLastSection(False)  # see _fit_column
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setExpandsOnDoubleClick(False)
        self.setAutoScroll(False)  # it would unfold the region of a card that is read anew
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(lambda index: self._choose(index.data(Role.ID)))
        self.collapsed.connect(lambda index: self._folded.add(index.data()))
        self.expanded.connect(lambda index: self._folded.discard(index.data()))

    @property
    def current_card(self) -> str:
        """The id of the card that is shown, also while a search keeps it off the list."""
        return self._chosen.shown

    @property
    def selected_cards(self) -> tuple[str, ...]:
        """The ids of all selected cards where they are several; else none."""
        others = self._chosen.others
        return (self._chosen.shown, *others) if others else ()

    @property
    def room(self) -> int:
        """The width of the rows in px, beside the scroll bar."""
        bar = self.verticalScrollBar()
        return self.contentsRect().width() - (bar.width() if bar.isVisible() else 0)

    def set_folder(self, folder: CardFolder) -> None:
        """Show another library, or the same one read anew."""
        place = self.verticalScrollBar().value()
        # Each row is measured for the scroll bar unless all are as high as the first heading.
        self.setUniformRowHeights(len(folder.files) > _MANY)
        self.countries.set_folder(folder)
        self._chosen.keep(folder.places)
        self._restore()
        self.verticalScrollBar().setValue(place)

    def set_stops(self, selected: Sequence[Stop]) -> None:
        """Show the list as of one stop, or of the two that are compared."""
        self.countries.set_stops(selected)

    def set_hits(self, hits: Mapping[str, int] | None) -> None:
        """Narrow the list to cards with hits, or show all again."""
        if self.verticalScrollBar().isVisible():
            # It would go with the old rows and come with the new ones: two layouts, two paintings.
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        if self.countries.set_hits(hits):
            self._restore()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def set_filter(self, wanted: Callable[[Head | None], bool] | None) -> None:
        """Narrow the list to the cards that ``wanted`` accepts, or show all again."""
        self.countries.set_filter(wanted)
        self._restore()

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw in another theme or at another size."""
        self._delegate.set_look(tokens, zoom)
        self.scheduleDelayedItemsLayout()
        if self.isVisible():
            self.viewport().update()

    def select(self, card_id: str) -> None:
        """Select a card without announcing it; keep it in view."""
        self._chosen.show(card_id)
        index = self.countries.find(card_id)
        if index.isValid():
            self.expand(index.parent())
        self._mark(index)

    def step(self, by: int) -> None:
        """Choose the card ``by`` rows further down, or up where negative; stop at the ends."""
        self._choose(stepped(self, self.current_card, by))

    def beside(self) -> tuple[str | None, str | None]:
        """The ids of the cards above and below the one that is shown; None at an end of the list."""
        return stepped(self, self.current_card, -1), stepped(self, self.current_card, 1)

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        # No height depends on what a row shows: leave out the tree's measuring of every row, and
        # where nobody listens to the screen, the search among all rows for those in view.
        if QAccessible.isActive():
            QAbstractItemView.dataChanged(self, first, last, roles)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_column()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_Up: lambda: self.step(-1),
            Qt.Key.Key_Down: lambda: self.step(1),
            Qt.Key.Key_PageUp: lambda: self.step(-rows_a_page(self, self.current_card)),
            Qt.Key.Key_PageDown: lambda: self.step(rows_a_page(self, self.current_card)),
            Qt.Key.Key_Home: lambda: self.step(-self.countries.card_count),
            Qt.Key.Key_End: lambda: self.step(self.countries.card_count),
            Qt.Key.Key_Left: lambda: self._fold(folded=True),
            Qt.Key.Key_Right: lambda: self._fold(folded=False),
        }
        more = event.modifiers() & _Modifier.ShiftModifier
        plain = not event.modifiers() & ~(_Modifier.KeypadModifier | _Modifier.ShiftModifier)
        action = keys.get(Qt.Key(event.key())) if plain else None
        if more and plain and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            by = 1 if event.key() == Qt.Key.Key_Down else -1
            self._reach(by)
            return
        if action is not None:
            action()
        elif plain and event.text().isprintable() and event.text():
            ids, names = self.countries.ids(), self.countries.names()
            self._choose(self._typing.find(event.text(), ids, names, self.current_card))
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        card_id = index.data(Role.ID)
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
        elif not card_id:
            # A press on a heading or on empty space must not take the selection away.
            if index.isValid():
                self.setExpanded(index, not self.isExpanded(index))
        elif event.modifiers() & _Modifier.ShiftModifier:
            self._chosen.reach(card_id, in_view(self))
            self._mark(self.countries.find(self.current_card), scroll=False)
        elif event.modifiers() & _Modifier.ControlModifier:
            self._chosen.toggle(card_id)
            self._mark(self.countries.find(self.current_card), scroll=False)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        # A click during which the mouse moves a little must not select more.
        if not event.buttons():
            super().mouseMoveEvent(event)

    def _choose(self, card_id: str | None) -> None:
        """Show a card and announce it, if there is one to show."""
        if not card_id:
            return
        changed = card_id != self.current_card
        self._chosen.only(card_id)
        self.select(card_id)
        if changed:
            self.card_chosen.emit(card_id)

    def _fold(self, *, folded: bool) -> None:
        index = self.countries.find(self.current_card)
        if index.isValid():
            self.setExpanded(index.parent(), not folded)

    def _reach(self, by: int) -> None:
        """Select one card more at that end of the selection, or one less."""
        tip = self.countries.find(self._chosen.reach_by(by, in_view(self)))
        self._mark(self.countries.find(self.current_card), scroll=False)
        self.scrollTo(tip)

    def _restore(self) -> None:
        """After a change of the rows: the same folds, and the same card selected."""
        for group in range(self.countries.rowCount()):
            index = self.countries.index(group, 0)
            is_folded = index.data() in self._folded and not self.countries.is_searching
            self.setExpanded(index, not is_folded)
        self._fit_column()
        self._mark(self.countries.find(self.current_card))
        self.executeDelayedItemsLayout()  # else the first painting brings it, and a second one

    def _fit_column(self) -> None:
        """Have the one column as wide as the view, which is painted when it changes anyway.

        Where the header says so, the view has all rows painted once more.
        """
        with QSignalBlocker(self.header()):
            self.header().resizeSection(0, self.viewport().width())

    def _mark(self, index: QModelIndex, *, scroll: bool = True) -> None:
        """Show in the rows what is selected; the card that is shown is at ``index``."""
        flags = QItemSelectionModel.SelectionFlag
        self._delegate.shown = self.current_card
        if not index.isValid():
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect)
            if scroll and self.isExpanded(index.parent()):
                self.scrollTo(index)
        for other in self._chosen.others:
            self.selectionModel().select(self.countries.find(other), flags.Select)
        self.selection_changed.emit()
