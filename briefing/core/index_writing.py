"""Writing the index of a library: a new one as a whole, and what changed into one that is there."""

from __future__ import annotations

import os
import re
from contextlib import ExitStack, closing, contextmanager, suppress
from typing import TYPE_CHECKING, Any

from briefing.core.entry import Entry, read_entry
from briefing.core.folding import folded
from briefing.core.index_file import IndexFile, about_of
from briefing.core.index_place import remove
from briefing.core.index_roll import VOID
from briefing.core.index_rows import file_values, problem_values, text_values
from briefing.core.index_schema import (
    FAULTS,
    SEARCHED,
    VOCABULARY,
    NoIndexError,
    connect,
    create,
    sum_of,
    verify,
)
from briefing.core.keeping import row_of
from briefing.core.listing import stamp_at
from briefing.core.passage_rows import SLOT_BITS, TAGS_END, TAGS_START

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from briefing.core.entry import Context, Unchanged
    from briefing.core.index_place import IndexPlace
    from briefing.core.passage_rows import PassageRow

    Named = tuple[int, str]

_WAIT = 5.0
"""Seconds for which a change waits for another program's."""

_GATHERED = 32 * 1024 * 1024
"""Bytes of words that wait in memory to be written. What is written in few, long runs need not be
merged, which would take as long again."""

_MERGED = 4  # runs that are made one while an index is changed
_MEMORY = -65_536  # of pages that wait to be written, in units of -1024 bytes

