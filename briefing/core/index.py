"""Full-text search over a library: SQLite's FTS5, in the library's index or built in memory."""

from __future__ import annotations

import sqlite3
import weakref
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from briefing.core.citations import References
from briefing.core.fts_query import Match, Matcher, match_expression
from briefing.core.index_passages import fill
from briefing.core.index_schema import FAULTS, close_apart
from briefing.core.marking import Marker
from briefing.core.passage_rows import SLOT_BITS, passage_rows, stretch_of
from briefing.core.passages import Passage, Stretch, passage
from briefing.core.query import IndexBusyError, QueryError, Term, parse_query
from briefing.core.slips import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.core.library import CardFolder
    from briefing.core.marking import Spans

_MOST_FOUND = 1_000_000  # hits; nobody reads more, and SQLite counts no further than 64 bits
_FOUND = "SELECT rowid FROM passages WHERE passages MATCH ? LIMIT ?"
_RANKED = "SELECT rowid, -bm25(passages, 2.0, 1.0, 0.0) FROM passages WHERE passages MATCH ?"
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM passages WHERE passages MATCH ? LIMIT ?)"
_NAMES = "SELECT rowid FROM names WHERE names MATCH ? LIMIT ?"
_TITLES = "SELECT rowid FROM titles WHERE titles MATCH ? LIMIT ?"
# Where FTS5 keeps what it was given, column by column: asked itself, it takes three times as long.
_PASSAGES = "SELECT id, c0, c1, c3 FROM passages_content WHERE id IN "

_MOST_RANKED = 400
"""Hits that are held against each other: more cannot be within the time of a key press."""

_MOST_COUNTED = 20_000
"""Passages that have a word or tag, up to which there is time to count how rare it is."""

_KNOWN = 64  # words and tags whose rarity is remembered

_AT_ONCE = 500  # passages that are fetched by one statement

_WAIT = 2.0


@dataclass(frozen=True)
class Hit:
    """A passage that a query found: the card's id, and what the card itself says of the passage.

    ``score`` is greater for the better match (Okapi BM25, the sign turned). It is 0 for all hits
    of a query that much of a large library answers, and of one that has only filters.
    """

    card: str
    stretch: Stretch
    score: float
    marker: Marker = field(compare=False, repr=False)
    references: References = field(compare=False, repr=False)

    @cached_property
    def passage(self) -> Passage:
        """The passage as the library knows it: made for the hits that are looked at."""
        return passage(self.card, self.stretch, self.references)

    @cached_property
    def title_spans(self) -> Spans:
        """Where the words stand in the title, as (start, end) character positions."""
        return self.marker.spans(self.stretch.title)

    @cached_property
    def text_spans(self) -> Spans:
        """Where the words stand in the text, as (start, end) character positions."""
        return self.marker.spans(self.stretch.text)


