"""Slips of the keys put right: the word of the cards that is nearest to one that none has."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.core.folding import folded

if TYPE_CHECKING:
    import sqlite3

_NEAR = 0.7
"""How alike, from 0 to 1, a word of the cards must be to stand in for one that none has."""

_MOST_LOOKED_AT = 800
_MOST_COMPARED = 24
_SHORTEST, _LONGEST = 3, 40  # letters of a word that is worth the comparison
_LIKE = """
    SELECT word FROM words WHERE words MATCH ? AND length(word) BETWEEN ? AND ? LIMIT ?
"""


def nearest(database: sqlite3.Connection, word: str) -> list[str]:
    """The known words that are like ``word``, the nearest first; none where none is near.

    They begin or end as it does: a slip leaves one of its ends as it is.
    """
    wanted = folded(word)
    if not _SHORTEST <= len(wanted) <= _LONGEST:
        return []
    end = 2 if len(wanted) < 6 else max(3, len(wanted) // 3)  # noqa: PLR2004
    asked = f'"^{wanted[:end]}" OR "{wanted[-end:]}$"'
    # Nothing that is much longer or shorter can be near enough; two letters are the marks.
    least, most = round(len(wanted) * 0.53) + 2, round(len(wanted) * 1.87) + 2
    found = database.execute(_LIKE, (asked, least, most, _MOST_LOOKED_AT)).fetchall()
    letters = set(pairwise(f"^{wanted}$"))
    likely = sorted(
        (str(row[0]) for row in found),
        key=lambda each: (-len(letters.intersection(pairwise(each))), abs(len(each) - len(wanted))),
    )
    return _ordered(wanted, [each[1:-1] for each in likely[:_MOST_COMPARED]])


def _ordered(wanted: str, words: list[str]) -> list[str]:
    """Those of the words that are near enough, the nearest first."""
    matcher = SequenceMatcher(None, "", wanted)
    near: list[tuple[float, str]] = []
    for each in words:
        matcher.set_seq1(each)
        score = matcher.ratio()
        if score >= _NEAR:
            near.append((-score, each))
    return [each for _, each in sorted(near)]
