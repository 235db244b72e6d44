"""The card files of a library: each in short at all times, and as a whole when asked for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from briefing.core.card import Card
from briefing.core.entry import (
    ENDING,
    Context,
    Entry,
    Head,
    Said,
    card_of,
    cites_of,
    head_of,
    paragraphs_of,
    read_entry,
)
from briefing.core.keeping import Row
from briefing.core.listing import stamp_at
from briefing.core.problem import visible
from briefing.core.raw_file import NO_STAMP, RawFile, Stamp, Unread, read_raw

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefing.core.dialect import Document
    from briefing.core.keeping import Keeper
    from briefing.core.problem import Problem
    from briefing.core.roll import Roll


class CardFile:
    """One card file of the folder, good or broken, with its card and problems at hand.

    ``id`` is its name without the ending, ``stamp`` tells one state of it from the next.
    """

    __slots__ = ("_card", "_folder", "_problems", "_row", "id")

    _row: Row | None

    def __init__(
        self,
        card_id: str,
        path: Path,
        card: Card | None,
        problems: tuple[Problem, ...],
        stamp: Stamp = NO_STAMP,
    ) -> None:
        errors = sum(problem.is_error for problem in problems)
        counts = (errors, len(problems) - errors)
        head, links = (head_of(card), card.see_also) if card else (None, ())
        self.id = card_id
        self._row = Row(0, path.name, stamp, True, b"", b"", b"", False, *counts, head, links)
        self._folder = path.parent
        self._card = card
        self._problems = problems

    def with_card(self, card: Card | None) -> CardFile:
        """The same file with another card."""
        return CardFile(self.id, self.path, card, self.problems, self.stamp)

    def bare(self) -> CardFile:
        """The same file without its problems, and with its card at hand: fit to be sent on."""
        return CardFile(self.id, self.path, self.card, (), self.stamp)

    def note(self, stamp: Stamp, *, settled: bool) -> None:
        """Take note of new times of a file that holds what it held."""
        self._row = self.row._replace(stamp=stamp, settled=settled)

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._folder / self.file_name

    @property
    def file_name(self) -> str:
        """The name of the file."""
        return self.row.name

    @property
    def row(self) -> Row:
        """What is at hand of the file."""
        assert self._row is not None
        return self._row

    @property
    def counts(self) -> tuple[int, int]:
        """How many errors and warnings there are."""
        return self.row.errors, self.row.warnings

    @property
    def stamp(self) -> Stamp:
        """Tells this state of the file from others."""
        return self.row.stamp

    @property
    def head(self) -> Head | None:
        """The card in short, or None where the file has errors."""
        return self.row.head

    @property
    def is_broken(self) -> bool:
        """Whether the file has errors, and so no card."""
        return self.head is None

    @property
    def name(self) -> str:
        """The card's name, or the file's, fit to show, where it cannot be read."""
        head = self.head
        return head.name if head else visible(self.id)

    @property
    def region(self) -> str:
        """The card's region, empty where it cannot be read."""
        head = self.head
        return head.region if head else ""

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of the card's editions, none where it cannot be read."""
        head = self.head
        return head.sources if head else ()

    @property
    def card(self) -> Card | None:
        """The card, or None where the file has errors."""
        return self._card

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the file, in the order of the places."""
        return self._problems

    @property
    def cites(self) -> Mapping[str, list[int]]:
        """The paragraphs that the card cites, by source."""
        return paragraphs_of(cites_of(self.card)) if self.card else {}

    def document(self) -> Document:
        """The file read anew as plain data with places. Raises OSError."""
        raw = read_raw(str(self.path))
        if isinstance(raw, Unread):
            raise OSError(raw.message)
        # YAML takes long to load, and what is shown comes from the index.
        from briefing.core.dialect import parse  # noqa: PLC0415

        return parse(raw.content, str(self.path))

    def __eq__(self, other: object) -> bool:
        """Files are equal that are in the same state and hold the same."""
        if not isinstance(other, CardFile):
            return NotImplemented
        return (
            self.path == other.path
            and self.stamp == other.stamp
            # What was at hand of a file is, while its problems come from an index that has new ones.
            and self.counts == other.counts
            and self.problems == other.problems
            and self.card == other.card
        )

    def __hash__(self) -> int:
        return hash((self.id, self.stamp))

    def __reduce__(self) -> tuple[Any, ...]:
        """Goes to another process with all that it has at hand."""
        return CardFile, (self.id, self.path, self.card, self.problems, self.stamp)


class KeptFile(CardFile):
    """A card file whose card and problems are fetched when they are asked for."""

    __slots__ = ("_keeper",)

    def __init__(self, folder: Path, row: Row, keeper: Keeper) -> None:
        # Ten thousand of these may be made: nothing more is worked out.
        self.id = row.name.removesuffix(ENDING)
        self._row = row
        self._folder = folder
        self._keeper = keeper

    @property
    def keeper(self) -> Keeper:
        """What has the card and the problems."""
        return self._keeper

    @property
    def card(self) -> Card | None:
        """The card, or None where the file has errors.

        One that was asked for just now is at hand; any other is fetched, or read anew.
        """
        head = self.head
        if head is None:
            return None
        name, digest = self.row.name, self.row.digest
        found = self._keeper.recent.get(name, digest)
        if found is None:
            found = self._fetched()
            if found is None:
                return self._read_anew(head)
            self._keeper.recent.put(name, digest, found, self.row.stamp[1])
        return found

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the file, in the order of the places."""
        if not any(self.counts):
            return ()
        said = self._keeper.said(self.row.slot, self.row.digest)
        path = str(self.path)
        if said is None:
            said = _said_anew(self._folder, self.file_name, self._keeper.context)
        return tuple(each.at(path) for each in said)

    @property
    def cites(self) -> Mapping[str, list[int]]:
        """The paragraphs that the card cites, by source."""
        if self.is_broken:
            return {}
        found = self._keeper.cites(self.row.slot, self.row.digest)
        return super().cites if found is None else paragraphs_of(found)

    def _fetched(self) -> Card | None:
        if not self._keeper.trusted and stamp_at(str(self.path)) != self.row.stamp:
            return None
        text = self._keeper.text(self.row.slot, self.row.digest)
        return None if text is None else card_of(text)

    def _read_anew(self, head: Head) -> Card:
        """The card as its file has it now; where that is none any more, what is known in short.

        The latter is not kept at hand: the file may be back, with what it held, at any time.
        """
        path, recent = str(self.path), self._keeper.recent
        raw = read_raw(path)
        if isinstance(raw, RawFile):
            found = recent.get(self.row.name, raw.digest)
            if found is not None:
                return found
            from briefing.core.reader import read_card  # noqa: PLC0415 - it loads YAML, as above

            card = read_card(raw.content, path).value
            if card is not None:
                recent.put(self.row.name, raw.digest, card, len(raw.content))
                return card
        name, kind, region, code, *_ = head
        return Card(name=name, kind=kind, region=region, code=code or None)  # type: ignore[arg-type]


class Cards(Mapping[str, Card]):
    """The good cards of a library by their ids, in its order, each fetched when asked for.

    Which ids there are is told without a card; going through all of them holds one at a time.
    """

    def __init__(self, files: Sequence[CardFile], roll: Roll) -> None:
        """``roll`` is that of the files."""
        self._files = files
        self._roll = roll

    def __getitem__(self, card_id: str) -> Card:
        if card_id not in self:
            raise KeyError(card_id)
        card = self._files[self._roll.places[card_id]].card
        assert card is not None
        return card

    def __iter__(self) -> Iterator[str]:
        return self._roll.good

    def __len__(self) -> int:
        return len(self._roll) - self._roll.broken

    def __contains__(self, card_id: object) -> bool:
        place = self._roll.places.get(card_id)  # type: ignore[call-overload]
        return place is not None and self._roll.is_good(place)


def _said_anew(folder: Path, name: str, context: Context) -> tuple[Said, ...]:
    """The problems of a file as it is now."""
    base = os.path.join(folder, "")  # noqa: PTH118 - what a name is put behind
    entry = read_entry(base, name, context, with_passages=False)
    assert isinstance(entry, Entry)
    return entry.said
