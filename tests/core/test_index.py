from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING

import pytest
from core_samples import CARD, LIBRARY, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.core.index import Hit, SearchIndex, match_expression
from briefing.core.library import open_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NORREY = """\
name: Norrey
kind: territory
region: South
aliases: [Нёррей, El Niño Bay, कि ताब]
editions:
  - source: second
    bottom_line: The U.S. port’s dues, called *harbor dues*, rose; ports fell. snake_case
    points:
      - {topic: Harbor dues, kind: fact, text: The dues of the harbor rose., para: 3}
      - {topic: Ferry, kind: fact, text: "A mark \ue000here\ue001 of no one.", para: 4}
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    folder = write(
        tmp_path_factory.mktemp("x") / "cards",
        library=LIBRARY,
        aldmark=CARD,
        norrey=NORREY,
        broken="name: dues",
    )
    with SearchIndex(open_folder(folder)) as opened:
        yield opened


def marked(hit: Hit) -> list[str]:
    text, title = hit.passage.text, hit.passage.title
    return [title[a:b] for a, b in hit.title_spans] + [text[a:b] for a, b in hit.text_spans]


@pytest.mark.parametrize(
    ("query", "where", "words"),
    [
        ("aldm", "Name", ["Aldmark", "Aldmark"]),
        ("DUES harbor ro", "Key point", ["Harbor", "dues", "dues", "harbor", "rose"]),
        ('"harbor dues" called', "Bottom line", ["called", "harbor dues"]),
        ("nino", "Name", ["Niño"]),
        ("nin\u0303o", "Name", ["Niño"]),
        ("нёр", "Name", ["Нёррей"]),
        ("u.s.", "Bottom line", ["U.S"]),
        ("port's", "Bottom line", ["port’s"]),
        ("snake_case", "Bottom line", ["snake_case"]),
        ("_ ferry -- &", "Key point", ["Ferry"]),
        ("here", "Key point", ["here"]),
        ("ताब", "Name", ["ताब"]),
        ('"unclosed phrase', None, []),
        ("dues -harbor", None, []),
        ("harbor -called", "Key point", ["Harbor", "harbor"]),
        ('rose -"harbor dues"', None, []),
        ("orthern", None, []),
        ("-dues", None, []),
        ("", None, []),
        ("…", None, []),
    ],
)
def test_what_is_found_and_marked(
    index: SearchIndex, query: str, where: str | None, words: list[str]
) -> None:
    hits = index.search(query)
    if where is None:
        assert hits == ()
    else:
        assert hits[0].passage.where == where
        assert marked(hits[0]) == words


def test_a_title_weighs_more_than_text(index: SearchIndex) -> None:
    hits = index.search("dues")
    assert [hit.passage.where for hit in hits] == ["Key point", "Bottom line"]
    assert hits[0].score > hits[1].score
    assert index.search("dues", limit=1) == hits[:1]


def test_broken_cards_are_not_found(index: SearchIndex) -> None:
    assert {hit.passage.card for hit in index.search("dues")} == {"norrey"}


@given(st.one_of(st.text(), st.lists(st.sampled_from('ab"-*_^:(){}+ ')).map("".join)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_makes_it_fall(index: SearchIndex, query: str) -> None:
    for hit in index.search(query):
        assert hit.title_spans or hit.text_spans
        for start, end in hit.text_spans:
            assert 0 <= start < end <= len(hit.passage.text)


@pytest.mark.parametrize("query", ["NEAR(a b)", "a AND", "OR", "NOT dues", "title:x", "{", "a^2"])
def test_nothing_typed_is_read_as_syntax(index: SearchIndex, query: str) -> None:
    assert isinstance(index.search(query), tuple)
    assert '"' in match_expression(query) or not any(char.isalnum() for char in query)


def test_a_page_pasted_into_the_search_takes_no_time(index: SearchIndex) -> None:
    start = time.process_time()
    index.search("dues " * 10_000)
    index.search(" ".join(f"{number}" for number in range(10_000)))
    index.search('"' + "dues " * 10_000)
    index.search("dues " + "-x " * 10_000)
    assert time.process_time() - start < 1
    assert match_expression("a a a") == '"a"*'
    assert match_expression(" ".join(map(str, range(99)))).count(" AND ") == 49


def test_a_closed_index_is_closed(tmp_path: Path) -> None:
    index = SearchIndex(open_folder(write(tmp_path / "x", library=LIBRARY)))
    assert index.search("dues") == ()
    index.close()
    with pytest.raises(sqlite3.ProgrammingError):
        index.search("dues")
