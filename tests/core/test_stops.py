from __future__ import annotations

import pytest
from core_samples import card, edition, library

from briefing.core.timeline import (
    Stop,
    StopNotFoundError,
    editions_at,
    find_stop,
    nearest_stop,
    ordered_editions,
    stop_after,
    stop_before,
    stops,
    stops_of,
)

TALKS = library(d="2010", b="2004-02-25", c="2004-11", a="2001", e="2010", f="1999-12-31")
F, A, B, C, DE = stops(TALKS)
ALL = (F, A, B, C, DE)


def sources(found: tuple[Stop, ...]) -> list[tuple[str, ...]]:
    return [stop.sources for stop in found]


def test_a_stop_is_a_date_with_all_its_sources_oldest_first() -> None:
    assert sources(ALL) == [("f",), ("a",), ("b",), ("c",), ("d", "e")]
    assert str(DE) == "2010 (d, e)"


@pytest.mark.parametrize(
    ("wanted", "stop"),
    [
        *(("2001", A), ("2004-02", B), ("2004-02-25", B), ("2004-11", C), ("2010", DE)),
        *(("d", DE), ("e", DE), ("b", B), ("1999", F), ("1999-12", F)),
    ],
)
def test_a_stop_is_found_by_what_covers_its_date_or_by_a_source(wanted: str, stop: Stop) -> None:
    assert find_stop(ALL, wanted) is stop


def test_what_fits_several_stops_names_them() -> None:
    with pytest.raises(StopNotFoundError) as caught:
        find_stop(ALL, "2004")
    assert str(caught.value) == "2004 fits more than one stop: 2004-02-25 (b); 2004-11 (c)"


@pytest.mark.parametrize("wanted", ["2002", "2001-05", "2010-01-01", "x", "", "2004-13"])
def test_what_fits_no_stop_names_those_there_are(wanted: str) -> None:
    with pytest.raises(StopNotFoundError) as caught:
        find_stop((A, B), wanted)
    assert str(caught.value) == f"no stop is called {wanted}; there are: 2001 (a); 2004-02-25 (b)"


def test_where_there_are_no_stops_that_is_said() -> None:
    with pytest.raises(StopNotFoundError, match="there are: none"):
        find_stop((), "2010")


CARD = card(edition("d"), edition("a"), edition("c"), edition("e"), edition("unknown"))


def test_a_card_shows_what_it_has_of_a_stop_and_nothing_else() -> None:
    assert [each.source for each in editions_at(CARD, DE)] == ["d", "e"]
    assert editions_at(CARD, B) == ()
    assert stops_of(CARD, ALL) == (A, C, DE)
    assert stops_of(card(), ALL) == ()


def test_editions_stand_in_the_order_of_their_dates() -> None:
    assert [each.source for each in ordered_editions(CARD, ALL)] == ["a", "c", "d", "e"]


def test_the_stop_before_and_after_are_the_cards_own() -> None:
    assert stop_before(CARD, ALL, DE) is C
    assert stop_before(CARD, ALL, C) is A
    assert stop_before(CARD, ALL, A) is None
    assert stop_after(CARD, ALL, A) is C
    assert stop_after(CARD, ALL, F) is A
    assert stop_after(CARD, ALL, DE) is None


def test_the_nearest_stop_is_nearest_in_time() -> None:
    assert nearest_stop(CARD, ALL, C) is C
    assert nearest_stop(CARD, ALL, B) is C
    assert nearest_stop(CARD, ALL, F) is A
    assert nearest_stop(card(), ALL, F) is None


def test_of_two_stops_as_near_the_later_is_taken() -> None:
    early, middle, late = stops(library(x="2001-01-01", y="2001-01-03", z="2001-01-05"))
    both = card(edition("x"), edition("z"))
    assert nearest_stop(both, (early, middle, late), middle) is late
