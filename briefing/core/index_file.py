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
from threading import Lock
from typing import TYPE_CHECKING, Any, get_args

from briefing.core.card import CardKind
from briefing.core.entry import ENDING, Context, Head, Said
from briefing.core.index_place import IndexPlace
from briefing.core.index_schema import FAULTS, NoIndexError, connect, program_key, sum_of, verify
from briefing.core.keeping import Recent, Row

if TYPE_CHECKING:
    from pathlib import Path

_READ_WAIT = 0.05
"""Seconds for which a card waits for another program's writing; reading its file takes 2 ms."""

_OPEN_WAIT = 2.0
_NO_FAULT = {
    *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL),
    *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_NOMEM),
}
"""Errors (by their lowest byte) that say nothing of what is in the file."""

_KINDS = set(get_args(CardKind))
_GOOD = (int, bytes, *[int] * 5, *[bytes] * 3, *[int] * 3, *[str] * 5, int, int, str, int)
_BROKEN = (int, bytes, *[int] * 5, *[bytes] * 3, *[int] * 3, *[type(None)] * 7, str, int)
_SAID = (int, int, str, str, str, str)


class IndexFile:
    """One index, open for reading. Any thread may ask; nothing that is asked raises."""

    def __init__(self, place: IndexPlace, path: Path) -> None:
        """Raises NoIndexError where the file is no index of this library and this program."""
        self.place = place
        self.path = path
        self.recent = Recent()
        self.context = Context.of(None, ())
        self.trusted = False
        self.is_damaged = False
        self._lock = Lock()
        self._database, self._inode = _opened(place, path)
        # However the index goes, its database is closed before it.
        self._close = weakref.finalize(self, self._database.close)

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

    def connection(self, wait: float) -> sqlite3.Connection:
        """A connection of one's own to the same file. Raises sqlite3.Error."""
        return connect(self.path, wait=wait)

    def rows(self) -> list[Row] | None:
        """All card files in short, by name; None where they cannot be had."""
        try:
            with self._lock:
                found = self._database.execute("SELECT * FROM files ORDER BY name").fetchall()
            reader = _Rows()
            return [reader.row(values) for values in found]
        except (*FAULTS, NoIndexError) as error:
            self.blame(error)
            return None

    def is_whole(self) -> bool:
        """Whether each card file in short is to the letter what was written. Takes its time."""
        try:
            with self._lock:
                found = self._database.execute("SELECT * FROM files").fetchall()
        except FAULTS as error:
            self.blame(error)
            return not self.is_damaged  # but busy
        return all(self._is_right(values[1:-1], values[-1]) for values in found)

    def text(self, slot: int, digest: bytes) -> str | None:
        """The card's text, as in an Entry; None where it is not that of these bytes."""
        found = self._ask("SELECT text, sum FROM texts WHERE slot = ? AND digest = ?", slot, digest)
        if found is None or type(found[0]) is not str or not found[0]:
            return None
        return found[0] if self._is_right(*found) else None

    def cites(self, slot: int, digest: bytes) -> str | None:
        """The paragraphs that the card cites, as in an Entry."""
        asked = "SELECT cites, cites_sum FROM texts WHERE slot = ? AND digest = ?"
        found = self._ask(asked, slot, digest)
        return found[0] if found and type(found[0]) is str and self._is_right(*found) else None

    def said(self, slot: int, digest: bytes) -> tuple[Said, ...] | None:
        """The problems of these bytes."""
        asked = "SELECT said, sum FROM problems WHERE slot = ? AND digest = ?"
        found = self._ask(asked, slot, digest)
        if found is None or not self._is_right(*found):
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

    def close(self) -> None:
        """Let go of the file; what is asked from now on is not there."""
        self._close()

    def __reduce__(self) -> tuple[Any, ...]:
        """In another process there is no index."""
        return type(None), ()

    def _ask(self, query: str, *values: int | bytes) -> tuple[Any, ...] | None:
        try:
            with self._lock:
                row: tuple[Any, ...] | None = self._database.execute(query, values).fetchone()
        except FAULTS as error:
            self.blame(error)
            return None
        return row

    def blame(self, error: Exception) -> None:
        """Note what an error says of the file: it no longer counts, unless it was just busy."""
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF not in _NO_FAULT:
            self._condemn()

    def _is_right(self, kept: object, found: object) -> bool:
        """Whether what was kept goes with the sum beside it; else, nothing here is trusted."""
        if sum_of(kept) == found:
            return True
        self._condemn()
        return False

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


class _Rows:
    """Makes rows of what the database gives, each text that many share only once."""

    def __init__(self) -> None:
        self._lists: dict[str, tuple[str, ...]] = {}
        self._keys: dict[bytes, bytes] = {}
        self._texts: dict[str, str] = {}

    def row(self, values: tuple[Any, ...]) -> Row:
        """A card file in short. Raises NoIndexError where it is none."""
        types = tuple(map(type, values))
        if types not in (_GOOD, _BROKEN):
            raise NoIndexError
        slot, raw_name, inode, size, changed, touched, settled, digest, *more = values
        library_key, ids_key, dangles, errors, warnings, title, kind, region, code, *rest = more
        name = os.fsdecode(raw_name)
        if not name.endswith(ENDING) or os.path.basename(name) != name or "\0" in name:  # noqa: PTH119
            raise NoIndexError
        sources, steps, quotes, links, _ = rest
        head = None
        if types == _GOOD:
            if kind not in _KINDS:
                raise NoIndexError
            shared = self._texts.setdefault
            names = (title, shared(kind, kind), shared(region, region), code)
            head = Head(*names, self._list(sources), bool(steps), bool(quotes))
        return Row(
            slot,
            name,
            (inode, size, changed, touched),
            bool(settled),
            digest,
            self._keys.setdefault(library_key, library_key),
            self._keys.setdefault(ids_key, ids_key),
            bool(dangles),
            errors,
            warnings,
            head,
            self._list(links),
        )

    def _list(self, written: str) -> tuple[str, ...]:
        found = self._lists.get(written)
        if found is None:
            try:
                found = tuple(json.loads(written))
            except (TypeError, ValueError, RecursionError) as error:
                raise NoIndexError from error
            if not all(type(part) is str for part in found):
                raise NoIndexError
            self._lists[written] = found
        return found
