"""What the web page's script is told of a library: every word of it, in its own voice."""

from __future__ import annotations

import pytest
from paper_samples import CARDS, LIBRARY, UNITED_STATES

from briefing.core.card import Card
from briefing.core.outlines import Outlines
from briefing.core.validation import validated
from briefing.paper.webdata import CODE, EMPHASIS, STRONG, page_data, rich
from briefing.paper.webmaps import web_map


def told(folder, card="united-states"):
    data = page_data(folder, folder.cards)
    return data, next(found for found in data["cards"] if found["id"] == card)


def test_text_is_a_string_or_a_list_of_styled_runs():
    assert rich("plain <b>words</b>") == "plain <b>words</b>"
    assert rich("a *b* **c** `d`") == [
        *("a ", ["b", EMPHASIS], " ", ["c", STRONG], " ", ["d", CODE]),
    ]
    assert rich("[a *b*](https://a.example)") == [
        ["a ", 0, "https://a.example"],
        ["b", EMPHASIS, "https://a.example"],
    ]
    assert rich("[a](javascript:alert)") == "[a](javascript:alert)"
    assert rich("") == ""


def test_a_stop_has_its_words_and_its_place(folder):
    data, _ = told(folder)
    first, last = data["stops"]
    assert first["date"] == "2004-02-25"
    assert (first["label"], first["short"], first["heading"]) == (
        "2004",
        "Feb 2004",
        "February 2004",
    )
    assert (first["year"], last["year"]) == ("’04", "’10")
    assert first["talk"] == "the February 2004 talk"
    assert last["names"] == ["What next?"]
    assert first["by"] == ["Dmitri Trenin, moderated by Rose Gottemoeller"]
    assert data["years"] == [2004, 2010]
    (place,) = first["place"]
    assert 0.021 < place < 0.022
    middle, start, end = last["place"]
    assert start < middle < end == 1


def test_two_stops_of_one_year_have_no_year_to_stand_for_them(make_folder):
    sources = LIBRARY["sources"] | {
        "talk-b": {"title": "B", "kind": "talk", "speaker": "S", "date": "2004-03"}
    }
    data, _ = told(make_folder(sources=sources))
    assert [stop["year"] for stop in data["stops"]] == ["", "", "’10"]


def test_a_card_says_everything_in_its_voice(folder):
    _, card = told(folder)
    old, new = card["editions"]
    assert card["topics"] == ["Missile defense", "Ties elsewhere", "New START"]
    assert old["points"][0] == {
        "topic": 0,
        "kind": "fact",
        "text": "To be overcome.",
        "ref": ["2004 ¶6", 0, [6]],
    }
    assert new["points"][0]["change"] == "reversed"
    assert new["points"][0]["ref"] == ["2010 ¶18–19", 1, [18, 19]]
    assert "changed" not in old
    assert new["changed"] == "Ambivalence has given way."
    assert old["quotes"][0]["said"]
    assert old["quotes"][0]["by"] == "Dmitri Trenin, February 2004"
    assert not new["quotes"][0]["said"]
    first, second = new["steps"]
    assert first["action"] == "Take the lead!"
    assert first["fields"] == [["With", "Russia"], ["If", "Both agree"]]
    assert (first["silent"], second["silent"]) == ("Expected effect, risk", "")
    assert card["notes"] == [{"date": "22 Nov 2026", "by": "The editor", "text": "Check the day."}]


def test_a_related_card_leads_there_where_the_page_has_it(make_folder):
    card = UNITED_STATES | {"see_also": ["belarus", "baltic-states", "nowhere"]}
    folder = make_folder(CARDS | {"united-states": card})
    cards = {key: folder.cards[key] for key in ("united-states", "belarus")}
    found = page_data(folder, cards)["cards"]
    assert found[0]["related"] == [["Belarus", "belarus"], ["Baltic states"], ["nowhere"]]


def test_other_names_and_the_code_can_be_searched(make_folder):
    card = UNITED_STATES | {"aliases": ["America"], "code": "US"}
    assert told(make_folder(CARDS | {"united-states": card}))[1]["known"] == ["America", "US"]


def test_a_source_has_its_citation(folder):
    data, _ = told(folder)
    assert data["sources"][0]["speaker"] == "Dmitri Trenin"
    assert data["sources"][0]["rest"].startswith(", [New tendencies], 25 February 2004.")
    assert [source["stop"] for source in data["sources"]] == [0, 1]


@pytest.fixture(scope="module")
def outlines():
    return Outlines()


class TestMaps:
    def card(self, **more):
        return validated(Card, {"name": "X", "kind": "country", "region": "Y", **more})

    def test_a_country_is_told_from_the_land_around_it(self, outlines):
        chart = web_map(outlines, self.card(code="GE"))
        assert chart["focus"].startswith("M")
        assert chart["focus"] != chart["land"]
        assert chart["borders"]
        assert "ring" not in chart

    def test_a_place_without_an_outline_has_a_ring(self, outlines):
        chart = web_map(outlines, self.card(location={"lat": 43.0, "lon": 41.0}))
        assert chart["focus"] == ""
        assert chart["ring"] == [840, 500]

    def test_what_has_no_place_has_no_map(self, outlines):
        assert web_map(outlines, self.card()) is None
