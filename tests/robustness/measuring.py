"""Runs the command as a user would, and tells what it said and what that took."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

BRIEFING = (sys.executable, "-m", "briefing")
_ROOT = Path(__file__).parents[2]
_MEASURED = Path(__file__).with_name("measured.py")
_PLACES = ("HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")


class Run(NamedTuple):
    """A command that was run. ``wall`` and ``cpu`` are seconds, ``memory`` the most bytes it had.

    Processor time and memory are those of its own children, too.
    """

    status: int
    out: str
    err: str
    wall: float
    cpu: float
    memory: int

    @property
    def problems(self) -> list[dict[str, Any]]:
        """What ``check --format json`` found."""
        found: list[dict[str, Any]] = json.loads(self.out)["problems"]
        return found


def measure(home: Path, *command: str) -> Run:
    """Run a command that keeps what it keeps in ``home``."""
    environment = os.environ | dict.fromkeys(_PLACES, str(home)) | {"PYTHONUTF8": "1"}
    environment["PYTHONPATH"] = os.pathsep.join([str(_ROOT), *filter(None, sys.path)])
    done = subprocess.run(
        [sys.executable, str(_MEASURED), *command], capture_output=True, check=True, env=environment
    )
    return Run(**json.loads(done.stdout))


def check(home: Path, folder: Path, begin: Sequence[str] = BRIEFING) -> Run:
    """Check a library."""
    return measure(home, *begin, "check", str(folder), "--format", "json")
