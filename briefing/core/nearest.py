"""The wording of a source that is nearest to words that do not stand in it letter for letter.

Such words differ by a letter, a dropped or added word, or their marks. So words are lined up, not
letters: those that quote and source share say where to look, and there the two are aligned.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from briefing.core.paragraphs import plain_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from briefing.core.paragraphs import Paragraph

_WORD = re.compile(r"\w+(?:[.'\-]\w+)*")
_AFTER, _AFTER_WITH_MARKS = re.compile(r"[.,;:!?…)\]']*"), re.compile(r"[.,;:!?…)\]'\"]*")

_LONGEST = 200
"""Words of a quote that are compared; a longer one gets no answer, which bounds the time."""

_PLACES = 4
"""Stretches of a source that are looked at closely."""

_COMMON = 200
"""A word that stands more often than this says nothing about where to look."""

_WHOLE = 12_000
"""Pairs of words up to which a whole paragraph is looked at closely."""

_ADDED, _DROPPED, _OTHER, _CASE = 1.0, 0.7, 0.9, 0.05
"""What a word costs that the source lacks, that the quote lacks, that is another, and in other case."""

_NEAR, _FAR = 0.15, 0.45
"""The cost for each word of the quote below which none nearer is looked for, and from which on a
wording is no longer near."""

_SHARE = 0.2
"""The part of a quote's rarer words that must stand in a stretch for a close look at it."""

_ALIKE = 0.5
"""The share of letters from which on two words are one and a slip."""

_LONG_WORD = 60


@dataclass(frozen=True, slots=True)
class Nearest:
    """A wording of a source as it stands there: in which paragraph, from 1, and where in it."""

    text: str
    para: int
    start: int
    end: int


