"""The true wording is found for words that are nearly right, and none for words that are not."""

from __future__ import annotations

import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefing.core.nearest import Nearest, Words, nearest
from briefing.core.paragraphs import paragraphs

TEXT = """\
The harbors

She said that “the ice left early, as it’s wont to,” and that the port's dues rose twice.
The council (of nine) does not seek control over the river, but it wants the towns of the upper
valley to take its interests into account, as Norrey's new mayor has done.
He noted: "we waited" and left. The U.S.-built dredger came in May.
The ice left late the year after, and the dues fell.
"""
SOURCE = Words(paragraphs(TEXT.replace("\nvalley", " valley")))


def found(words: str, *paras: int) -> tuple[int, str] | None:
    near = nearest(SOURCE, paras, words)
    return (near.para, near.text) if near else None


@pytest.mark.parametrize(
    ("words", "para", "true"),
    [
        ("the ice left early", 2, "the ice left early"),
        ("The Ice left early", 2, "the ice left early"),
        ("the ice leff erly", 2, "the ice left early"),
        ("the ice early", 2, "the ice left early"),
        ("the cold ice left early", 2, "the ice left early"),
        ("the ice left early as it's wont to", 2, "the ice left early, as it’s wont to"),
        ("the ice left early as it's wont to.", 2, "the ice left early, as it’s wont to,"),
        ("the ice left early as it's wont to”", 2, "the ice left early, as it’s wont to,”"),
        ("“the ice lef early", 2, "“the ice left early"),
        ("the ice left early, as it’s wont to,", 2, "the ice left early, as it’s wont to,"),
        ("council of nine does not seek", 3, "council (of nine) does not seek"),
        ("wants the town of the valley", 3, "wants the towns of the upper valley"),
        ("the US-built dredger", 4, "The U.S.-built dredger"),
        ("harbours", 1, "harbors"),
        ("We waited and he left.", 4, 'we waited" and left.'),
    ],
)
def test_the_nearest_wording_of_the_paragraph(words: str, para: int, true: str) -> None:
    assert found(words, para) == (para, true)


@pytest.mark.parametrize(
    "words", ["", "—", "nobody ever said", "entirely different words were spoken here", "x" * 99]
)
def test_nothing_near_is_nothing(words: str) -> None:
    assert found(words, 2) is None


def test_the_named_paragraph_goes_before_a_nearer_one_elsewhere() -> None:
    assert found("the ice left late", 5) == (5, "The ice left late")
    assert found("the ice left late", 2) == (2, "the ice left early")


def test_other_paragraphs_are_looked_through_after() -> None:
    assert found("to take its interest into account", 1) == (
        3,
        "to take its interests into account",
    )
    assert found("to take its interests into account") == (3, "to take its interests into account")
    assert found("the dues fell", 99, 0) == (5, "the dues fell")


def test_it_says_where_the_wording_stands() -> None:
    near = nearest(SOURCE, [4], "the U.S. built dredgers")
    assert near is not None
    assert near == Nearest("The U.S.-built dredger", 4, near.start, near.end)
    assert SOURCE.paragraphs[3].verbatim[near.start : near.end] == near.text


def test_a_quote_of_endless_length_gets_no_answer() -> None:
    assert found("ice left " * 150, 2) is None


LONG = Words(paragraphs(" ".join(f"word{n} of{n % 7} the the" for n in range(3000))))


@given(st.integers(0, 11_900), st.integers(8, 60), st.data())
def test_a_slip_anywhere_is_mended(start: int, length: int, data: st.DataObject) -> None:
    row = LONG.paragraphs[0].text.split()[start : start + length]
    assume(len(row) >= 8)
    true = " ".join(row)
    place = data.draw(st.integers(2, len(row) - 3))
    kind = data.draw(st.sampled_from(["drop", "add", "other", "letter", "comma"]))
    if kind == "drop":
        del row[place]
    elif kind == "add":
        row.insert(place, "surely")
    else:
        row[place] = {"other": "surely", "letter": row[place][:-1], "comma": row[place] + ","}[kind]
    near = nearest(LONG, [1], " ".join(row))
    assert near is not None
    assert near.text in LONG.paragraphs[0].text
    # What stands again and again a few words on may be taken for what was dropped.
    assert len(near.text.split()) >= len(true.split()) - 2


@given(st.text("ab c,.“”'", max_size=60), st.text("ab c,.“”'", max_size=20))
def test_what_is_found_stands_there_letter_for_letter(text: str, words: str) -> None:
    source = Words(paragraphs(text))
    near = nearest(source, [1], words)
    if near is not None:
        paragraph = source.paragraphs[near.para - 1]
        assert paragraph.verbatim[near.start : near.end] == near.text
        assert paragraph.holds(near.text, spoken=False)


def test_words_that_stand_there_are_found_as_they_are() -> None:
    for start in range(0, 11_000, 500):
        words = " ".join(LONG.paragraphs[0].text.split()[start : start + 20])
        near = nearest(LONG, [1], words)
        assert near is not None
        assert near.text == words


def test_words_put_together_from_many_places_are_near_none() -> None:
    words = [f"word{n + more}" for n in range(10, 2010, 400) for more in (0, 1)]
    assert nearest(LONG, [1], " ".join(words)) is None


def test_a_long_source_takes_no_longer_than_a_reader_notices() -> None:
    row = LONG.paragraphs[0].text.split()[6000:6060]
    row[10:12] = ["a", "slip"]
    began = time.process_time()
    for paras in ([1], []):
        assert nearest(LONG, paras, " ".join(row)) is not None
    # Ten times what it takes, so that a busy computer does not fail the test.
    assert time.process_time() - began < 0.5
