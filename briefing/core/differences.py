"""Two texts as the differences between them: lines kept, removed and added, as data to show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from briefing.core.matching import Run, matching

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["kept", "removed", "added"]
Span = tuple[int, int]
"""From a character of a line up to another, from 0."""

CONTEXT = 3
"""Kept lines that are shown before and after a difference."""

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_LONGEST_LINE = 2_000  # characters of a line whose words are compared
_MOST_PAIRS = 250_000  # words times words that are compared in all
_LEAST_ALIKE = 0.4  # below this, spans would only dazzle


@dataclass(frozen=True, slots=True)
class Line:
    """One line of either text.

    ``old`` and ``new`` are its numbers in the two texts, from 1, None where it is not there.
    ``spans`` are the words of a changed line that its counterpart lacks, empty where the lines
    have little in common.
    """

    kind: Kind
    text: str
    old: int | None
    new: int | None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines that stand together: differences, with a few kept lines around them."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """What it takes to turn one text into the other, in the order of the lines."""

    hunks: tuple[Hunk, ...]
    added: int
    removed: int

    def __bool__(self) -> bool:
        """Whether there is any difference."""
        return bool(self.hunks)


def differences(old: str, new: str, context: int = CONTEXT) -> Differences:
    r"""What is different between two texts whose line ends are ``\n``.

    A final line end counts as an empty last line, as an editor shows it.
    """
    if old == new:
        return Differences((), 0, 0)
    old_lines, new_lines = old.split("\n"), new.split("\n")
    words = _Words()
    hunks = tuple(
        Hunk(tuple(_lines(group, old_lines, new_lines, words)))
        for group in _groups(_steps(matching(old_lines, new_lines), old_lines, new_lines), context)
    )
    kinds = [line.kind for hunk in hunks for line in hunk.lines]
    return Differences(hunks, kinds.count("added"), kinds.count("removed"))


@dataclass(frozen=True, slots=True)
class _Step:
    """A stretch of both texts: equal, or the one in the place of the other."""

    kept: bool
    old: int
    old_end: int
    new: int
    new_end: int


def _steps(runs: tuple[Run, ...], old: list[str], new: list[str]) -> Iterator[_Step]:
    at, at_new = 0, 0
    for run in [*runs, Run(len(old), len(new), 0)]:
        if (at, at_new) != (run.old, run.new):
            yield _Step(kept=False, old=at, old_end=run.old, new=at_new, new_end=run.new)
        at, at_new = run.old + run.length, run.new + run.length
        if run.length:
            yield _Step(kept=True, old=run.old, old_end=at, new=run.new, new_end=at_new)


def _groups(steps: Iterator[_Step], context: int) -> Iterator[list[_Step]]:
    """The steps of each hunk: long kept stretches are cut, and part one hunk from the next."""
    pieces: list[_Step | None] = []
    for step in steps:
        length = step.old_end - step.old
        if step.kept and length > 2 * context:
            pieces += [_cut(step, 0, context), None, _cut(step, length - context, length)]
        else:
            pieces.append(step)
    for apart, group in groupby(pieces, key=lambda piece: piece is None):
        found = [piece for piece in group if piece]
        if not apart and any(not piece.kept for piece in found):
            yield _ends_cut(found, context)


def _ends_cut(steps: list[_Step], context: int) -> list[_Step]:
    """The steps of a hunk, what is kept at its two ends no longer than the context."""
    first, last = steps[0], steps[-1]
    if first.kept:
        length = first.old_end - first.old
        steps[0] = _cut(first, max(0, length - context), length)
    if last.kept:
        steps[-1] = _cut(last, 0, min(context, last.old_end - last.old))
    return steps


def _cut(step: _Step, start: int, end: int) -> _Step:
    return _Step(
        kept=True,
        old=step.old + start,
        old_end=step.old + end,
        new=step.new + start,
        new_end=step.new + end,
    )


def _lines(steps: list[_Step], old: list[str], new: list[str], words: _Words) -> Iterator[Line]:
    for step in steps:
        if step.kept:
            for at in range(step.old_end - step.old):
                number = step.old + at
                yield Line("kept", old[number], number + 1, step.new + at + 1)
            continue
        gone, come = old[step.old : step.old_end], new[step.new : step.new_end]
        spans = [words.spans(*pair) for pair in zip(gone, come, strict=False)]
        spans += [((), ())] * (max(len(gone), len(come)) - len(spans))
        for at, text in enumerate(gone):
            yield Line("removed", text, step.old + at + 1, None, spans[at][0])
        for at, text in enumerate(come):
            yield Line("added", text, None, step.new + at + 1, spans[at][1])


@dataclass(slots=True)
class _Words:
    """Compares changed lines word by word, as long as that stays cheap."""

    left: int = _MOST_PAIRS

    def spans(self, old: str, new: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """What of each line the other lacks; nothing where they have little in common."""
        if max(len(old), len(new)) > _LONGEST_LINE:
            return (), ()
        old_words, new_words = _WORD.findall(old), _WORD.findall(new)
        self.left -= len(old_words) * len(new_words)
        if self.left < 0:
            return (), ()
        matcher = SequenceMatcher(None, old_words, new_words, autojunk=False)
        blocks = matcher.get_matching_blocks()
        alike = sum(len("".join(old_words[b.a : b.a + b.size])) for b in blocks)
        if alike < _LEAST_ALIKE * max(len(old), len(new)):
            return (), ()
        return (
            _unmatched(old_words, [(block.a, block.size) for block in blocks]),
            _unmatched(new_words, [(block.b, block.size) for block in blocks]),
        )


def _unmatched(words: list[str], blocks: list[tuple[int, int]]) -> tuple[Span, ...]:
    """The stretches of a line, in characters, that no block of words covers."""
    spans, at, char = [], 0, 0
    for start, size in blocks:
        end = char + sum(map(len, words[at:start]))
        if end > char:
            spans.append((char, end))
        char = end + sum(map(len, words[start : start + size]))
        at = start + size
    return tuple(spans)