_FILE = (
    "INSERT OR REPLACE INTO files "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_TEXT = "INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?, ?, ?)"
_PROBLEMS = "INSERT OR REPLACE INTO problems VALUES (?, ?, ?, ?)"
_PASSAGE = "INSERT INTO passages(rowid, title, text, tags, rest) VALUES (?, ?, ?, ?, ?)"
_TITLE = "INSERT INTO titles(rowid, title) VALUES (?, ?)"
_NAME = "INSERT INTO names(rowid, name) VALUES (?, ?)"
_WORD = re.compile(r"[^\W_]+")
_IN_CARD = (1 << SLOT_BITS) - 1


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
            database.executemany(_new(_FILE), map(file_values, rows))
            database.executemany(_new(_TEXT), (text_values(*each) for each in good))
            database.executemany(_new(_PROBLEMS), (problem_values(*each) for each in faulty))
            _put_passages(database, ((slot, entry.passages) for slot, entry in good))

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


def _new(statement: str) -> str:
    """A statement for what is not there yet.

    One that may replace a row could leave it half done, and so begins with a savepoint, at which
    the full-text tables write out all words that they gather.
    """
    return statement.replace(" OR REPLACE", "")


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


def update(
    index: IndexFile,
    context: Context,
    entries: Iterable[Entry],
    touched: Iterable[Unchanged],
    gone: Iterable[str],
) -> dict[str, int] | None:
    """Write what changed into an index: the slots, by name, of what was read and of what is touched.

    None where that cannot be done, be it for now or for good: then nothing is written.
    """
    try:
        with closing(connect(index.path, wait=_WAIT)) as database:
            for pragma in ("synchronous=NORMAL", "cache_spill=OFF"):
                database.execute(f"PRAGMA {pragma}")
            database.execute("BEGIN IMMEDIATE")
            verify(database)
            database.execute(VOCABULARY)
            base = os.path.join(index.place.library, "")  # noqa: PTH118 - as files are named
            slots = {entry.name: _put(database, entry, context, base) for entry in entries}
            for each in touched:
                slot = _touch(database, each)
                slots[each.name] = slot or _read_again(database, each, context, base)
            for name in gone:
                if stamp_at(base + name) is None:  # else another program has it already
                    _forget(database, name)
            database.execute("COMMIT")
    except (*FAULTS, NoIndexError) as error:
        index.blame(error)
        return None
    return slots


def fill(database: sqlite3.Connection, cards: Iterable[tuple[int, Iterable[PassageRow]]]) -> None:
    """Make an empty database searchable: the passages of each card by its slot."""
    for table in SEARCHED:
        database.execute(table)
    for card in cards:
        _put_passages(database, (card,))
    learn_words(database)


def learn_words(database: sqlite3.Connection) -> None:
    """Note every word that a passage has, for slips of the keys to be put right."""
    database.execute(VOCABULARY)
    marked = (
        "INSERT INTO words SELECT '^' || term || '$' FROM vocabulary WHERE term < ? OR term >= ?"
    )
    database.execute(marked, (TAGS_START, TAGS_END))
    database.execute("DROP TABLE vocabulary")


def _put(database: sqlite3.Connection, entry: Entry, context: Context, base: str) -> int:
    asked = (
        "SELECT slot, digest, title IS NOT NULL, inode, size, changed, touched "
        "FROM files WHERE name = ?"
    )
    known = database.execute(asked, (os.fsencode(entry.name),)).fetchone()
    old_slot, digest, was_good, *stamp = known or (0, b"", False)
    if stamp and tuple(stamp) != entry.stamp and tuple(stamp) == stamp_at(base + entry.name):
        # The file changed since it was read here, and another program has written that already.
        return int(old_slot)
    row = row_of(entry, context, old_slot)
    database.execute(VOID)
    slot = database.execute(_FILE, file_values(row)).lastrowid or 0
    if entry.said:
        database.execute(_PROBLEMS, problem_values(slot, entry))
    else:
        database.execute("DELETE FROM problems WHERE slot = ?", (slot,))
    asked = "SELECT text FROM texts WHERE slot = ? AND digest = ?"
    before = database.execute(asked, (slot, digest)).fetchone() if was_good else None
    if before != (entry.text,):
        if was_good:
            _forget_passages(database, slot)
        _learn(database, entry)
        _put_passages(database, ((slot, entry.passages),))
    if entry.head is not None:
        # The text of a card that is broken now stays: windows show what it was.
        database.execute(_TEXT, text_values(slot, entry))
    return slot


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


def _read_again(database: sqlite3.Connection, found: Unchanged, context: Context, base: str) -> int:
    """Write a file anew: another program wrote what it held while it was changed and changed back.

    Gives its slot.
    """
    entry = read_entry(base, found.name, context, with_passages=True)
    assert isinstance(entry, Entry)  # as no digest was given
    return _put(database, entry, context, base)


def _forget(database: sqlite3.Connection, name: str) -> None:
    asked = "SELECT slot FROM files WHERE name = ?"
    for (slot,) in database.execute(asked, (os.fsencode(name),)).fetchall():
        database.execute(VOID)
        database.execute("DELETE FROM files WHERE slot = ?", (slot,))
        database.execute("DELETE FROM texts WHERE slot = ?", (slot,))
        database.execute("DELETE FROM problems WHERE slot = ?", (slot,))
        _forget_passages(database, slot)


def _put_passages(
    database: sqlite3.Connection, cards: Iterable[tuple[int, Iterable[PassageRow]]]
) -> None:
    numbered = [
        (number, title, text, tags, rest)
        for slot, passages in cards
        for number, (title, text, tags, rest) in enumerate(passages, slot << SLOT_BITS)
    ]
    database.executemany(_PASSAGE, numbered)
    names, titles = _named(numbered)
    database.executemany(_NAME, names)
    database.executemany(_TITLE, titles)


def _forget_passages(database: sqlite3.Connection, slot: int) -> None:
    room = (slot << SLOT_BITS, (slot + 1) << SLOT_BITS)
    asked = "SELECT rowid, title, text FROM passages WHERE rowid >= ? AND rowid < ?"
    names, titles = _named(database.execute(asked, room).fetchall())
    remove_name = "INSERT INTO names(names, rowid, name) VALUES ('delete', ?, ?)"
    database.executemany(remove_name, names)
    remove_title = "INSERT INTO titles(titles, rowid, title) VALUES ('delete', ?, ?)"
    database.executemany(remove_title, titles)
    database.execute("DELETE FROM passages WHERE rowid >= ? AND rowid < ?", room)


def _named(rows: Sequence[tuple[Any, ...]]) -> tuple[list[Named], list[Named]]:
    """The names among passages, each the first of its card, and the titles of the rest.

    Rows begin with number, title and text.
    """
    names = [(row[0], row[2]) for row in rows if not row[0] & _IN_CARD]
    titles = [(row[0], row[1]) for row in rows if row[1] and row[0] & _IN_CARD]
    return names, titles


def _learn(database: sqlite3.Connection, entry: Entry) -> None:
    """Note the words that no passage has had."""
    words = {
        word
        for title, text, *_ in entry.passages
        for word in _WORD.findall(folded(f"{title} {text}"))
    }
    for word in sorted(words):
        known = database.execute("SELECT 1 FROM vocabulary WHERE term = ?", (word,)).fetchone()
        if known is None:
            database.execute("INSERT INTO words VALUES (?)", (f"^{word}$",))


def _sync(path: Path) -> None:
    """Bring the file to the disk; where the system cannot, a damaged one is found to be that."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
