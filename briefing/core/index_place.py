"""Where the index of a library lies in the user's cache folder, and how a new one takes its place.

A database must never be renamed or removed while others write in it: what they note of a change
that is under way, in a file beside it, would be taken for a change of the new one. So each index
has a name of its own, and a small file beside says which of them counts.
"""

from __future__ import annotations

import os
import re
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.core.beside import held, is_left_behind
from briefing.core.state_files import key_of, read_small, write_private

if TYPE_CHECKING:
    from collections.abc import Iterator

_OURS = re.compile(r"[0-9a-f]{16}\.db")
_ABANDONED = 24 * 3600.0
"""Seconds after which an index that was never finished, or no longer counts, is nobody's, where
the system does not tell whether somebody still builds it."""

_MAKING = ".making"
"""How the file ends that is held as long as an index is built. The index itself is not: on macOS,
and on disks of a network, that would lock the database for SQLite, too."""

_LONGEST = 64  # bytes of the file that says which index counts


class IndexPlace:
    """The files of one library's index in a cache folder."""

    def __init__(self, cache: Path, library: Path) -> None:
        self._cache = cache
        self.library = library
        self.key = key_of(library)

    @property
    def current(self) -> Path | None:
        """The index that counts, None where there is none."""
        try:
            name = read_small(self._pointer, _LONGEST).decode("ascii", "replace")
        except OSError:
            return None
        return self._cache / f"{self.key}.{name}" if _OURS.fullmatch(name) else None

    @contextmanager
    def new(self) -> Iterator[Path]:
        """An empty file for an index to be built in; nobody else writes there. Raises OSError.

        Nobody takes it away either, until it counts or this ends.
        """
        self._cache.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._cache / f"{self.key}.{os.urandom(8).hex()}.db"
        with held(Path(f"{path}{_MAKING}")):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            yield path

    def publish(self, path: Path) -> None:
        """From now on this index counts; it is whole, and on the disk. Raises OSError."""
        before = self.current
        write_private(self._pointer, path.name.removeprefix(f"{self.key}.").encode(), path)
        if before is not None and before != path:
            remove(before)
        for abandoned in self._abandoned(path):
            now = self.current  # another program may have published one since
            if now is None or not abandoned.name.startswith(now.name):
                with suppress(OSError):
                    abandoned.unlink()

    def retire(self, path: Path) -> None:
        """This index counts no more, if it did; whoever has it open can go on reading."""
        if self.current == path:
            with suppress(OSError):
                self._pointer.unlink()
            remove(path)

    @property
    def _pointer(self) -> Path:
        return self._cache / f"{self.key}.index"

    def _abandoned(self, current: Path) -> Iterator[Path]:
        """What is left of indexes of this library that do not count and that nobody builds."""
        kept = (current.name, f"{current.name}-journal", self._pointer.name)
        with suppress(OSError), os.scandir(self._cache) as files:
            for file in files:
                if not file.name.startswith(f"{self.key}.") or file.name in kept:
                    continue
                index = file.path.removesuffix(_MAKING).removesuffix("-journal")
                if is_left_behind(index + _MAKING, file.stat().st_mtime, _ABANDONED):
                    yield Path(file.path)


def remove(path: Path) -> None:
    """Take an index away that does not count, as far as the system lets us."""
    for name in (path, path.with_name(f"{path.name}-journal")):
        with suppress(OSError):
            name.unlink()
