"""The program's own files in the state folder: private, written whole, found by what they are of."""

from __future__ import annotations

import contextlib
import os
from hashlib import sha256
from typing import TYPE_CHECKING

from briefing.core.beside import sweep, written_beside
from briefing.core.file_errors import SaveError

if TYPE_CHECKING:
    from pathlib import Path

_KEY = 40  # hexadecimal digits: as many as a name can need, far from two that are equal by chance


class KeepError(SaveError):
    """A draft or a version cannot be kept; the card itself is not touched by that."""

    done = "kept in the program's own folder"


def key_of(path: Path) -> str:
    """A file name that stands for a path; the same through links and whatever the system folds."""
    return _hashed("path", os.fsencode(os.path.normcase(os.path.realpath(path))))


def key_of_name(name: str) -> str:
    """A file name that stands for what has a name but no path."""
    return _hashed("name", name.encode("utf-8", "surrogatepass"))


def write_private(file: Path, content: bytes, about: Path) -> None:
    """Write a file that only the user can read, in a folder that only the user can enter.

    Raises KeepError, which names ``about``: the card, not the file with the odd name.
    """
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        sweep(file.parent)
        with written_beside(file, content, private=True) as temporary:
            temporary.replace(file)
    except OSError as error:
        raise KeepError.of(about, error) from error


def set_aside(file: Path) -> Path:
    """Rename a damaged file so that it is not read again, and give its path."""
    aside = file.with_name(f"{file.name}.damaged")
    with contextlib.suppress(OSError):
        return file.replace(aside)
    return file


def _hashed(kind: str, raw: bytes) -> str:
    return sha256(kind.encode() + b"\0" + raw).hexdigest()[:_KEY]
