"""Start to the first card, the first index, memory at rest, and how all that grows."""

from __future__ import annotations

import shutil
import tempfile
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.benchmarks.bench import EMPTY, since_start
from tests.benchmarks.figures import Limit, Peer, Row, median_row
from tests.benchmarks.processes import interleaved
from tests.benchmarks.sizes import STARTER_CARDS, WORLD, Size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.bench import Bench
    from tests.benchmarks.processes import Spent

_LOADER = "C loader"
_RUNS = 15


def start_starter(bench: Bench) -> Iterator[Row]:
    """From the start of the process to the first painted card, with the starter library."""
    name = f"start to first card painted, {STARTER_CARDS} cards"
    yield _start(bench, name, bench.starter, None, 1.5)


def start_large(bench: Bench) -> Iterator[Row]:
    """The same with 10,000 cards whose index is there."""
    size = Size(bench.smaller(10_000))
    library = bench.library(size)
    name = f"start to first card painted, {size.cards:,} cards, index warm"
    yield _start(bench, name, library, bench.warm_index(library), 1.8)


def start_world(bench: Bench) -> Iterator[Row]:
    """The same with a world library of 279 countries and 37 years."""
    size = Size(WORLD.cards, bench.smaller(WORLD.editions), WORLD.edition_bytes)
    library = bench.library(size)
    megabytes = sum(path.stat().st_size for path in library.iterdir()) / 1e6
    about = f"{size.cards} × {size.editions} editions, {megabytes:.0f} MB"
    name = f"start to first card painted, {about}, index warm"
    yield _start(bench, name, library, bench.warm_index(library), 2.0)


def first_open(bench: Bench) -> Iterator[Row]:
    """A library that was never opened: when its window is there, and when its index is done."""
    size = Size(bench.smaller(10_000))
    library = bench.library(size)
    ours, loads, empty = interleaved(
        [
            partial(bench.open_to_rest, library),
            partial(bench.drive, "load", library),
            partial(bench.drive, "empty_window"),
        ],
        runs=bench.runs(5),
        budget=bench.budget(60),
        warm=False,
    )
    about = f"first open, no index, {size.cards:,} cards of 5 kB"
    yield median_row(
        f"{about}: window painted",
        6,
        [since_start(spent, "window") for spent in ours],
        "s",
        peers=(_empty_peer(empty),),
        limits=(Limit(factor=1.8, of=EMPTY),),
        note="“At once” is read as the limit of a warm start.",
    )
    cpu = _median(spent.told["cpu"] for spent in ours)
    yield median_row(
        f"{about}: index done",
        6,
        [since_start(spent, "ready") for spent in ours],
        "s",
        peers=(Peer.of(_LOADER, [spent.told["seconds"] for spent in loads]),),
        limits=(Limit(factor=1.2, of=_LOADER),),
        note=f"From the start of the process; processor time {cpu:.1f} s.",
    )


def at_rest(bench: Bench) -> Iterator[Row]:
    """Resident memory once all work is done, the index warm."""
    size = Size(bench.smaller(10_000))
    library = bench.library(size)
    index = bench.warm_index(library)
    ours, empty = interleaved(
        [
            partial(bench.open_to_rest, library, index),
            partial(bench.drive, "empty_window", "--rest"),
        ],
        runs=bench.runs(3),
        budget=bench.budget(30),
        warm=False,
    )
    yield median_row(
        f"memory at rest, {size.cards:,} cards, index warm",
        6,
        [spent.told["memory"] for spent in ours],
        "MB",
        peers=(Peer.of(EMPTY, [spent.told["memory"] for spent in empty]),),
        limits=(Limit(plus=60, factor=1, of=EMPTY),),
    )


def _start(bench: Bench, name: str, library: Path, index: Path | None, factor: float) -> Row:
    kept = index or Path(tempfile.mkdtemp(prefix="index-", dir=bench.scratch))
    ours, empty = interleaved(
        [
            partial(bench.drive, "first_card", library, index=kept, patience=120),
            partial(bench.drive, "empty_window"),
        ],
        runs=bench.runs(_RUNS),
        budget=bench.budget(40),
    )
    own, least = _median(spent.cpu for spent in ours), _median(spent.cpu for spent in empty)
    note = f"Processor time {own:.2f} s against {least:.2f} s, {own / least:.2f} ×." if own else ""
    return median_row(
        name,
        6,
        [since_start(spent, "painted") for spent in ours],
        "s",
        peers=(_empty_peer(empty),),
        limits=(Limit(factor=factor, of=EMPTY),),
        note=note,
    )


def _empty_peer(empty: list[Spent]) -> Peer:
    return Peer.of(EMPTY, [since_start(spent, "painted") for spent in empty])


def _median(values: Iterator[float]) -> float:
    known = list(values)
    return median(known) if known else 0.0


def fresh_index(bench: Bench, library: Path) -> tuple[Spent, Spent]:
    """The first opening of a library, and the second, which finds the index of the first."""
    index = Path(tempfile.mkdtemp(prefix="index-", dir=bench.scratch))
    try:
        return bench.open_to_rest(library, index), bench.open_to_rest(library, index)
    finally:
        shutil.rmtree(index, ignore_errors=True)
