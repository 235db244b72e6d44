"""Writing what changed into the index of a library that is there."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, TypeVar

from briefing.core.entry import Entry, read_entry
from briefing.core.index_passages import forget_passages, learn_new_words, put_passages
from briefing.core.index_roll import VOID
from briefing.core.index_rows import (
    INTO_FILES,
    INTO_PROBLEMS,
    INTO_TEXTS,
    file_values,
    problem_values,
    text_values,
)
from briefing.core.index_schema import FAULTS, VOCABULARY, NoIndexError, connect, sum_of, verify
from briefing.core.keeping import row_of
from briefing.core.listing import stamp_at
from briefing.core.watching import StoppedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from briefing.core.entry import Context, Unchanged
    from briefing.core.index_file import IndexFile

T = TypeVar("T")

_WAIT, _TRIES = 0.25, 20
"""Seconds for which a change waits for another program's, so many times."""

_FILE, _TEXT, _PROBLEMS = (
    f"INSERT OR REPLACE {into}" for into in (INTO_FILES, INTO_TEXTS, INTO_PROBLEMS)
)


def update(
    index: IndexFile,
    context: Context,
    entries: Iterable[Entry],
    touched: Iterable[Unchanged],
    gone: Iterable[str],
    stopped: Callable[[], bool] = bool,
) -> dict[str, int] | None:
    """Write what changed into an index: the slots, by name, of what was read and of what is touched.

    None where that cannot be done, be it for now or for good: then nothing is written. Nor is it
    where StoppedError is raised, soon after ``stopped`` says so.
    """
    try:
        with closing(connect(index.path, wait=_WAIT)) as database:
            for pragma in ("synchronous=NORMAL", "cache_spill=OFF"):
                database.execute(f"PRAGMA {pragma}")
            _begin(database, stopped)
            database.execute(f"PRAGMA busy_timeout={round(_WAIT * _TRIES * 1000)}")
            verify(database)
            database.execute(VOCABULARY)
            base = os.path.join(index.place.library, "")  # noqa: PTH118 - as files are named
            slots = {each.name: _touch(database, each) for each in touched}
            again = [_read_again(name, context, base) for name, slot in slots.items() if not slot]
            _Change(database, context, base, slots).put([*entries, *again], stopped)
            for name in _wanted(gone, stopped):
                if stamp_at(base + name) is None:  # else another program has it already
                    _forget(database, name)
            database.execute("COMMIT")
    except (*FAULTS, NoIndexError) as error:
        index.blame(error)
        return None
    return slots


def _begin(database: sqlite3.Connection, stopped: Callable[[], bool]) -> None:
    """Begin to write once nobody else does. Raises StoppedError, and sqlite3.Error."""
    for _ in _wanted(range(_TRIES - 1), stopped):
        with suppress(sqlite3.OperationalError):  # whatever else it is comes again
            database.execute("BEGIN IMMEDIATE")
            return
    database.execute("BEGIN IMMEDIATE")


def _wanted(items: Iterable[T], stopped: Callable[[], bool]) -> Iterator[T]:
    """One after the other, as long as they are wanted. Raises StoppedError."""
    for item in items:
        if stopped():
            raise StoppedError
        yield item


class _Change:
    """Cards that are written into an index, with all that is looked for in them.

    FTS5 writes out what it gathered at each statement that may replace a row, and whenever it is
    asked: so all questions come first, then all rows, and then the passages of all cards.
    """

    def __init__(
        self, database: sqlite3.Connection, context: Context, base: str, slots: dict[str, int]
    ) -> None:
        """``slots`` takes those of the cards, by their names."""
        self._database = database
        self._context = context
        self._base = base
        self._slots = slots

    def put(self, entries: Sequence[Entry], stopped: Callable[[], bool]) -> None:
        """Write what was read of files. Raises StoppedError."""
        learn_new_words(self._database, entries)
        spoken: list[Entry] = []
        silent: list[int] = []
        for entry in _wanted(entries, stopped):
            old_text, is_other = self._put_row(entry)
            if is_other:
                spoken.append(entry)
                silent += [self._slots[entry.name]] if old_text else []
        for slot in _wanted(silent, stopped):
            forget_passages(self._database, slot)
        for entry in _wanted(spoken, stopped):
            put_passages(self._database, ((self._slots[entry.name], entry.passages),))

    def _put_row(self, entry: Entry) -> tuple[bool, bool]:
        """Write all of a card but its passages: whether it had some, and whether it has others."""
        asked = (
            "SELECT slot, digest, title IS NOT NULL, inode, size, changed, touched "
            "FROM files WHERE name = ?"
        )
        database = self._database
        known = database.execute(asked, (os.fsencode(entry.name),)).fetchone()
        old_slot, digest, was_good, *stamp = known or (0, b"", False)
        is_newer = bool(stamp) and tuple(stamp) != entry.stamp
        if is_newer and tuple(stamp) == stamp_at(self._base + entry.name):
            # The file changed since it was read here, and another program has written that already.
            self._slots[entry.name] = int(old_slot)
            return True, False
        row = row_of(entry, self._context, old_slot)
        database.execute(VOID)
        slot = database.execute(_FILE, file_values(row)).lastrowid or 0
        self._slots[entry.name] = slot
        if entry.said:
            database.execute(_PROBLEMS, problem_values(slot, entry))
        else:
            database.execute("DELETE FROM problems WHERE slot = ?", (slot,))
        asked = "SELECT text FROM texts WHERE slot = ? AND digest = ?"
        before = database.execute(asked, (slot, digest)).fetchone() if was_good else None
        if entry.head is not None:
            # The text of a card that is broken now stays: windows show what it was.
            database.execute(_TEXT, text_values(slot, entry))
        return bool(was_good), before != (entry.text,)


def _touch(database: sqlite3.Connection, found: Unchanged) -> int:
    """Note a file's new times: its slot; 0 where the index does not have it with these bytes."""
    name = os.fsencode(found.name)
    asked = "SELECT * FROM files WHERE name = ? AND digest = ?"
    row = database.execute(asked, (name, found.digest)).fetchone()
    if row is None:
        return 0
    slot, _, _, _, _, _, _, *kept, _ = row
    values = (name, *found.stamp, int(found.settled), *kept)
    database.execute(_FILE, (slot, *values, sum_of(values)))
    return int(slot)


def _read_again(name: str, context: Context, base: str) -> Entry:
    """A file anew: another program wrote what it held while it was changed and changed back."""
    entry = read_entry(base, name, context, with_passages=True)
    assert isinstance(entry, Entry)  # as no digest was given
    return entry


def _forget(database: sqlite3.Connection, name: str) -> None:
    asked = "SELECT slot FROM files WHERE name = ?"
    for (slot,) in database.execute(asked, (os.fsencode(name),)).fetchall():
        database.execute(VOID)
        database.execute("DELETE FROM files WHERE slot = ?", (slot,))
        database.execute("DELETE FROM texts WHERE slot = ?", (slot,))
        database.execute("DELETE FROM problems WHERE slot = ?", (slot,))
        forget_passages(database, slot)
