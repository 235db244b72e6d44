"""Where everything on the timeline stands: pure geometry in px, without Qt."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.core.dates import PartialDate

MOST_NAMED = 6
"""With more stops than these, talks are named at chosen stops alone."""
_MOST_LARGE = 12
_INSET = 8
_YEAR_GAP, _DATE_GAP, _NAME_GAP = 10, 16, 16
_LEAST_NAME = 60
_MOST_COLLIDING = 180
_AT_END = 72
_LEAST_YEAR = 4
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


class Tick(NamedTuple):
    """Where a calendar year begins, and its figures where there is room for them."""

    x: float
    label: str


class Place(NamedTuple):
    """A stop: the middle of its date, and the span of the date where no day is known."""

    x: float
    span: tuple[float, float] | None


class Scale(NamedTuple):
    """Whole calendar years from ``left`` to ``right``, and every stop on them, oldest first.

    ``dot`` is the diameter of a stop that is not chosen.
    """

    left: float
    right: float
    ticks: tuple[Tick, ...]
    places: tuple[Place, ...]
    dot: float

    def nearest(self, x: float) -> int:
        """The number of the stop nearest to ``x``; there must be one."""
        return min(range(len(self.places)), key=lambda number: abs(self.places[number].x - x))


class Room(NamedTuple):
    """Room for a text below the track, and the edge of it to which the text is set."""

    left: float
    right: float
    align: Literal["left", "center", "right"] = "center"


class Texts(NamedTuple):
    """The widths of the dates and of the talks' names, a pair for each stop."""

    dates: Sequence[float]
    names: Sequence[float]


class Labels(NamedTuple):
    """The texts for which there is room, by the numbers of their stops.

    A name may have less room than it is wide; it is then elided.
    """

    dates: dict[int, Room]
    names: dict[int, Room]

    def at(self, x: float, *, in_dates: bool) -> int | None:
        """The number of the stop whose date, or whose name, stands at ``x``."""
        rooms = self.dates if in_dates else self.names
        return next((stop for stop, room in rooms.items() if room.left <= x <= room.right), None)


NO_SCALE = Scale(0, 0, (), (), 0)
NO_LABELS = Labels({}, {})


def scale(
    dates: Sequence[PartialDate], width: float, year_width: float, zoom: float = 1.0
) -> Scale:
    """Set out the calendar years of the dates over a width; ``year_width`` is of four figures."""
    left = _INSET * zoom
    right = max(left + 1, width - left)
    if not dates:
        return Scale(left, right, (), (), 0)
    first, last = min(d.first.year for d in dates), max(d.last.year for d in dates)
    begin, end = _new_year(first), _new_year(last + 1)
    per_day = (right - left) / (end - begin)

    def at(day: float) -> float:
        return left + (day - begin) * per_day

    places = tuple(
        # The middle of a day is half a day after it begins.
        Place(
            at(d.middle + 0.5),
            None if d.day else (at(d.first.toordinal()), at(d.last.toordinal() + 1)),
        )
        for d in dates
    )
    per_year = (right - left) / (last + 1 - first)
    need = year_width + _YEAR_GAP * zoom
    step = next((step for step in _YEAR_STEPS if step * per_year >= need), _YEAR_STEPS[-1])
    shown = 1 if per_year >= _LEAST_YEAR * zoom else step
    ticks = [
        _tick(at(_new_year(year)), year if year % step == 0 else None, width - year_width)
        for year in range(first, last + 1)
        if year % shown == 0 or year == first
    ]
    return Scale(left, right, (*ticks, Tick(right, "")), places, _dot(places, zoom))


def place_labels(
    xs: Sequence[float],
    width: float,
    texts: Texts,
    chosen: Sequence[int],
    hovered: int | None = None,
    zoom: float = 1.0,
) -> Labels:
    """Find room below the track: chosen stops always have it, others where nothing collides.

    ``chosen`` is the number of the shown stop, or the two of a comparison, older first.
    """
    order = _order(len(xs), chosen, hovered)
    named = order if len(xs) <= MOST_NAMED else list(chosen)
    names = _place_names(xs, width, texts.names, named, chosen, zoom)
    dates: dict[int, Room] = {}
    wishes = [
        _date_wish(xs[stop], texts.dates[stop], width, names.get(stop), zoom) for stop in order
    ]
    pinned = len(chosen)
    placed = _apart(wishes[:pinned], width, _DATE_GAP * zoom)
    for stop, wish in zip(order, [*placed, *wishes[pinned:]], strict=True):
        free = all(_clear(wish, other, _DATE_GAP * zoom) for other in dates.values())
        if stop in chosen or free:
            dates[stop] = wish
    return Labels(dates, names)


