"""The hook before a commit, as pre-commit itself installs and runs it in a repository of cards."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.e2e, pytest.mark.fetches, pytest.mark.timeout(300)]

ROOT = Path(__file__).parents[2]
PARTS = ("briefing", "cards", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
CONFIG = """\
repos:
  - repo: {repo}
    rev: v1
    hooks:
      - id: briefing-check
"""
PERSON = ("-c", "user.name=Ada Morrow", "-c", "user.email=ada@example.org")


class Repository:
    """A git repository in a folder, with nobody's settings but its own."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self._environment = environment
        self.run("git", "init", "-q")

    def run(self, *command: str) -> str:
        """Run a command in the folder that does its work; what it says."""
        status, said = self.attempt(*command)
        assert status == 0, said
        return said

    def attempt(self, *command: str) -> tuple[int, str]:
        """Run a command in the folder; its exit status, and what it says."""
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    def commit(self) -> tuple[int, str]:
        """Commit all that is there."""
        self.run("git", "add", "-A")
        return self.attempt("git", *PERSON, "commit", "-m", "Work on the cards")

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace words that stand in a file."""
        path = self.folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {
        **kept,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}",
        "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("hooks")),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "PYTHONPATH": "",  # The hook has its own Briefing, in an environment of its own.
    }


@pytest.fixture(scope="module")
def hook(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Path:
    """This checkout as a repository of its own, with a version to name."""
    made = Repository(tmp_path_factory.mktemp("hook"), environment)
    unwanted = shutil.ignore_patterns("__pycache__")
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        options = {"ignore": unwanted} if (ROOT / part).is_dir() else {}
        copy(ROOT / part, made.folder / part, **options)
    assert made.commit()[0] == 0
    made.run("git", "tag", "v1")
    return made.folder


@pytest.fixture(scope="module")
def cards(
    tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str], hook: Path, starter: Path
) -> Repository:
    """A repository with the starter library below it, other YAML, and the hook installed."""
    made = Repository(tmp_path_factory.mktemp("repository"), environment)
    shutil.copytree(starter, made.folder / "cards")
    (made.folder / "other.yaml").write_text("on: [push]\n")
    (made.folder / ".pre-commit-config.yaml").write_text(CONFIG.format(repo=hook))
    made.run("pre-commit", "install")
    status, said = made.commit()
    assert "check briefing cards" in said
    assert status == 0, said
    return made


def test_the_manifest_is_one_to_pre_commit(environment: dict[str, str]) -> None:
    command = ["pre-commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")]
    subprocess.run(command, env=environment, check=True)


def test_a_card_with_an_error_is_not_committed_until_it_is_mended(cards: Repository) -> None:
    cards.edit("cards/georgia.yaml", "kind: country", "kind: contry")
    status, said = cards.commit()
    assert status == 1
    assert "cards/georgia.yaml:2:7: error unknown-value: `kind` cannot be `contry`" in said
    assert "1 card, 0 editions: 1 error, 0 warnings" in said
    cards.edit("cards/georgia.yaml", "kind: contry", "kind: bloc")
    status, said = cards.commit()
    assert (status, "Passed" in said) == (0, True)


def test_what_library_yaml_breaks_in_other_cards_is_not_committed(cards: Repository) -> None:
    cards.edit("cards/library.yaml", "trenin-2010:", "trenin-2011:")
    status, said = cards.commit()
    assert status == 1
    assert "cards/ukraine.yaml" in said
    assert "did you mean `trenin-2011`?" in said
    cards.edit("cards/library.yaml", "trenin-2011:", "trenin-2010:")


def test_other_yaml_is_none_of_the_hooks_business(cards: Repository) -> None:
    cards.edit("other.yaml", "push", "pull_request")
    status, said = cards.commit()
    assert (status, "Passed" in said) == (0, True)
