"""Full-text search over a library: SQLite's FTS5, in the library's index or built in memory."""

from __future__ import annotations

import sqlite3
import weakref
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.core.citations import References
from briefing.core.fts_query import Match, Matcher, match_expression
from briefing.core.index_schema import PASSAGES, WORDS
from briefing.core.index_writing import fill
from briefing.core.passage_rows import CLOSE, OPEN, SLOT_BITS, passage_rows, stretch_of
from briefing.core.passages import Passage, passage
from briefing.core.query import Term, parse_query
from briefing.core.slips import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.core.library import CardFolder

    Found = tuple[int, str, str, str, float]
    """A row's number, its title and text with the hits marked, the rest, and its score."""

_MARKS = (OPEN, CLOSE, OPEN, CLOSE)
_FIND = """
    SELECT rowid, highlight(passages, 0, ?, ?), highlight(passages, 1, ?, ?), rest, 0.0
    FROM passages WHERE passages MATCH ? LIMIT ?
"""
_RANK = """
    SELECT rowid, highlight(passages, 0, ?, ?), highlight(passages, 1, ?, ?), rest,
           -bm25(passages, 2.0, 1.0, 0.0)
    FROM passages WHERE passages MATCH ?
"""
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM passages WHERE passages MATCH ? LIMIT ?)"

_MOST_RANKED = 400
"""Hits that are held against each other: more cannot be within the time of a key press."""

_MOST_COUNTED = 20_000
"""Passages that have a word or tag, up to which there is time to count how rare it is."""

_WAIT = 0.2
"""Seconds for which a search waits for another program that writes to the index."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a query found, with the hits as (start, end) character positions.

    ``score`` is greater for the better match (Okapi BM25, the sign turned). It is 0 for all hits
    of a query that much of a large library answers, and of one that has only filters.
    """

    passage: Passage
    title_spans: tuple[tuple[int, int], ...]
    text_spans: tuple[tuple[int, int], ...]
    score: float


class SearchIndex:
    """Finds passages by words and filters; see ``query`` for what is understood.

    Accents and case do not matter, and the last part of a word may lack.
    """

    def __init__(self, folder: CardFolder) -> None:
        """Search the index of the folder, or where it has none, one made in memory.

        Making one of ten thousand cards takes seconds.
        """
        self._matcher = Matcher(folder.regions, folder.stops)
        self._references = References(folder.library)
        self._file = folder.index if folder.is_indexed else None
        opened = None
        if self._file is not None:
            try:
                opened = self._file.connection(_WAIT)
            except sqlite3.Error as error:
                self._file.blame(error)
        if self._file is not None and opened is not None:
            self._ids = {file.row.slot: file.id for file in folder.files if not file.is_broken}
        else:
            self._ids = dict(enumerate(folder.cards))
            opened = _in_memory(folder)
        self._database = opened
        # However the index goes, its database is closed before it.
        self._close = weakref.finalize(self, self._database.close)

    def __enter__(self) -> SearchIndex:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def search(self, query: str, limit: int = 200) -> tuple[Hit, ...]:
        """The best matches first, at most ``limit``; none for a query that asks for nothing.

        Of a query that much of a large library answers: first the cards of such names, then
        such titles, then the texts, each in the order of the cards. Raises QueryError for a
        filter, or a filter's value, that does not exist.
        """
        parsed = parse_query(query)
        if parsed.is_empty:
            return ()
        match = self._matcher.match(parsed)
        try:
            found = self._found(match, limit)
        except sqlite3.DatabaseError as error:
            self._blame(error)
            return ()
        return tuple(hit for row in found if (hit := self._hit(row)) is not None)

    def search_or_correct(self, query: str, limit: int = 200) -> tuple[tuple[Hit, ...], str]:
        """What ``search`` finds, or else what it finds for the corrected query, and that query.

        The second is empty where the query was searched for as it is. Raises QueryError.
        """
        hits = self.search(query, limit)
        corrected = "" if hits else self.correction(query)
        return (self.search(corrected, limit), corrected) if corrected else (hits, "")

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
        except sqlite3.DatabaseError as error:
            self._blame(error)
            return ""
        return corrected if corrected != query else ""

    def close(self) -> None:
        """Let go of the database; the index cannot be used after."""
        self._close()

    def _found(self, match: Match, limit: int) -> Iterable[Found]:
        if match.words and self._can_be_ranked(match):
            ranked = self._database.execute(_RANK, (*_MARKS, match.whole)).fetchall()
            ranked.sort(key=lambda row: (-row[4], row[0]))
            return ranked[:limit]
        found: dict[int, Found] = {}
        tiers = (match.in_names, match.in_titles) if match.words else ()
        for tier in (*tiers, match.whole):
            if len(found) < limit:
                # Those that were found before may be found again.
                most = limit + len(found)
                for row in self._database.execute(_FIND, (*_MARKS, tier, most)):
                    found.setdefault(row[0], row)
        return list(found.values())[:limit]

    def _can_be_ranked(self, match: Match) -> bool:
        """Whether the hits are few, and what they are weighed by is not all over the library."""
        return self._count(match.whole, _MOST_RANKED + 1) <= _MOST_RANKED and all(
            self._count(part, _MOST_COUNTED + 1) <= _MOST_COUNTED for part in match.parts
        )

    def _count(self, expression: str, most: int) -> int:
        """How many passages match, counted up to ``most``."""
        found: int = self._database.execute(_COUNT, (expression, most)).fetchone()[0]
        return found

    def _hit(self, row: Found) -> Hit | None:
        """A row as a hit, or None where it is of no card of the folder."""
        number, title, text, rest, score = row
        card_id = self._ids.get(number >> SLOT_BITS)
        if card_id is None or type(title) is not str or type(text) is not str:
            return None
        title, title_spans = _unmarked(title)
        text, text_spans = _unmarked(text)
        found = stretch_of(title, text, rest)
        if found is None:
            return None
        return Hit(passage(card_id, found, self._references), title_spans, text_spans, score)

    def _is_known(self, word: str) -> bool:
        match = match_expression([Term((word,), is_phrase=False, excluded=False)])
        return self._count(match, 1) > 0

    def _nearest(self, word: str) -> str:
        found = nearest(self._database, word)
        # A word that was learned may have gone since.
        return next((near for near in found if self._is_known(near)), "")

    def _blame(self, error: sqlite3.DatabaseError) -> None:
        if self._file is None or isinstance(error, sqlite3.ProgrammingError):
            raise error
        self._file.blame(error)


def _in_memory(folder: CardFolder) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:", check_same_thread=False)
    database.execute(PASSAGES)
    database.execute(WORDS)
    cards = folder.cards.values()
    fill(database, ((slot, passage_rows(card)) for slot, card in enumerate(cards)))
    return database


def _unmarked(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text without its marks, and where the hits stand in it."""
    at = marked.find(OPEN)
    if at < 0:
        return marked, ()
    spans: list[tuple[int, int]] = []
    while at >= 0:
        end = marked.find(CLOSE, at)
        end = len(marked) if end < 0 else end
        shift = 2 * len(spans)
        spans.append((at - shift, end - shift - 1))
        at = marked.find(OPEN, end)
    return marked.replace(OPEN, "").replace(CLOSE, ""), tuple(spans)
