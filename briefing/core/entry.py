"""What a library knows of one card file once it was read, fit to be kept and to be sent on."""

from __future__ import annotations

import json
import re
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

from briefing.core.accepting import accepted
from briefing.core.card import Card
from briefing.core.citations import cited
from briefing.core.problem import MOST, Problem
from briefing.core.raw_file import RawFile, read_raw
from briefing.core.scalars import INVISIBLE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from briefing.core.card import Library
    from briefing.core.keeping import Row
    from briefing.core.passage_rows import PassageRow
    from briefing.core.raw_file import Stamp

ENDING = ".yaml"
_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_OTHER_ESCAPES = re.compile(r'\\[^"\\nrt/]')


class Head(NamedTuple):
    """A good card in short: all that lists and counts ask for.

    ``code`` is empty where it has none. ``sources`` are those of its editions, in their order.
    """

    name: str
    kind: str
    region: str
    code: str
    sources: tuple[str, ...]
    has_steps: bool
    has_quotes: bool


class Said(NamedTuple):
    """A problem without its path, which depends on how the library was named."""

    line: int
    column: int
    severity: str
    rule: str
    message: str
    hint: str

    def at(self, path: str) -> Problem:
        """The problem of the file at a path."""
        return Problem(path, *self)  # type: ignore[arg-type]


class Entry(NamedTuple):
    """A card file as it was read.

    ``name`` is that of the file, ``digest`` of its bytes, empty where it cannot be read. ``head``
    is None, and ``text`` empty, where the file has errors. ``links`` are the ids it sees also;
    ``dangles``: one of them was no card. ``cites`` are the paragraphs cited, by source, as JSON.
    """

    name: str
    stamp: Stamp
    settled: bool
    digest: bytes
    head: Head | None
    links: tuple[str, ...]
    dangles: bool
    said: tuple[Said, ...]
    text: str = ""
    cites: str = ""
    passages: tuple[PassageRow, ...] = ()


class Unchanged(NamedTuple):
    """A file that was written anew and holds what it held: the bytes of that digest."""

    name: str
    stamp: Stamp
    settled: bool
    digest: bytes


class Context(NamedTuple):
    """What the problems of a card depend on besides its file.

    ``library`` is None where library.yaml has errors, ``ids`` are those of all card files. The
    keys stand for the two: equal for what cannot make a difference to any card.
    """

    library: Library | None
    ids: Collection[str]
    library_key: bytes
    ids_key: bytes

    @classmethod
    def of(cls, library: Library | None, names: Iterable[str]) -> Context:
        """The context of the cards in files of these names."""
        # A dictionary keeps the order, in which a slip's nearest id is looked for.
        ids = dict.fromkeys(name.removesuffix(ENDING) for name in names)
        asked = None
        if library is not None:
            sources = library.sources.items()
            listed = [(name, str(source.date), source.paragraphs) for name, source in sources]
            asked = [library.regions, listed]
        return cls(library, ids, _key(asked), _key(list(ids)))

    def holds_for(self, row: Row) -> bool:
        """Whether a file would have the problems that it was found to have."""
        if row.library_key != self.library_key:
            return False
        settled = not row.dangles and all(link in self.ids for link in row.links)
        return settled or row.ids_key == self.ids_key


def read_entry(
    folder: str, name: str, context: Context, known: bytes = b"", *, with_passages: bool
) -> Entry | Unchanged:
    """Read a card file; ``known`` is the digest under which nothing new would come of it."""
    path = f"{folder}{name}"
    raw = read_raw(path)
    if not isinstance(raw, RawFile):
        said = Said(1, 1, "error", "unreadable", raw.message, raw.hint)
        return Entry(name, raw.stamp, False, b"", None, (), False, (said,))
    digest = raw.digest
    if known == digest:
        return Unchanged(name, raw.stamp, raw.settled, digest)
    # Whoever finds all he wants in an index need not wait for YAML to be loaded.
    from briefing.core.reader import read_card  # noqa: PLC0415
    from briefing.core.rules import check_card, dangling  # noqa: PLC0415

    reading = read_card(raw.content, path)
    document = reading.document
    loose = dangling(document, context.ids)
    problems = {*reading.problems, *check_card(document, context.library), *loose}
    card = None if any(problem.is_error for problem in problems) else reading.value
    entry = Entry(
        name,
        raw.stamp,
        raw.settled,
        digest,
        head_of(card) if card else None,
        _links(document.data),
        bool(loose),
        tuple(map(said_of, sorted(problems))),
    )
    if card is None:
        return entry
    passages: tuple[PassageRow, ...] = ()
    if with_passages:
        from briefing.core.passage_rows import passage_rows  # noqa: PLC0415 - as above

        passages = tuple(passage_rows(card))
    return entry._replace(
        text=_written(document.data),
        cites=cites_of(card),
        passages=passages,
    )


def said_of(problem: Problem) -> Said:
    """A problem without its path."""
    return Said(
        problem.line,
        problem.column,
        problem.severity,
        problem.rule,
        problem.message,
        problem.hint,
    )


def head_of(card: Card) -> Head:
    """A card in short."""
    return Head(
        card.name,
        card.kind,
        card.region,
        card.code or "",
        tuple(edition.source for edition in card.editions),
        any(edition.steps for edition in card.editions),
        any(edition.quotes for edition in card.editions),
    )


def cites_of(card: Card) -> str:
    """The paragraphs that a card cites, by source, as JSON."""
    return _written(cited([card]))


def card_of(text: str) -> Card | None:
    """The card that ``text`` of an entry holds, or None where it holds none, whoever wrote it."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    is_visible = not INVISIBLE.search(text) and not _OTHER_ESCAPES.search(text)
    return accepted(Card, data, visible=is_visible)


def paragraphs_of(cites: str) -> Mapping[str, list[int]]:
    """The paragraphs that ``cites`` of an entry tells; none where it tells no such thing."""
    try:
        found = json.loads(cites) if cites else {}
    except (ValueError, RecursionError):
        return {}
    return {
        source: [number for number in numbers if type(number) is int]
        for source, numbers in (found.items() if isinstance(found, dict) else ())
        if isinstance(numbers, list)
    }


def _links(data: Any) -> tuple[str, ...]:
    found = data.get("see_also") if isinstance(data, dict) else None
    ids = found[:MOST] if isinstance(found, list) else ()
    return tuple(card_id for card_id in ids if isinstance(card_id, str))


def _key(data: Any) -> bytes:
    written = json.dumps(data, separators=(",", ":")).encode()
    return blake2b(written, digest_size=16).digest()
