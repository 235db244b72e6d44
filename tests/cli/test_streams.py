"""What becomes of the output: closed, full, or unable to hold every character."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")


@pytest.fixture
def briefing(tmp_path):
    """Run the command as a process of its own."""

    def call(*arguments, **options):
        encoding = options.pop("encoding", "utf-8")
        env = {**os.environ, "HOME": str(tmp_path), "PYTHONIOENCODING": encoding}
        env["PYTHONPATH"] = str(Path(__file__).parents[2])
        command = [sys.executable, "-m", "briefing", *map(str, arguments)]
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        return subprocess.run(command, env=env, check=False, **options)

    return call


@pytest.mark.parametrize("arguments", [("schema",), ("--help",), ("check", "LIBRARY")])
def test_reader_that_has_had_enough_is_no_fault(briefing, starter, arguments):
    reader, writer = os.pipe()
    os.close(reader)
    done = briefing(*(str(starter) if a == "LIBRARY" else a for a in arguments), stdout=writer)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
def test_full_disk_is_said(briefing):
    with FULL.open("wb") as full:
        done = briefing("schema", stdout=full)
    assert (done.returncode, done.stderr) == (2, b"briefing: No space left on device\n")


def test_encoding_without_our_characters_loses_nothing(briefing, starter):
    text = briefing("show", "georgia", "-L", starter, encoding="ascii")
    assert (text.returncode, text.stderr) == (0, b"")
    assert b"\\u2019" in text.stdout
    known = briefing("show", "georgia", "-L", starter, "--json")
    plain = briefing("show", "georgia", "-L", starter, "--json", encoding="ascii")
    assert json.loads(plain.stdout) == json.loads(known.stdout)


def test_file_name_that_is_no_text_is_valid_json(briefing, starter, tmp_path):
    (tmp_path / "library.yaml").write_bytes((starter / "library.yaml").read_bytes())
    (tmp_path / os.fsdecode(b"caf\xe9.yaml")).write_bytes((starter / "georgia.yaml").read_bytes())
    done = briefing("list", "-L", tmp_path, "--json")
    assert json.loads(done.stdout.decode())[0]["id"] == os.fsdecode(b"caf\xe9")


def test_working_folder_that_was_deleted(briefing, starter, tmp_path):
    gone = tmp_path / "gone"
    gone.mkdir()
    done = briefing("list", "-L", starter, cwd=gone, preexec_fn=gone.rmdir)
    assert (done.returncode, done.stderr) == (0, b"")


def closed_errors():
    os.close(2)


def test_a_message_never_lands_among_the_data(briefing, starter, tmp_path):
    library = tmp_path / "library"
    shutil.copytree(starter, library)
    (library / "broken.yaml").write_text("name: [")
    told = briefing("steps", "--csv", "-L", library)
    assert b"left out 1 card" in told.stderr
    silent = briefing("steps", "--csv", "-L", library, stderr=None, preexec_fn=closed_errors)
    assert (silent.returncode, silent.stdout) == (0, told.stdout)


@pytest.mark.parametrize("arguments", [("check", "/nope"), ("list", "-x")])
@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
def test_wrong_use_is_wrong_use_where_nobody_can_be_told(briefing, arguments):
    with FULL.open("wb") as full:
        assert briefing(*arguments, stderr=full).returncode == 2
    assert briefing(*arguments, stderr=None, preexec_fn=closed_errors).returncode == 2


def test_an_argument_that_a_message_repeats_steers_no_terminal(briefing):
    done = briefing("list", "\x1b[31mx")
    assert done.returncode == 2
    assert b"unrecognized arguments: \\x1b[31mx\n" in done.stderr


@pytest.mark.parametrize("columns", ["9" * 5000, "9" * 12, "0", "1", "-5", "wide"])
def test_any_width_of_a_terminal_will_do(briefing, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    done = briefing("--help")
    assert (done.returncode, done.stderr) == (0, b"")
