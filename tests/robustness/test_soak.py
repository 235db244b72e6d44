"""The long run in short: it is judged for objects alone, as its memory and times need hours."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
SHORT = ("--cards", "10", "--changes", "300", "--rounds", "5", "--objects")


def test_changes_reloads_searches_and_prints_leave_no_object_of_qt():
    """In a process of its own: what other tests left would be counted."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.robustness.soak", *SHORT],
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
        env=ENVIRONMENT,
    )
    assert (done.returncode, "FAULT" in done.stdout) == (0, False), done.stdout + done.stderr
    assert "     5 rounds     300 changes" in done.stdout
