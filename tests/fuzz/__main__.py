"""``python -m tests.fuzz``: feed the program what no analyst would, and see it stand.

Hypothesis feeds every target, and so does atheris where it is installed. What fails one is made
small and kept in a file, which is told.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.fuzz.engine import Fed, Portion, order
from tests.fuzz.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Iterator

ENGINES = {"hypothesis": 0.1, "atheris": 0.9}
"""The part of a number of inputs that each makes; of a time, both get the same."""

_A_DAY = 24 * 3600.0
_IN_MEMORY = Path("/dev/shm")  # where a system has it: files there wait for no disk


def main() -> int:
    """Feed the targets; the exit status is 1 where one failed."""
    asked = _asked()
    engines = [asked.engine] if asked.engine else list(ENGINES)
    if not importlib.util.find_spec("atheris") and "atheris" in engines:
        engines.remove("atheris")
        more = ": hypothesis makes all inputs\n" if engines else ""
        sys.stdout.write(f"atheris is not installed here{more}\n")
        if not engines:
            return 1
    sys.stdout.write("| target | engine | inputs | s | a second |\n|---|---|---|---|---|\n")
    start, parts = time.time(), sum(ENGINES[engine] for engine in engines)
    found: list[Fed] = []
    for place, engine in enumerate(engines, 1):
        end = start + (asked.seconds * place / len(engines) if asked.seconds else _A_DAY)
        inputs = round((asked.inputs or 0) * ENGINES[engine] / parts)
        found += _run(engine, asked, Portion(inputs, end, asked.seed))
    total = sum(fed.inputs for fed in found)
    sys.stdout.write(f"\n{total:,} inputs in {time.time() - start:.0f} s.\n")
    for fed in found:
        if fed.fault:
            where = f"the input is in {fed.kept}" if fed.kept else "it was fed nothing"
            sys.stdout.write(f"\n{fed.target} failed; {where}\n{fed.fault}\n")
    return int(any(fed.fault for fed in found))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    much = parser.add_mutually_exclusive_group()
    much.add_argument("--seconds", type=float, help="of all targets together; 60 if not told")
    much.add_argument("--inputs", type=int, help="of all targets together")
    parser.add_argument("--target", nargs="+", choices=TARGETS, default=list(TARGETS))
    parser.add_argument("--with", dest="engine", choices=ENGINES, help="both if not told")
    parser.add_argument("--seed", type=int, default=1, help="another one gives other inputs")
    parser.add_argument("--kept", type=Path, default=Path("fuzz-kept"), help="what failed")
    asked = parser.parse_args()
    if asked.inputs is None and asked.seconds is None:
        asked.seconds = 60
    return asked


def _run(engine: str, asked: argparse.Namespace, portion: Portion) -> list[Fed]:
    """Have an engine feed the targets, and tell of each as soon as it is done."""
    found: dict[str, Fed] = {}
    base = _IN_MEMORY if os.access(_IN_MEMORY, os.W_OK) else None
    with TemporaryDirectory(prefix="briefing-fuzz-", dir=base) as folder:
        work = Path(folder)
        told = order(asked.target, work, asked.kept, portion)
        command = [sys.executable, "-m", f"tests.fuzz.with_{engine}", told]
        # What depends on the order of a set must not change from run to run.
        environment = os.environ | {"PYTHONHASHSEED": "0"}
        with (work / "said").open("wb") as errors:
            running = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=errors, env=environment
            )
            assert running.stdout is not None
            for line in running.stdout:
                fed = Fed(*json.loads(line))
                found[fed.target] = fed
                rate = fed.inputs / max(fed.seconds, 0.01)
                numbers = f"{fed.inputs:,} | {fed.seconds:.0f} | {rate:,.0f}"
                sys.stdout.write(f"| {fed.target} | {engine} | {numbers} |\n")
                sys.stdout.flush()
            running.wait()
        said = (work / "said").read_text("utf-8", "replace")
        return [*found.values(), *_fallen(set(asked.target) - set(found), work, asked.kept, said)]


def _fallen(names: set[str], work: Path, kept: Path, said: str) -> Iterator[Fed]:
    """The targets of which nothing was reported: the process fell, or hung."""
    words = "\n".join(line for line in said.splitlines() if not line.startswith("INFO: "))
    for name in sorted(names):
        now = work / name / "now"
        if now.exists():
            kept.mkdir(parents=True, exist_ok=True)
            path = kept / f"{name}-fallen"
            path.write_bytes(now.read_bytes())
            yield Fed(name, 0, 0.0, f"the process ended at once\n{words[-4000:]}", str(path))
        else:
            yield Fed(name, 0, 0.0, words[-4000:] or "the process ended")
            words = ""


if __name__ == "__main__":
    sys.exit(main())
