"""A library as it was read: what library.yaml says, the card files, and all problems."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING

from briefing.core.card_file import Cards, KeptFile
from briefing.core.entry import ENDING
from briefing.core.folding import sort_name
from briefing.core.listed import ListedFiles
from briefing.core.roll import Roll
from briefing.core.timeline import Stop, stops

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from briefing.core.card import Library
    from briefing.core.card_file import CardFile
    from briefing.core.index_file import IndexFile
    from briefing.core.problem import Problem


@dataclass(frozen=True)
class CardFolder:
    """A library as it was read.

    ``library`` is a stand-in without sources where library.yaml has errors. ``files`` stand in
    the order of the country list: by region, then by name, broken ones last. ``pending`` files
    are still to be read, where this is a library in the making. ``digest`` stands for the bytes
    of library.yaml; ``index`` is what the cards are kept in, if anything, and ``cache`` where. To go
    through all files makes ten thousand objects of those that an index lists: what ``roll`` tells
    is there at once.
    """

    folder: Path
    library: Library
    files: Sequence[CardFile]
    problems: tuple[Problem, ...]
    manifest_good: bool = True
    digest: bytes = b""
    pending: int = 0
    index: IndexFile | None = field(default=None, compare=False, repr=False)
    cache: Path | None = field(default=None, compare=False, repr=False)

    @cached_property
    def stops(self) -> tuple[Stop, ...]:
        """The stops of the timeline, oldest first."""
        return stops(self.library)

    @cached_property
    def roll(self) -> Roll:
        """The files in short, by their places among ``files``."""
        if isinstance(self.files, ListedFiles):
            return self.files.roll
        return Roll.of((file.id, file.row) for file in self.files)

    @cached_property
    def cards(self) -> Cards:
        """The good cards by their ids, in the order of the country list.

        Each is fetched when it is asked for: what a file's ``head`` tells is told faster.
        """
        return Cards(self.files, self.roll)

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Every problem of library.yaml and of the cards, in the order of their places."""
        return tuple(sorted([*self.problems, *(p for file in self.files for p in file.problems)]))

    def first_problems(self, most: int) -> tuple[Problem, ...]:
        """So many problems at most: of the library itself, then of the cards by their file names.

        No more files are asked than it takes.
        """
        columns = self.roll.columns
        counts = zip(columns.errors, columns.warnings, strict=True)
        faulty = [place for place, found in enumerate(counts) if any(found)]
        faulty.sort(key=lambda place: columns.ids[place] + ENDING)
        of_cards = (problem for place in faulty for problem in self.files[place].problems)
        return tuple(islice(chain(sorted(self.problems), of_cards), most))

    @cached_property
    def problem_count(self) -> int:
        """How many problems there are."""
        columns = self.roll.columns
        return len(self.problems) + sum(columns.errors) + sum(columns.warnings)

    @cached_property
    def error_count(self) -> int:
        """How many of the problems are errors."""
        return sum(problem.is_error for problem in self.problems) + sum(self.roll.columns.errors)

    @cached_property
    def edition_count(self) -> int:
        """How many editions the good cards have."""
        return sum(map(len, self.roll.columns.sources))

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """The regions that cards name, in the library's order, unlisted ones after."""
        used = self.roll.regions()
        listed = [region for region in self.library.regions if region in used]
        return (*listed, *sorted(used - set(listed), key=sort_name))

    @property
    def is_in_full(self) -> bool:
        """Whether every file is at hand, as against made when it is asked for."""
        return not isinstance(self.files, ListedFiles)

    @property
    def is_indexed(self) -> bool:
        """Whether every good card is in the index as it is here."""
        if isinstance(self.files, ListedFiles):
            return self.files.kept_in is self.index
        return self.index is not None and all(
            isinstance(file, KeptFile) and file.keeper is self.index
            for file in self.files
            if not file.is_broken
        )

    def get(self, card_id: str) -> CardFile | None:
        """The card file of that id, or None."""
        place = self.places.get(card_id)
        return None if place is None else self.files[place]

    @property
    def places(self) -> dict[str, int]:
        """The place of each card file among ``files``, by its id."""
        return self.roll.places


def in_order(files: Iterable[CardFile], library: Library) -> tuple[CardFile, ...]:
    """Card files in the order of the country list."""
    rank = {region: place for place, region in enumerate(library.regions)}
    groups: dict[tuple[bool, int, tuple[str, str]], list[CardFile]] = {}
    for file in files:
        region = file.region
        place = rank.get(region, len(rank))
        unlisted = ("", "") if place < len(rank) else sort_name(region)
        groups.setdefault((file.is_broken, place, unlisted), []).append(file)
    # Group by group, for no other thread goes on while one is sorted.
    return tuple(file for where in sorted(groups) for file in sorted(groups[where], key=_by_name))


def _by_name(file: CardFile) -> tuple[str, str, str]:
    return (*sort_name(file.name), file.row.name)
