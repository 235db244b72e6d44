"""What a search field understands."""

from __future__ import annotations

import pytest

from briefing.core.query import Filter, QueryError, Term, parse_query


def test_words_phrases_and_what_to_leave_out() -> None:
    query = parse_query('missile "new  start" -senate -"the end" "open')
    assert query.terms == (
        Term(("missile",), is_phrase=False, excluded=False),
        Term(("new", "start"), is_phrase=True, excluded=False),
        Term(("senate",), is_phrase=False, excluded=True),
        Term(("the", "end"), is_phrase=True, excluded=True),
        Term(("open",), is_phrase=True, excluded=False),
    )


def test_filters_with_and_without_marks() -> None:
    query = parse_query('at:2004 Actor:"United States" -in:quotes KIND:Warning region:south')
    assert query.terms == ()
    assert query.filters == (
        Filter("at", "2004", excluded=False),
        Filter("actor", "United States", excluded=False),
        Filter("in", "quotes", excluded=True),
        Filter("kind", "Warning", excluded=False),
        Filter("region", "south", excluded=False),
    )


@pytest.mark.parametrize("typed", ["", "  ", "-word", '""', "…", 'at:""', "at:", "at: "])
def test_nothing_to_look_for(typed: str) -> None:
    assert parse_query(typed).is_empty


@pytest.mark.parametrize("typed", ["word", "-word other", "kind:fact", "-in:notes"])
def test_something_to_look_for(typed: str) -> None:
    assert not parse_query(typed).is_empty


def test_what_looks_like_a_filter_and_is_none() -> None:
    assert parse_query("12:30").terms[0].words == ("12", "30")


@pytest.mark.parametrize("typed", ["when:2004", "kind:fct", "in:everything"])
def test_unknown_filter_or_value(typed: str) -> None:
    with pytest.raises(QueryError):
        parse_query(typed)
