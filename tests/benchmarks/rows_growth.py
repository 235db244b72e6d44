"""Time and memory per card, from a thousand cards to thirty thousand: the curve is to be flat.

The time is that of processors: with one run of each, it says more than the wall clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.benchmarks.figures import Limit, Peer, Row
from tests.benchmarks.processes import run
from tests.benchmarks.rows_start import fresh_index
from tests.benchmarks.sizes import Size
from tests.benchmarks.tables import amount

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.benchmarks.bench import Bench

_CARDS = (1_000, 3_000, 10_000, 30_000)
_FLAT = 1.25
"""How many times as much the largest library may take per card as the smallest."""


@dataclass(frozen=True, slots=True)
class Point:
    """What a library of so many cards takes beyond one of 20.

    ``index`` are the seconds of processors until all of it is indexed, ``check`` those of
    ``briefing check``, and ``memory`` the MB at rest.
    """

    cards: int
    index: float
    check: float
    memory: float


def growth(bench: Bench) -> Iterator[Row]:
    """Rows that hold the largest library against the smallest, and the curve as a picture."""
    points = _points(bench)
    # Only here is there need of what draws.
    from tests.benchmarks.curves import draw_growth  # noqa: PLC0415

    draw_growth(points, further_memory(points), bench.out / "growth.png")
    yield from (
        _row("processor time of the first index", "µs", _each(points, "index", 1e6)),
        _row("processor time of briefing check", "µs", _each(points, "check", 1e6)),
        _row("memory at rest", "kB", further_memory(points)),
    )


def further_memory(points: Sequence[Point]) -> dict[int, float]:
    """The kB that each further card takes, from one library to the next, by the larger's cards.

    What a thousand cards take is lost in what the window takes.
    """
    return {
        larger.cards: (larger.memory - smaller.memory) / (larger.cards - smaller.cards) * 1e3
        for smaller, larger in pairwise(points)
    }


def _each(points: Sequence[Point], name: str, unit: float) -> dict[int, float]:
    """What each card takes, by the number of cards."""
    return {point.cards: getattr(point, name) / point.cards * unit for point in points}


def _row(work: str, unit: str, values: dict[int, float]) -> Row:
    first, last = min(values), max(values)
    smallest = f"{first:,} cards"
    listed = ", ".join(f"{cards:,} cards {amount(value, unit)}" for cards, value in values.items())
    return Row(
        f"growth: {work} per card, {last:,} cards",
        6,
        values[last],
        unit,
        "1 run",
        (Limit(factor=_FLAT, of=smallest),),
        (Peer(smallest, values[first], 1),),
        f"Per card: {listed}.",
    )


def _points(bench: Bench) -> list[Point]:
    least = _point(bench, Size(20))
    points = [
        _point(bench, Size(bench.smaller(cards))) for cards in _CARDS[: 3 if bench.quick else None]
    ]
    return [
        Point(
            point.cards,
            point.index - least.index,
            point.check - least.check,
            point.memory - least.memory,
        )
        for point in points
    ]


def _point(bench: Bench, size: Size) -> Point:
    library = bench.library(size)
    cold, warm = fresh_index(bench, library)
    check = run(bench.briefing("check", library), bench.environment(), patience=600)
    return Point(size.cards, cold.told["cpu"], check.cpu, warm.told["memory"])
