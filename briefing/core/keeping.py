"""Where what was read of card files is kept: the index of a library, or memory."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from briefing.core.card import Card
    from briefing.core.entry import Context, Entry, Head, Said
    from briefing.core.raw_file import Stamp

_MOST_BYTES, _LEAST_CARDS = 2_000_000, 4
"""Of the files whose cards stay at hand: all in all so many bytes, and at least so many cards."""


class Row(NamedTuple):
    """What is at hand of a card file without asking its keeper; most is as in an Entry.

    ``slot`` is its number there. ``errors`` and ``warnings`` count its problems, and
    ``library_key`` and ``ids_key`` say under what Context they were found.
    """

    slot: int
    name: str
    stamp: Stamp
    settled: bool
    digest: bytes
    library_key: bytes
    ids_key: bytes
    dangles: bool
    errors: int
    warnings: int
    head: Head | None
    links: tuple[str, ...]


class Keeper(Protocol):
    """Has what was read of card files, by slot: the index of a library, or memory.

    Each answer is None where it is not there, or is not that of the bytes of that digest.
    """

    recent: Recent
    """The cards that were asked for last."""

    @property
    def context(self) -> Context:
        """What the files were held against."""

    @property
    def trusted(self) -> bool:
        """Whether the files were held against the disk; else each is when it is asked for."""

    def text(self, slot: int, digest: bytes) -> str | None:
        """The card's text, as in an Entry."""

    def said(self, slot: int, digest: bytes) -> tuple[Said, ...] | None:
        """The problems."""

    def cites(self, slot: int, digest: bytes) -> str | None:
        """The paragraphs that the card cites, as in an Entry."""


def row_of(entry: Entry, context: Context, slot: int = 0) -> Row:
    """What stays at hand of an entry that was read under a context."""
    errors = sum(said.severity == "error" for said in entry.said)
    return Row(
        slot,
        entry.name,
        entry.stamp,
        entry.settled,
        entry.digest,
        context.library_key,
        context.ids_key,
        entry.dangles,
        errors,
        len(entry.said) - errors,
        entry.head,
        entry.links,
    )


class Held:
    """A keeper of one file, in memory."""

    __slots__ = ("_cites", "_said", "_text", "context", "recent")

    trusted = True

    def __init__(self, entry: Entry, context: Context, recent: Recent, *, with_text: bool) -> None:
        """Without its text, the card is read from its file each time it is wanted."""
        self.context = context
        self._text = entry.text if with_text else None
        self._said, self._cites = entry.said, entry.cites
        self.recent = recent

    def text(self, _slot: int, _digest: bytes) -> str | None:
        """The card's text."""
        return self._text

    def said(self, _slot: int, _digest: bytes) -> tuple[Said, ...]:
        """The problems."""
        return self._said

    def cites(self, _slot: int, _digest: bytes) -> str:
        """The paragraphs that the card cites."""
        return self._cites


class Recent:
    """The cards that were asked for last, as many as take little room; any thread may ask.

    Of a file that changed, what it was before is forgotten.
    """

    def __init__(self) -> None:
        self._cards: OrderedDict[str, tuple[bytes, Card, int]] = OrderedDict()
        self._weight = 0
        self._lock = Lock()

    def get(self, name: str, digest: bytes) -> Card | None:
        """The card of a file's name and digest, if it is at hand."""
        with self._lock:
            found = self._cards.get(name)
            if found is None or found[0] != digest:
                return None
            self._cards.move_to_end(name)
            return found[1]

    def put(self, name: str, digest: bytes, card: Card, weight: int) -> None:
        """Keep a card at hand; ``weight`` is the size of its file in bytes."""
        with self._lock:
            before = self._cards.pop(name, None)
            self._weight += weight - (before[2] if before else 0)
            self._cards[name] = (digest, card, weight)
            while self._weight > _MOST_BYTES and len(self._cards) > _LEAST_CARDS:
                self._weight -= self._cards.popitem(last=False)[1][2]
