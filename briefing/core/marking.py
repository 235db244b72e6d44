"""Where the words of a query stand in a text, told as the index tells words apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.core.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.core.query import Term

    Spans = tuple[tuple[int, int], ...]

# As the index does, a mark that stands over the letter before it is part of the word.
_WORD = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f])*")


class Marker:
    """Finds the words of one query in any text. Excluded words are not looked for."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._wanted = [
            (tuple(map(folded, term.words)), not term.is_phrase)
            for term in terms
            if not term.excluded
        ]

    def spans(self, text: str) -> Spans:
        """The hits as (start, end) character positions, in order; where they overlap, as one."""
        words = [(*found.span(), folded(found.group())) for found in _WORD.finditer(text)]
        joined: list[tuple[int, int]] = []
        for start, end in sorted(self._found(words)):
            if joined and start < joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return tuple(joined)

    def _found(self, words: list[tuple[int, int, str]]) -> Iterator[tuple[int, int]]:
        for wanted, is_open in self._wanted:
            last = len(wanted) - 1
            for first in range(len(words) - last):
                if all(
                    found == word or (is_open and place == last and found.startswith(word))
                    for place, (word, (_, _, found)) in enumerate(
                        zip(wanted, words[first:], strict=False)
                    )
                ):
                    yield words[first][0], words[first + last][1]
