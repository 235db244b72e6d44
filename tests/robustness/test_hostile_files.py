"""Each hostile file gives a problem in plain words, in time and memory, and harms no other card.

The command itself is run, and held against its run on the library without that file.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no such files, nor such a measure", allow_module_level=True)

from briefing.core.problem import MOST
from tests.robustness.hostile_cases import CARD, CASES, LARGE, NO_FILES, Case, library
from tests.robustness.measuring import BRIEFING, Run, check, measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_MEMORY = 100_000_000
MOST_SECONDS = 1.0
LOADED = 3
"""How much more processor time is granted where others keep every core busy: two programs on one
core take each other's caches, and time for which the machine itself stands still counts as theirs."""

IN_LIBRARY_YAML = {
    "a 1 GB file",
    "an alias bomb",
    "1,000,000 keys",
    "as many unknown keys as are read",
    "nothing but NUL",
    "tabs in every text",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def plain(home: Path) -> Run:
    """The check of a library without a hostile file; the first run of two writes byte code."""
    folder = library(home / "plain")
    return [check(home, folder) for _ in range(2)][1]


def assert_cheap(run: Run, plain: Run) -> None:
    is_loaded = os.getloadavg()[0] > (os.cpu_count() or 1)
    assert run.memory - plain.memory <= MOST_MEMORY
    assert run.cpu - plain.cpu <= MOST_SECONDS * (LOADED if is_loaded else 1)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_hostile_file_is_told_in_time_and_harms_no_card(
    case: Case, tmp_path: Path, home: Path, plain: Run
) -> None:
    folder = library(tmp_path / "cards")
    path = folder / f"{case.name}.yaml"
    case.make(folder, path)
    run = check(home, folder)
    first = run.problems[0]
    assert f"{first['line']}:{first['column']} {first['rule']}" == case.place
    assert case.words in first["message"]
    assert {problem["path"] for problem in run.problems} == {str(path)}
    assert all(problem["hint"] for problem in run.problems)
    assert len(run.problems) <= 2 * (MOST + 1)
    assert run.err == ""
    assert_cheap(run, plain)


@pytest.mark.parametrize(
    "case", [case for case in LARGE if case.id in IN_LIBRARY_YAML], ids=lambda case: case.id
)
def test_a_hostile_library_file_is_told_in_time(
    case: Case, tmp_path: Path, home: Path, plain: Run
) -> None:
    folder = library(tmp_path / "cards")
    case.make(folder, folder / "library.yaml")
    run = check(home, folder)
    assert {problem["path"] for problem in run.problems} == {str(folder / "library.yaml")}
    assert (run.status, run.err) == (1, "")
    assert_cheap(run, plain)


def test_all_of_them_at_once_harm_no_card(tmp_path: Path, home: Path) -> None:
    folder = library(tmp_path / "cards")

    def told(*command: str) -> list[str]:
        run = measure(home, *BRIEFING, *command, "-L", str(folder))
        assert run.status == 0
        return run.out.splitlines()

    shown, listed = told("show", "aldmark"), told("list")
    for number, case in enumerate((*LARGE[:8], *NO_FILES)):
        name = f"{number}" if case.name == "bad" else case.name
        case.make(folder, folder / f"{name}.yaml")
    assert told("show", "aldmark") == shown
    after = [line.split() for line in told("list")]
    assert [line.split() for line in listed if line.split() not in after] == []
    assert any("aldmark" in line for line in told("search", "port"))


UNPRIVILEGED = """\
import contextlib, io, os, sys
from briefing.__main__ import main
with contextlib.redirect_stdout(io.StringIO()):
    main(["check", sys.argv.pop(1)])
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
sys.exit(main(sys.argv[1:]))
"""
"""Nobody may load what stands in an administrator's folders, and so all is loaded before."""


def as_a_user(good: Path) -> Sequence[str]:
    """The command run as one to whom permissions apply; they do not to an administrator."""
    return BRIEFING if os.geteuid() else (sys.executable, "-c", UNPRIVILEGED, str(good))


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that every user may look into, as those of the test run are not."""
    with TemporaryDirectory(prefix="briefing-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_a_file_that_may_not_be_read_is_told(
    tmp_path: Path, open_to_all: Path, home: Path, plain: Run
) -> None:
    folder = library(open_to_all / "cards")
    (folder / "bad.yaml").write_text(CARD)
    (folder / "bad.yaml").chmod(0)
    run = check(home, folder, as_a_user(library(tmp_path / "good")))
    (problem,) = run.problems
    assert problem["path"] == str(folder / "bad.yaml")
    assert problem["message"] == "the file cannot be read: you may not read it"
    assert problem["hint"] == "ask its owner for the permission"
    assert_cheap(run, plain)


def test_a_library_that_may_not_be_read_is_told(
    tmp_path: Path, open_to_all: Path, home: Path
) -> None:
    folder = library(open_to_all / "cards")
    folder.chmod(0)
    run = check(home, folder, as_a_user(library(tmp_path / "good")))
    folder.chmod(0o755)
    assert run.status == 2
    assert run.err.startswith(f"briefing: {folder} cannot be opened: ")
    assert "Traceback" not in run.err
