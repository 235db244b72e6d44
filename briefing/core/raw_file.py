"""A card file as the disk has it: its bytes, what tells one state from the next, or why not."""

from __future__ import annotations

import errno
import os
import stat
import time
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from briefing.core.file_errors import ReadError, Words
from briefing.core.limits import MAX_BYTES

Stamp = tuple[int, int, int, int]
"""Inode, size in bytes, and times of change of content and of file in nanoseconds.

Equal for a file that was left alone.
"""

NO_STAMP: Stamp = (0, 0, 0, 0)

_FITS = (1 << 63) - 1  # what SQLite keeps of a number; some systems number files beyond it
_SETTLED = 3_000_000_000
"""Nanoseconds after which a change moves the time of change on any file system; FAT counts in 2 s."""

_PIECE = 1 << 20
_NO_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class RawFile(NamedTuple):
    """The bytes of a file, at most one more than a card may have, and its stamp before them.

    ``settled``: a later change cannot leave the stamp as it is. A file that was written just now
    can be written again within the same tick of the clock, at the same length.
    """

    content: bytes
    stamp: Stamp
    settled: bool

    @property
    def digest(self) -> bytes:
        """Stands for the bytes: equal for no others."""
        return blake2b(self.content, digest_size=16).digest()


class Unread(NamedTuple):
    """Why a file cannot be read, what to do, and its stamp as far as it has one."""

    message: str
    hint: str
    stamp: Stamp

    @property
    def reason(self) -> str:
        """The message without what it may begin with: that the file cannot be read."""
        return self.message.removeprefix(_UNREADABLE)


_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
AWAY = "move it out of the library"
_UNREADABLE = "the file cannot be read: "
_OUTSIDE = Words("the link leads out of the library", "put the file itself in its place")
_NOWHERE = Words("the link leads to a file that is not there", "mend the link, or remove it")


def read_raw(path: str, *, links_may_lead_out: bool = False, root: str = "") -> RawFile | Unread:
    """Read a card file's bytes; never waits on a pipe or a device, and never raises.

    Not those of a file outside the library to which a link leads: whoever sends a library could
    have anything of the reader's shown, printed and sent on with it. ``links_may_lead_out`` is for
    folders that the reader made. The library is ``root``, or the folder of the file.
    """
    stamp = NO_STAMP
    is_link = False
    try:
        # Ten thousand of them: a Path each costs more than the call.
        found = os.lstat(path)
        is_link = stat.S_ISLNK(found.st_mode)
        if is_link:
            found = os.stat(path)  # noqa: PTH116
        stamp = stamp_of(found)
        if not stat.S_ISREG(found.st_mode):
            kind = _KINDS.get(stat.S_IFMT(found.st_mode), "something else")
            message = f"this is {kind}, and not a file"
            return Unread(message, AWAY, stamp)
        if is_link and not links_may_lead_out and leads_out(path, root):
            return Unread(*_OUTSIDE, stamp)
        now = time.time_ns()
        handle = os.open(path, os.O_RDONLY | _NO_WAIT)
        try:
            found = os.fstat(handle)
            content = _content(handle, found.st_size)
        finally:
            os.close(handle)
    except OSError as error:
        if is_link and error.errno == errno.ENOENT:
            return Unread(*_NOWHERE, stamp)
        words = ReadError.of(Path(path), error).words
        return Unread(f"{_UNREADABLE}{words.reason}", words.hint, stamp)
    stamp = stamp_of(found)
    return RawFile(content, stamp, is_settled(stamp, now))


def leads_out(path: str, root: str = "") -> bool:
    """Whether a file is a link to one that is not below ``root``, or else its own folder."""
    folder = os.path.realpath(root or os.path.dirname(path))  # noqa: PTH120
    return not os.path.realpath(path).startswith(os.path.join(folder, ""))  # noqa: PTH118


def stamp_of(found: os.stat_result) -> Stamp:
    """The stamp of a file."""
    return (found.st_ino & _FITS, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def is_settled(stamp: Stamp, now: int) -> bool:
    """Whether a change from ``now`` on (nanoseconds since 1970) gives the file another stamp.

    Not where the clock of the file's disk is ahead of ours.
    """
    return max(stamp[2:]) + _SETTLED < now


def _content(handle: int, size: int) -> bytes:
    """What the file holds. One byte past the limit is enough to tell that it is too long."""
    most = MAX_BYTES + 1
    content = os.read(handle, min(size + 1, most))
    if len(content) == size:
        return content
    pieces = [content]
    length = len(content)
    while length < most and pieces[-1]:
        pieces.append(os.read(handle, min(_PIECE, most - length)))
        length += len(pieces[-1])
    return b"".join(pieces)
