from __future__ import annotations

from pathlib import Path

import pytest
from card_texts import card_texts
from hypothesis import given
from hypothesis import strategies as st
from test_dialect import FRAGMENTS

from briefing.core.dialect import _built
from briefing.core.quick_yaml import MAX_LEVELS, UNSURE, quick_data

CORPUS = Path(__file__).parents[1] / "corpus"


def as_told(text: str) -> object:
    """What the careful way makes of a text in which it finds no fault, else UNSURE."""
    document = _built(text, "x")
    whole = document.readable and not document.problems
    return document.data if whole and isinstance(document.data, (dict, list)) else UNSURE


@given(card_texts())
def test_cards_are_read_the_fast_way_and_no_different(text: str) -> None:
    found = quick_data(text)
    assert found is not UNSURE
    assert repr(found) == repr(as_told(text))


@given(st.one_of(st.text(), st.lists(st.sampled_from(FRAGMENTS)).map("".join)))
def test_whatever_the_text_both_ways_agree(text: str) -> None:
    found = quick_data(text)
    if found is not UNSURE:
        # repr tells apart 1 and True, and finds that not-a-number is itself.
        assert repr(found) == repr(as_told(text.encode("utf-8", "replace").decode()))


@pytest.mark.parametrize("path", sorted((CORPUS / "good").glob("*.yaml")), ids=lambda p: p.stem)
def test_the_good_files_of_the_corpus_take_the_fast_way(path: Path) -> None:
    text = path.read_bytes().decode("utf-8-sig")
    assert quick_data(text) == as_told(text) != UNSURE


@pytest.mark.parametrize(
    "text",
    [
        *("", "# nothing\n", "words", "3", "~", "[a", "a: [b]]", "'", "a: 1\n---\nb: 2\n", "*a"),
        *(
            "a: &x 1",
            "a: *x",
            "a: !!str 1",
            "a: !x [b]",
            "&x [a]",
            "a: 1\na: 2\n",
            "a: 1\na: [2]\n",
        ),
        *("3: a", "~: a", "<<: {a: 1}", "? [a]\n: b\n", "? {a: 1}\n: b\n", "{a: {b: 1, b: 2}}"),
        "a: [{b: 1, b: 2}]",
        "[" * (MAX_LEVELS + 1) + "]" * (MAX_LEVELS + 1),
        *("a: 1\n...\nb", "%YAML 3.0\n---\na: 1\n"),
    ],
)
def test_all_that_is_not_plainly_right_is_left_to_the_careful_way(text: str) -> None:
    assert quick_data(text) is UNSURE


def test_as_many_levels_as_a_card_may_have() -> None:
    deepest = "[" * MAX_LEVELS + "]" * MAX_LEVELS
    assert quick_data(deepest) == as_told(deepest)
