"""Saving without loss: a file is the old one or the new one, and never overwritten unseen."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Literal

from briefing.core.beside import link_new, sweep, sync_folder, written_beside
from briefing.core.file_errors import (
    FOLDER_GONE,
    FOREIGN_FILE,
    FOREIGN_FOLDER,
    PROTECTED,
    READ_ONLY_DISK,
    TOO_LONG,
    FileError,
    ReadError,
    SaveError,
    Words,
)

__all__ = [
    "MOST_BYTES",
    "FileError",
    "OnDisk",
    "ReadError",
    "SaveConflict",
    "SaveError",
    "can_save",
    "digest",
    "keep_beside",
    "read_file",
    "save",
    "write_atomic",
]

MOST_BYTES = 64 * 1024 * 1024
"""The longest file that is read into memory; a card has 8 MiB at most."""

Conflict = Literal["changed", "gone", "exists"]


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A file as it was found: its bytes, and their SHA-256 in hexadecimal."""

    content: bytes = field(repr=False)
    digest: str


class SaveConflict(Exception):  # noqa: N818
    """What is on disk is not what the text was made from; nothing was written.

    ``kind`` is ``changed``, ``gone``, or ``exists`` where a new file was to be made.
    ``theirs`` is what is there now, None where it is gone.
    """

    def __init__(self, path: Path, kind: Conflict, theirs: OnDisk | None) -> None:
        said = {
            "changed": "was changed by another program",
            "gone": "was deleted or moved by another program",
            "exists": "is there already",
        }
        super().__init__(f"{path.name} {said[kind]}")
        self.path = path
        self.kind = kind
        self.theirs = theirs


def digest(content: bytes) -> str:
    """The SHA-256 of the bytes, in hexadecimal."""
    return sha256(content).hexdigest()


def read_file(path: Path) -> OnDisk:
    """The file as it is on disk. Raises ReadError; never waits on a pipe or a device."""
    try:
        return _read(path)
    except ReadError:
        raise
    except (OSError, ValueError) as error:
        raise ReadError.of(path, error) from error


def save(path: Path, content: bytes, expected: OnDisk | None) -> OnDisk:
    """Put the content in the file's place in one step, and give the file as it is then.

    ``expected`` is the file that the content was made from, None for a file to be made. Links
    are followed and stay. Permissions, owner and extended attributes are kept as far as this
    user can give them. Another hard link to the file keeps the old content: writing into the
    file that both share could be killed half-way.

    Raises SaveConflict where the bytes on disk are no longer the expected ones, and SaveError
    where they cannot be written; either way the file is as it was. The bytes are compared
    last thing before the new file takes their place. What another program writes in the
    fraction of a millisecond between those two calls is not seen, as no system lets one ask
    for both at once; a file that appears where one is to be made is always seen, save on file
    systems without hard links.
    """
    try:
        target = Path(os.path.realpath(path))
        _same(path, target, expected)
        _refuse_protected(path, target)
        sweep(target.parent)
        with written_beside(target, content) as temporary:
            _same(path, target, expected)
            if expected is not None or not _made(temporary, path, target):
                temporary.replace(target)
    except SaveError:
        raise
    except ReadError as error:
        raise SaveError(path, error.words) from error
    except (OSError, ValueError) as error:
        raise SaveError.of(path, error) from error
    sync_folder(target.parent)
    return OnDisk(content, digest(content))


def keep_beside(path: Path, content: bytes) -> Path:
    """Write the content to a new file beside ``path`` and give that file's path.

    It is named so that it is not read as a card: ``georgia.yaml.theirs``. Raises SaveError.
    """
    beside, number = path.with_name(f"{path.name}.theirs"), 1
    while True:
        try:
            save(beside, content, None)
        except SaveConflict:
            number += 1
            beside = path.with_name(f"{path.name}.theirs-{number}")
        else:
            return beside


def is_gone(folder: Path) -> bool:
    """Whether a folder was deleted, moved, or disconnected, which leaves an empty one behind."""
    try:
        return next(folder.iterdir(), None) is None
    except OSError:
        return True


def can_save(path: Path) -> str:
    """Why nothing can be saved there, in plain words; empty where nothing speaks against it.

    ``path`` is a file, there or to be made, or a folder in which files are to be saved.
    """
    try:
        target = Path(os.path.realpath(path))
        folder = target if target.is_dir() else target.parent
        words = _folder_protection(folder) or (_protection(target) if target != folder else None)
    except (OSError, ValueError) as error:
        words = SaveError.of(path, error).words
    return words.reason if words else ""


def write_atomic(path: Path, content: bytes) -> None:
    """Replace a file's content in one step, whatever it holds: for exports, not for cards.

    Keeps the file's permissions and follows a link. Raises OSError, the old file whole, where
    the new one cannot be written beside it.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not (target.is_file() or target.is_dir()):
        # A rename would put a plain file in the place of a pipe, or of /dev/null.
        raise OSError(errno.EEXIST, "what is there is not a file")
    sweep(target.parent)
    with written_beside(target, content) as temporary:
        temporary.replace(target)


def _read(path: Path) -> OnDisk:
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode):
        code = errno.EISDIR if stat.S_ISDIR(mode) else errno.EEXIST
        raise OSError(code, "what is there is not a file")
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ReadError(path, TOO_LONG)
    return OnDisk(content, digest(content))


def _same(path: Path, target: Path, expected: OnDisk | None) -> None:
    """Raise SaveConflict unless the file is as expected; OSError where that cannot be seen."""
    try:
        theirs = _read(target)
    except FileNotFoundError:
        if expected is None or not target.parent.is_dir():
            return  # The folder's absence shows when writing.
        raise SaveConflict(path, "gone", None) from None
    if expected is None:
        raise SaveConflict(path, "exists", theirs)
    if theirs.content != expected.content:
        raise SaveConflict(path, "changed", theirs)


def _made(temporary: Path, path: Path, target: Path) -> bool:
    """Give the new file its name where none is; False where that must be a rename."""
    try:
        return link_new(temporary, target)
    except FileExistsError:
        _same(path, target, None)
        return False


def _refuse_protected(path: Path, target: Path) -> None:
    words = _protection(target)
    if words:
        raise SaveError(path, words)


def _protection(target: Path) -> Words | None:
    """Why the file is not to be replaced, though its folder may be written in."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return None
    if not mode & 0o222:
        # Asked of the file itself: an administrator may write to anything.
        return PROTECTED
    return None if _may(target, os.W_OK) else _folder_protection(target.parent) or FOREIGN_FILE


def _folder_protection(folder: Path) -> Words | None:
    if not folder.is_dir():
        return FOLDER_GONE
    if hasattr(os, "statvfs") and os.statvfs(folder).f_flag & os.ST_RDONLY:
        return READ_ONLY_DISK
    return None if _may(folder, os.W_OK | os.X_OK) else FOREIGN_FOLDER


def _may(path: Path, how: int) -> bool:
    return os.access(path, how, effective_ids=os.access in os.supports_effective_ids)
