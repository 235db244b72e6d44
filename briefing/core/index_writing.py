"""Writing the index of a library anew, as a whole."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

from briefing.core.index_file import IndexFile, about_of
from briefing.core.index_passages import learn_words, put_passages
from briefing.core.index_place import remove
from briefing.core.index_rows import (
    INTO_FILES,
    INTO_PROBLEMS,
    INTO_TEXTS,
    file_values,
    problem_values,
    text_values,
)
from briefing.core.index_schema import FAULTS, NoIndexError, connect, create
from briefing.core.keeping import row_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefing.core.entry import Context, Entry
    from briefing.core.index_place import IndexPlace

_WAIT = 5.0
"""Seconds for which the file may be somebody's: a virus scanner's, for one."""

_GATHERED = 32 * 1024 * 1024
"""Bytes of words that wait in memory to be written. What is written in few, long runs need not be
merged, which would take as long again."""

_MERGED = 4  # runs that are made one while an index is changed
_MEMORY = -65_536  # of pages that wait to be written, in units of -1024 bytes

# A statement that may replace a row could leave it half done, and so begins with a savepoint, at
# which the full-text tables write out all words that they gather.
_FILE, _TEXT, _PROBLEMS = (f"INSERT {into}" for into in (INTO_FILES, INTO_TEXTS, INTO_PROBLEMS))


class IndexBuild:
    """A new index in the making, where one can be made: what fails leaves nothing behind."""

    def __init__(self, place: IndexPlace, context: Context) -> None:
        self._place = place
        self._context = context
        self._path: Path | None = None
        self._database: sqlite3.Connection | None = None
        self._held = ExitStack()
        self._next = 1

    def __enter__(self) -> IndexBuild:
        with self._or_not_at_all():
            self._path = self._held.enter_context(self._place.new())
            self._database = _begun(self._path)
        return self

    def __exit__(self, *_: object) -> None:
        self._discard()

    def add(self, entries: Sequence[Entry]) -> None:
        """Write what was read of files."""
        database = self._database
        if database is None:
            return
        numbered = list(enumerate(entries, self._next))
        self._next += len(numbered)
        good = [(slot, entry) for slot, entry in numbered if entry.head]
        faulty = [(slot, entry) for slot, entry in numbered if entry.said]
        with self._or_not_at_all():
            rows = (row_of(entry, self._context, slot) for slot, entry in numbered)
            database.executemany(_FILE, map(file_values, rows))
            database.executemany(_TEXT, (text_values(*each) for each in good))
            database.executemany(_PROBLEMS, (problem_values(*each) for each in faulty))
            put_passages(database, ((slot, entry.passages) for slot, entry in good))

    def finish(self) -> IndexFile | None:
        """Put the index in its place and open it; None where that cannot be."""
        with self._or_not_at_all():
            if self._database is not None and self._path is not None:
                learn_words(self._database)
                _configure(self._database, "automerge", _MERGED)
                about = about_of(self._place).items()
                self._database.executemany("INSERT INTO about VALUES (?, ?)", about)
                self._database.execute("COMMIT")
                self._database.close()
                _sync(self._path)
                self._place.publish(self._path)
                path, self._path = self._path, None
                return IndexFile(self._place, path)
        return None

    @contextmanager
    def _or_not_at_all(self) -> Iterator[None]:
        try:
            yield
        except (OSError, *FAULTS, NoIndexError):
            self._discard()

    def _discard(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None
        self._held.close()
        if self._path is not None:
            remove(self._path)
            self._path = None


def _begun(path: Path) -> sqlite3.Connection:
    database = connect(path, wait=_WAIT)
    # Nobody else knows of the file: what a crash leaves of it is never taken for an index.
    try:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", f"cache_size={_MEMORY}"):
            database.execute(f"PRAGMA {pragma}")
        create(database)
        _configure(database, "hashsize", _GATHERED)
        _configure(database, "automerge", 0)
        database.execute("BEGIN")
    except FAULTS:
        database.close()
        raise
    return database


def _configure(database: sqlite3.Connection, option: str, value: int) -> None:
    database.execute("INSERT INTO passages(passages, rank) VALUES (?, ?)", (option, value))


def _sync(path: Path) -> None:
    """Bring the file to the disk; where the system cannot, a damaged one is found to be that."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
