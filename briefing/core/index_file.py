"""The index of a library as it is read: rows in short, and texts and problems one by one.

It is a cache and nothing more. Whatever it says is held against what it can be, and where it
says nothing, or nonsense, the card files themselves are asked.
"""

from __future__ import annotations

import json
import os
import sqlite3
import weakref
from contextlib import suppress
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from briefing.core.entry import Context, Said
from briefing.core.index_place import IndexPlace
from briefing.core.index_rows import Rows
from briefing.core.index_schema import (
    FAULTS,
    NoIndexError,
    close_apart,
    connect,
    program_key,
    sum_of,
    verify,
)
from briefing.core.keeping import Recent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from briefing.core.keeping import Row

_READ_WAIT = 0.01
"""Seconds for which a card waits for another program's writing; reading its file takes 2 ms."""

_OPEN_WAIT = 2.0
_AT_ONCE = 100  # card files that are fetched in one go: a millisecond
_BEFORE_ALL = -(1 << 63)
_DESCRIPTORS = "/proc/self/fd"  # where Linux tells which files a process has open
_AHEAD = 1 << 20  # bytes that Linux reads ahead when it is told to; of more it reads a part
_NO_FAULT = {
    *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL),
    *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_NOMEM),
}
"""Errors (by their lowest byte) that say nothing of what is in the file."""

_SAID = (int, int, str, str, str, str)


