from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from core_samples import CARD, LIBRARY, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.core import index as index_module
from briefing.core import index_schema
from briefing.core.index import Hit, SearchIndex, match_expression
from briefing.core.library import open_folder
from briefing.core.query import QueryError, parse_query

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
    with suppress(QueryError):
        index.correction(query)
    try:
        hits = index.search(query)
    except QueryError:
        assert ":" in query
        return
    for hit in hits:
        assert hit.title_spans or hit.text_spans
        for start, end in hit.text_spans:
            assert 0 <= start < end <= len(hit.passage.text)


@pytest.mark.parametrize("query", ["NEAR(a b)", "a AND", "OR", "NOT dues", "{", "a^2"])
def test_nothing_typed_is_read_as_syntax(index: SearchIndex, query: str) -> None:
    assert isinstance(index.search(query), tuple)
    match = match_expression(parse_query(query).terms)
    assert '"' in match or not any(char.isalnum() for char in query)


def test_a_page_pasted_into_the_search_takes_no_time(index: SearchIndex) -> None:
    start = time.process_time()
    index.search("dues " * 10_000)
    index.search(" ".join(f"{number}" for number in range(10_000)))
    index.search('"' + "dues " * 10_000)
    index.search("dues " + "-x " * 10_000)
    assert time.process_time() - start < 1
    assert match_expression(parse_query("a a a").terms) == '"a"*'
    assert len(parse_query(" ".join(map(str, range(99)))).terms) == 50


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind:fact", {("norrey", "Key point")}),
        ("in:names", {("norrey", "Name"), ("aldmark", "Name")}),
        ("dues in:points", {("norrey", "Key point")}),
        ("dues -in:points", {("norrey", "Bottom line")}),
        ("dues region:sou", {("norrey", "Key point"), ("norrey", "Bottom line")}),
        ("dues -region:South", set()),
        ("ferry at:second", {("norrey", "Key point")}),
        ("ferry -at:second", set()),
        ("in:names kind:", {("norrey", "Name"), ("aldmark", "Name")}),
    ],
)
def test_filters(index: SearchIndex, query: str, found: set[tuple[str, str]]) -> None:
    assert {(hit.passage.card, hit.passage.where) for hit in index.search(query)} == found


def test_steps_of_an_actor(tmp_path: Path) -> None:
    steps = "{actor: The Élysée, action: Wait, para: 1}, {actor: Others, action: Go, para: 1}"
    text = f"{NORREY.split('editions:', maxsplit=1)[0]}editions:\n  - source: second\n    bottom_line: x\n    steps: [{steps}]\n"
    folder = write(tmp_path / "x", library=LIBRARY, norrey=text)
    with SearchIndex(open_folder(folder)) as opened:
        assert [hit.passage.title for hit in opened.search('actor:"elysee"')] == ["The Élysée"]
        assert [hit.passage.title for hit in opened.search("actor:OTHERS")] == ["Others"]


def test_filter_finds_passages_in_the_librarys_order_and_none_is_marked(
    index: SearchIndex,
) -> None:
    hits = index.search("kind:fact", limit=1)
    assert len(hits) == 1
    assert hits[0].score == 0
    assert marked(hits[0]) == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("region:mars", "there is no region mars; use one of"),
        ("at:1850", "no stop is called 1850; there are: "),
        ("at:soon", "no stop is called soon"),
        ("foo:bar", "there is no filter foo:; the filters are at:2004, in:quotes"),
        ("kind:worning", "did you mean `warning`?"),
    ],
)
def test_filter_that_is_not_there_is_said(index: SearchIndex, query: str, said: str) -> None:
    with pytest.raises(QueryError) as error:
        index.search(query)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("query", "corrected"),
    [
        ("hrabor dues", "harbor dues"),
        ("Noreey", "norrey"),
        ("dues", ""),
        ("xylophone", ""),
        ("dues -hrabor", ""),
    ],
)
def test_a_slip_of_the_keys_is_put_right(index: SearchIndex, query: str, corrected: str) -> None:
    assert index.correction(query) == corrected
    hits, used = index.search_or_correct(query)
    assert used == corrected
    assert hits == index.search(corrected or query)


