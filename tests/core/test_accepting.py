from __future__ import annotations

import math
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
from card_texts import cards
from core_samples import LIBRARY
from hypothesis import given
from hypothesis import strategies as st

from briefing.core.accepting import accepted
from briefing.core.card import Card, Library, Model
from briefing.core.dialect import parse
from briefing.core.scalars import INVISIBLE
from briefing.core.validation import InvalidError, validated

if TYPE_CHECKING:
    from collections.abc import Iterator

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 3),
    st.integers(1990, 2030),
    st.just(10**400),
    st.floats(),
    st.text(max_size=4),
    st.sampled_from(["", " \n", "a\nb", "a\rb", "GE", "Ge", "GE\n", "2004-02-30", "2004", "0000"]),
    st.sampled_from(["a\u2028", "\ufeff", "\x85", "\ud800", "\u00a0", "fact", "kept", "speaker"]),
    st.sampled_from(["0" * 64, "country", "90.0", "1e3"]),
    st.lists(st.one_of(st.none(), st.integers(-1, 4), st.booleans(), st.just("x")), max_size=3),
    st.just({}),
    st.just({"lat": 1, "lon": 2.5}),
    st.just({"lat": 90, "lon": -181}),
    st.just({"lat": math.nan, "lon": 0}),
)


def judged(model: type[Model], data: Any) -> Model | None:
    try:
        return validated(model, data)
    except InvalidError:
        return None


def texts_in(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from texts_in(part)


def library() -> dict[str, Any]:
    found: dict[str, Any] = parse(LIBRARY.encode(), "x").data
    found["sources"]["first"] |= {"sha256": "0" * 64, "kind": "talk"}
    return {**found, "about": "What was said.", "marking": None}


@st.composite
def nearly(draw: st.DrawFn, good: st.SearchStrategy[Any]) -> Any:
    """Good data in which one value, anywhere, is odd, left out, or too many."""
    data = deepcopy(draw(good))
    inside = data
    while True:
        keys = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
        if not keys:
            return data
        key = draw(st.sampled_from(keys))
        if isinstance(inside[key], (dict, list)) and draw(st.integers(0, 3)):
            inside = inside[key]
            continue
        match draw(st.integers(0, 5)):
            case 0:
                del inside[key]
            case 1 if isinstance(inside, dict):
                inside[draw(st.sampled_from(["lon", "sources", "source", "kind", "x"]))] = draw(ODD)
            case _:
                inside[key] = draw(ODD)
        return data


@given(cards())
def test_a_good_card_is_accepted_and_no_other_than_pydantic_gives(data: Any) -> None:
    assert accepted(Card, data, visible=True) == accepted(Card, data) == validated(Card, data)


@given(nearly(cards()))
def test_what_is_accepted_of_a_card_is_what_pydantic_accepts(data: Any) -> None:
    assert accepted(Card, data) == judged(Card, data)
    # A word for it that nothing is hidden is taken, but for that nothing else is.
    if not any(INVISIBLE.search(text) for text in texts_in(data)):
        assert accepted(Card, data, visible=True) == accepted(Card, data)


@given(nearly(st.just(library())))
def test_what_is_accepted_of_a_library_is_what_pydantic_accepts(data: Any) -> None:
    assert accepted(Library, data) == judged(Library, data)


@given(ODD)
def test_what_is_no_mapping_is_no_card(data: Any) -> None:
    assert accepted(Card, data) is None


@pytest.mark.parametrize("number", [1, 1.0, -180, 180])
def test_a_whole_number_of_degrees_is_a_number_of_degrees(number: float) -> None:
    place = {"lat": 0, "lon": number}
    card = accepted(Card, {"name": "A", "kind": "bloc", "region": "N", "location": place})
    assert card is not None
    assert card.location is not None
    assert (type(card.location.lon), card.location.lon) == (float, number)
