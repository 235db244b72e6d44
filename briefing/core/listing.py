"""What stands in a library's folder: which files are cards, and in what state they are."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from briefing.core.entry import ENDING
from briefing.core.manifest import MANIFEST
from briefing.core.problem import Problem
from briefing.core.raw_file import stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from briefing.core.raw_file import Stamp


class LibraryNotFoundError(Exception):
    """The folder is not there, or holds no library.yaml; the message says what to do."""


def is_card(name: str) -> bool:
    """Whether a library reads the file of this name as a card."""
    return name.endswith(ENDING) and name != MANIFEST and not name.startswith(".")


def names_in(folder: Path) -> list[str]:
    """The names of all that is in a library's folder, sorted. Raises LibraryNotFoundError."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - names are all that is wanted
    except OSError as error:
        raise LibraryNotFoundError(f"{folder} cannot be opened: {error.strerror}") from error
    if MANIFEST not in names:
        message = f"{folder} is not a library: it has no {MANIFEST}"
        raise LibraryNotFoundError(message)
    return names


def stamp_at(path: str) -> Stamp | None:
    """The stamp of a file, None where it has none."""
    try:
        return stamp_of(os.stat(path))  # noqa: PTH116 - ten thousand of them, at each reload
    except OSError:
        return None


def misnamed(folder: Path, names: Iterable[str]) -> tuple[Problem, ...]:
    """A warning for each file that is almost a card."""
    message = "only files that end in .yaml are read"
    return tuple(
        Problem(str(folder / name), 1, 1, "warning", "yml-file", message, "rename it to .yaml")
        for name in names
        if name.lower().endswith((".yml", ENDING))
        and not name.endswith(ENDING)
        and not name.startswith(".")
    )
