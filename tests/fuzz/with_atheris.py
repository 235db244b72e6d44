"""Feeds targets what atheris makes, led by what of the core an input reaches.

``engine.order`` says which. Each target has a process of its own: atheris ends that it works in.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import atheris  # type: ignore[import-untyped]

# What is to be watched must be read while atheris looks on.
with atheris.instrument_imports(include=["briefing.core"], enable_loader_override=False):
    from tests.fuzz.engine import meals

from tests.fuzz.feeding import Finding
from tests.fuzz.inputs import PIECES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fuzz.engine import Meal

_MEMORY = 2048  # MiB that a process may take
_LONGEST = 8192  # bytes of an input


def main() -> None:
    for start in meals(sys.argv[1]):
        process = os.fork()
        if not process:
            feed(start())
        os.waitpid(process, 0)


def feed(meal: Meal) -> None:
    """Give a target its portion, and end the process."""

    def one(data: bytes) -> None:
        try:
            meal.feeder.one(data)
        except Finding as finding:
            meal.report(finding)
            os._exit(1)
        if meal.is_over:
            meal.report(None)
            os._exit(0)

    flags = {
        "dict": _dictionary(meal.folder / "words"),
        "seed": meal.portion.seed,
        "max_len": _LONGEST,
        "rss_limit_mb": _MEMORY,
        "artifact_prefix": f"{meal.folder}/",
        "verbosity": 0,
    }
    told = [f"-{flag}={value}" for flag, value in flags.items()]
    atheris.Setup([sys.argv[0], *told, str(_seeds(meal))], one)
    atheris.Fuzz()


def _seeds(meal: Meal) -> Path:
    folder = meal.folder / "seeds"
    folder.mkdir()
    for number, seed in enumerate(meal.feeder.target.seeds()):
        (folder / str(number)).write_bytes(seed)
    return folder


def _dictionary(path: Path) -> Path:
    escaped = ("".join(f"\\x{byte:02X}" for byte in piece.encode()) for piece in PIECES)
    path.write_text("".join(f'"{piece}"\n' for piece in escaped), "ascii")
    return path


if __name__ == "__main__":
    main()
