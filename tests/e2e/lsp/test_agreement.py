"""The language server and ``briefing check`` agree on every file, but for those that are listed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from disagreements import FAILS, ONLY_CHECK_OBJECTS, ONLY_THE_SERVER_OBJECTS
from lsp_samples import NAMES, Trial, briefing, make_trials

if TYPE_CHECKING:
    from language_server import LanguageServer

    Trials = dict[str, Trial]

pytestmark = pytest.mark.e2e

ERROR = 1


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory, schemas: Path) -> Trials:
    return make_trials(tmp_path_factory.mktemp("trials"), schemas)


@pytest.fixture(scope="module")
def checked(trials: Trials) -> set[Path]:
    """The files with errors, as ``briefing check`` says of all libraries at once."""
    done = briefing("check", "--format", "json", *{path.parent for path, _ in trials.values()})
    assert (done.returncode, done.stderr) == (1, "")
    problems = json.loads(done.stdout)["problems"]
    return {Path(problem["path"]) for problem in problems if problem["severity"] == "error"}


@pytest.fixture(scope="module")
def served(server: LanguageServer, trials: Trials) -> set[Path]:
    """The files with errors, as the server says of all of them."""
    for path, text in trials.values():
        server.open(path, text)
    said = {path: server.diagnostics(path) for path, _ in trials.values()}
    return {path for path, found in said.items() if any(d["severity"] == ERROR for d in found)}


@pytest.mark.parametrize("name", NAMES)
def test_both_say_the_same_of_a_file_or_the_reason_is_listed(
    name: str, trials: Trials, checked: set[Path], served: set[Path]
) -> None:
    path, _ = trials[name]
    assert (path in checked and path not in served) == (name in ONLY_CHECK_OBJECTS)
    assert (path in served and path not in checked) == (name in ONLY_THE_SERVER_OBJECTS)


def test_what_is_listed_is_there(trials: Trials) -> None:
    assert len(trials) == len(NAMES) > 250
    assert {*ONLY_CHECK_OBJECTS, *ONLY_THE_SERVER_OBJECTS} <= set(trials)


def test_the_server_fails_only_where_it_is_listed(
    server: LanguageServer, served: set[Path]
) -> None:
    # A failure looks like a file without a fault.
    failing = [name for name, reason in ONLY_CHECK_OBJECTS.items() if reason == FAILS]
    assert len(server.failures) == len(failing)
