"""The maps of a print: drawn once, described in words, and left out where there is no place."""

import pytest

from briefing.core.card import Card
from briefing.core.outlines import Outlines
from briefing.core.validation import validated
from briefing.paper.maps import PrintedMaps


@pytest.fixture(scope="module")
def maps():
    return PrintedMaps(Outlines())


def card(name, **keys):
    return validated(Card, {"name": name, "kind": "country", "region": "A", **keys})


def test_map_of_a_card_says_what_it_shows(maps):
    svg, alt = maps.locator(card("Georgia", code="GE"))
    assert svg.startswith("<svg")
    assert alt == "Locator map: Georgia"


def test_same_place_is_drawn_once(maps):
    first, _ = maps.locator(card("Iran", code="IR"))
    again, alt = maps.locator(card("Persia", code="IR"))
    assert again is first
    assert alt == "Locator map: Persia"


def test_card_without_a_place_has_no_map(maps):
    assert maps.locator(card("Muslim world")) is None


def test_cover_shows_all_countries_and_is_drawn_once(maps):
    cards = [card("Poland", code="PL"), card("Baltic states", members=["EE", "LV", "LT"])]
    svg, alt = maps.cover(cards)
    assert alt == "Map of the countries that this book covers"
    assert maps.cover(cards)[0] is svg


def test_book_without_places_has_no_cover_map(maps):
    assert maps.cover([card("Muslim world")]) is None
