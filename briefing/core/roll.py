"""The roll of a library: its card files in short, column by column, in the order of the list.

Ten thousand cards are there at once as some lists of texts and numbers; as objects they are not.
"""

from __future__ import annotations

import json
import re
from functools import cached_property
from itertools import compress, groupby
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from briefing.core.card import CardKind
from briefing.core.entry import Head
from briefing.core.problem import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.core.keeping import Row

_NO_HEAD = Head("", "", "", "", (), has_steps=False, has_quotes=False)
_KINDS = {*get_args(CardKind), _NO_HEAD.kind}
_STEPS, _QUOTES = 1, 2
_LEADS_OUT = re.compile(r"[/\\:\0]")
_SHARED = ("kinds", "regions", "sources")
"""The columns of few different values, which are written once."""


class RollError(Exception):
    """What was written is no roll."""


class Columns(NamedTuple):
    """A value for each file. A broken one goes by its id, fit to show, and has no kind.

    ``marks`` say which cards have steps and quotes, the rest is as in a Row and its Head.
    """

    ids: list[str]
    slots: list[int]
    errors: list[int]
    warnings: list[int]
    names: list[str]
    kinds: list[str]
    regions: list[str]
    codes: list[str]
    sources: list[tuple[str, ...]]
    marks: list[int]


_FIELDS = Columns._fields


class Run(NamedTuple):
    """Files that stand together: those of a region, or where that is None, broken ones."""

    region: str | None
    places: range


class Roll:
    """What is known in short of each file by its place. Not to be changed."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns

    @classmethod
    def of(cls, files: Iterable[tuple[str, Row]]) -> Roll:
        """The roll of files, each by its id and what is at hand of it."""
        lines = [
            (card_id, row.slot, row.errors, row.warnings, *head[:5], marks)
            for card_id, row in files
            for head in (row.head or _NO_HEAD._replace(name=visible(card_id)),)
            for marks in (_STEPS * head.has_steps + _QUOTES * head.has_quotes,)
        ]
        # Of no files there are columns too, all empty.
        columns: Any = map(list, zip(*lines, strict=True)) if lines else ([] for _ in _FIELDS)
        return cls(Columns(*columns))

    @classmethod
    def read(cls, written: str) -> Roll:
        """The roll that was ``written``. Raises RollError where it was not."""
        try:
            found = json.loads(written)
            texts = {name: _all(str, found[name]) for name in ("ids", "names", "codes")}
            numbers = {
                name: _all(int, found[name]) for name in ("slots", "errors", "warnings", "marks")
            }
            kinds, regions, (lists, places) = (found[name] for name in _SHARED)
            lists = [tuple(_all(str, each)) for each in lists]
            columns = Columns(
                **texts,
                **numbers,
                kinds=_spread(_all(str, kinds[0]), kinds[1]),
                regions=_spread(_all(str, regions[0]), regions[1]),
                sources=_spread(lists, places),
            )
        except (TypeError, ValueError, LookupError, RecursionError) as error:
            raise RollError from error
        is_even = len({len(column) for column in columns}) == 1
        if not is_even or not _KINDS.issuperset(kinds[0]):
            raise RollError
        return cls(columns)

    def written(self) -> str:
        """The roll as text, for ``read``."""
        columns = self.columns._asdict()
        shared = {name: _gathered(columns[name]) for name in _SHARED}
        # One by one, for no other thread goes on while a column is written.
        written = (f'"{name}":{_written(column)}' for name, column in (columns | shared).items())
        return f"{{{','.join(written)}}}"

    def __len__(self) -> int:
        return len(self.columns.ids)

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each file by its id."""
        return dict(zip(self.columns.ids, range(len(self)), strict=True))

    @property
    def is_plain(self) -> bool:
        """Whether each id is there once, and none could lead out of a folder on any system."""
        return len(self.places) == len(self) and not _LEADS_OUT.search("".join(self.columns.ids))

    @property
    def good(self) -> Iterator[str]:
        """The ids of the good cards."""
        return compress(self.columns.ids, self.columns.kinds)

    @property
    def broken(self) -> int:
        """How many files are broken."""
        return self.columns.kinds.count(_NO_HEAD.kind)

    def is_good(self, place: int) -> bool:
        """Whether the file at a place is a good card."""
        return bool(self.columns.kinds[place])

    def head(self, place: int) -> Head | None:
        """The card at a place in short, or None where it is broken."""
        columns = self.columns
        kind = columns.kinds[place]
        if not kind:
            return None
        has = columns.marks[place]
        return Head(
            columns.names[place],
            kind,
            columns.regions[place],
            columns.codes[place],
            columns.sources[place],
            bool(has & _STEPS),
            bool(has & _QUOTES),
        )

    def runs(self) -> Iterator[Run]:
        """The files that stand together, from the top."""
        start = 0
        columns = zip(self.columns.kinds, self.columns.regions, strict=True)
        regions = (region if kind else None for kind, region in columns)
        for region, files in groupby(regions):
            end = start + sum(1 for _ in files)
            yield Run(region, range(start, end))
            start = end

    def regions(self) -> set[str]:
        """The regions that cards name."""
        return set(compress(self.columns.regions, self.columns.kinds))

    def codes(self) -> dict[str, str]:
        """The names of the cards that have a code, by it."""
        return {
            code: name
            for code, name in zip(self.columns.codes, self.columns.names, strict=True)
            if code
        }

    def slots(self) -> dict[int, str]:
        """The ids of the good cards by their slots."""
        return dict(zip(compress(self.columns.slots, self.columns.kinds), self.good, strict=True))


def _all(kind: type, column: Any) -> Any:
    """A list of that kind of value alone, numbers from 0 on. Raises RollError."""
    is_fine = type(column) is list and {*map(type, column)} <= {kind}
    if not is_fine or (kind is int and min(column, default=0) < 0):
        raise RollError
    return column


def _written(column: Any) -> str:
    return json.dumps(column, separators=(",", ":"))


def _gathered(column: list[Any]) -> tuple[list[Any], list[int]]:
    """The different values of a column, and the number of that of each place."""
    numbers = {value: number for number, value in enumerate(dict.fromkeys(column))}
    return list(numbers), [numbers[value] for value in column]


def _spread(values: list[Any], numbers: Any) -> list[Any]:
    """A column that was gathered. Raises RollError, LookupError or TypeError for anything else."""
    return [values[number] for number in _all(int, numbers)]
