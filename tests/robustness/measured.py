"""Runs a command in a process of its own and prints, as JSON, what it said and what it took.

``python measured.py COMMAND...``. A small program of its own, for a child begins its life with
the memory of its parent, and that would be counted: of a test run, it is much.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time

SECONDS = 60
"""After which a command hangs: far more than the slowest computer takes."""


def main() -> None:
    start = time.monotonic()
    done = subprocess.run(sys.argv[1:], capture_output=True, timeout=SECONDS, check=False)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    unit = 1 if sys.platform == "darwin" else 1024  # Linux counts in KiB
    found = {
        "status": done.returncode,
        "out": os.fsdecode(done.stdout),
        "err": os.fsdecode(done.stderr),
        "wall": time.monotonic() - start,
        "cpu": used.ru_utime + used.ru_stime,
        "memory": used.ru_maxrss * unit,
    }
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
