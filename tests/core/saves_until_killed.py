"""Kills saving processes at random instants: run with a file, a number of times and a seed.

Prints, as JSON, what the file held each time (``old``, ``new`` or ``neither``) and how many
times a temporary file was left behind. A process of its own, so that forking is safe.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from briefing.core.beside import PREFIX
from briefing.core.storage import read_file, save

CONTENTS = {"old": b"old line\r\n" * 150_000, "new": b"the new line\n" * 100_000}


def save_for_ever(path: Path) -> None:
    """Save the two contents alternately, first the one that is not there."""
    found = read_file(path)
    while True:
        content = CONTENTS["new" if found.content == CONTENTS["old"] else "old"]
        found = save(path, content, found)


def killed(path: Path, pause: float) -> str:
    """Which content the file holds after a saving process was killed ``pause`` seconds on."""
    child = os.fork()
    if child == 0:
        try:
            save_for_ever(path)
        finally:
            os._exit(3)
    time.sleep(pause)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        return "not killed"
    content = path.read_bytes()
    return next((name for name, wanted in CONTENTS.items() if content == wanted), "neither")


def main(path: Path, times: int, seed: int) -> None:
    chance = random.Random(seed)
    path.write_bytes(CONTENTS["old"])
    found, strays = [], 0
    for _ in range(times):
        before = {*path.parent.glob(f"{PREFIX}*")}
        found.append(killed(path, chance.uniform(0, 0.03)))
        strays += bool({*path.parent.glob(f"{PREFIX}*")} - before)
    sys.stdout.write(json.dumps({"found": found, "strays": strays}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