def test_a_slip_that_goes_on_is_put_right_as_if_it_were_the_first(index: SearchIndex) -> None:
    for query in ("hrabo", "hrabor", "hrabor", "hrabor dues", "Noreey", "hrabor"):
        hits, corrected = index.search_or_correct(query)
        assert hits == index.search(corrected or query)
    assert len(index.search_or_correct("hrabor", 1)[0]) == 1


@pytest.mark.parametrize("at_the_end", [False, True])
def test_an_index_that_goes_is_closed_while_the_program_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_the_end: bool
) -> None:
    folder = write(tmp_path / "cards", library=LIBRARY, aldmark=CARD)
    index = SearchIndex(open_folder(folder))
    database, begun = index._database, threading.active_count()
    started: list[threading.Thread] = []
    start = threading.Thread.start
    monkeypatch.setattr(threading.Thread, "start", lambda self: (started.append(self), start(self)))
    if at_the_end:  # of the program, when no thread can be begun
        monkeypatch.setattr(index_schema, "main_thread", threading.Thread)
    del index
    assert len(started) == (0 if at_the_end else 1)
    for thread in started:
        thread.join()
    assert threading.active_count() == begun
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        database.execute("SELECT 1")


def test_a_closed_index_is_closed(tmp_path: Path) -> None:
    index = SearchIndex(open_folder(write(tmp_path / "x", library=LIBRARY)))
    assert index.search("dues") == ()
    index.close()
    with pytest.raises(sqlite3.ProgrammingError):
        index.search("dues")


class TestOfALargeLibrary:
    """As if a few hits were many, and a word that some cards have all over the library."""

    @pytest.fixture(autouse=True)
    def large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(index_module, "_MOST_RANKED", 1)
        monkeypatch.setattr(index_module, "_MOST_COUNTED", 1)

    @pytest.fixture
    def towns(self, tmp_path: Path) -> Iterator[SearchIndex]:
        def town(name: str, text: str, topic: str) -> str:
            point = f"      - {{topic: {topic}, kind: fact, text: x, para: 1}}\n"
            return CARD.replace("Aldmark", name).replace("The port matters.", text) + (
                f"    points:\n{point}"
            )

        folder = write(
            tmp_path / "x",
            library=LIBRARY,
            a=town("Aldmark", "Ice on the roads", "Trade"),
            b=town("Norrey", "No snow", "Ice and snow"),
            c=town("Iceland", "No snow", "Trade"),
        )
        with SearchIndex(open_folder(folder)) as opened:
            yield opened

    def test_names_come_first_then_titles_then_texts(self, towns: SearchIndex) -> None:
        hits = towns.search("ice")
        assert [(hit.passage.card, hit.passage.where) for hit in hits] == [
            *(("c", "Name"), ("b", "Key point"), ("a", "Bottom line")),
        ]
        assert [hit.score for hit in hits] == [0, 0, 0]
        assert towns.search("ice", limit=2) == hits[:2]

    def test_few_hits_of_a_frequent_word_are_in_the_same_order(self, towns: SearchIndex) -> None:
        assert [hit.passage.card for hit in towns.search("snow -ice")] == ["c", "b"]
        assert [hit.passage.card for hit in towns.search('"ice on"')] == ["a"]
        assert [hit.passage.card for hit in towns.search("in:points ice")] == ["b"]
        assert [hit.passage.card for hit in towns.search("in:names ice -x")] == ["c"]


def test_only_excluded_words_leave_all_that_the_filters_let_through(index: SearchIndex) -> None:
    names = index.search("in:names")
    left = index.search("in:names -aldmark")
    assert {hit.passage.card for hit in names} - {hit.passage.card for hit in left} == {"aldmark"}
    assert index.search("-in:names -in:points -in:quotes -in:bottom-line -in:notes") == ()


def test_an_actor_without_a_word_is_any_actor(tmp_path: Path) -> None:
    steps = "{actor: A, action: Wait, para: 1}, {actor: B, action: Go, para: 1}"
    text = CARD + f"    steps: [{steps}]\n"
    with SearchIndex(open_folder(write(tmp_path / "x", library=LIBRARY, a=text))) as opened:
        assert [hit.passage.title for hit in opened.search("actor:…")] == ["A", "B"]
        assert [hit.passage.title for hit in opened.search("actor:b")] == ["B"]
