"""Which stops of the timeline are chosen, where keys lead from there, and how that is said."""

from __future__ import annotations

from collections import Counter
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from briefing.core.inline import plain
from briefing.core.words import talk_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.core.card import Library
    from briefing.core.timeline import Stop


class Move(Enum):
    """Where a key leads: earlier or later."""

    BACK = "back"
    AHEAD = "ahead"
    PAGE_BACK = "page back"
    PAGE_AHEAD = "page ahead"
    FIRST = "first"
    LAST = "last"


class Choice(NamedTuple):
    """One chosen stop, or the two that are compared, or none; by number, older first.

    ``end`` is the place in ``chosen`` of the one that keys move.
    """

    chosen: tuple[int, ...] = ()
    end: int = 0

    @property
    def at(self) -> int | None:
        """The number of the stop that keys move."""
        return self.chosen[self.end] if self.chosen else None

    def nearest_end(self, number: int) -> int:
        """The end of a comparison that is nearer to a stop; the newer one between them."""
        return min(range(len(self.chosen)), key=lambda end: (abs(self.chosen[end] - number), -end))

    def other_end(self) -> Choice:
        """The same stops, with the other end of a comparison to be moved."""
        return self._replace(end=len(self.chosen) - 1 - self.end)

    def allowed(self, count: int) -> range:
        """The stops to which the end may go: those on its own side of the other."""
        if len(self.chosen) < 2:  # noqa: PLR2004
            return range(count)
        older, newer = self.chosen
        return range(older + 1, count) if self.end else range(newer)

    def moved_to(self, number: int, count: int) -> Choice:
        """The end put at a stop, or as near to it as the other end lets it come."""
        if not self.chosen:
            return Choice((number,))
        room = self.allowed(count)
        number = max(room.start, min(room.stop - 1, number))
        ends = [*self.chosen]
        ends[self.end] = number
        return self._replace(chosen=tuple(ends))

    def target(self, move: Move, has: Sequence[bool], *, with_edition: bool) -> int:
        """The number of the stop to which a move leads; where there is none, that of now.

        ``has`` is whether each stop has an edition. Where nothing is chosen, the last stop.
        """
        at = self.at
        room = [n for n in self.allowed(len(has)) if has[n] or not with_edition]
        if at is None:
            return len(has) - 1
        back = [number for number in room if number < at]
        ahead = [number for number in room if number > at]
        page = max(1, len(has) // 10)
        ways = {
            Move.BACK: back[-1:],
            Move.AHEAD: ahead[:1],
            Move.PAGE_BACK: back[-page:],
            Move.PAGE_AHEAD: ahead[:page][-1:],
            Move.FIRST: back[:1],
            Move.LAST: ahead[-1:],
        }
        return (ways[move] or [at])[0]


def stop_labels(stops: Sequence[Stop]) -> tuple[str, ...]:
    """A short date for each stop, with the day only where the month is not enough."""
    alike = Counter(stop.date.short for stop in stops)
    return tuple(
        f"{stop.date.day} {stop.date.short}"
        if stop.date.day and alike[stop.date.short] > 1
        else stop.date.short
        for stop in stops
    )


def talk_names(library: Library, stops: Sequence[Stop]) -> tuple[str, ...]:
    """The names of the talks of each stop."""
    return tuple(
        "; ".join(plain(talk_title(library.sources[source])) for source in stop.sources)
        for stop in stops
    )


def spoken(stops: Sequence[Stop], has: Sequence[bool], choice: Choice) -> str:
    """What a screen reader says: ``2010, edition 2 of 2`` or ``February 2004, no edition``."""
    if choice.at is None:
        return "No stop chosen"
    said = _date(stops, choice.at)
    if has[choice.at]:
        said += f", edition {sum(has[: choice.at + 1])} of {sum(has)}"
    else:
        said += ", no edition"
    if len(choice.chosen) > 1:
        other = choice.other_end().at
        assert other is not None
        said += f", compared with {_date(stops, other)}"
    return said


def _date(stops: Sequence[Stop], number: int) -> str:
    date = stops[number].date
    alike = sum(stop.date.month_and_year == date.month_and_year for stop in stops)
    return date.long if alike > 1 else date.month_and_year