class Words:
    """The words of a source's paragraphs in one row, and where each word stands in it."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self.paragraphs = paragraphs
        self.words: list[str] = []
        self.spans: list[tuple[int, int]] = []
        self.paras: list[int] = []  # from 0
        self.firsts: list[int] = []  # the first word of each paragraph, and last the end of all
        self.places: dict[str, list[int]] = defaultdict(list)
        for para, paragraph in enumerate(paragraphs):
            self.firsts.append(len(self.words))
            for found in _WORD.finditer(paragraph.text):
                word = found.group()
                self.places[word.casefold()].append(len(self.words))
                self.words.append(word)
                self.spans.append(found.span())
                self.paras.append(para)
        self.firsts.append(len(self.words))

    def around(self, place: int) -> tuple[int, int]:
        """The words of the paragraph in which a word stands: the first, and the end of them."""
        para = self.paras[place]
        return self.firsts[para], self.firsts[para + 1]


def nearest(source: Words, paras: Collection[int], words: str) -> Nearest | None:
    """The nearest wording in the paragraphs named, numbered from 1, else in any other."""
    quote = plain_words(words)
    wanted = [(found.group(), found.span()) for found in _WORD.finditer(quote)]
    if not wanted or len(wanted) > _LONGEST:
        return None
    row = [word for word, _ in wanted]
    every, numbers = range(len(source.paragraphs)), set(paras)
    named = [para for para in every if para + 1 in numbers]
    for chosen in (named, [para for para in every if para + 1 not in numbers]):
        exact = _exact(source, chosen, quote)
        if exact is not None:
            return exact
        found = _aligned(source, chosen, row, closely=chosen is named)
        if found is not None:
            before, after = quote[: wanted[0][1][0]], quote[wanted[-1][1][1] :]
            return _cut(source, *found, before, after)
    return None


def _exact(source: Words, paras: Sequence[int], quote: str) -> Nearest | None:
    for para in paras:
        paragraph = source.paragraphs[para]
        start = paragraph.find_plain(quote, spoken=False)
        if start >= 0:
            end = start + len(quote)
            return Nearest(paragraph.verbatim[start:end], para + 1, start, end)
    return None


def _aligned(
    source: Words, paras: Sequence[int], row: list[str], *, closely: bool
) -> tuple[int, int] | None:
    """The stretch of the source, its end excluded, that costs least; None where none is near."""
    best, stretch = _FAR * len(row), None
    for first, last in _looked_at(source, paras, row, closely=closely):
        cost, start, end = _align(row, source.words[first:last])
        if cost < best:
            best, stretch = cost, (first + start, first + end)
        if best < _NEAR * len(row):
            break
    return stretch


def _looked_at(
    source: Words, paras: Sequence[int], row: list[str], *, closely: bool
) -> Iterator[tuple[int, int]]:
    """Where a close look pays: small paragraphs as a whole, and where rare words come together."""
    room = _WHOLE if closely else 0
    left = []
    for para in paras:
        first, last = source.firsts[para], source.firsts[para + 1]
        if (last - first) * len(row) <= room:
            room -= (last - first) * len(row)
            yield first, last
        else:
            left.append(para)
    yield from _crowded(source, left, row)


def _crowded(source: Words, paras: Sequence[int], row: list[str]) -> Iterator[tuple[int, int]]:
    """The few stretches, somewhat longer than the quote, that share most with it."""
    allowed = set(paras)
    folded = {word.casefold() for word in row}
    rare = [word for word in folded if len(source.places.get(word, ())) <= _COMMON]
    hits = [hit for hit in _hits(source, rare) if source.paras[hit[0]] in allowed]
    places = [place for place, _ in hits]
    sums = [0.0, *accumulate(weight for _, weight in hits)]
    length, around = len(row) + len(row) // 8 + 4, len(row) // 3 + 4
    scored = []
    for number, place in enumerate(places):
        beyond = bisect_left(places, min(place + length, source.around(place)[1]))
        if beyond - number >= _SHARE * len(rare):
            scored.append((sums[beyond] - sums[number], place))
    taken: list[int] = []
    for _, place in sorted(scored, reverse=True):
        if len(taken) < _PLACES and all(abs(place - other) > length // 2 for other in taken):
            taken.append(place)
            first, end = source.around(place)
            yield max(place - around, first), min(place + length + around, end)


def _hits(source: Words, rare: list[str]) -> list[tuple[int, float]]:
    """Where the words stand in the source, in order, the rarer the weightier."""
    found: dict[int, float] = {}
    for word in rare:
        places = source.places.get(word, ())
        found |= dict.fromkeys(places, 1 / max(len(places), 1))
    return sorted(found.items())


def _align(row: list[str], words: list[str]) -> tuple[float, int, int]:
    """What the cheapest stretch of the words costs, and where it begins and ends.

    Words are taken for one another, added or dropped; those before and after cost nothing.
    Source: fitting alignment by dynamic programming.
    """
    costs = [0.0] * (len(words) + 1)
    starts = list(range(len(words) + 1))
    for word in row:
        diagonal, began = costs[0], starts[0]
        costs[0] += _ADDED
        for place, other in enumerate(words, 1):
            start, cost = began, diagonal
            if word != other:
                # Most words are neither alike nor a slip, which their ends tell at once.
                alike = word[0] == other[0] or word[-1] == other[-1]
                cost += _difference(word, other) if alike else _OTHER
            diagonal, began = costs[place], starts[place]
            if diagonal + _ADDED < cost:
                cost, start = diagonal + _ADDED, began
            if costs[place - 1] + _DROPPED < cost:
                cost, start = costs[place - 1] + _DROPPED, starts[place - 1]
            costs[place], starts[place] = cost, start
    end = min(range(len(costs)), key=costs.__getitem__)
    return costs[end], starts[end], end


@lru_cache(maxsize=20_000)
def _difference(one: str, other: str) -> float:
    """What it costs to take one word for another: little for a slip, and less than to leave it out."""
    long = max(len(one), len(other))
    if min(len(one), len(other)) < _ALIKE * long or long > _LONG_WORD:
        return _OTHER
    one, other = one.casefold(), other.casefold()
    if one == other:
        return _CASE
    ahead = _shared(one, other)
    behind = _shared(one[ahead:][::-1], other[ahead:][::-1])
    share = (ahead + behind) / max(len(one), len(other))
    return min(1 - share, _OTHER) if share >= _ALIKE else _OTHER


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    for place, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return place
    return min(len(one), len(other))


def _cut(source: Words, first: int, end: int, before: str, after: str) -> Nearest:
    """A stretch of words as it stands, with marks around it where the quote has such marks."""
    para = source.paras[first]
    paragraph = source.paragraphs[para]
    start, stop = source.spans[first][0], source.spans[end - 1][1]
    while before and start and paragraph.text[start - 1] == before[-1]:
        start, before = start - 1, before[:-1]
    marks = _AFTER_WITH_MARKS if '"' in after else _AFTER
    trailing = marks.match(paragraph.text, stop) if after else None
    stop = trailing.end() if trailing else stop
    return Nearest(paragraph.verbatim[start:stop], para + 1, start, stop)
