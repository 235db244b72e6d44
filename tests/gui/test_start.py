"""A start, an end or a whole process that fails: told, logged, and nothing typed is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def run(library, tmp_path):
    """What the user of a program that comes to harm gets to see, and how the process ended."""

    def call(harm):
        ran = subprocess.run(
            [sys.executable, Path(__file__).with_name("driven_start.py"), harm, library, state],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        return [json.loads(line) for line in ran.stdout.splitlines()], ran.returncode

    state = tmp_path / "state"
    return call


@pytest.fixture
def log(tmp_path):
    return lambda: (tmp_path / "state" / "log" / "briefing.log").read_text("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
@pytest.mark.parametrize(
    ("harm", "number", "logged"),
    [
        ("segfault", signal.SIGSEGV, "Fatal Python error: Segmentation fault"),
        ("qt", signal.SIGABRT, "Fatal Python error: Aborted"),
    ],
)
def test_a_process_that_dies_says_where_and_its_text_is_offered_at_the_next_start(
    run, log, harm, number, logged
):
    _, status = run(harm)
    assert status == -number
    assert " starts: Python " in log()
    assert logged in log()
    assert "driven_start.py" in log()
    said, status = run("drafts")
    assert status == 0
    (offered,) = [one for one in said if one["what"] == "offered"]
    assert "+ # typed and not saved" in offered["text"]


def test_qt_says_why_before_it_aborts(run, log):
    run("qt")
    assert "WARNING Qt: no way on" in log()
    assert "CRITICAL Qt: " in log()


def test_a_window_that_cannot_be_made_is_told(run, log):
    said, status = run("start")
    assert [one["what"] for one in said] == ["message", "refused", "end"]
    assert said[0]["text"].endswith("and Briefing cannot start.")
    assert said[1]["text"].startswith("the window cannot be shown: ValueError: harm in start\n")
    assert said[2]["status"] == 2
    assert status == 0
    assert "Traceback" in log()


def test_a_library_that_cannot_be_shown_is_told_and_the_window_is_there(run):
    said, _ = run("library")
    assert said[1]["text"].endswith("Briefing goes on.")
    assert said[1]["more"].startswith("ValueError: harm in library\n\nAll text is saved.\n\n")
    assert said[2:] == [{"what": "goes on", "shown": True}, {"what": "end", "status": 0}]


def test_where_asking_to_close_fails_the_window_stays_with_what_was_typed(run):
    said, _ = run("asking to close")
    assert "Unsaved text of georgia.yaml is kept: " in said[1]["more"]
    assert said[2] == {"what": "goes on", "shown": True, "text": "# typed and not saved\nname: Ge"}
    assert said[3] == {"what": "end", "status": 0}


def test_what_fails_while_the_window_closes_is_told_and_it_closes(run, log):
    said, _ = run("closing")
    assert said[1]["text"] == "Something went wrong that should not have."
    assert said[1]["more"].startswith("ValueError: harm in closing\n")
    assert said[2] == {"what": "end", "status": 0}
    assert "harm in closing" in log()
