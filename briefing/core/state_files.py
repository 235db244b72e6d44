"""The program's own files in the state folder: private, written whole, found by what they are of."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from hashlib import sha256
from typing import TYPE_CHECKING

from briefing.core.beside import sweep, written_beside
from briefing.core.file_errors import SaveError

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TextIO

_KEY = 40  # hexadecimal digits: as many as a name can need, far from two that are equal by chance
_NO_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


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


def read_small(file: Path, most: int) -> bytes:
    """The bytes of a file that has at most so many. Raises OSError.

    A pipe or device in the file's place is never waited for: whatever put it there, the program
    must start.
    """
    handle = os.open(file, os.O_RDONLY | _NO_WAIT)
    try:
        size = _size_of(handle, file)
        with os.fdopen(handle, "rb", closefd=False) as opened:
            content = opened.read(min(size, most) + 1)
    finally:
        os.close(handle)
    if len(content) > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(file))
    return content


def opened_for_more(file: Path) -> TextIO:
    """A text file, made at need, that is open to be written on at its end. Raises OSError.

    As with ``read_small``, only a file is.
    """
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    handle = os.open(file, flags | _NO_WAIT, 0o666)  # less what the user's umask takes away
    try:
        _size_of(handle, file)
        return os.fdopen(handle, "a", encoding="utf-8", errors="backslashreplace")
    except OSError:
        os.close(handle)
        raise


def is_sane(file: Path, most: int) -> bool:
    """Whether there is nothing yet, or a file of at most so many bytes."""
    try:
        found = file.stat()
    except OSError:
        return True
    return stat.S_ISREG(found.st_mode) and found.st_size <= most


def set_aside(file: Path) -> Path:
    """Rename a damaged file so that it is not read again, and give its path."""
    aside = file.with_name(f"{file.name}.damaged")
    with contextlib.suppress(OSError):
        return file.replace(aside)
    return file


def _size_of(handle: int, file: Path) -> int:
    """The size in bytes of a file that is open. Raises OSError where it is something else."""
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(file))
    return found.st_size


def _hashed(kind: str, raw: bytes) -> str:
    return sha256(kind.encode() + b"\0" + raw).hexdigest()[:_KEY]
