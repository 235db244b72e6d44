"""Killed at any instant, work leaves what was there or what was to be, and the next start is clean.

Saves are killed in tests/core/test_killed_saves.py. KILLS is how often each work is killed, COMMANDS
how often the command, which takes a second each time; README.md has the figures of 200 each.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from briefing.core.beside import PREFIX
from briefing.core.drafts import Drafts
from briefing.core.library import open_folder
from briefing.core.versions import Versions
from briefing.paper.output import write_file
from tests.robustness.killed_work import same_as_without

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL"),
    pytest.mark.timeout(900),  # for those who ask for more
]

KILLS = int(os.environ.get("KILLS", "200"))
COMMANDS = int(os.environ.get("COMMANDS", "10"))
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), *filter(None, sys.path)]),
    "SOURCE_DATE_EPOCH": "0",
}


@pytest.fixture
def library(starter, tmp_path):
    folder = tmp_path / "cards"
    folder.mkdir()
    for name in ("library", "georgia", "japan", "russia"):
        shutil.copy(starter / f"{name}.yaml", folder)
    return folder


def kill(kind, folder):
    """Kill that work; a good part of the kills must meet something half-done, and none is seen."""
    program = str(Path(__file__).with_name("killed_work.py"))
    command = [sys.executable, program, kind, str(folder), str(KILLS), "1"]
    ran = subprocess.run(command, env=ENVIRONMENT, capture_output=True, check=False, text=True)
    assert ran.stderr == ""
    found = json.loads(ran.stdout)
    assert Counter(found["found"]) == {"whole": KILLS}
    assert found["half"] > KILLS / 10
    return found["half"]


def a_minute_later(*folders):
    """Let all that lies there have been left for a minute."""
    for folder in folders:
        for one in folder.rglob("*"):
            os.utime(one, (time.time() - 60, time.time() - 60))


def strays(folder):
    return [*folder.rglob(f"{PREFIX}*")]


def test_an_index_whose_building_or_changing_was_killed_is_used_rightly_or_built_anew(
    library, tmp_path
):
    cache = tmp_path / "cache"
    kill("index", tmp_path)
    assert same_as_without(library, cache) == "whole"
    a_minute_later(cache)
    for pointer in cache.glob("*.index"):
        pointer.unlink()
    open_folder(library, cache)
    assert sorted(one.suffix for one in cache.iterdir()) == [".db", ".index", ".library"]


def test_drafts_and_versions_are_whole_ones(tmp_path):
    kill("keep", tmp_path)
    state = tmp_path / "state"
    a_minute_later(state)
    Drafts(state).put(tmp_path / "georgia.yaml", "whole", None)
    Versions(state).keep(tmp_path / "georgia.yaml", b"whole")
    assert strays(state) == []


def test_an_exported_file_is_the_old_one_or_the_new_one(tmp_path):
    kill("export", tmp_path)
    a_minute_later(tmp_path)
    write_file(tmp_path / "out.pdf", b"whole")
    assert strays(tmp_path) == []


def test_a_command_that_is_killed_leaves_the_old_pdf_or_the_new_one(library, tmp_path):
    target, chance, found = tmp_path / "out.pdf", random.Random(1), Counter()
    commands = [
        [sys.executable, "-m", "briefing", "pdf", card, "-L", str(library), "-o", str(target)]
        for card in ("georgia", "japan")
    ]
    pdfs, longest = [], 0.0
    for command in commands:
        began = time.monotonic()
        subprocess.run(command, env=ENVIRONMENT, check=True)
        longest = time.monotonic() - began
        pdfs.append(target.read_bytes())
    for number in range(COMMANDS):
        process = subprocess.Popen(commands[number % 2], env=ENVIRONMENT)
        time.sleep(chance.uniform(0, longest))
        process.kill()
        found["killed" if process.wait() < 0 else "done"] += 1
        assert target.read_bytes() in pdfs
    assert found["killed"] > COMMANDS / 2
    a_minute_later(tmp_path)
    subprocess.run(commands[0], env=ENVIRONMENT, check=True)
    assert strays(tmp_path) == []
