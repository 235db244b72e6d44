"""The language server for all tests, or one of a test's own, and the schemas that it reads."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from language_server import SERVER, LanguageServer
from lsp_samples import briefing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def needs_server() -> None:
    if not (SERVER.exists() and shutil.which("node")) and not os.environ.get("CI"):
        pytest.skip("needs Node.js, and `npm ci` run in tests/e2e/lsp")


@pytest.fixture(scope="session")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both schemas and nothing else."""
    folder = tmp_path_factory.mktemp("schemas")
    for name in ("card", "library"):
        done = briefing("schema", name, "-o", folder / f"{name}.schema.json")
        assert (done.returncode, done.stderr) == (0, "")
    return folder


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    """One server for all tests, over an empty folder."""
    needs_server()
    made = LanguageServer(tmp_path_factory.mktemp("workspace"))
    yield made
    assert made.stop() == 0


@pytest.fixture
def start() -> Iterator[Callable[..., LanguageServer]]:
    """Start a server of one's own over a folder; it is gone afterwards."""
    needs_server()
    made: list[LanguageServer] = []

    def call(folder: Path, **schemas: list[str]) -> LanguageServer:
        made.append(LanguageServer(folder, schemas))
        return made[-1]

    yield call
    for each in made:
        each.stop()
