"""What goes wrong with files, in plain words: what happened, and what to do about it."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, NamedTuple

from briefing.core.problem import visible

if TYPE_CHECKING:
    from pathlib import Path


class Words(NamedTuple):
    """Why something cannot be done, and what to do; no capital at the start, no stop at the end."""

    reason: str
    hint: str


_ELSEWHERE = "save a copy elsewhere"
_FREE = f"free some space and save again, or {_ELSEWHERE}"
_ASK = f"ask for the permission, or {_ELSEWHERE}"
_AGAIN = f"look whether the disk is still connected and save again, or {_ELSEWHERE}"
_RENAME = "choose another name"
_CONNECTED = "look whether the disk is still connected"

PROTECTED = Words(
    "the file is write-protected", f"take its protection away and save again, or {_ELSEWHERE}"
)
FOLDER_GONE = Words("its folder is not there any more", f"bring the folder back, or {_ELSEWHERE}")
READ_ONLY_DISK = Words("the disk is read-only", _ELSEWHERE)
FOREIGN_FOLDER = Words("you may not write in its folder", _ASK)
FOREIGN_FILE = Words("you may not change it", _ASK)
NO_NAME = Words("no file can have this name", _RENAME)
TOO_LONG = Words("it is too long to be a text", "look whether it is the right file")
_IN_USE = Words("another program holds it open", "close it there and save again")
_LOOP = Words("the link leads back to itself", "mend the link, or choose another file")
_NO_FILE = Words("what is there is not a file", "move it away, or choose another name")

_SAVING = {
    errno.ENOSPC: Words("the disk is full", _FREE),
    errno.EDQUOT: Words("your share of the disk is used up", _FREE),
    errno.EFBIG: Words("it would be longer than a file may be here", _ELSEWHERE),
    errno.EACCES: Words("you may not write there", _ASK),
    errno.EPERM: Words("you may not write there", _ASK),
    errno.EROFS: READ_ONLY_DISK,
    errno.ENOENT: FOLDER_GONE,
    errno.ENOTDIR: Words("its folder is now a file", f"bring the folder back, or {_ELSEWHERE}"),
    errno.EISDIR: Words("there is now a folder of this name", f"move it away, or {_ELSEWHERE}"),
    errno.EEXIST: _NO_FILE,
    errno.ENAMETOOLONG: Words("the name is too long", "choose a shorter name"),
    errno.EINVAL: NO_NAME,
    errno.EILSEQ: NO_NAME,
    errno.ELOOP: _LOOP,
    errno.EIO: Words("the disk reports a fault", _AGAIN),
    errno.ESTALE: Words("the network folder is out of reach", _AGAIN),
}
_READING = {
    errno.ENOENT: Words("it is not there any more", "look whether it was moved or renamed"),
    errno.EACCES: Words("you may not read it", "ask its owner for the permission"),
    errno.EPERM: Words("you may not read it", "ask its owner for the permission"),
    errno.EISDIR: Words("it is a folder", "choose a file"),
    errno.ENOTDIR: Words("it is not there any more", "look whether it was moved or renamed"),
    errno.EEXIST: Words("what is there is not a file", "choose another one"),
    errno.ELOOP: _LOOP,
    errno.EIO: Words("the disk reports a fault", _CONNECTED),
    errno.ESTALE: Words("the network folder is out of reach", _CONNECTED),
}
_WINDOWS_IN_USE = {32, 33}  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION


class FileError(OSError):
    """A file cannot be read or saved; as text, it says why and what to do.

    ``path`` is the file meant, ``words`` the reason and the hint apart.
    """

    done = "used"

    def __init__(self, path: Path, words: Words) -> None:
        hint = words.hint[:1].upper() + words.hint[1:]
        super().__init__(f"{visible(path.name)} cannot be {self.done}: {words.reason}. {hint}.")
        self.path = path
        self.words = words


class ReadError(FileError):
    """A file cannot be read."""

    done = "read"

    @classmethod
    def of(cls, path: Path, error: OSError | ValueError) -> ReadError:
        """The error in plain words."""
        return cls(path, _words(error, _READING, _CONNECTED))


class SaveError(FileError):
    """A file cannot be saved; what was there is as it was."""

    done = "saved"

    @classmethod
    def of(cls, path: Path, error: OSError | ValueError) -> SaveError:
        """The error in plain words."""
        return cls(path, _words(error, _SAVING, _ELSEWHERE))


def _words(error: OSError | ValueError, known: dict[int, Words], hint: str) -> Words:
    if not isinstance(error, OSError):
        return NO_NAME  # A zero byte, or half a character.
    if getattr(error, "winerror", None) in _WINDOWS_IN_USE:
        return _IN_USE
    found = known.get(error.errno or 0)
    return found or Words(f"the system says “{error.strerror or error}”", hint)
