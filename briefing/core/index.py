"""Full-text search over a library: SQLite's FTS5, built from the cards and thrown away."""

from __future__ import annotations

import sqlite3
import weakref
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from briefing.core.dates import PartialDate
from briefing.core.library import sort_name
from briefing.core.passages import Passage, passages
from briefing.core.problem import did_you_mean
from briefing.core.query import SECTIONS, Filter, QueryError, Term, parse_query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.core.library import CardFolder
    from briefing.core.timeline import Stop

# Private-use characters mark the hits; what a card holds of them is taken out of the index.
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARKS = str.maketrans({_OPEN: " ", _CLOSE: " "})
_COLUMNS = "title, text, source UNINDEXED, section UNINDEXED, kind UNINDEXED, region UNINDEXED, actor UNINDEXED"
_FIND = """
    SELECT rowid, highlight(passages, 0, ?, ?), highlight(passages, 1, ?, ?),
           -bm25(passages, 2.0, 1.0) AS score
    FROM passages WHERE passages MATCH ? {filters} ORDER BY score DESC, rowid LIMIT ?
"""
_FILTER_ONLY = "SELECT rowid, title, text, 0.0 FROM passages WHERE TRUE {filters} LIMIT ?"
_NEAR = 0.7
"""How alike, from 0 to 1, a word of the cards must be to stand in for one that none has."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a query found, with the hits as (start, end) character positions.

    ``score`` is greater for the better match (Okapi BM25, the sign turned).
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
        """Index every good card of the folder, in memory."""
        self._regions = folder.regions
        self._stops = folder.stops
        self._passages = [
            (passage, card.region)
            for card_id, card in folder.cards.items()
            for passage in passages(card_id, card, folder.library)
        ]
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        # However the index goes, its database is closed before it.
        self._close = weakref.finalize(self, self._database.close)
        self._database.execute(
            f"CREATE VIRTUAL TABLE passages USING fts5({_COLUMNS}, "
            "tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
        )
        self._database.execute("CREATE VIRTUAL TABLE words USING fts5vocab(passages, row)")
        self._database.executemany(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?)",
            (_row(passage, region) for passage, region in self._passages),
        )

    def __enter__(self) -> SearchIndex:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def search(self, query: str, limit: int = 200) -> tuple[Hit, ...]:
        """The best matches first, at most ``limit``; none for a query that asks for nothing.

        Raises QueryError for a filter, or a filter's value, that does not exist.
        """
        parsed = parse_query(query)
        if parsed.is_empty:
            return ()
        filters, values = self._conditions(parsed.filters)
        match = match_expression(parsed.terms)
        if match:
            marks = (_OPEN, _CLOSE, _OPEN, _CLOSE)
            found = self._database.execute(
                _FIND.format(filters=filters), (*marks, match, *values, limit)
            )
        else:
            found = self._database.execute(_FILTER_ONLY.format(filters=filters), (*values, limit))
        return tuple(
            Hit(self._passages[row - 1][0], _spans(title), _spans(text), score)
            for row, title, text, score in found.fetchall()
        )

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
        for term in parse_query(query).terms:
            for word in term.words:
                near = "" if term.excluded or self._is_known(word) else self._nearest(word)
                if near:
                    corrected = corrected.replace(word, near)
        return corrected if corrected != query else ""

    def close(self) -> None:
        """Let go of the database; the index cannot be used after."""
        self._close()

    def _conditions(self, filters: Sequence[Filter]) -> tuple[str, list[str]]:
        """The filters as SQL that holds no word of the user's, and the values to bind."""
        conditions: list[str] = []
        values: list[str] = []
        for known in filters:
            condition, bound = self._condition(known)
            conditions.append(f" AND {'NOT ' if known.excluded else ''}({condition})")
            values += bound
        return "".join(conditions), values

    def _condition(self, known: Filter) -> tuple[str, list[str]]:
        folded = sort_name(known.value)[0]
        match known.name:
            case "in":
                return "section = ?", [SECTIONS[folded]]
            case "kind":
                return "kind = ?", [folded]
            case "actor":
                return "instr(actor, ?) > 0", [folded]
            case "region":
                return _one_of("region", self._regions_named(known.value))
        return _one_of("source", self._sources_at(known.value))

    def _regions_named(self, value: str) -> list[str]:
        folded = sort_name(value)[0]
        named = [region for region in self._regions if sort_name(region)[0].startswith(folded)]
        if not named:
            hint = did_you_mean(value, self._regions)
            raise QueryError(f"there is no region {value}; {hint}")
        return named

    def _sources_at(self, value: str) -> list[str]:
        at = [stop for stop in self._stops if value in stop.sources or _covers(value, stop)]
        if not at:
            listed = "; ".join(map(str, self._stops))
            raise QueryError(f"no stop is called {value}; there are: {listed}")
        return [source for stop in at for source in stop.sources]

    def _is_known(self, word: str) -> bool:
        match = match_expression([Term((word,), is_phrase=False, excluded=False)])
        found = self._database.execute("SELECT 1 FROM passages WHERE passages MATCH ?", (match,))
        return found.fetchone() is not None

    def _nearest(self, word: str) -> str:
        words = [row[0] for row in self._database.execute("SELECT term FROM words")]
        return next(iter(get_close_matches(sort_name(word)[0], words, n=1, cutoff=_NEAR)), "")


def match_expression(terms: Sequence[Term]) -> str:
    """Terms as an FTS5 expression, empty where there is nothing to look for.

    Every word is quoted, so nothing that is typed is ever read as FTS5's own syntax.
    """
    quoted = [(term, f'"{" ".join(term.words)}"{"" if term.is_phrase else "*"}') for term in terms]
    wanted = " AND ".join(text for term, text in quoted if not term.excluded)
    if not wanted:
        return ""
    return wanted + "".join(f" NOT {text}" for term, text in quoted if term.excluded)


def _row(passage: Passage, region: str) -> tuple[str, ...]:
    title, text = passage.title.translate(_MARKS), passage.text.translate(_MARKS)
    actor = sort_name(passage.title)[0] if passage.where == SECTIONS["steps"] else ""
    return (title, text, passage.source, passage.where, passage.kind, region, actor)


def _one_of(column: str, values: list[str]) -> tuple[str, list[str]]:
    return f"{column} IN ({', '.join('?' * len(values))})", values


def _covers(value: str, stop: Stop) -> bool:
    try:
        return PartialDate.parse(value).covers(stop.date)
    except ValueError:
        return False


def _spans(marked: str) -> tuple[tuple[int, int], ...]:
    """Where the hits stand in the text without its marks."""
    spans: list[tuple[int, int]] = []
    start = shift = 0
    for index, char in enumerate(marked):
        if char == _OPEN:
            start = index - shift
            shift += 1
        elif char == _CLOSE:
            spans.append((start, index - shift))
            shift += 1
    return tuple(spans)
