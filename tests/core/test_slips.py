from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from briefing.core.index_schema import SEARCHED
from briefing.core.slips import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = ("harbor", "harbors", "norrey", "ices", "customs", "custom", "georgia", "of", "élysée")


@pytest.fixture
def words() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as database:
        for table in SEARCHED:
            database.execute(table)
        database.executemany("INSERT INTO words VALUES (?)", [(f"^{each}$",) for each in WORDS])
        yield database


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hrabor", ["harbor"]),
        ("harobr", ["harbor", "harbors"]),
        ("Harbour", ["harbor", "harbors"]),
        ("Noreey", ["norrey"]),
        ("icse", ["ices"]),
        ("custmos", ["customs", "custom"]),
        ("gorgia", ["georgia"]),
        ("xylophone", []),
        ("harxxxxxx", []),
        ("fo", []),
        ("h" * 41, []),
        ("harbor" * 6, []),
    ],
)
def test_the_nearest_words_come_first(
    words: sqlite3.Connection, typed: str, meant: list[str]
) -> None:
    assert nearest(words, typed) == meant
