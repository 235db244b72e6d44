"""The files that are tried: the corpus and the starter library, each where a library reads it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

TESTS = Path(__file__).parents[2]
CARDS = sorted((TESTS.parent / "cards").glob("*.yaml"))
CORPUS = [TESTS / "corpus" / "library.yaml", *sorted((TESTS / "corpus").glob("*/*.yaml"))]
NAMES = [*(path.stem for path in CORPUS), *(f"starter {path.stem}" for path in CARDS)]
MODELINE = "# yaml-language-server: $schema={}.schema.json\n"


class Trial(NamedTuple):
    """A file in a library with its schemas, and the text that an editor shows of it."""

    path: Path
    text: str


def briefing(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own."""
    command = [sys.executable, "-m", "briefing", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def make_trials(root: Path, schemas: Path) -> dict[str, Trial]:
    """Every file by its name, copied below ``root``.

    The cards of the corpus stand in one library; what is tried as a library.yaml is one, in a
    folder of its own.
    """
    cards = {f"starter {path.stem}": path for path in CARDS}
    corpus = {path.stem: path for path in CORPUS}
    trials = {}
    for name, path in {**cards, **corpus}.items():
        folder = root / (path.stem if path.name.startswith("library-") else path.parts[-2])
        if "corpus" in path.parts and folder.name in {"good", "bad"}:
            folder = root / "corpus"
        if not folder.exists():
            shutil.copytree(schemas, folder)
        copy = folder / ("library.yaml" if path.name.startswith("library-") else path.name)
        shutil.copy(path, copy)
        trials[name] = Trial(copy, _as_shown(copy))
    return trials


def _as_shown(path: Path) -> str:
    """The file's text as an editor shows it, below the line that leads to the schema."""
    of = "library" if path.name == "library.yaml" else "card"
    return MODELINE.format(of) + path.read_bytes().decode("utf-8-sig", errors="replace")
