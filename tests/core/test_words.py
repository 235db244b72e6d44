from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from briefing.core import words
from briefing.core.card import Source
from briefing.core.dates import PartialDate
from briefing.core.inline import Run
from briefing.core.timeline import Stop


def _stops(*dates: str) -> list[Stop]:
    return [Stop(PartialDate.parse(date), (date,)) for date in dates]


@pytest.mark.parametrize(
    ("dates", "labels", "headings"),
    [
        (("2004-02-25", "2010"), ["2004", "2010"], ["February 2004", "2010"]),
        (("2004-02-25", "2004-05"), ["Feb 2004", "May 2004"], ["February 2004", "May 2004"]),
        (
            ("2004-02-25", "2004-02-26"),
            ["25 February 2004", "26 February 2004"],
            ["25 February 2004", "26 February 2004"],
        ),
    ],
)
def test_stops_are_named_as_short_as_tells_them_apart(
    dates: tuple[str, ...], labels: list[str], headings: list[str]
) -> None:
    stops = _stops(*dates)
    assert [words.stop_label(stops, stop) for stop in stops] == labels
    assert [words.stop_heading(stops, stop) for stop in stops] == headings


def test_a_table_names_the_month_of_a_stop_and_the_day_where_it_must() -> None:
    stops = _stops("2004-02-25", "2010", "2011-03-01", "2011-03-02")
    assert [words.stop_date(stops, stop) for stop in stops] == [
        "Feb 2004",
        "2010",
        "1 March 2011",
        "2 March 2011",
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("take the lead", "Take the lead."),
        ("Take the lead.", "Take the lead."),
        ("say “no.”", "Say “no.”"),
        ("ask *why?*", "Ask why?"),
        ("*go*", "Go."),
        (" ", ""),
    ],
)
def test_an_action_becomes_a_sentence(text: str, sentence: str) -> None:
    assert "".join(run.text for run in words.as_sentence(text)) == sentence


def test_lists_and_counts() -> None:
    assert words.listed(["2004"]) == "2004"
    assert words.listed(["2004", "2007", "2010"]) == "2004, 2007 and 2010"
    assert words.counted(1, "card") == "1 card"
    assert words.joined([(Run("a"),), (Run("b"),)]) == (Run("a"), Run(", "), Run("b"))
    assert words.day_label(PartialDate(2026, 11)) == "Nov 2026"
    assert words.moment(datetime(2026, 11, 2, 9, 5).astimezone()) == "2 Nov 2026, 09:05"


def test_several_sources_of_a_stop_are_named_together() -> None:
    (stop,) = [Stop(PartialDate(2010), ("a", "b"))]
    kinds: dict[str, Any] = {"a": "talk summary", "b": "interview"}
    sources = {
        name: Source(title="T", speaker="S", date=2010, kind=kind) for name, kind in kinds.items()
    }
    library: Any = SimpleNamespace(sources=sources)
    assert words.talk_of(library, [stop], stop) == "the 2010 sources"
