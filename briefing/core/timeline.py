"""The timeline: the stops of a library, and a card as of a stop."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefing.core.dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.core.card import Card, Edition, Library


class StopNotFoundError(ValueError):
    """No stop, or more than one, fits what was asked for; the message lists those there are."""


class Stop(NamedTuple):
    """A date on the timeline, and the ids of the sources of that date."""

    date: PartialDate
    sources: tuple[str, ...]

    def __str__(self) -> str:
        """The date and the ids, as an error message lists them."""
        return f"{self.date} ({', '.join(self.sources)})"


def stops(library: Library) -> tuple[Stop, ...]:
    """The distinct dates of the library's sources, oldest first."""
    by_date: dict[PartialDate, list[str]] = {}
    for source_id, source in library.sources.items():
        by_date.setdefault(source.date, []).append(source_id)
    ordered = sorted(by_date, key=lambda date: date.sort_key)
    return tuple(Stop(date, tuple(by_date[date])) for date in ordered)


def find_stop(available: Sequence[Stop], wanted: str) -> Stop:
    """The one stop that ``wanted`` names: a year, a month, a date or a source id.

    Raises StopNotFoundError where none or several fit.
    """
    for stop in available:
        if wanted in stop.sources:
            return stop
    try:
        span = PartialDate.parse(wanted)
    except ValueError:
        fitting = []
    else:
        fitting = [stop for stop in available if span.covers(stop.date) or stop.date == span]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise StopNotFoundError(f"{wanted} fits more than one stop: {_listed(fitting)}")
    raise StopNotFoundError(f"no stop is called {wanted}; there are: {_listed(available)}")


def editions_at(card: Card, stop: Stop) -> tuple[Edition, ...]:
    """The card's editions of exactly this stop: one a source, none where it has none."""
    return tuple(edition for edition in card.editions if edition.source in stop.sources)


def stops_of(card: Card, available: Sequence[Stop]) -> tuple[Stop, ...]:
    """The stops at which the card has an edition, oldest first."""
    return stops_with([edition.source for edition in card.editions], available)


def stops_with(sources: Iterable[str], available: Sequence[Stop]) -> tuple[Stop, ...]:
    """The stops of any of the sources, oldest first."""
    own = set(sources)
    return tuple(stop for stop in available if not own.isdisjoint(stop.sources))


def stop_before(card: Card, available: Sequence[Stop], stop: Stop) -> Stop | None:
    """The last stop before ``stop`` at which the card has an edition."""
    earlier = [other for other in stops_of(card, available) if _key(other) < _key(stop)]
    return earlier[-1] if earlier else None


def stop_after(card: Card, available: Sequence[Stop], stop: Stop) -> Stop | None:
    """The first stop after ``stop`` at which the card has an edition."""
    later = [other for other in stops_of(card, available) if _key(other) > _key(stop)]
    return later[0] if later else None


def nearest_stop(card: Card, available: Sequence[Stop], stop: Stop) -> Stop | None:
    """The stop nearest in time at which the card has an edition; of two, the later."""
    own = stops_of(card, available)
    return min(own, key=lambda other: (_distance(other, stop), -other.date.middle), default=None)


def ordered_editions(card: Card, available: Sequence[Stop]) -> tuple[Edition, ...]:
    """The card's editions in the order of their sources' dates, oldest first.

    Editions of a source that the library does not know are left out.
    """
    return tuple(edition for stop in available for edition in editions_at(card, stop))


def _key(stop: Stop) -> tuple[float, int, str]:
    return stop.date.sort_key


def _distance(one: Stop, other: Stop) -> float:
    return abs(one.date.middle - other.date.middle)


def _listed(available: Sequence[Stop]) -> str:
    return "; ".join(str(stop) for stop in available) or "none"
