"""Which lines two texts have in common, found in bounded work however long they are."""

from __future__ import annotations

from bisect import bisect_left
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_MOST_PAIRS = 10_000  # lines times lines that difflib may compare in one gap
_MOST_ROUNDS = 12  # times that a gap is cut up by the lines that stand in it once


class Run(NamedTuple):
    """``length`` lines that are equal from ``old`` on in one text and from ``new`` on in the other.

    Counted from 0.
    """

    old: int
    new: int
    length: int


class _Gap(NamedTuple):
    """A stretch of each text, from a start up to an end, that is still to be matched."""

    old: int
    old_end: int
    new: int
    new_end: int
    rounds: int = 0


def common_prefix(old: str, new: str) -> int:
    """The number of characters with which both texts begin, found by comparing in bulk."""
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def common_suffix(old: str, new: str, most: int) -> int:
    """The number of characters with which both texts end, ``most`` at most."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if old[len(old) - middle : len(old) - low] == new[len(new) - middle : len(new) - low]:
            low = middle
        else:
            high = middle - 1
    return low


def matching(old: Sequence[str], new: Sequence[str]) -> tuple[Run, ...]:
    """The lines that both have, as runs in rising order that neither overlap nor touch.

    What both begin and end with is taken first, then the lines that stand once in each (the
    patience method), then what difflib finds in the small gaps between. Large gaps without a
    line that stands once count as replaced: the work stays bounded, the answer true.
    """
    found: list[Run] = []
    gaps = [_Gap(0, len(old), 0, len(new))]
    while gaps:
        gap = gaps.pop()
        head, tail, rest = _trimmed(old, new, gap)
        found += [run for run in (head, tail) if run.length]
        if rest.old < rest.old_end and rest.new < rest.new_end:
            anchors = _anchors(old, new, rest) if rest.rounds < _MOST_ROUNDS else []
            if anchors:
                gaps += _between(anchors, rest)
                found += _joined((old_at, new_at, 1) for old_at, new_at in anchors)
            else:
                found += _small(old, new, rest)
    return tuple(_joined(sorted(found)))


def _trimmed(old: Sequence[str], new: Sequence[str], gap: _Gap) -> tuple[Run, Run, _Gap]:
    first, first_new, last, last_new = gap.old, gap.new, gap.old_end, gap.new_end
    while first < last and first_new < last_new and old[first] == new[first_new]:
        first, first_new = first + 1, first_new + 1
    while first < last and first_new < last_new and old[last - 1] == new[last_new - 1]:
        last, last_new = last - 1, last_new - 1
    return (
        Run(gap.old, gap.new, first - gap.old),
        Run(last, last_new, gap.old_end - last),
        _Gap(first, last, first_new, last_new, gap.rounds),
    )


def _anchors(old: Sequence[str], new: Sequence[str], gap: _Gap) -> list[tuple[int, int]]:
    """The lines that stand once on each side of the gap, the most that keep one order."""
    old_places = _once(old, gap.old, gap.old_end)
    new_places = _once(new, gap.new, gap.new_end)
    return _rising(
        [(place, new_places[line]) for line, place in old_places.items() if line in new_places]
    )


def _once(lines: Sequence[str], start: int, end: int) -> dict[str, int]:
    """The lines that stand once from start to end, with their places, in order."""
    places: dict[str, int] = {}
    again: set[str] = set()
    for index in range(start, end):
        line = lines[index]
        if line in places:
            again.add(line)
        else:
            places[line] = index
    for line in again:
        del places[line]
    return places


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of the pairs whose second numbers rise as the first ones do."""
    if all(before[1] < after[1] for before, after in pairwise(pairs)):
        return pairs  # Nothing was moved, as nearly always.
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, number) in enumerate(pairs):
        at = bisect_left(ends, number)
        before.append(last[at - 1] if at else -1)
        if at == len(ends):
            ends.append(number)
            last.append(index)
        else:
            ends[at], last[at] = number, index
    chosen = []
    index = last[-1]
    while index >= 0:
        chosen.append(pairs[index])
        index = before[index]
    return chosen[::-1]


def _between(anchors: list[tuple[int, int]], gap: _Gap) -> Iterator[_Gap]:
    at, at_new = gap.old, gap.new
    for old, new in [*anchors, (gap.old_end, gap.new_end)]:
        if at < old and at_new < new:
            yield _Gap(at, old, at_new, new, gap.rounds + 1)
        at, at_new = old + 1, new + 1


def _small(old: Sequence[str], new: Sequence[str], gap: _Gap) -> list[Run]:
    if (gap.old_end - gap.old) * (gap.new_end - gap.new) > _MOST_PAIRS:
        return []
    matcher = SequenceMatcher(
        None, old[gap.old : gap.old_end], new[gap.new : gap.new_end], autojunk=False
    )
    return [
        Run(gap.old + block.a, gap.new + block.b, block.size)
        for block in matcher.get_matching_blocks()
        if block.size
    ]


def _joined(runs: Iterable[tuple[int, int, int]]) -> Iterator[Run]:
    """The runs, those that touch on both sides made one."""
    start = start_new = length = 0
    for old, new, more in runs:
        if (start + length, start_new + length) == (old, new):
            length += more
        else:
            if length:
                yield Run(start, start_new, length)
            start, start_new, length = old, new, more
    if length:
        yield Run(start, start_new, length)
