"""A small library and its index, for the tests of the index."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from core_samples import CARD, LIBRARY, write

from briefing.core.index import SearchIndex
from briefing.core.index_place import IndexPlace
from briefing.core.index_schema import sum_of
from briefing.core.library import open_folder, open_quick, reload
from briefing.core.query import QueryError

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.core.library import CardFolder

QUOTED = """\
    points:
      - {topic: Harbor dues, kind: warning, text: They rose., para: 1}
    quotes:
      - {text: so it is, voice: speaker, para: [3, 1]}
"""
QUERIES = ("h", "harbor du", '"they rose"', "hrabor", "in:quotes", "kind:warning -x", "region:n r")


def sample_folder(place: Path) -> Path:
    """Two good cards, one with a warning, and a broken one."""
    return write(
        place / "cards",
        library=LIBRARY,
        aldmark=CARD + QUOTED,
        norrey=CARD.replace("Aldmark", "Norrey").replace("North", "South") + "see_also: [no]\n",
        broken="name: [",
    )


def index_of(cache: Path, folder: Path) -> Path:
    """The file of the index that counts."""
    found = IndexPlace(cache, folder).current
    assert found is not None
    return found


def change(path: Path, *statements: str) -> None:
    """Run SQL in an index; ``sum_of`` gives the sum that stands beside what is kept."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.create_function("sum_of", 1, sum_of)
        for statement in statements:
            database.execute(statement)


def look_at(folder: CardFolder) -> None:
    """Ask for all that a window asks for."""
    for file in folder.files:
        assert isinstance(file.name, str)
        assert all(isinstance(problem.message, str) for problem in file.problems)
        assert file.is_broken or file.card is not None
        assert isinstance(dict(file.cites), dict)
    with SearchIndex(folder) as index:
        for query in QUERIES:
            with suppress(QueryError):  # where the regions are unknown
                for hit in index.search_or_correct(query)[0]:
                    assert isinstance(hit.passage.text + hit.passage.reference, str)


def is_as_read(folder: Path, cache: Path) -> None:
    """However the index stands: the library is the one that is on disk, and indexed again."""
    fresh = open_folder(folder)
    quick = open_quick(folder, cache)
    if quick is not None:
        look_at(quick)
        assert reload(quick) == fresh
    opened = open_folder(folder, cache)
    assert opened == fresh
    assert opened.is_indexed
    with SearchIndex(opened) as index, SearchIndex(fresh) as other:
        for query in ("harbor", "harbor dues", "norrey", "in:quotes", "hrabor"):
            found, wanted = index.search_or_correct(query), other.search_or_correct(query)
            assert {hit.passage for hit in found[0]} == {hit.passage for hit in wanted[0]}
            assert found[1] == wanted[1]
