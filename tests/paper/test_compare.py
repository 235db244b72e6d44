from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paper_samples import BELARUS, UNITED_STATES, WHEN

from briefing.core.timeline import find_stop
from briefing.paper.options import SECTIONS, PrintOptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Look

    from briefing.core.library import CardFolder

    Printed = Callable[..., Look]
    Make = Callable[..., Any]


def test_two_stops_stand_side_by_side(printed: Printed, options: Make) -> None:
    text = printed("united-states", options=options("compare", "2004", "2010")).text
    assert "February 2004 New tendencies Dmitri Trenin, moderated by Rose Gottemoeller" in text
    for said in (
        "Moscow is of two minds about Washington.",
        "Washington is the best partner.",
        "What changed since 2004",
        "Ambivalence has given way.",
        "To be overcome.",
        "Work on it together.",
        "Ties elsewhere Not addressed",
        "Not addressed in 2010",
        "New START New Not addressed in 2004",
        "“is here to stay”",
        "Threatened by the West Summary of a talk",
        "1 Washington",
        "2 Russia",
        "Not stated With whom, condition, expected effect, risk",
        "Check the day.",
        "Sources",
        "Country brief, 2004 and 2010 compared",
    ):
        assert said in text


def test_a_side_without_an_edition_says_so(printed: Printed, options: Make) -> None:
    text = printed("belarus", options=options("compare", "2004", "2010")).text
    assert "Belarus does not come up in the February 2004 talk." in text
    assert "No edition for 2004" in text
    # Nothing is new against an edition that is not there.
    assert "New " not in text.replace("New tendencies", "")
    assert "Not addressed" not in text
    assert "None recommended in 2010" in text


def test_a_card_without_editions_has_no_empty_sections(
    printed: Printed, make_folder: Make, options: Make
) -> None:
    of = make_folder({"empty": {"name": "Empty", "kind": "bloc", "region": "Europe"}})
    text = printed("empty", of=of, options=options("compare", "2004", "2010")).text
    assert text.count("The card has no edition.") == 2
    assert "Policy steps" not in text


def test_one_side_without_quotes_or_steps_says_so(
    printed: Printed, make_folder: Make, options: Make
) -> None:
    older, newer = UNITED_STATES["editions"]
    bare = {"source": "talk-2004", "bottom_line": "So."}
    newer = newer | {"points": []}
    of = make_folder({"a": UNITED_STATES | {"editions": [bare, newer]}})
    text = printed("a", of=of, options=options("compare", "2004", "2010")).text
    assert "None from 2004" in text
    assert "None recommended in 2004" in text
    assert older["bottom_line"] not in text


def test_sections_can_be_left_out(printed: Printed, options: Make) -> None:
    said = {
        "bottom_line": "Moscow is of two minds",
        "changed": "Ambivalence",
        "points": "To be overcome",
        "quotes": "is here to stay",
        "steps": "Take the lead",
        "notes": "Check the day",
        "sources": "Sources",
    }
    for section, words in said.items():
        asked = options("compare", "2004", "2010", sections=SECTIONS - {section})
        text = printed("united-states", options=asked).text
        assert words not in text
        assert [w for name, w in said.items() if name != section and w not in text] == []


def test_no_point_of_two_sources_of_one_date_is_lost(printed: Printed, make_folder: Make) -> None:
    sources = {
        "old": {"title": "Old", "speaker": "S", "date": 2004},
        "one": {"title": "One", "speaker": "S", "date": 2010},
        "two": {"title": "Two", "speaker": "T", "date": 2010},
    }
    point = {"topic": "Same", "kind": "fact", "para": 1}
    editions = [
        {
            "source": name,
            "bottom_line": f"Line {name}.",
            "points": [point | {"text": f"Of {name}."}],
        }
        for name in sources
    ]
    of = make_folder({"a": BELARUS | {"editions": editions}}, sources=sources)
    stops = tuple(find_stop(of.stops, stop) for stop in ("2004", "2010"))
    text = printed("a", of=of, options=PrintOptions("compare", stops, timestamp=WHEN)).text
    for name in sources:
        assert f"Line {name}." in text
        assert f"Of {name}." in text


def test_a_row_longer_than_a_page_runs_on(
    printed: Printed, make_folder: Make, options: Make
) -> None:
    words = " ".join(f"word{number}" for number in range(3000))
    older, newer = UNITED_STATES["editions"]
    long = {"topic": "Missile defense", "kind": "fact", "text": words, "para": 1}
    card = UNITED_STATES | {"editions": [older | {"points": [long]}, newer]}
    brief = printed("a", of=make_folder({"a": card}), options=options("compare", "2004", "2010"))
    assert "word0 " in brief.text
    assert "word2999" in brief.text


def test_a_verified_quote_says_so(printed: Printed, options: Make, folder: CardFolder) -> None:
    edition = folder.cards["united-states"].editions[1]
    verified = frozenset({(edition.source, edition.quotes[0])})
    asked = options("compare", "2004", "2010")
    said = printed("united-states", options=asked, verified=verified).text
    assert said.count("Checked against the source") == 1
    assert "2010 ¶19 Checked against the source" in said
