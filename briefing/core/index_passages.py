"""The passages of cards in the index: those tables that a search asks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from briefing.core.folding import folded
from briefing.core.index_schema import SEARCHED, VOCABULARY
from briefing.core.passage_rows import SLOT_BITS, TAGS_END, TAGS_START

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from briefing.core.entry import Entry
    from briefing.core.passage_rows import PassageRow

    Named = tuple[int, str]

_PASSAGE = "INSERT INTO passages(rowid, title, text, tags, rest) VALUES (?, ?, ?, ?, ?)"
_TITLE = "INSERT INTO titles(rowid, title) VALUES (?, ?)"
_NAME = "INSERT INTO names(rowid, name) VALUES (?, ?)"
_WORD = re.compile(r"[^\W_]+")
_IN_CARD = (1 << SLOT_BITS) - 1


def fill(database: sqlite3.Connection, cards: Iterable[tuple[int, Iterable[PassageRow]]]) -> None:
    """Make an empty database searchable: the passages of each card by its slot."""
    for table in SEARCHED:
        database.execute(table)
    for card in cards:
        put_passages(database, (card,))
    learn_words(database)


def learn_words(database: sqlite3.Connection) -> None:
    """Note every word that a passage has, for slips of the keys to be put right."""
    database.execute(VOCABULARY)
    marked = (
        "INSERT INTO words SELECT '^' || term || '$' FROM vocabulary WHERE term < ? OR term >= ?"
    )
    database.execute(marked, (TAGS_START, TAGS_END))
    database.execute("DROP TABLE vocabulary")


def learn_new_words(database: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    """Note the words of cards that no passage has; VOCABULARY is there."""
    words = {
        word
        for entry in entries
        for title, text, *_ in entry.passages
        for word in _WORD.findall(folded(f"{title} {text}"))
    }
    asked = "SELECT 1 FROM vocabulary WHERE term = ?"
    new = [
        (f"^{word}$",)
        for word in sorted(words)
        if database.execute(asked, (word,)).fetchone() is None
    ]
    database.executemany("INSERT INTO words VALUES (?)", new)


def put_passages(
    database: sqlite3.Connection, cards: Iterable[tuple[int, Iterable[PassageRow]]]
) -> None:
    """Write the passages of cards, each with its slot."""
    numbered = [
        (number, title, text, tags, rest)
        for slot, passages in cards
        for number, (title, text, tags, rest) in enumerate(passages, slot << SLOT_BITS)
    ]
    database.executemany(_PASSAGE, numbered)
    names, titles = _named(numbered)
    database.executemany(_NAME, names)
    database.executemany(_TITLE, titles)


def forget_passages(database: sqlite3.Connection, slot: int) -> None:
    """Take the passages of the card at a slot away."""
    room = (slot << SLOT_BITS, (slot + 1) << SLOT_BITS)
    asked = "SELECT rowid, title, text FROM passages WHERE rowid >= ? AND rowid < ?"
    rows = database.execute(asked, room).fetchall()
    names, titles = _named(rows)
    remove_name = "INSERT INTO names(names, rowid, name) VALUES ('delete', ?, ?)"
    database.executemany(remove_name, names)
    remove_title = "INSERT INTO titles(titles, rowid, title) VALUES ('delete', ?, ?)"
    database.executemany(remove_title, titles)
    # One by one: what takes many rows away at once begins with a savepoint, as what replaces one.
    numbers = [(number,) for number, *_ in rows]
    database.executemany("DELETE FROM passages WHERE rowid = ?", numbers)


def _named(rows: Sequence[tuple[Any, ...]]) -> tuple[list[Named], list[Named]]:
    """The names among passages, each the first of its card, and the titles of the rest.

    Rows begin with number, title and text.
    """
    names = [(row[0], row[2]) for row in rows if not row[0] & _IN_CARD]
    titles = [(row[0], row[1]) for row in rows if row[1] and row[0] & _IN_CARD]
    return names, titles
