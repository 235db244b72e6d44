"""What stands in a library's folder: which files are cards, and in what state they are."""

from __future__ import annotations

import json
import os
import time
from typing import TYPE_CHECKING

from briefing.core.entry import ENDING
from briefing.core.manifest import MANIFEST
from briefing.core.problem import Problem
from briefing.core.raw_file import is_settled, stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from briefing.core.raw_file import Stamp

OF_NAMES = frozenset({"yml-file", "file-name"})
"""The rules of ``misnamed``."""

_BYTES = range(0xDC80, 0xDD00)
"""What Python puts in the place of the bytes from 0x80 on. Source: PEP 383."""


class LibraryNotFoundError(Exception):
    """The folder is not there, or holds no library.yaml; the message says what to do."""


def is_card(name: str) -> bool:
    """Whether a library reads the file of this name as a card."""
    return name.endswith(ENDING) and name != MANIFEST and not name.startswith(".")


def names_in(folder: Path) -> list[str]:
    """The names of all that is in a library's folder, sorted. Raises LibraryNotFoundError."""
    try:
        # Some disks list a name twice that comes or goes meanwhile.
        names = sorted({*os.listdir(folder)})  # noqa: PTH208 - names are all that is wanted
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


def seen_at(folder: Path) -> str:
    """Stands for the state in which a folder is; empty where a change might leave it as it is.

    Equal as long as no file comes, goes or is renamed.
    """
    now = time.time_ns()
    stamp = stamp_at(str(folder))
    return json.dumps(stamp) if stamp is not None and is_settled(stamp, now) else ""


def misnamed(folder: Path, names: Iterable[str]) -> tuple[Problem, ...]:
    """A warning for each file that is almost a card, and each card whose name deceives the eye."""
    names = tuple(names)
    whole = "/".join((*names, ""))
    lowered = whole.lower()
    if (
        whole.isprintable()
        and ".yml/" not in lowered
        and whole.count(f"{ENDING}/") == lowered.count(f"{ENDING}/")
    ):
        return ()  # soon told of ten thousand
    found = []
    for name in names:
        if name.startswith("."):
            continue
        if not name.endswith(ENDING):
            if name.lower().endswith((".yml", ENDING)):
                hint = "rename it to .yaml"
                found.append((name, "yml-file", "only files that end in .yaml are read", hint))
        elif not name.isprintable():
            hint = "rename it with letters, digits and hyphens"
            found.append((name, "file-name", _unseen(name), hint))
    return tuple(Problem(str(folder / name), 1, 1, "warning", *said) for name, *said in found)


def _unseen(name: str) -> str:
    """What of a name cannot be seen; the bytes of one that is not UTF-8 stand as half characters."""
    code = next(ord(char) for char in name if not char.isprintable())
    if code in _BYTES:
        return (
            f"the file's name holds the byte 0x{code - _BYTES.start + 0x80:02X}, which is not UTF-8"
        )
    return f"the file's name holds an invisible character, U+{code:04X}"
