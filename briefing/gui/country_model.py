"""The country list as a Qt model: regions, and within each its cards."""

from __future__ import annotations

from bisect import bisect_left
from enum import IntEnum
from itertools import starmap
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from briefing.core.problem import visible
from briefing.core.timeline import stops_with
from briefing.gui.literal import literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from briefing.core.entry import Head
    from briefing.core.library import CardFile, CardFolder
    from briefing.core.roll import Roll
    from briefing.core.timeline import Stop

Index = QModelIndex | QPersistentModelIndex

BROKEN = "Cards with problems"
"""The heading over the cards that cannot be read."""


class Role(IntEnum):
    """What a view can ask of a row besides its text."""

    ID = Qt.ItemDataRole.UserRole
    COVERAGE = ID + 1
    """A bool for each stop: whether the card has an edition there."""
    HAS_EDITION = ID + 2
    """Whether the card has an edition at a selected stop."""
    IS_BROKEN = ID + 3
    HITS = ID + 4
    """Hits of the search, or None while none is on."""


class _Group(NamedTuple):
    heading: str
    places: Sequence[int]
    """Those of its cards among the files of the library, from the top."""


class CountryModel(QStandardItemModel):
    """Two levels: region headings, which cannot be chosen, and the cards below each.

    ``wanted`` narrows the list; while hits are set, only cards with hits are on it. Qt's own model
    knows how many rows there are, and no more of them: a view that goes through ten thousand rows
    to lay them out does so without Python, which is asked for what the rows in sight say.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder: CardFolder | None = None
        self._groups: tuple[_Group, ...] = ()
        self._numbers: dict[str, int] = {}
        self._selected: tuple[Stop, ...] = ()
        self._hits: Mapping[str, int] | None = None
        self._wanted: Callable[[Head | None], bool] | None = None

    @property
    def stops(self) -> tuple[Stop, ...]:
        """The stops of the library, oldest first."""
        return self._folder.stops if self._folder else ()

    @property
    def selected_stops(self) -> tuple[Stop, ...]:
        """The stop that is shown, or the two that are compared."""
        return self._selected

    @property
    def card_count(self) -> int:
        """How many cards are on the list."""
        return sum(len(group.places) for group in self._groups)

    @property
    def total(self) -> int:
        """How many cards the library has, on the list or not."""
        return len(self._folder.files) if self._folder else 0

    @property
    def is_searching(self) -> bool:
        """Whether the list is narrowed to the hits of a search."""
        return self._hits is not None

    def set_folder(self, folder: CardFolder) -> None:
        """Show another library, or the same one read anew."""
        self._folder = folder
        self._rebuild()

    def set_stops(self, selected: Sequence[Stop]) -> None:
        """Show the list as of one stop, or of the two that are compared."""
        if self._selected == tuple(selected):
            return  # as with every other card of a stop: Qt would look through all rows
        self._selected = tuple(selected)
        for row in range(len(self._groups)):
            parent = self.index(row, 0)
            last = self.index(self.rowCount(parent) - 1, 0, parent)
            self.dataChanged.emit(self.index(0, 0, parent), last)

    def set_hits(self, hits: Mapping[str, int] | None) -> bool:
        """Narrow the list to cards with hits (card id to count), or show all again.

        Whether that changes the list.
        """
        changed = hits != self._hits
        if changed:
            self._hits = hits
            self._rebuild()
        return changed

    def set_filter(self, wanted: Callable[[Head | None], bool] | None) -> None:
        """Narrow the list to the cards that ``wanted`` accepts, or show all again."""
        self._wanted = wanted
        self._rebuild()

    def ids(self, group: int | None = None) -> list[str]:
        """The ids of the cards on the list from the top, or of those below one heading."""
        ids = self._folder.roll.columns.ids if self._folder else []
        groups = self._groups if group is None else [self._groups[group]]
        return [ids[place] for found in groups for place in found.places]

    def names(self) -> list[str]:
        """The names of the cards on the list, from the top."""
        names = self._folder.roll.columns.names if self._folder else []
        return [names[place] for found in self._groups for place in found.places]

    def find(self, card_id: str) -> QModelIndex:
        """The row of a card, invalid where it is not on the list."""
        place = self._folder.places.get(card_id) if self._folder else None
        if self._folder is None or place is None:
            return QModelIndex()
        number = self._numbers.get(_heading_over(self._folder.roll, place))
        if number is None:
            return QModelIndex()
        places = self._groups[number].places
        row = bisect_left(places, place)
        if row == len(places) or places[row] != place:
            return QModelIndex()
        return self.index(row, 0, self.index(number, 0))

    def file_at(self, index: Index) -> CardFile | None:
        """The card of a row, or None where it is a heading."""
        heading = index.parent()
        if self._folder is None or not heading.isValid():
            return None
        return self._folder.files[self._groups[heading.row()].places[index.row()]]

    def hits_of(self, file: CardFile) -> int | None:
        """Hits of the search, or None while none is on."""
        return None if self._hits is None else self._hits.get(file.id, 0)

    def coverage(self, file: CardFile) -> tuple[bool, ...]:
        """Whether a card has an edition there, for each stop."""
        own = self._own_stops(file)
        return tuple(stop in own for stop in self.stops)

    def has_edition(self, file: CardFile) -> bool:
        """Whether a card has an edition at a selected stop."""
        own = self._own_stops(file)
        return any(stop in own for stop in self._selected)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        file = self.file_at(index)
        if file is None:
            return self._heading(self._groups[index.row()], role)
        return self._card(file, role)

    def _heading(self, group: _Group, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return group.heading
        if role == Qt.ItemDataRole.AccessibleTextRole:
            count = len(group.places)
            return f"{group.heading}, {count} {'card' if count == 1 else 'cards'}"
        return None

    def _card(self, file: CardFile, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return shown_name(file)
            case Qt.ItemDataRole.ToolTipRole:
                return literal(shown_name(file))
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(file)
            case Role.ID:
                return file.id
            case Role.COVERAGE:
                return self.coverage(file)
            case Role.HAS_EDITION:
                return self.has_edition(file)
            case Role.IS_BROKEN:
                return file.is_broken
            case Role.HITS:
                return self.hits_of(file)
        return None

    def _spoken(self, file: CardFile) -> str:
        """What a screen reader says: ``Japan, editions: February 2004; none in 2010``."""
        if file.is_broken:
            return f"{file.file_name}, cannot be read"
        if self._hits is not None:
            return f"{file.name}, hits: {self._hits.get(file.id, 0)}"
        own = self._own_stops(file)
        has = ", ".join(stop.date.month_and_year for stop in self.stops if stop in own)
        lacks = ", ".join(stop.date.month_and_year for stop in self.stops if stop not in own)
        said = f"{file.name}, editions: {has}" if has else f"{file.name}, no editions"
        return f"{said}; none in {lacks}" if has and lacks else said

    def _own_stops(self, file: CardFile) -> tuple[Stop, ...]:
        return stops_with(file.sources, self.stops)

    def _rebuild(self) -> None:
        self._groups = tuple(starmap(_Group, self._grouped().items()))
        self._numbers = {group.heading: number for number, group in enumerate(self._groups)}
        self.beginResetModel()
        # A view is told once, at the end: told of no columns and then of one, it is painted twice.
        self.blockSignals(True)
        self.removeRows(0, self.rowCount())
        for group in self._groups:
            heading = QStandardItem()
            heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
            heading.setColumnCount(1)
            heading.setRowCount(len(group.places))
            self.appendRow(heading)
        self.blockSignals(False)
        self.endResetModel()

    def _grouped(self) -> dict[str, Sequence[int]]:
        """The places of the cards that are on the list, from the top, by their headings.

        No file is looked at to show all; with every letter that is typed, only those with hits.
        """
        if self._folder is None:
            return {}
        roll = self._folder.roll
        grouped: dict[str, Sequence[int]] = {}
        if self._hits is None and self._wanted is None:
            for region, run in roll.runs():
                heading = BROKEN if region is None else region
                grouped[heading] = [*grouped[heading], *run] if heading in grouped else run
            return grouped
        places: Iterable[int] = range(len(roll))
        if self._hits is not None:
            found = (roll.places.get(card_id) for card_id, hits in self._hits.items() if hits)
            places = sorted(place for place in found if place is not None)
        some: dict[str, list[int]] = {}
        for place in places:
            if self._wanted is None or self._wanted(roll.head(place)):
                some.setdefault(_heading_over(roll, place), []).append(place)
        return {**some}


def _heading_over(roll: Roll, place: int) -> str:
    return roll.columns.regions[place] if roll.is_good(place) else BROKEN


def shown_name(file: CardFile) -> str:
    """What a row of the list says: a card's name, or the file's where it cannot be read."""
    return visible(file.file_name) if file.is_broken else file.name
