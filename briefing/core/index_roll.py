"""The roll of a library in its index: read at once, made anew once files have changed.

Whoever changes what the index says of a file voids the roll in the same breath, so that it can
never tell of what was.
"""

from __future__ import annotations

import json
import os
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from briefing.core.index_schema import FAULTS, NoIndexError, sum_of, verify
from briefing.core.listing import stamp_at
from briefing.core.roll import Roll, RollError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Sequence

    from briefing.core.card_folder import CardFolder
    from briefing.core.entry import Context
    from briefing.core.index_file import IndexFile

VOID = "DELETE FROM roll"
_WAIT = 0.05
"""Seconds for which the roll waits for another program's writing, after which there is another."""

_KEPT = "state, regions, coalesce(folder, '')"
_ROLL = "roll LEFT JOIN seen USING (state)"
_KNOWN = "SELECT slot, name, digest, errors, warnings FROM files ORDER BY slot"
_STANDING = """slot, name, inode, size, changed, touched, settled, library_key, ids_key, dangles,
    links"""


class Kept(NamedTuple):
    """What is kept of a roll: another number with each, and the regions in whose order it is.

    ``seen`` is the state of the folder, as of ``seen_at``, that held just its files; else empty.
    """

    state: int
    regions: str
    seen: str


def kept_roll(index: IndexFile) -> Kept | None:
    """What is kept of the roll; None while there is none that can be had."""
    found = index.ask(f"SELECT {_KEPT} FROM {_ROLL}")  # noqa: S608
    return Kept(*found) if found else None


def read_roll(index: IndexFile, regions: Sequence[str]) -> tuple[Roll, Kept] | None:
    """The roll in the order of these regions; None where it cannot be had."""
    found = index.ask(f"SELECT value, sum, {_KEPT} FROM {_ROLL}")  # noqa: S608
    if found is None:
        return None
    value, total, kept = found[0], found[1], Kept(*found[2:])
    if type(value) is not str or type(kept.regions) is not str:
        index.blame(RollError())
        return None
    if not index.is_right(kept.regions + value, total) or kept.regions != order_of(regions):
        return None
    try:
        return Roll.read(value), kept
    except RollError as error:
        index.blame(error)
        return None


def write_roll(index: IndexFile, regions: Sequence[str], folder: CardFolder, seen: str) -> None:
    """Write the roll of a library, if its files are what the index has now.

    ``seen`` is the state of the folder that holds just these, as of ``seen_at``.
    """
    rows = sorted((file.row for file in folder.files), key=lambda row: row.slot)
    known = [
        (row.slot, os.fsencode(row.name), row.digest, row.errors, row.warnings) for row in rows
    ]
    order, value = order_of(regions), folder.roll.written()

    def write(database: sqlite3.Connection) -> None:
        if database.execute(_KNOWN).fetchall() == known:
            database.execute(VOID)
            written = (order, value, sum_of(order + value))
            added = database.execute("INSERT INTO roll VALUES (NULL, ?, ?, ?)", written)
            _put_seen(database, added.lastrowid, seen)

    _change(index, write)


def note_seen(index: IndexFile, state: int, seen: str) -> None:
    """Take note of the state of the folder that holds just the files of the roll of that state."""
    _change(index, lambda database: _put_seen(database, state, seen))


def holds(index: IndexFile, folder: str, context: Context, names: Collection[str]) -> bool:
    """Whether all is as the index has it in a folder, which is given with its last slash.

    That is: files of these names, none of them changed, and held against that context.
    """
    left = set(names)
    keys = (context.library_key, context.ids_key)
    try:
        for _, raw_name, *stamp, settled, library_key, ids_key, dangles, links in index.files(
            _STANDING
        ):
            name = os.fsdecode(raw_name)
            if name not in left or settled != 1 or stamp_at(folder + name) != tuple(stamp):
                return False
            left.remove(name)
            if (library_key, ids_key) == keys:
                continue
            linked = [] if links == "[]" else json.loads(links)
            if library_key != keys[0] or dangles or not all(link in context.ids for link in linked):
                return False
    except (*FAULTS, NoIndexError, TypeError, ValueError, RecursionError) as error:
        index.blame(error)
        return False
    return not left


def order_of(regions: Sequence[str]) -> str:
    """Regions as a roll keeps them."""
    return json.dumps(regions, ensure_ascii=False)


def _put_seen(database: sqlite3.Connection, state: int | None, seen: str) -> None:
    database.execute("DELETE FROM seen")
    database.execute("INSERT INTO seen VALUES (?, ?)", (state, seen))


def _change(index: IndexFile, change: Callable[[sqlite3.Connection], None]) -> None:
    """Change the index as a whole; where that cannot be, nothing is."""
    try:
        with closing(index.connection(_WAIT)) as database:
            database.execute("BEGIN IMMEDIATE")
            verify(database)
            change(database)
            database.execute("COMMIT")
    except (*FAULTS, NoIndexError) as error:
        index.blame(error)
