"""What the index of a library looks like inside, and how one that is something else is refused."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from threading import Thread, main_thread
from zlib import crc32

import briefing

VERSION = 4
"""Raised with every change of the tables or of what stands in them."""

_MOST_LENGTH = 64 * 1024 * 1024
"""Bytes of a value: more than any card makes, less than takes a computer's memory."""

_MEMORY = -16_384  # of a cache of pages, in units of -1024 bytes

_WORDS_OF = """tokenize="unicode61 remove_diacritics 2 categories 'L* N*'", prefix='1 2 3'"""
SEARCHED = (
    f"CREATE VIRTUAL TABLE passages USING fts5(title, text, tags, rest UNINDEXED, {_WORDS_OF})",
    # The same rows by title alone, and of the names of cards: what is looked for first is found
    # at once, though all of the library has the word.
    f"CREATE VIRTUAL TABLE titles USING fts5(title, content='', columnsize=0, {_WORDS_OF})",
    f"CREATE VIRTUAL TABLE names USING fts5(name, content='', columnsize=0, {_WORDS_OF})",
    "CREATE VIRTUAL TABLE words USING fts5(word, tokenize='trigram')",
)
"""The tables that a search asks."""

VOCABULARY = "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, passages, row)"
_TABLES = (
    "CREATE TABLE about (what TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID",
    """CREATE TABLE files (
        slot INTEGER PRIMARY KEY AUTOINCREMENT, name BLOB NOT NULL UNIQUE,
        inode INTEGER, size INTEGER, changed INTEGER, touched INTEGER, settled INTEGER,
        digest BLOB, library_key BLOB, ids_key BLOB, dangles INTEGER,
        errors INTEGER, warnings INTEGER,
        title TEXT, kind TEXT, region TEXT, code TEXT, sources TEXT, steps INTEGER, quotes INTEGER,
        links TEXT, sum INTEGER)""",
    """CREATE TABLE texts (slot INTEGER PRIMARY KEY, digest BLOB, sum INTEGER, text TEXT,
        cites TEXT, cites_sum INTEGER)""",
    "CREATE TABLE problems (slot INTEGER PRIMARY KEY, digest BLOB, said TEXT, sum INTEGER)",
    # What a list of all files shows. There is none from any change of one until it is made anew.
    """CREATE TABLE roll (state INTEGER PRIMARY KEY AUTOINCREMENT, regions TEXT, value TEXT,
        sum INTEGER)""",
    "CREATE TABLE seen (state INTEGER PRIMARY KEY, folder TEXT)",
    *SEARCHED,
)


def sum_of(kept: object) -> int:
    """Stands beside what is kept: SQLite does not see that a letter of it is another."""
    written = kept if isinstance(kept, str) else repr(kept)
    return crc32(written.encode("utf-8", "surrogatepass"))


FAULTS = (sqlite3.Error, UnicodeDecodeError, MemoryError)
"""What a database raises that is damaged, or is none: Python cannot even read some messages, and
SQLite asks for as much memory as the file says that there is to be read."""


class NoIndexError(Exception):
    """The file is no index, or one of another version, or damaged."""


def connect(path: Path, *, wait: float) -> sqlite3.Connection:
    """Open an index that is there; statements wait so many seconds for others to finish.

    Nothing that stands in the file is ever run. Raises sqlite3.Error.
    """
    address = f"{path.absolute().as_uri()}?mode=rw"
    database = sqlite3.connect(
        address, timeout=wait, isolation_level=None, check_same_thread=False, uri=True
    )
    try:
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_LENGTH)
        for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0"):
            database.execute(f"PRAGMA {pragma}")
        database.execute(f"PRAGMA cache_size={_MEMORY}")
    except FAULTS:
        database.close()
        raise
    return database


def close_apart(database: sqlite3.Connection) -> None:
    """Close a database, in a thread of its own while the program goes on.

    Whoever closes a large file last that was removed waits until the disk has taken its room back:
    a quarter of a second for 10,000 cards.
    """
    if main_thread().is_alive():
        Thread(target=database.close).start()
    else:
        database.close()


def create(database: sqlite3.Connection) -> None:
    """Make the tables of an empty index."""
    for table in _TABLES:
        database.execute(table)


def verify(database: sqlite3.Connection) -> None:
    """Make sure that the tables are ours and nothing else is there: no view, trigger or index.

    Raises NoIndexError, or sqlite3.Error where the file cannot be read as a database.
    """
    if _schema(database) != _expected():
        raise NoIndexError


def program_key() -> bytes:
    """Stands for the program that made an index: another one may find other problems.

    That counts its own files, so that whoever works on it never meets what it found before.
    """
    made_of = (briefing.__version__, str(VERSION), sqlite3.sqlite_version, *_own_files())
    return blake2b("\n".join(made_of).encode(), digest_size=16).digest()


@cache
def _own_files() -> tuple[str, ...]:
    """The program's files as they were at first: a window may stay open over an update."""
    with suppress(OSError), os.scandir(Path(__file__).parent) as files:
        return tuple(
            sorted(
                f"{file.name} {file.stat().st_size} {file.stat().st_mtime_ns}"
                for file in files
                if file.name.endswith(".py")
            )
        )
    return ()


@cache
def _expected() -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(":memory:")) as database:
        create(database)
        return _schema(database)


def _schema(database: sqlite3.Connection) -> list[tuple[str, ...]]:
    # Bounded: what is not ours may be of any length.
    found = database.execute("SELECT type, name, tbl_name, sql FROM main.sqlite_master LIMIT 99")
    return sorted((str(kind), str(name), str(of), str(sql)) for kind, name, of, sql in found)
