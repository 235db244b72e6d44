"""Writing beside a file before taking its place, so that it is the old one or the new one."""

from __future__ import annotations

import contextlib
import os
import stat
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_fcntl: Any = import_module("fcntl") if os.name == "posix" else None

PREFIX = ".briefing-save-"
"""How temporary files begin: hidden, and so never read as cards, and known for our own."""

_OLD = 3600.0  # seconds; a save takes well under one
_YOUNG = 2.0  # seconds, in which a file that is begun may not be held yet
_PRIVATE = 0o600
_USUAL = 0o666  # less what the user's umask takes away


@contextlib.contextmanager
def written_beside(target: Path, content: bytes, *, private: bool = False) -> Iterator[Path]:
    """A temporary file in the target's folder that holds the content and has reached the disk.

    It has the permissions, owner and extended attributes (and so access lists) of the target,
    as far as this user can give them; ``private``, or where there is no target, it has those
    of a new file. It is removed afterwards unless it was moved. As long, it is held, where the
    system can do that, so that ``sweep`` tells it from one of a process that was killed.
    Raises OSError.
    """
    old = None if private else _status(target)
    # The name does not grow with the target's, which may be as long as a name can be.
    path = target.parent / f"{PREFIX}{os.urandom(8).hex()}"
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, _PRIVATE if private or old else _USUAL)
    try:
        with os.fdopen(descriptor, "wb") as file:
            _hold(descriptor)
            file.write(content)
            file.flush()
            if old:
                _take_after(path, target, old)
            os.fsync(descriptor)
            if _fcntl is not None:
                yield path
        if _fcntl is None:  # nor can an open file be moved there
            yield path
    finally:
        with contextlib.suppress(OSError):
            path.unlink()


def link_new(source: Path, target: Path) -> bool:
    """Name a file ``target`` too, where no file is: unlike a rename, this never replaces one.

    False on a file system without hard links. Raises FileExistsError.
    """
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:
        return False
    return True


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk, where the system can.

    Not every file system can, and the file is in its place by now: no reason to fail.
    """
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sweep(folder: Path) -> None:
    """Remove temporary files of ours that a killed process left behind.

    Where the system does not tell whether it is still at work, they must be over an hour old.
    """
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(PREFIX) and entry.is_file(follow_symlinks=False):
                found = entry.stat(follow_symlinks=False)
                if is_left_behind(entry.path, found.st_mtime, _OLD):
                    Path(entry.path).unlink(missing_ok=True)


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Make an empty file and hold it, where the system can do that, until it is removed again.

    It tells that something beside it is in the making. Raises OSError.
    """
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, _PRIVATE)
    try:
        _hold(descriptor)
        yield
    finally:
        os.close(descriptor)  # first: no open file can be removed on Windows
        with contextlib.suppress(OSError):
            path.unlink()


def is_left_behind(path: str, changed: float, patience: float) -> bool:
    """Whether nobody is at work on a file any more that is held as long as somebody is.

    ``changed`` is when it was, in seconds of the system's clock. Where it cannot be told who holds
    it, it is left behind after so many seconds of ``patience``.
    """
    # A clock that was set back makes files of the future.
    age = abs(time.time() - changed)
    return age > patience or (age > _YOUNG and not _is_held(path))


def _hold(descriptor: int) -> bool:
    """Hold an open file, for as long as it is open; False where that cannot be."""
    if _fcntl is not None:
        with contextlib.suppress(OSError):
            _fcntl.flock(descriptor, _fcntl.LOCK_EX | _fcntl.LOCK_NB)
            return True
    return False


def _is_held(path: str) -> bool:
    """Whether a process may hold the file; where that is not to be known, one may."""
    try:
        descriptor = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except OSError as error:
        return not isinstance(error, FileNotFoundError)
    try:
        return not _hold(descriptor)
    finally:
        os.close(descriptor)


def _status(path: Path) -> os.stat_result | None:
    with contextlib.suppress(OSError):
        return path.stat()
    return None


def _take_after(path: Path, target: Path, old: os.stat_result) -> None:
    """Give a new file the owner, attributes and permissions of the old one, as far as possible.

    Where they cannot be given (a file system may know none of them), the text still counts
    for more: it is saved.
    """
    mode = stat.S_IMODE(old.st_mode)
    new = path.stat()
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        mode = _own(path, old, mode)
    if hasattr(os, "listxattr"):
        _copy_attributes(target, path)
    with contextlib.suppress(OSError):
        path.chmod(mode)


def _own(path: Path, old: os.stat_result, mode: int) -> int:
    """Give the file its owner and group; the mode that fits those it got in the end."""
    for owner in (old.st_uid, -1):
        with contextlib.suppress(OSError):
            os.chown(path, owner, old.st_gid)
            return mode if owner == old.st_uid else mode & 0o777
    # What the group was allowed would now be allowed to another group.
    return mode & 0o707 | (mode & 0o007) << 3


def _copy_attributes(source: Path, target: Path) -> None:
    with contextlib.suppress(OSError):
        for name in os.listxattr(source):
            with contextlib.suppress(OSError):
                os.setxattr(target, name, os.getxattr(source, name))
