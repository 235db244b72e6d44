from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.core.dates import PartialDate


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(st.dates())
    known = draw(st.sampled_from([1, 2, 3]))
    return PartialDate(*(day.year, day.month, day.day)[:known])


@given(partial_dates())
def test_a_date_reads_back_from_its_text(date: PartialDate) -> None:
    assert PartialDate.parse(str(date)) == date


@given(partial_dates())
def test_the_middle_lies_within_the_span(date: PartialDate) -> None:
    assert date.first.toordinal() <= date.middle <= date.last.toordinal()
    assert date.covers(date)


@given(partial_dates(), partial_dates())
def test_dates_order_by_their_spans(one: PartialDate, other: PartialDate) -> None:
    if one.last < other.first:
        assert one.sort_key < other.sort_key
    if one != other:
        assert one.sort_key != other.sort_key
    if one.covers(other) and other.covers(one):
        # A span has one name, but for the only month or day that a date can lie in.
        assert (one.first, one.last) == (other.first, other.last)


def test_what_is_vaguer_covers_what_lies_within_it() -> None:
    year, month, day = (PartialDate.parse(text) for text in ("2004", "2004-02", "2004-02-25"))
    assert year.covers(month)
    assert year.covers(day)
    assert month.covers(day)
    assert not day.covers(month)
    assert not month.covers(PartialDate(2004, 3, 1))


def test_the_vaguer_of_two_dates_comes_first_where_their_middles_meet() -> None:
    year, day = PartialDate(2010), PartialDate(2010, 7, 2)
    assert year.middle == day.middle
    assert year.sort_key < day.sort_key


def test_spans_know_the_lengths_of_months() -> None:
    assert PartialDate(2012, 2).last == dt.date(2012, 2, 29)
    assert PartialDate(2010, 2).last == dt.date(2010, 2, 28)
    assert PartialDate(2010).last == dt.date(2010, 12, 31)
    assert PartialDate(2010).first == dt.date(2010, 1, 1)


def test_a_bare_year_may_be_a_number() -> None:
    assert PartialDate.parse(2010) == PartialDate(2010)


@pytest.mark.parametrize(
    ("text", "long", "heading", "short"),
    [
        ("2004-02-25", "25 February 2004", "February 2004", "Feb 2004"),
        ("2004-12", "December 2004", "December 2004", "Dec 2004"),
        ("0800", "800", "800", "800"),
    ],
)
def test_a_date_in_words_is_as_precise_as_it_is(
    text: str, long: str, heading: str, short: str
) -> None:
    date = PartialDate.parse(text)
    assert (date.long, date.month_and_year, date.short) == (long, heading, short)


@pytest.mark.parametrize(
    "value",
    ["2010-02-30", "2010-13", "2010-00", "2010-02-00", "2010-00-01", "0000", "0000-01"],
)
def test_there_is_no_such_date(value: str) -> None:
    with pytest.raises(ValueError, match=f"there is no date {value}"):
        PartialDate.parse(value)


@pytest.mark.parametrize(
    "value",
    [
        *("", "10", "99999", "2010-2", "2010-02-3", "2010/02", " 2010", "2010\n", "-2010", "٢٠١٠"),
        *(True, None, 2010.0, 99999, 0, -2010, 10**60, [2010]),
    ],
)
def test_this_is_not_how_a_date_is_written(value: object) -> None:
    with pytest.raises(ValueError, match="a date is written"):
        PartialDate.parse(value)
