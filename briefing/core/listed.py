"""The card files of a library that its index lists: each is made when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, overload

from briefing.core.card_file import CardFile, KeptFile
from briefing.core.entry import ENDING
from briefing.core.index_roll import kept_roll
from briefing.core.keeping import Row
from briefing.core.raw_file import NO_STAMP

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefing.core.entry import Head
    from briefing.core.index_file import IndexFile
    from briefing.core.index_roll import Kept
    from briefing.core.roll import Roll


class ListedFile(KeptFile):
    """A card file that is known from the roll alone; the rest of its row is fetched as well."""

    __slots__ = ("_index", "_place", "_roll")

    def __init__(self, folder: Path, index: IndexFile, roll: Roll, place: int) -> None:
        self.id = roll.columns.ids[place]
        self._row = None
        self._folder = folder
        self._keeper = self._index = index
        self._roll, self._place = roll, place

    @property
    def file_name(self) -> str:
        """The name of the file."""
        return self.id + ENDING

    @property
    def row(self) -> Row:
        """What the index has at hand of the file; of one that broke or went since, what it had."""
        if self._row is None:
            found = self._index.row(self.file_name)
            is_other = found is None or (found.head is None) != (self.head is None)
            self._row = self._before() if found is None or is_other else found
        return self._row

    @property
    def head(self) -> Head | None:
        """The card in short, or None where the file has errors."""
        return self._roll.head(self._place)

    @property
    def counts(self) -> tuple[int, int]:
        """How many errors and warnings there are."""
        columns, place = self._roll.columns, self._place
        return columns.errors[place], columns.warnings[place]

    def _before(self) -> Row:
        """What is still known of the file as it was when it was listed."""
        slot = self._roll.columns.slots[self._place]
        digest = self._index.digest(slot)
        keys = (digest or b"", b"", b"")
        row = (slot, self.file_name, NO_STAMP, False, *keys, False, *self.counts, self.head, ())
        return Row(*row)


class ListedFiles(Sequence[CardFile]):
    """The card files of a library in the order of the list, as an index listed them.

    None is held here: whoever asks again for a file gets another one, which is equal.
    """

    def __init__(self, folder: Path, index: IndexFile, roll: Roll, kept: Kept) -> None:
        self.kept_in = index
        self.roll = roll
        self.kept = kept
        self._folder = folder

    @property
    def is_current(self) -> bool:
        """Whether the index still lists the same."""
        now = kept_roll(self.kept_in)
        return now is not None and now.state == self.kept.state

    def is_of(self, seen: str) -> bool:
        """Whether the folder, in that state, holds these files and no other."""
        # Whoever made the index up cannot have files read that are not in the folder.
        return bool(seen) and seen == self.kept.seen and self.roll.is_plain

    def in_full(self) -> tuple[CardFile, ...] | None:
        """All files with all that the index has at hand; None where it lists others by now."""
        rows = {row.name: row for row in self.kept_in.rows() or ()}
        names = [card_id + ENDING for card_id in self.roll.columns.ids]
        if rows.keys() != set(names) or not self.is_current:
            return None
        return tuple(KeptFile(self._folder, rows[name], self.kept_in) for name in names)

    @overload
    def __getitem__(self, place: int) -> CardFile: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[CardFile, ...]: ...
    def __getitem__(self, place: int | slice) -> CardFile | tuple[CardFile, ...]:
        places = range(len(self))[place]
        if isinstance(places, range):
            return tuple(map(self._at, places))
        return self._at(places)

    def __iter__(self) -> Iterator[CardFile]:
        return map(self._at, range(len(self)))

    def __len__(self) -> int:
        return len(self.roll)

    def __eq__(self, other: object) -> bool:
        """Equal to any sequence of files that are equal."""
        if not isinstance(other, ListedFiles | tuple):
            return NotImplemented
        return tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __reduce__(self) -> tuple[Any, ...]:
        """Goes to another process as the files that it lists."""
        return tuple, (tuple(self),)

    def _at(self, place: int) -> CardFile:
        return ListedFile(self._folder, self.kept_in, self.roll, place)
