"""Full-text search over a library: SQLite's FTS5, built from the cards and thrown away."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.core.passages import Passage, passages

if TYPE_CHECKING:
    from briefing.core.library import CardFolder

_TERM = re.compile(r'(?P<no>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_WORD = re.compile(r"[^\W_]+")  # the index takes _ for a space
_MOST_TERMS = 50
# Private-use characters mark the hits; what a card holds of them is taken out of the index.
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARKS = str.maketrans({_OPEN: " ", _CLOSE: " "})
_FIND = """
    SELECT rowid, highlight(passages, 0, ?, ?), highlight(passages, 1, ?, ?),
           -bm25(passages, 2.0, 1.0) AS score
    FROM passages WHERE passages MATCH ? ORDER BY score DESC, rowid LIMIT ?
"""


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
    """Finds passages by words. Accents and case do not matter; the last part of a word may lack.

    ``"words in marks"`` are a phrase, and ``-word`` excludes.
    """

    def __init__(self, folder: CardFolder) -> None:
        """Index every good card of the folder, in memory."""
        self._passages = [
            passage
            for card_id, card in folder.cards.items()
            for passage in passages(card_id, card, folder.library)
        ]
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.execute(
            "CREATE VIRTUAL TABLE passages USING fts5"
            "(title, text, tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
        )
        self._database.executemany(
            "INSERT INTO passages(rowid, title, text) VALUES (?, ?, ?)",
            (
                (row, passage.title.translate(_MARKS), passage.text.translate(_MARKS))
                for row, passage in enumerate(self._passages)
            ),
        )

    def __enter__(self) -> SearchIndex:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def search(self, query: str, limit: int = 200) -> tuple[Hit, ...]:
        """The best matches first, at most ``limit``; none for a query without a word."""
        match = match_expression(query)
        if not match:
            return ()
        marks = (_OPEN, _CLOSE)
        rows = self._database.execute(_FIND, (*marks, *marks, match, limit)).fetchall()
        return tuple(
            Hit(self._passages[row], _spans(title), _spans(text), score)
            for row, title, text, score in rows
        )

    def close(self) -> None:
        """Let go of the database; the index cannot be used after."""
        self._database.close()


def match_expression(query: str) -> str:
    """What the user typed as an FTS5 expression, empty where nothing can be searched for.

    Every word is quoted, so nothing that is typed is ever read as FTS5's own syntax. Of a
    query of more than 50 terms, a pasted page say, the first 50 count.
    """
    wanted: dict[str, None] = {}
    unwanted: dict[str, None] = {}
    for term in _TERM.finditer(unicodedata.normalize("NFC", query)):
        phrase = term["phrase"]
        words = _WORD.findall(phrase if phrase is not None else term["word"])
        if not words:
            continue
        quoted = f'"{" ".join(words)}"' + ("" if phrase is not None else "*")
        (unwanted if term["no"] else wanted)[quoted] = None
        if len(wanted) + len(unwanted) == _MOST_TERMS:
            break
    if not wanted:
        return ""
    return " AND ".join(wanted) + "".join(f" NOT {term}" for term in unwanted)


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
