"""Two stops side by side: what lines up, what is silent, and how it folds where it is narrow."""

import re
from dataclasses import replace

import pytest

from briefing.gui.compare_html import compare_page
from briefing.gui.page_html import Look
from briefing.gui.tokens import LIGHT

WIDE, FOLDED, STACKED = Look(LIGHT), Look(LIGHT, width=660), Look(LIGHT, 2, 660)


@pytest.fixture(params=[WIDE, FOLDED, STACKED], ids=["wide", "folded", "stacked"])
def look(request):
    return request.param


def words(html):
    text = re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL)
    return " ".join(text.replace("&nbsp;", " ").split())


@pytest.fixture
def page(small, look):
    return compare_page(small, small.cards["united-states"], *small.stops, look).html


def test_topics_stand_in_rows_with_their_verdict(page):
    said = words(page)
    assert "Missile defense Reversed" in said
    assert "New START New" in said
    assert "Independent ties Not addressed" in said
    places = [
        said.index(text)
        for text in ("Something to overcome.", "Russia’s fear.", "The main adversary.")
    ]
    assert places == sorted(places)


def test_shows_silence_at_either_stop(page):
    assert "Not addressed in 2004" in words(page)
    assert "Not addressed in 2010" in words(page)
    assert "nchanged" not in page


def test_gives_both_readings_of_the_compiler_and_what_changed(page):
    said = words(page)
    assert "Moscow is of two minds" in said
    assert "Moscow treats Washington" in said
    assert "What changed since 2004" in said
    assert page.count("border-left") >= 3


def test_quotes_keep_their_marks_and_steps_their_numbers(page):
    said = words(page)
    assert "“is here to stay”" in page
    assert "Russia will feel threatened" in said
    assert "As reported" in said
    assert "1 United States Accept that Russia is no longer in transition." in said
    assert "2 Russia Build a neighborhood." in said


def test_statements_have_the_anchors_of_the_cards_own_pages(page):
    ids = re.findall(r'id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {"point-0-2", "point-1-1", "quote-0-0", "quote-1-1", "step-0-0", "step-1-1"} <= set(ids)
    assert {"bottom-0", "bottom-1", "changed-1"} <= set(ids)


def test_a_stop_without_an_edition_makes_nothing_new(small, look):
    said = words(compare_page(small, small.cards["ukraine"], *small.stops, look).html)
    assert "Ukraine does not come up in the February 2004 talk." in said
    assert "No edition for 2004" in said
    assert not re.search(r"\bNew\b(?! tendencies)", said)
    assert "Not addressed" not in said


@pytest.mark.parametrize(("width", "column"), [(1400, 920), (968, 920), (900, 852), (660, 612)])
def test_columns_share_what_room_there_is(small, width, column):
    card = small.cards["united-states"]
    page = compare_page(small, card, *small.stops, Look(LIGHT, width=width))
    assert page.column == column


def test_text_is_never_markup(small, look):
    card = replace(small.cards["united-states"], name="<img src=x>")
    assert "<img" not in compare_page(small, card, *small.stops, look).html


def test_a_verified_quote_says_so_and_no_other_does(small, look, page):
    assert "Checked" not in words(page)
    card = small.cards["united-states"]
    edition = card.editions[1]
    verified = frozenset({(edition.source, edition.quotes[1])})
    said = words(compare_page(small, card, *small.stops, look, verified).html)
    assert said.count("Checked against the source") == 1
    assert "As reported 2010 ¶19 Checked against the source" in said
