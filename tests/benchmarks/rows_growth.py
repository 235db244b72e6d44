"""Time and memory per card, from a thousand cards to thirty thousand: the curve is to be flat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.benchmarks.bench import since_start
from tests.benchmarks.figures import Limit, Peer, Row
from tests.benchmarks.processes import run
from tests.benchmarks.rows_start import fresh_index
from tests.benchmarks.sizes import Size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.bench import Bench

_CARDS = (1_000, 3_000, 10_000, 30_000)
_FLAT = 1.25
"""How many times as much the largest library may take per card as the smallest."""


@dataclass(frozen=True, slots=True)
class Point:
    """What a library of so many cards takes.

    ``index`` are the seconds from the window to the whole index, ``check`` those of ``briefing
    check`` beyond that of 20 cards, ``start`` those to the first card with the index warm, and
    ``memory`` the MB at rest beyond those with 20 cards.
    """

    cards: int
    index: float
    check: float
    start: float
    memory: float


def growth(bench: Bench) -> Iterator[Row]:
    """Rows that hold the largest library against the smallest, and the curve as a picture."""
    points = _points(bench)
    # Only here is there need of what draws.
    from tests.benchmarks.curves import draw_growth  # noqa: PLC0415

    draw_growth(points, bench.out / "growth.png")
    first, last = points[0], points[-1]
    for work, unit, values in (
        ("index", "µs", [point.index / point.cards * 1e6 for point in points]),
        ("briefing check", "µs", [point.check / point.cards * 1e6 for point in points]),
        ("memory at rest", "kB", [point.memory / point.cards * 1e3 for point in points]),
    ):
        smallest = f"{first.cards:,} cards"
        listed = ", ".join(
            f"{point.cards:,}: {value:.3g}" for point, value in zip(points, values, strict=True)
        )
        yield Row(
            f"growth: {work} per card, {last.cards:,} cards",
            6,
            values[-1],
            unit,
            "1 run",
            (Limit(factor=_FLAT, of=smallest),),
            (Peer(smallest, values[0], 1),),
            f"{listed} {unit} per card.",
        )


def _points(bench: Bench) -> list[Point]:
    cold, warm = fresh_index(bench, bench.library(Size(20)))
    least_check, least_memory = _check(bench, Size(20)), warm.told["memory"]
    points: list[Point] = []
    for size in (Size(bench.smaller(cards)) for cards in _CARDS[bench.quick :]):
        cold, warm = fresh_index(bench, bench.library(size))
        points.append(
            Point(
                size.cards,
                cold.told["ready"] - cold.told["window"],
                _check(bench, size) - least_check,
                since_start(warm, "painted"),
                warm.told["memory"] - least_memory,
            )
        )
    return points


def _check(bench: Bench, size: Size) -> float:
    command = bench.briefing("check", bench.library(size))
    return run(command, bench.environment(), patience=600).wall
