"""The roll of a library in its index: read at once, made anew once files have changed.

Whoever changes what the index says of a file voids the roll in the same breath, so that it can
never tell of what was.
"""

from __future__ import annotations

import json
import os
from contextlib import closing
from typing import TYPE_CHECKING

from briefing.core.index_schema import FAULTS, NoIndexError, sum_of, verify
from briefing.core.listing import stamp_at
from briefing.core.roll import Roll, RollError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from briefing.core.card_file import CardFile
    from briefing.core.entry import Context
    from briefing.core.index_file import IndexFile

VOID = "DELETE FROM roll"
_WAIT = 0.05
"""Seconds for which the roll waits for another program's writing, after which there is another."""

_KNOWN = "SELECT slot, name, digest, errors, warnings FROM files ORDER BY slot"
_STANDING = """slot, name, inode, size, changed, touched, settled, library_key, ids_key, dangles,
    links"""


def read_roll(index: IndexFile, regions: Sequence[str]) -> tuple[Roll, int] | None:
    """The roll in the order of these regions, and its state; None where it cannot be had."""
    found = index.ask("SELECT state, regions, value, sum FROM roll")
    if found is None:
        return None
    state, order, value, total = found
    if type(order) is not str or type(value) is not str:
        index.blame(RollError())
        return None
    if not index.is_right(order + value, total) or order != _order(regions):
        return None
    try:
        return Roll.read(value), state
    except RollError as error:
        index.blame(error)
        return None


def state_of(index: IndexFile) -> int | None:
    """Another number with every roll; None while there is none that can be had."""
    found = index.ask("SELECT state FROM roll")
    return found[0] if found else None


def has_roll(index: IndexFile, regions: Sequence[str]) -> bool:
    """Whether there is a roll in the order of these regions."""
    found = index.ask("SELECT regions FROM roll")
    return found is not None and found[0] == _order(regions)


def write_roll(
    index: IndexFile, regions: Sequence[str], files: Sequence[CardFile], roll: Roll
) -> None:
    """Write the roll of these files, if they are what the index has now."""
    rows = sorted((file.row for file in files), key=lambda row: row.slot)
    known = [
        (row.slot, os.fsencode(row.name), row.digest, row.errors, row.warnings) for row in rows
    ]
    order, value = _order(regions), roll.written()
    try:
        with closing(index.connection(_WAIT)) as database:
            database.execute("BEGIN IMMEDIATE")
            verify(database)
            if database.execute(_KNOWN).fetchall() == known:
                database.execute(VOID)
                written = (order, value, sum_of(order + value))
                database.execute("INSERT INTO roll VALUES (NULL, ?, ?, ?)", written)
                database.execute("COMMIT")
    except (*FAULTS, NoIndexError) as error:
        index.blame(error)


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


def _order(regions: Sequence[str]) -> str:
    return json.dumps(regions, ensure_ascii=False)
