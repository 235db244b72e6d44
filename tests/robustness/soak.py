"""``python -m tests.robustness.soak``: the window as if it were used for weeks, in a while.

A library of 200 cards, each with three editions, is walked through by key: ``--changes`` changes of
card and stop, and between them ``--rounds`` rounds of a reload of a file that another program
changed, a search, and a print that is saved as a PDF. What the process holds is looked at after
the warm-up, ten times between, and at the end, each time at the same card. Exits with 1 where
memory grew by more than 5 MB, where an object of Qt was left over, or where the last tenth of the
changes took more than 1.2 times the processor time of the first. ``--objects`` judges these alone.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import os
import statistics
import sys
import time
from array import array
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from briefing.core.opening import open_at_once
from briefing.core.starter import Places
from briefing.gui.fonts import load_fonts
from briefing.gui.program import Program
from briefing.gui.session import Session
from briefing.gui.theme import FUSION
from briefing.gui.tools import Tools
from tests.benchmarks.sizes import Size
from tests.robustness.soak_hands import Hands, objects, wait

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

WARM_UP = 0.15
"""The rounds that warm up after every card was shown and printed once, as a share of those after."""

POINTS = 10
MOST_MB, MOST_SLOWER = 5.0, 1.2


class Point(NamedTuple):
    """What the process holds at some time."""

    changes: int
    rounds: int
    seconds: float
    memory: float
    objects: Counter[str]
    python: int


class Spread(NamedTuple):
    """The median and the 99th percentile of times, in ms."""

    median: float
    p99: float

    def __str__(self) -> str:
        return f"median {self.median:.2f}, p99 {self.p99:.2f} ms"


def spread(seconds: Sequence[float]) -> Spread:
    """How the times of changes spread."""
    ordered = sorted(seconds)
    return Spread(1000 * statistics.median(ordered), 1000 * ordered[int(0.99 * (len(ordered) - 1))])


def memory() -> float:
    """The MB that the process holds, less what it has freed and could give back."""
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    return 0.0


class Soak:
    """One long run in one window."""

    def __init__(self, hands: Hands, changes: int, rounds: int) -> None:
        self._hands, self._changes, self._rounds = hands, changes, rounds
        self._began = time.monotonic()
        self.points: list[Point] = []

    def run(self) -> None:
        """Do it all, and look at what the process holds in between."""
        warm = max(2, round(WARM_UP * self._rounds))
        every = max(1, self._rounds // POINTS)
        a_round = self._changes // self._rounds
        self._hands.show_and_print_all()
        for number in range(-warm, self._rounds):
            if number == 0:
                self._look(0)
                self._hands.times = array("d"), array("d")
            for _ in range(a_round):
                self._hands.change()
            self._hands.reload()
            self._hands.search(number)
            self._hands.print()
            done = number + 1
            if number >= 0 and (done % every == 0 or done == self._rounds):
                self._look(done)

    def _look(self, rounds: int) -> None:
        self._hands.come_home()
        found = Point(
            len(self._hands.times[0]) if rounds else 0,
            rounds,
            time.monotonic() - self._began,
            memory(),
            objects(),
            len(gc.get_objects()),
        )
        self.points.append(found)
        say(
            f"{found.rounds:6} rounds {found.changes:7} changes {found.seconds:7.0f} s "
            f"{found.memory:7.1f} MB {found.objects.total():6} objects of Qt "
            f"{found.python:8} of Python"
        )

    def faults(self, *, objects_only: bool) -> list[str]:
        """What is not as it must be, a sentence each."""
        first, last = self.points[0], self.points[-1]
        found = [
            f"{count} {name} left over" for name, count in (last.objects - first.objects).items()
        ]
        if objects_only:
            return found
        grown = last.memory - first.memory
        if grown > MOST_MB:
            found.append(f"{grown:.1f} MB more than after the warm-up")
        slower = self.tenth(-1, 1).median / self.tenth(0, 1).median
        if slower > MOST_SLOWER:
            found.append(f"the last tenth is {slower:.2f} times as slow as the first")
        return found

    def tenth(self, which: int, clock: int) -> Spread:
        """The first (0) or last (-1) tenth of the changes; by the wall (0) or the processor (1)."""
        times = self._hands.times[clock]
        size = max(1, len(times) // 10)
        return spread(times[:size] if which == 0 else times[-size:])


def program_in(folder: Path, cards: int) -> Program:
    """The program with its window shown, on a library that is made for it."""
    app = QApplication.instance() or QApplication([sys.argv[0], *FUSION])
    load_fonts()
    library, state = folder / "cards", folder / "state"
    for each in (library, state):
        each.mkdir()
    Size(cards, 3, 400).write(library)
    places = Places(folder, folder, state, library, folder / "cache")
    program = Program(app, places, Session(state / "session.ini"), Tools())
    program.show_library(open_at_once(library, places.cache))
    program.window.resize(960, 640)
    program.window.show()
    program.start()
    program.warm_up()
    wait(lambda: not program.window.folder.pending and program.window.search.is_ready)
    return program


def say(line: str) -> None:
    """Write a line at once, for whoever watches."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, tell, and judge."""
    parser = argparse.ArgumentParser(prog="python -m tests.robustness.soak")
    parser.add_argument("--changes", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--cards", type=int, default=200)
    parser.add_argument("--objects", action="store_true", help="judge nothing else")
    asked = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="briefing-", ignore_cleanup_errors=True) as name:
        hands = Hands(program_in(Path(name), asked.cards), Path(name))
        soak = Soak(hands, asked.changes, asked.rounds)
        soak.run()
        for part, which in (("first", 0), ("last", -1)):
            wall, processor = soak.tenth(which, 0), soak.tenth(which, 1)
            say(f"{part} tenth of the changes: {wall}; of the processor {processor}")
        faults = soak.faults(objects_only=asked.objects)
        for fault in faults:
            say(f"FAULT: {fault}")
        hands.window.close()
        hands.rest()
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
