from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.core.fts_query import match_expression
from briefing.core.marking import Marker
from briefing.core.query import parse_query

WORDS = st.sampled_from(
    ["Harbor", "harbors", "dues", "port’s", "Niño", "nin\u0303o", "Нёр", "naïve", "U.S.", "2004"]
)


def marked(query: str, text: str) -> list[str]:
    spans = Marker(parse_query(query).terms).spans(text)
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("harb", "Harbor dues, HARBORS", ["Harbor", "HARBORS"]),
        ('"harbor du"', "harbor dues", []),
        ('"harbor dues"', "Harbor – dues; harbor", ["Harbor – dues"]),
        ("port's", "the port’s ice", ["port’s"]),
        ("nino", "El nin\u0303o", ["nin\u0303o"]),
        ("niño", "NINO", ["NINO"]),
        ("harbor -dues", "harbor dues", ["harbor"]),
        ('"a b" "b c"', "a b c", ["a b c"]),
        ('"a b" "b"', "a b b", ["a b", "b"]),
        ("a", "b", []),
        ("ताब", "ताबा", ["ताब"]),
        ("-a", "a", []),
    ],
)
def test_words_are_marked_where_they_stand(query: str, text: str, found: list[str]) -> None:
    assert marked(query, text) == found


@given(
    st.lists(st.sampled_from(["a", "ab", "A_b", "ba.", "-", "2a"]), max_size=9).map(" ".join),
    st.lists(st.sampled_from(["a", "ab", '"a b"', '"a a"', "A_b", "-ba", "2", "ñ"]), max_size=4),
)
def test_a_text_in_ascii_is_marked_like_any_other(text: str, words: list[str]) -> None:
    marker = Marker(parse_query(" ".join(words)).terms)
    assert marker.spans(text) == marker.spans(f"{text} Ж")


@given(st.lists(WORDS, min_size=1, max_size=8).map(" ".join), WORDS, st.integers(1, 9))
def test_what_the_index_finds_is_marked_and_nothing_else(text: str, word: str, cut: int) -> None:
    query = word[:cut]
    terms = parse_query(query).terms
    tokenize = "tokenize=\"unicode61 remove_diacritics 2 categories 'L* N*'\""
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(f"CREATE VIRTUAL TABLE texts USING fts5(text, {tokenize})")
        database.execute("INSERT INTO texts VALUES (?)", (text,))
        asked = "SELECT count(*) FROM texts WHERE texts MATCH ?"
        found = bool(terms) and database.execute(asked, (match_expression(terms),)).fetchone()[0]
    assert bool(marked(query, text)) == bool(found)
