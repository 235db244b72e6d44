"""What the engines have in common: which targets they feed, for how long, and how they report."""

from __future__ import annotations

import json
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.fuzz.feeding import Feeder
from tests.fuzz.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.fuzz.feeding import Finding


class Portion(NamedTuple):
    """How much a target gets: so many inputs (0: any number), no longer than to a time.time()."""

    inputs: int
    end: float
    seed: int


class Fed(NamedTuple):
    """What an engine reports of a target: a line of JSON. ``fault`` and ``kept`` may be empty."""

    target: str
    inputs: int
    seconds: float
    fault: str = ""
    kept: str = ""


class Meal:
    """One target that is fed by one engine."""

    def __init__(self, name: str, folder: Path, kept: Path, portion: Portion) -> None:
        folder.mkdir()
        self.folder = folder
        self.portion = portion
        self._kept = kept
        self._start = time.monotonic()
        self.feeder = Feeder(TARGETS[name], folder)

    @property
    def is_over(self) -> bool:
        """Whether the target got its portion."""
        most = self.portion.inputs
        return (most and self.feeder.count >= most) or time.time() >= self.portion.end

    def report(self, finding: Finding | None) -> None:
        """Say on the standard output what came of it, and keep the input that failed."""
        self.feeder.close()
        seconds = time.monotonic() - self._start
        fed = Fed(self.feeder.target.name, self.feeder.count, seconds)
        if finding is not None:
            fed = fed._replace(fault=finding.said, kept=str(finding.kept(self._kept)))
        sys.stdout.write(json.dumps(fed) + "\n")
        sys.stdout.flush()


def order(names: Sequence[str], work: Path, kept: Path, portion: Portion) -> str:
    """What an engine is told on its command line; ``portion`` is of all targets together."""
    return json.dumps([names, str(work), str(kept), portion])


def meals(told: str) -> Iterator[Callable[[], Meal]]:
    """What starts each target of an ``order``, with its part of the inputs, or of the time left."""
    names, work, kept, portion = json.loads(told)
    inputs, end, seed = portion
    shares = sum(TARGETS[name].share for name in names)
    for place, name in enumerate(names):
        part = Portion(max(1, round(inputs * TARGETS[name].share / shares)), end, seed)
        if not inputs:
            now = time.time()
            part = Portion(0, now + (end - now) / (len(names) - place), seed)
        yield partial(Meal, name, Path(work) / name, Path(kept), part)
