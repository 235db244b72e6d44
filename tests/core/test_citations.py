from __future__ import annotations

import pytest
from core_samples import card, edition, first_edition, library, point, quote
from hypothesis import given
from hypothesis import strategies as st

from briefing.core.card import Library, Source
from briefing.core.citations import (
    attribution,
    citation,
    cited,
    date_in_words,
    paragraphs_label,
    reference,
    source_label,
    statements,
)
from briefing.core.validation import validated


@pytest.mark.parametrize(
    ("dates", "labels"),
    [
        ({"a": "2004-02-25", "b": "2010"}, ["2004", "2010"]),
        ({"a": "2004-02-25", "b": "2004-11"}, ["Feb 2004", "Nov 2004"]),
        ({"a": "2004-02-25", "b": "2004-02-26"}, ["25 February 2004", "26 February 2004"]),
        ({"a": "2004", "b": "2004"}, ["a", "b"]),
        ({"a": "2004", "b": "2004-02", "c": "2010"}, ["2004", "Feb 2004", "2010"]),
    ],
)
def test_a_source_is_named_by_the_shortest_date_that_tells_it_apart(
    dates: dict[str, str], labels: list[str]
) -> None:
    talks = library(**dates)
    assert [source_label(talks, source_id) for source_id in dates] == labels


def test_a_source_that_is_not_known_is_named_by_its_id() -> None:
    assert source_label(library(a="2004"), "b") == "b"
    assert reference(library(a="2004"), "a", (3, 4)) == "2004 ¶3–4"


@pytest.mark.parametrize(
    ("numbers", "label"),
    [
        ([6], "¶6"),
        ([18, 19], "¶18–19"),
        ([18, 20], "¶18, ¶20"),
        ([3, 1, 2, 2, 9], "¶1–3, ¶9"),
        ([], ""),
    ],
)
def test_paragraphs_are_printed_as_runs(numbers: list[int], label: str) -> None:
    assert paragraphs_label(numbers) == label


@given(st.sets(st.integers(1, 60)))
def test_a_label_names_each_paragraph_and_no_other(numbers: set[int]) -> None:
    named: set[int] = set()
    for run in filter(None, paragraphs_label(numbers).replace("¶", "").split(", ")):
        first, _, last = run.partition("–")
        named.update(range(int(first), int(last or first) + 1))
    assert named == numbers


def source(date: str, **more: str) -> Source:
    data = {"title": "The harbors", "speaker": "Ada Morrow", "date": date, **more}
    return validated(Source, data)


def test_what_of_a_date_is_not_recorded_is_said() -> None:
    assert date_in_words(source("2004-02-25")) == "25 February 2004"
    assert date_in_words(source("2004-02")) == "February 2004 (day not recorded)"
    assert date_in_words(source("2004")) == "2004 (month and day not recorded)"


def test_a_citation_names_those_who_took_part() -> None:
    assert citation(source("2004-02-25")) == "Ada Morrow, The harbors, 25 February 2004."
    assert citation(source("2004-02-25", moderator="Ben Tull", prepared_by="Cora Lind")) == (
        "Ada Morrow, The harbors, 25 February 2004. Moderated by Ben Tull. "
        "Summary prepared by Cora Lind."
    )


def test_the_summarys_words_are_not_put_in_the_speakers_mouth() -> None:
    talks = library(first="2004-02-25", second="2010")
    own = first_edition()
    assert attribution(talks, own, quote()) == "Ada Morrow, February 2004"
    assert attribution(talks, own, quote(voice="summary")) == (
        "Summary of a talk by Ada Morrow, February 2004"
    )
    assert attribution(talks, own, quote(speaker="Ben Tull")) == "Ben Tull, February 2004"
    assert attribution(talks, own, quote(source="second")) == "Ada Morrow, 2010"


def test_of_an_unknown_source_only_what_the_card_says_is_said() -> None:
    empty = Library(title="x", sources={})
    assert attribution(empty, first_edition(), quote()) == "first"
    assert attribution(empty, first_edition(), quote(source="third")) == "third"
    assert attribution(empty, first_edition(), quote(speaker="Ben Tull")) == "Ben Tull"


def test_all_that_cites_a_paragraph_is_counted() -> None:
    step = {"actor": "The council", "action": "Dredge", "para": [9, 2]}
    words = {"text": "so", "voice": "speaker", "para": 3, "source": "second"}
    full = edition("first", point("A", [1, 2]), quotes=[words], steps=[step])
    cards = [card(full), card(edition("third")), card(edition("second", point("B", 8)))]
    assert cited(cards) == {"first": (1, 2, 9), "second": (3, 8), "third": ()}
    assert [item.para for item in statements(cards[0].editions[0])] == [(1, 2), (3,), (9, 2)]
    assert cited([]) == {}
