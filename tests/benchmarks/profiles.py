"""What the time is spent on: the heaviest functions of the work that is measured.

Those of other threads are not seen; profiling itself makes what calls much look slower than it is.
"""

from __future__ import annotations

import pstats
import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tests.benchmarks.processes import ROOT, FailedError, driver, run
from tests.benchmarks.sizes import LONG_EDITIONS, TWO_MB, Size

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tests.benchmarks.bench import Bench

_LINES, _OWN_LINES = 12, 8
_KEYS = 60
_PACKAGES = re.compile(r".*/site-packages/|.*/lib/python[\d.]+/")
_MACHINERY = (
    "tests/benchmarks",
    "<frozen ",
    "builtins.exec>",
    "importlib",
    "__main__.py",
    "cli/__init__",
)
"""What is on the way to everything and says nothing."""


@dataclass(frozen=True, slots=True)
class _Heavy:
    """A function, the seconds in it with all that it calls, and in it alone."""

    where: str
    whole: float
    own: float
    calls: int


def print_profiles(bench: Bench, names: Sequence[str] = ()) -> None:
    """Print the heaviest functions of each work, with all that they call and by themselves."""
    for name, command in _works(bench).items():
        if names and not any(each in name for each in names):
            continue
        print(f"\n{name}")
        try:
            print("\n".join(_profile(bench, *command())))
        except FailedError as error:
            print(f"   {error}")


def _works(bench: Bench) -> dict[str, Callable[[], tuple[Path | None, list[object]]]]:
    large = Size(bench.smaller(10_000))
    return {
        "start-20": lambda: (None, driver("first_card", bench.starter)),
        f"start-{large.cards}, index warm": partial(_warm, bench, large, "first_card"),
        "first Ctrl+P": lambda: (None, driver("print_window", bench.starter, "georgia", 1)),
        f"search-{large.cards}, {_KEYS} keys": partial(_warm, bench, large, "search", _KEYS),
        f"change, {_KEYS} keys": lambda: (None, driver("browse", bench.starter, _KEYS)),
        "change-long, 12 keys": lambda: (
            None,
            driver("browse", bench.library(LONG_EDITIONS), 12),
        ),
        f"editor-key, {_KEYS} keys": lambda: (
            None,
            driver("editor", bench.library(TWO_MB), "card-00001", _KEYS, 0),
        ),
    }


def _warm(
    bench: Bench, size: Size, name: str, *arguments: object
) -> tuple[Path | None, list[object]]:
    library = bench.library(size)
    return bench.warm_index(library), driver(name, library, *arguments)


def _profile(bench: Bench, index: Path | None, command: list[object]) -> list[str]:
    file = bench.scratch / "profile"
    run(command, bench.environment(index) | {"PROFILE_TO": str(file)}, patience=600)
    found = _functions(file)
    by_all = sorted(found, key=lambda heavy: -heavy.whole)[:_LINES]
    by_own = sorted(found, key=lambda heavy: -heavy.own)[:_OWN_LINES]
    return [*map(_line, by_all), "   by themselves", *map(_line, by_own)]


def _line(heavy: _Heavy) -> str:
    return (
        f"{heavy.whole:8.3f} s whole {heavy.own:8.3f} s own {heavy.calls:8,} calls  {heavy.where}"
    )


def _functions(file: Path) -> list[_Heavy]:
    found = pstats.Stats(str(file)).stats  # type: ignore[attr-defined]
    heavies = [
        _Heavy(_place(path, line, function), whole, own, calls)
        for (path, line, function), (_, calls, own, whole, _) in found.items()
    ]
    return [each for each in heavies if not any(part in each.where for part in _MACHINERY)]


def _place(path: str, line: int, function: str) -> str:
    if path == "~":
        return function
    short = _PACKAGES.sub("", path).removeprefix(f"{ROOT}/")
    return f"{short}:{line} {function}"