def _tick(x: float, year: int | None, most: float) -> Tick:
    """A year's tick; its figures only where they end before the timeline does."""
    return Tick(x, "" if year is None or x > most else str(year))


def _new_year(year: int) -> int:
    # The calendar ends with 9999.
    return date(year, 1, 1).toordinal() if year <= date.max.year else date.max.toordinal() + 1


def _dot(places: Sequence[Place], zoom: float) -> float:
    if len(places) <= _MOST_LARGE:
        return 11 * zoom
    closest = min(after.x - before.x for before, after in pairwise(places))
    return (6 if closest < 9 * zoom else 8) * zoom


def _order(count: int, chosen: Sequence[int], hovered: int | None) -> list[int]:
    """The stops in the order in which they are given room."""
    hover = [] if hovered is None else [hovered]
    return list(dict.fromkeys([*chosen, *hover, 0, count - 1, *range(count)])) if count else []


def _place_names(
    xs: Sequence[float],
    width: float,
    widths: Sequence[float],
    order: Iterable[int],
    chosen: Sequence[int],
    zoom: float,
) -> dict[int, Room]:
    gap = _NAME_GAP * zoom
    placed = dict(zip(chosen, _name_chosen(xs, width, widths, chosen, zoom), strict=True))
    for stop in order:
        if stop in placed:
            continue
        x = xs[stop]
        low = (xs[stop - 1] + x + gap) / 2 if stop else 0.0
        high = (x + xs[stop + 1] - gap) / 2 if stop + 1 < len(xs) else width
        low = max([low, *(room.right + gap for other, room in placed.items() if other < stop)])
        high = min([high, *(room.left - gap for other, room in placed.items() if other > stop)])
        fits = high - low >= min(widths[stop], _LEAST_NAME * zoom)
        if fits and low <= x <= high:
            wish = _centered(x - low, min(widths[stop], high - low), high - low)
            placed[stop] = Room(wish.left + low, wish.right + low, wish.align)
    return placed


def _name_chosen(
    xs: Sequence[float], width: float, widths: Sequence[float], chosen: Sequence[int], zoom: float
) -> list[Room]:
    """Room for the names of chosen stops; two that collide are both cut, so as to stay near."""
    gap = _NAME_GAP * zoom
    wishes = [_centered(xs[stop], min(widths[stop], width), width) for stop in chosen]
    if len(wishes) < 2 or _clear(wishes[0], wishes[1], gap):  # noqa: PLR2004
        return wishes
    most = max(_MOST_COLLIDING * zoom, (xs[chosen[1]] - xs[chosen[0]]) - gap)
    most = min(most, (width - gap) / 2)
    wishes = [_centered(xs[stop], min(widths[stop], most), width) for stop in chosen]
    return _apart(wishes, width, gap)


def _centered(x: float, wide: float, width: float) -> Room:
    """Room about ``x``, or at an end of ``0..width`` where it would reach past it."""
    left = x - wide / 2
    if left <= 0:
        return Room(0.0, wide, "left")
    if left + wide >= width:
        return Room(width - wide, width, "right")
    return Room(left, left + wide)


def _date_wish(x: float, wide: float, width: float, name: Room | None, zoom: float) -> Room:
    """Room for a date about its stop; near an end it shares the edge of the talk's name."""
    if name is not None and name.align == "left" and x <= _AT_END * zoom:
        return Room(name.left, name.left + wide, "left")
    if name is not None and name.align == "right" and width - x <= _AT_END * zoom:
        return Room(name.right - wide, name.right, "right")
    return _centered(x, wide, width)


def _apart(rooms: Sequence[Room], width: float, gap: float) -> list[Room]:
    """One room as it is; two moved apart, by as much each, where they would collide."""
    if len(rooms) < 2 or _clear(rooms[0], rooms[1], gap):  # noqa: PLR2004
        return list(rooms)
    older, newer = rooms
    wide, other = older.right - older.left, newer.right - newer.left
    left = older.left - (older.right + gap - newer.left) / 2
    left = max(0.0, min(left, width - wide - gap - other))
    begin = left + wide + gap
    return [Room(left, left + wide, "left"), Room(begin, begin + other, "right")]


def _clear(one: Room, other: Room, gap: float) -> bool:
    return one.right + gap <= other.left or other.right + gap <= one.left