class IndexFile:
    """One index, open for reading. Any thread may ask; nothing that is asked raises."""

    def __init__(self, place: IndexPlace, path: Path) -> None:
        """Raises NoIndexError where the file is no index of this library and this program."""
        self.place = place
        self.path = path
        self.recent = Recent()
        self.rest_on(lambda: Context.of(None, ()))
        self.trusted = False
        self.behind: set[str] = set()  # files whose new times could not be noted
        self.is_damaged = False
        self._is_ahead = False
        self._lock = Lock()
        self._database, self._inode = _opened(place, path)
        # However the index goes, its database is closed before it.
        self._end = weakref.finalize(self, close_apart, self._database)

    @classmethod
    def current(cls, cache: Path, library: Path) -> IndexFile | None:
        """The index of a library, None where there is none that counts."""
        place = IndexPlace(cache, library)
        path = place.current
        with suppress(NoIndexError):
            return cls(place, path) if path else None
        return None

    @property
    def is_current(self) -> bool:
        """Whether this index still counts: it is where it was, and nothing in it was wrong."""
        try:
            there = os.stat(self.path).st_ino == self._inode  # noqa: PTH116
        except OSError:
            return False
        return there and not self.is_damaged and self.place.current == self.path

    @property
    def context(self) -> Context:
        """What the files were held against."""
        return self._context()

    def rest_on(self, context: Callable[[], Context]) -> None:
        """Take note of what the files are held against; it is worked out when it is asked for."""
        self._context = cache(context)

    def connection(self, wait: float) -> sqlite3.Connection:
        """A connection of one's own to the same file. Raises sqlite3.Error."""
        return connect(self.path, wait=wait)

    def rows(self) -> list[Row] | None:
        """All card files in short; None where they cannot be had."""
        reader = Rows()
        try:
            return [reader.row(values) for values in self.files("*")]
        except (*FAULTS, NoIndexError) as error:
            self.blame(error)
            return None

    def row(self, name: str) -> Row | None:
        """The card file of that name in short; None where it cannot be had."""
        found = self.ask("SELECT * FROM files WHERE name = ?", os.fsencode(name))
        try:
            return Rows().row(found) if found else None
        except NoIndexError as error:
            self.blame(error)
            return None

    def is_whole(self) -> bool:
        """Whether each card file in short is to the letter what was written. Takes its time."""
        try:
            return all(self.is_right(values[1:-1], values[-1]) for values in self.files("*"))
        except (*FAULTS, NoIndexError) as error:
            self.blame(error)
            return not self.is_damaged  # but busy

    def text(self, slot: int, digest: bytes) -> str | None:
        """The card's text, as in an Entry; None where it is not that of these bytes."""
        found = self.ask("SELECT text, sum FROM texts WHERE slot = ? AND digest = ?", slot, digest)
        if found is None or type(found[0]) is not str or not found[0]:
            return None
        return found[0] if self.is_right(*found) else None

    def digest(self, slot: int) -> bytes | None:
        """The digest of the bytes whose text there is: the last ones that were a card."""
        found = self.ask("SELECT digest FROM texts WHERE slot = ?", slot)
        return found[0] if found and type(found[0]) is bytes else None

    def cites(self, slot: int, digest: bytes) -> str | None:
        """The paragraphs that the card cites, as in an Entry."""
        asked = "SELECT cites, cites_sum FROM texts WHERE slot = ? AND digest = ?"
        found = self.ask(asked, slot, digest)
        return found[0] if found and type(found[0]) is str and self.is_right(*found) else None

    def said(self, slot: int, digest: bytes) -> tuple[Said, ...] | None:
        """The problems of these bytes."""
        asked = "SELECT said, sum FROM problems WHERE slot = ? AND digest = ?"
        found = self.ask(asked, slot, digest)
        if found is None or not self.is_right(*found):
            return None
        try:
            said = tuple(Said(*each) for each in json.loads(found[0]))
        except (TypeError, ValueError, RecursionError):
            return None
        fine = all(
            tuple(map(type, each)) == _SAID and each.severity in ("error", "warning")
            for each in said
        )
        return said if fine else None

    def is_right(self, kept: object, found: object) -> bool:
        """Whether what was kept goes with the sum beside it; else, nothing here is trusted."""
        if sum_of(kept) == found:
            return True
        self._condemn()
        return False

    def ask(self, query: str, *values: int | bytes) -> tuple[Any, ...] | None:
        """The first row that a query finds; None where there is none, or it cannot be had."""
        try:
            with self._lock:
                row: tuple[Any, ...] | None = self._database.execute(query, values).fetchone()
        except FAULTS as error:
            self.blame(error)
            return None
        return row

    def files(self, columns: str) -> Iterator[tuple[Any, ...]]:
        """The columns of all card files, the slot first. Raises FAULTS and NoIndexError.

        Others can ask in between: thousands are not fetched at once.
        """
        last = _BEFORE_ALL
        found: list[tuple[Any, ...]] = [()] * _AT_ONCE
        while len(found) == _AT_ONCE:
            asked = f"SELECT {columns} FROM files WHERE slot > ? ORDER BY slot LIMIT ?"  # noqa: S608
            with self._lock:
                found = self._database.execute(asked, (last, _AT_ONCE)).fetchall()
            yield from found
            if found and found[-1][0] <= last:
                raise NoIndexError
            last = found[-1][0] if found else last

    def read_ahead(self) -> None:
        """Have the system fetch the file from the disk before it is asked, if it can be told to."""
        tell = getattr(os, "posix_fadvise", None)
        if tell is None or self._is_ahead:
            return
        self._is_ahead = True
        # Nobody waits for the disk meanwhile. Where the file is closed under it, another is fetched
        # or none: no harm.
        with suppress(OSError):
            file = self._descriptor()
            for start in range(0, os.fstat(file).st_size, _AHEAD):
                tell(file, start, _AHEAD, os.POSIX_FADV_WILLNEED)

    def close(self) -> None:
        """Let go of the file; what is asked from now on is not there."""
        self._end.detach()
        self._database.close()

    def __reduce__(self) -> tuple[Any, ...]:
        """In another process there is no index."""
        return type(None), ()

    def blame(self, error: Exception) -> None:
        """Note what an error says of the file: it no longer counts, unless it was just busy."""
        if isinstance(error, sqlite3.ProgrammingError):
            return  # the fault is ours
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF not in _NO_FAULT:
            self._condemn()

    def _descriptor(self) -> int:
        """The file as SQLite has it open. Raises OSError where the system does not tell.

        To open it once more and close it would give up every lock that SQLite has on it here,
        and another program could write into what is being written.
        Source: https://www.sqlite.org/howtocorrupt.html, 2.2.
        """
        wanted = os.stat(self.path)  # noqa: PTH116
        for name in os.listdir(_DESCRIPTORS):  # noqa: PTH208
            with suppress(OSError):
                if os.path.samestat(os.fstat(int(name)), wanted):
                    return int(name)
        raise FileNotFoundError

    def _condemn(self) -> None:
        """A new index is to be made, by whoever reads the library next."""
        self.is_damaged = True
        self.place.retire(self.path)


def _opened(place: IndexPlace, path: Path) -> tuple[sqlite3.Connection, int]:
    """The open index and its inode. Raises NoIndexError."""
    try:
        inode = os.stat(path).st_ino  # noqa: PTH116
        database = connect(path, wait=_READ_WAIT)
    except (OSError, *FAULTS) as error:
        raise NoIndexError from error
    try:
        database.execute(f"PRAGMA busy_timeout={round(_OPEN_WAIT * 1000)}")
        verify(database)
        _verify_about(database, place)
        database.execute(f"PRAGMA busy_timeout={round(_READ_WAIT * 1000)}")
    except (*FAULTS, NoIndexError) as error:
        database.close()
        raise NoIndexError from error
    return database, inode


def _verify_about(database: sqlite3.Connection, place: IndexPlace) -> None:
    about = dict(database.execute("SELECT what, value FROM about LIMIT 9").fetchall())
    if about != about_of(place):
        raise NoIndexError


def about_of(place: IndexPlace) -> dict[str, bytes]:
    """What an index says of itself once it is whole."""
    return {"library": place.key.encode(), "program": program_key()}
