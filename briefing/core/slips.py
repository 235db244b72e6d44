"""Slips of the keys put right: the word of the cards that is nearest to one that none has."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from briefing.core.folding import folded

if TYPE_CHECKING:
    import sqlite3

_NEAR = 0.7
"""How alike, from 0 to 1, a word of the cards must be to stand in for one that none has."""

_MOST_COMPARED = 60
_LONGEST = 40  # letters of a word that is worth the comparison
_LIKE = """
    SELECT word FROM words WHERE words MATCH ? AND length(word) BETWEEN ? AND ?
    ORDER BY rank LIMIT ?
"""


def nearest(database: sqlite3.Connection, word: str) -> list[str]:
    """The known words that are like ``word``, the nearest first; none where none is near.

    Three letters in a row are what they are looked up by.
    """
    wanted = folded(word)
    if len(wanted) > _LONGEST:
        return []
    marked = f"^{wanted}$"
    threes = {marked[start : start + 3] for start in range(len(marked) - 2)}
    asked = " OR ".join(f'"{three}"' for three in sorted(threes))
    # Nothing that is much longer or shorter can be near enough.
    least, most = round(len(wanted) * 0.53), round(len(wanted) * 1.87)
    found = database.execute(_LIKE, (asked, least + 2, most + 2, _MOST_COMPARED))
    words = (str(row[0])[1:-1] for row in found.fetchall())
    scored = sorted((-SequenceMatcher(None, each, wanted).ratio(), each) for each in words)
    return [each for score, each in scored if -score >= _NEAR]
