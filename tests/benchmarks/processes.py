"""Runs whole processes and says what each took: wall clock, processor time and memory."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

ROOT = Path(__file__).parents[2]
DRIVERS = Path(__file__).parent / "drivers"
_SCREEN = "1600x1200x24"


class FailedError(Exception):
    """A process that was to be measured failed, or took too long; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a process took: seconds of wall clock and of processors (user and system), peak MB.

    Children that it waited for are counted in. ``began`` is when it was started, in seconds of the
    monotonic clock, which all processes of the computer share; ``said`` what it printed.
    """

    wall: float
    cpu: float
    peak: float
    began: float
    said: str

    @property
    def told(self) -> dict[str, Any]:
        """The JSON that a driver printed as its last line."""
        return json.loads(self.said.splitlines()[-1])  # type: ignore[no-any-return]


def run(
    command: Sequence[object],
    environment: Mapping[str, str],
    patience: float = 120,
    good: tuple[int, ...] = (0,),
) -> Spent:
    """Run a command to its end. Raises FailedError for another status, and after ``patience`` seconds."""
    words = [str(word) for word in command]
    with TemporaryFile() as said, TemporaryFile() as complained:
        began = time.monotonic()
        # A process group of its own, to end it with all that it started.
        process = subprocess.Popen(
            words,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=complained,
            start_new_session=True,
            cwd=ROOT,
        )
        timer = Timer(patience, os.killpg, (process.pid, signal.SIGKILL))
        timer.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            wall = time.monotonic() - began
            timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for file in (said, complained):
            file.seek(0)
            texts.append(file.read().decode(errors="replace"))
    if process.returncode not in good:
        why = (
            f"took more than {patience:g} s"
            if wall >= patience
            else f"ended with {process.returncode}"
        )
        raise FailedError(f"{' '.join(words)} {why}\n{texts[1][-2000:]}")
    return Spent(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, began, texts[0])


def driver(name: str, *arguments: object) -> list[object]:
    """The command that runs a driver: Python alone, with nothing of the benchmarks loaded."""
    return [sys.executable, DRIVERS / f"{name}.py", *arguments]


@contextmanager
def display() -> Iterator[str]:
    """An X display of its own, by its name, as long as it is wanted. Raises FailedError."""
    read, write = os.pipe()
    try:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", _SCREEN, "-nolisten", "tcp"],
            pass_fds=(write,),
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise FailedError(f"Xvfb cannot be started ({error.strerror}): apt install xvfb") from error
    finally:
        os.close(write)
    try:
        with os.fdopen(read) as numbers:
            number = numbers.readline().strip()
        if not number:
            raise FailedError("Xvfb gave no display")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def interleaved(
    measures: Sequence[Callable[[], float]], *, runs: int, budget: float, warm: bool = True
) -> list[list[float]]:
    """The values of each measure, taken turn by turn so that what else goes on hits all alike.

    The first turn warms the disk's cache and counts for nothing where ``warm``. Turns end after
    ``runs``, or sooner once they have taken ``budget`` seconds; one is always counted. A measure
    that fails is said so, and has no values from then on.
    """
    values: list[list[float]] = [[] for _ in measures]
    failed: set[int] = set()
    began = time.monotonic()
    for turn in range(runs + warm):
        for number, measure in enumerate(measures):
            if number in failed:
                continue
            try:
                value = measure()
            except FailedError as error:
                failed.add(number)
                values[number] = []
                print(f"   {error}", file=sys.stderr)
                continue
            if turn or not warm:
                values[number].append(value)
        if turn >= warm and time.monotonic() - began > budget:
            break
    return values