class SearchIndex:
    """Finds passages by words and filters; see ``query`` for what is understood.

    Accents and case do not matter, and the last part of a word may lack.
    """

    def __init__(self, folder: CardFolder, wait: float = _WAIT) -> None:
        """Search the index of the folder, or where it has none, one made in memory.

        Making one of ten thousand cards takes seconds. ``wait`` is for how many seconds a search
        waits for another program that writes to the index.
        """
        self._matcher = Matcher(folder.regions, folder.stops)
        self._references = References(folder.library)
        self._rare: dict[str, bool] = {}
        self._put_right: tuple[str, int, tuple[Hit, ...]] = "", 0, ()
        self._file = folder.index if folder.is_indexed else None
        opened = None
        if self._file is not None:
            try:
                opened = self._file.connection(wait)
            except FAULTS as error:
                self._file.blame(error)
        if self._file is not None and opened is not None:
            self._ids = folder.roll.slots()
        else:
            self._ids = dict(enumerate(folder.cards))
            opened = _in_memory(folder)
        self._database = opened
        # However the index goes, its database is closed before it.
        self._end = weakref.finalize(self, close_apart, self._database)

    def __enter__(self) -> SearchIndex:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def search(self, query: str, limit: int = 200) -> tuple[Hit, ...]:
        """The best matches first, at most ``limit``; none for a query that asks for nothing.

        Of a query that much of a large library answers: first the cards of such names, then
        such titles, then the texts, each in the order of the cards. Raises QueryError for a
        filter, or a filter's value, that does not exist, and where the index cannot be asked, of
        which IndexBusyError is for a moment only.
        """
        parsed = parse_query(query)
        if parsed.is_empty:
            return ()
        match = self._matcher.match(parsed)
        try:
            found = self._found(match, min(limit, _MOST_FOUND))
            rows = self._rows(list(found))
        except FAULTS as error:
            raise self._blamed(error) from error
        marker = Marker(parsed.terms)
        return tuple(self._hits(found, rows, marker))

    def search_or_correct(self, query: str, limit: int = 200) -> tuple[tuple[Hit, ...], str]:
        """What ``search`` finds, or else what it finds for the corrected query, and that query.

        The second is empty where the query was searched for as it is. Raises QueryError.
        """
        hits = self.search(query, limit)
        corrected = "" if hits else self.correction(query)
        if not corrected:
            return hits, ""
        # What follows the slip, letter by letter, is mostly put right to the same words.
        if self._put_right[:2] != (corrected, limit):
            self._put_right = corrected, limit, self.search(corrected, limit)
        return self._put_right[2], corrected

    def correction(self, query: str) -> str:
        """The query with each word that no card has put right by the nearest that one has.

        Empty where nothing is near. Raises QueryError as ``search`` does.
        """
        corrected = query
        try:
            for term in parse_query(query).terms:
                for word in term.words:
                    near = "" if term.excluded or self._is_known(word) else self._nearest(word)
                    if near:
                        corrected = corrected.replace(word, near)
        except FAULTS as error:
            raise self._blamed(error) from error
        return corrected if corrected != query else ""

    def close(self) -> None:
        """Let go of the database; the index cannot be used after."""
        self._end.detach()
        self._database.close()

    def _found(self, match: Match, limit: int) -> dict[int, float]:
        """The passages found, the best first: their scores by their numbers."""
        found = self._numbers(_FOUND, match.whole, max(limit, _MOST_RANKED) + 1)
        is_few = len(found) <= _MOST_RANKED
        if match.words and is_few and self._can_be_ranked(match):
            ranked = self._database.execute(_RANKED, (match.whole,)).fetchall()
            ranked.sort(key=lambda row: (-row[1], row[0]))
            return dict(ranked[:limit])
        first: list[int] = []
        if match.words and (is_few or match.only_words):
            first = self._numbers(_NAMES, match.words, limit)
            first += self._numbers(_TITLES, match.words, limit)
            if not match.only_words:
                first = [number for number in first if number in set(found)]
        return dict.fromkeys(list(dict.fromkeys((*first, *found)))[:limit], 0.0)

    def _can_be_ranked(self, match: Match) -> bool:
        """Whether what the hits are weighed by is not all over the library."""
        return all(map(self._is_rare, match.parts))

    def _is_rare(self, expression: str) -> bool:
        """Whether so few passages match that there is time to weigh them."""
        known = self._rare.get(expression)
        if known is None:
            asked = (expression, _MOST_COUNTED + 1)
            known = self._database.execute(_COUNT, asked).fetchone()[0] <= _MOST_COUNTED
            # Most of a query is asked again with its next letter.
            self._rare = {**self._rare, expression: known} if len(self._rare) < _KNOWN else {}
        return known

    def _numbers(self, query: str, expression: str, most: int) -> list[int]:
        return [row[0] for row in self._database.execute(query, (expression, most)).fetchall()]

    def _rows(self, numbers: list[int]) -> dict[int, tuple[object, ...]]:
        """What stands at the numbers of passages."""
        found: dict[int, tuple[object, ...]] = {}
        for start in range(0, len(numbers), _AT_ONCE):
            some = numbers[start : start + _AT_ONCE]
            query = f"{_PASSAGES}({', '.join('?' * len(some))})"
            found |= {number: row for number, *row in self._database.execute(query, some)}
        return found

    def _hits(
        self, found: dict[int, float], rows: dict[int, tuple[object, ...]], marker: Marker
    ) -> Iterator[Hit]:
        """The hits, without those that are of no card of the folder."""
        for number, score in found.items():
            card_id = self._ids.get(number >> SLOT_BITS)
            stretch = stretch_of(*rows[number]) if number in rows else None
            if card_id is not None and stretch is not None:
                yield Hit(card_id, stretch, score, marker, self._references)

    def _is_known(self, word: str) -> bool:
        match = match_expression([Term((word,), is_phrase=False, excluded=False)])
        return bool(self._numbers(_FOUND, match, 1))

    def _nearest(self, word: str) -> str:
        found = nearest(self._database, word)
        # A word that was learned may have gone since.
        return next((near for near in found if self._is_known(near)), "")

    def _blamed(self, error: Exception) -> Exception:
        """What is to be raised for a fault of the database; of its file, it says what to do."""
        if self._file is None or isinstance(error, sqlite3.ProgrammingError):
            return error
        self._file.blame(error)
        if self._file.is_damaged:
            return QueryError("this library cannot be searched as it is; reload it")
        return IndexBusyError("another program is at work on this library; try again in a moment")


def _in_memory(folder: CardFolder) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    cards = enumerate(folder.cards.values())
    fill(database, ((slot, passage_rows(card)) for slot, card in cards))
    return database
