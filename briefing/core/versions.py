"""Earlier versions of each card: what every save replaced, kept in the user's state folder."""

from __future__ import annotations

import contextlib
import gzip
import os
import re
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.core.file_errors import ReadError, Words
from briefing.core.state_files import KeepError, key_of, read_small, write_private
from briefing.core.storage import MOST_BYTES, digest

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 200
"""Versions kept of a card; beyond, the oldest go."""

_TIME = "%Y%m%dT%H%M%S%fZ"
_NAME = re.compile(r"((?!9999)\d{8}T\d{12}Z)-(\d{1,12})-([0-9a-f]{64})\.gz\Z", re.ASCII)
"""A version is of no time after which there is none: the next one must be newer."""

_LONGEST_PATH = 256 * 1024  # bytes
_OWNER = "card"
"""The file that says which card the versions beside it are of."""

_DAMAGED = Words("this version is damaged", "choose another one")


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """What a card's file once held.

    ``when`` it was replaced, in UTC; ``size`` in bytes; ``digest`` the SHA-256 in hexadecimal.
    """

    when: datetime
    size: int
    digest: str
    file: Path


@dataclass(frozen=True, slots=True)
class History:
    """A card's versions, newest first, and the files among them that are none."""

    versions: tuple[Version, ...]
    damaged: tuple[Path, ...]


class Versions:
    """The versions of one user's cards, those of deleted cards too.

    They are gzip files, which any system can unpack without this program; on a card, gzip
    takes half a millisecond to xz's eighteen, and saves nearly as much.
    """

    def __init__(
        self, state_folder: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._folder = state_folder / "versions"
        self._now = now

    def keep(self, path: Path, content: bytes) -> None:
        """Keep what a save of ``path`` is about to replace, unless the newest version is it.

        Raises KeepError (a SaveError).
        """
        folder = self._of(path)
        newest = next(iter(_history(folder).versions), None)
        when = self._now()
        if newest is not None:
            if newest.digest == digest(content) and _is_whole(newest):
                return
            # A clock that was set back must not make an older version of this one.
            when = max(when, newest.when + timedelta(microseconds=1))
        name = f"{when.astimezone(UTC).strftime(_TIME)}-{len(content)}-{digest(content)}.gz"
        self._own(folder, path)
        write_private(folder / name, gzip.compress(content, 6, mtime=0), path)
        _prune(folder)

    def history(self, path: Path) -> History:
        """The versions of a card, newest first; files that are none are told, and skipped."""
        return _history(self._of(path))

    def read(self, version: Version) -> bytes:
        """The bytes of a version. Raises ReadError where they are damaged or gone."""
        try:
            return _content(version)
        except FileNotFoundError as error:
            raise ReadError.of(version.file, error) from error
        except (OSError, EOFError, ValueError, zlib.error) as error:
            raise ReadError(version.file, _DAMAGED) from error

    def cards(self) -> tuple[Path, ...]:
        """The files of which there are versions, whether they are still there or not."""
        try:
            owners = sorted(self._folder.glob(f"*/{_OWNER}"))
        except OSError:
            owners = []
        found = []
        for owner in owners:
            with contextlib.suppress(OSError):
                found.append(Path(os.fsdecode(read_small(owner, _LONGEST_PATH))))
        return tuple(sorted(found))

    def moved(self, old: Path, new: Path) -> None:
        """Let the versions follow a file that was renamed or moved just now.

        Those of an earlier card of the new name stay among them. Raises KeepError.
        """
        source, target = self._of(old), self._of(new)
        if source == target or not source.is_dir():
            return
        self._own(target, new)
        try:
            for version in _history(source).versions:
                version.file.replace(target / version.file.name)
            (source / _OWNER).unlink(missing_ok=True)
        except OSError as error:
            raise KeepError.of(new, error) from error
        with contextlib.suppress(OSError):
            source.rmdir()  # Unless damaged files are left in it.
        _prune(target)

    def _of(self, path: Path) -> Path:
        return self._folder / key_of(path)

    def _own(self, folder: Path, path: Path) -> None:
        """Note of which card the versions in the folder are."""
        owner, raw = folder / _OWNER, os.fsencode(path.absolute())
        with contextlib.suppress(OSError):
            if read_small(owner, _LONGEST_PATH) == raw:
                return
        write_private(owner, raw, path)


def _history(folder: Path) -> History:
    versions, damaged = [], []
    try:
        files = sorted(folder.glob("[!.]*"))
    except OSError:
        files = []
    for file in files:
        version = _version(file)
        if version is not None:
            versions.append(version)
        elif file.name != _OWNER:
            damaged.append(file)
    return History(tuple(sorted(versions, reverse=True)), tuple(damaged))


def _version(file: Path) -> Version | None:
    """The version that a file's name tells of, or None where it tells of none."""
    found = _NAME.match(file.name)
    with contextlib.suppress(OSError, ValueError):
        if found and file.stat().st_size:
            when = datetime.strptime(found[1], _TIME).replace(tzinfo=UTC)
            return Version(when, int(found[2]), found[3], file)
    return None


def _content(version: Version) -> bytes:
    """The bytes of a version. Raises OSError, EOFError, ValueError or zlib.error."""
    with gzip.open(version.file) as file:
        # The size is of the name, which may say anything: so much is set aside before it is read.
        content = file.read(min(version.size, MOST_BYTES) + 1)
    if digest(content) != version.digest:
        raise ValueError("not the bytes that were kept")
    return content


def _is_whole(version: Version) -> bool:
    try:
        _content(version)
    except (OSError, EOFError, ValueError, zlib.error):
        return False
    return True


def _prune(folder: Path) -> None:
    """Let the oldest versions go; one that cannot be removed stays, which harms nobody."""
    for version in _history(folder).versions[MOST:]:
        with contextlib.suppress(OSError):
            version.file.unlink()
