from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from paper_samples import BELARUS, SVG, UNITED_STATES, WHEN

from briefing.core.library import open_folder
from briefing.paper.options import SECTIONS, PrintOptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Look

    from briefing.core.library import CardFolder

    Printed = Callable[..., Look]
    Make = Callable[..., Any]


def test_a_brief_holds_all_that_the_card_says(printed: Printed) -> None:
    brief = printed("united-states")
    for said in (
        "United States",
        "Great powers · Country",
        "Moscow is of two minds about Washington.",
        "Washington is the best partner.",
        "Compiler’s reading",
        "What changed since 2004",
        "Ambivalence has given way.",
        "Work on it together.",
        "2010 ¶18–19",
        "is here to stay”",
        "Dmitri Trenin, February 2004",
        "Threatened by the West Summary of a talk by Dmitri Trenin, 2010",
        "Accept Russia.",
        "Take the lead!",
        "Check the day.",
        "22 Nov 2026",
        "The editor",
        "Dmitri Trenin, [New tendencies], 25 February 2004. Moderated by Rose Gottemoeller.",
    ):
        assert said in brief.text
    assert brief.warnings == ()


def test_silence_and_change_are_said(printed: Printed) -> None:
    text = printed("united-states").text
    assert "Reversed Missile defense" in text
    assert "Reversed since 2004" in text
    assert "Not addressed Ties elsewhere" in text
    assert "New New START" in text
    assert "Not stated With whom, condition, expected effect, risk" in text
    assert "Not stated Expected effect, risk" in text
    assert "Otherwise A chill" in text
    for badge in ("WARNING", "FACT", "FORECAST", "ASSESSMENT", "AS REPORTED"):
        assert badge in text
    assert "New since" not in text


def test_the_newest_edition_comes_first_then_notes_and_sources(printed: Printed) -> None:
    text = printed("united-states").text
    order = ["What next? Dmitri Trenin", "New tendencies. Dmitri Trenin", "Notes", "Sources"]
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    assert "See also" not in text


def test_a_source_that_recommends_nothing_is_said_to(printed: Printed) -> None:
    assert "None recommended in 2010" in printed("belarus").text


def test_the_first_edition_has_nothing_to_change_from(printed: Printed) -> None:
    text = printed("belarus").text
    assert "What changed" not in text
    assert "New " not in text


def test_one_stop_prints_that_edition_alone(printed: Printed, options: Make) -> None:
    brief = printed("united-states", options=options("stop", "2004"))
    assert "Moscow is of two minds" in brief.text
    assert "best partner" not in brief.text
    assert "Country brief, edition of 2004" in brief.text
    assert "What next?" not in brief.text


def test_a_stop_without_an_edition_is_never_blank(printed: Printed, options: Make) -> None:
    brief = printed("belarus", options=options("stop", "2004"))
    assert "No edition Belarus does not come up in the February 2004 talk." in brief.text
    assert "The card has an edition for 2010." in brief.text
    assert "Country brief, no edition for 2004" in brief.text
    assert "Sources" not in brief.text


def test_a_card_without_editions_says_so(
    printed: Printed, make_folder: Make, options: Make
) -> None:
    of = make_folder({"empty": {"name": "Empty", "kind": "bloc", "region": "Europe"}})
    brief = printed("empty", of=of)
    assert "Empty has no edition in this library." in brief.text
    assert "Bloc brief, no edition" in brief.text
    at_stop = printed("empty", of=of, options=options("stop", "2004"))
    assert "The card has no edition." in at_stop.text


def test_each_section_can_be_left_out(printed: Printed) -> None:
    said = {
        "bottom_line": "Compiler’s reading Washington is the best",
        "changed": "Ambivalence",
        "points": "Work on it together",
        "quotes": "is here to stay",
        "steps": "Take the lead",
        "notes": "Check the day",
        "sources": "Sources",
    }
    for section, words in said.items():
        kept = SECTIONS - {section}
        text = printed("united-states", options=PrintOptions(sections=kept, timestamp=WHEN)).text
        assert words.rpartition("reading ")[2] not in text
        others = [
            other.rpartition("reading ")[2] for name, other in said.items() if name != section
        ]
        assert [other for other in others if other not in text] == []


def test_a_library_that_cannot_be_read_still_prints_its_cards(
    printed: Printed, folder: CardFolder
) -> None:
    (folder.folder / "library.yaml").write_text("title: [", encoding="utf-8")
    brief = printed("united-states", of=open_folder(folder.folder))
    assert "The library does not describe this source." in brief.text
    assert "Ambivalence has given way." in brief.text
    assert "talk-2004 ¶6" in brief.text
    kept = PrintOptions(sections=SECTIONS - {"changed"}, timestamp=WHEN)
    without = printed("united-states", of=open_folder(folder.folder), options=kept)
    assert "Ambivalence" not in without.text


def test_many_editions_are_counted_at_the_foot(printed: Printed, make_folder: Make) -> None:
    years = range(2001, 2008)
    sources = {f"s{year}": {"title": "T", "speaker": "S", "date": year} for year in years}
    point = {"topic": "One", "kind": "fact", "text": "Two.", "para": 1}
    editions = [{"source": s, "bottom_line": "So.", "points": [point]} for s in sources]
    card = BELARUS | {"editions": editions}
    brief = printed("belarus", of=make_folder({"belarus": card}, sources=sources))
    assert "Country brief, 7 editions, 2001 to 2007" in brief.text
    assert "What changed" not in brief.text


def test_two_sources_of_one_date_stand_one_below_the_other(
    printed: Printed, make_folder: Make, options: Make
) -> None:
    sources = {
        name: {"title": name, "speaker": "S", "date": "2010-05"} for name in ("first", "second")
    }
    editions = [{"source": name, "bottom_line": f"The {name} line."} for name in sources]
    of = make_folder({"belarus": BELARUS | {"editions": editions}}, sources=sources)
    brief = printed("belarus", of=of)
    assert brief.text.count("May 2010") >= 2
    assert "The first line." in brief.text
    assert "The second line." in brief.text


def test_the_map_stands_in_the_head_and_leaves_no_gap(printed: Printed) -> None:
    with_map = printed("belarus", locator=lambda card: (SVG, f"Map of {card.name}"))
    figures = [tag for tag in with_map.tags if tag.S == "/Figure"]
    assert [str(figure.Alt) for figure in figures] == ["Map of Belarus"]
    without = printed("belarus", locator=lambda _: None)
    assert not [tag for tag in without.tags if tag.S == "/Figure"]
    kept = PrintOptions(sections=SECTIONS - {"map"}, timestamp=WHEN)
    unasked = printed("belarus", options=kept, locator=lambda _: pytest.fail("drawn for nothing"))
    assert unasked.text == without.text == with_map.text


def test_inline_markup_is_type_and_everything_else_is_text(
    printed: Printed, make_folder: Make
) -> None:
    hostile = '#panic("x") $x$ @ref <b>bold</b> \\ ``` = No heading // {{x}} "quote" --'
    text = f"{hostile} **strong** `code` [a link](https://example.org/a)"
    point = {"topic": hostile, "kind": "fact", "text": text, "para": 1}
    edition = {"source": "talk-2010", "bottom_line": hostile, "points": [point]}
    card = BELARUS | {"name": hostile, "editions": [edition]}
    brief = printed("belarus", of=make_folder({"belarus": card}, title=hostile, marking=hostile))
    shown = hostile.replace("  ", " ")
    assert brief.text.count(shown) >= 4
    assert "strong code a link" in brief.text
    addresses = [
        str(note.A.URI) for page in brief.document.pages for note in page.get("/Annots", [])
    ]
    assert addresses == ["https://example.org/a"]


def test_a_point_longer_than_a_page_runs_on(printed: Printed, make_folder: Make) -> None:
    words = " ".join(f"word{number}" for number in range(20_000))
    point = {"topic": "Long", "kind": "fact", "text": words[:99_000], "para": 1}
    edition = UNITED_STATES["editions"][1] | {"points": [point], "bottom_line": words[:20_000]}
    brief = printed("a", of=make_folder({"a": UNITED_STATES | {"editions": [edition]}}))
    for last in words[:20_000].split()[-2], words[:99_000].split()[-2], "Sources":
        assert last in brief.text
    assert len(brief.pages) > 20
    assert brief.pages[1].startswith("United States Foreign policy")


def test_a_word_wider_than_its_column_stays_on_the_paper(
    printed: Printed, make_folder: Make
) -> None:
    address = "https://example.org/" + "x" * 300
    point = {"topic": address, "kind": "fact", "text": address, "para": 1}
    edition = {"source": "talk-2010", "bottom_line": "So.", "points": [point]}
    brief = printed("a", of=make_folder({"a": BELARUS | {"editions": [edition]}}))
    assert brief.text.replace(" ", "").replace("\u200b", "").count("x" * 300) == 2


def _pointed(count: int, text: str) -> dict[str, Any]:
    points = [
        {"topic": f"Topic {n}.", "kind": "fact", "text": f"{text} End {n}.", "para": 1}
        for n in range(count)
    ]
    quote = {"text": "as it was put", "voice": "speaker", "para": 1}
    edition = {"source": "talk-2010", "bottom_line": "So.", "points": points, "quotes": [quote]}
    return BELARUS | {"editions": [edition]}


def test_a_point_is_never_torn_apart(printed: Printed, make_folder: Make) -> None:
    brief = printed("a", of=make_folder({"a": _pointed(40, "Some words. " * 15)}))
    assert len(brief.pages) > 3
    for number in range(40):
        (page,) = [page for page in brief.pages if f"Topic {number}." in page]
        assert f"End {number}." in page


def test_no_section_rule_at_the_top_of_a_page(printed: Printed, make_folder: Make) -> None:
    def ruled(brief: Look, page: int, millimeters: float) -> bool:
        image = (
            pypdfium2.PdfDocument(brief.pdf)[page % len(brief.pages)]
            .render(scale=2)
            .to_pil()
            .convert("L")
        )
        rows = range(int((millimeters - 1) * 144 / 25.4), int((millimeters + 1) * 144 / 25.4))
        # Between the side heads and the text nothing but a rule is dark.
        return any(image.getpixel((int(48 * 144 / 25.4), row)) < 250 for row in rows)

    for count in range(4, 20):
        brief = printed("a", of=make_folder({"a": _pointed(count, "Some words. " * 15)}))
        if brief.pages[-1].startswith("Belarus Foreign policy, 2004 and 2010 Quotations"):
            break
    else:
        pytest.fail("no section began a page")
    assert not ruled(brief, -1, 24)
    assert ruled(brief, -1, 16.9)  # that of the running head


def test_a_long_name_and_title_do_not_crowd_the_running_head(
    printed: Printed, make_folder: Make
) -> None:
    steps = [{"actor": "A", "action": "Do", "para": 1}] * 30
    edition = {"source": "talk-2010", "bottom_line": "So.", "steps": steps}
    card = BELARUS | {"name": "Name " * 50, "editions": [edition]}
    brief = printed("a", of=make_folder({"a": card}))
    assert "Name…" in brief.pages[1]


def test_a_verified_quote_says_so_and_no_other_does(printed: Printed, folder: CardFolder) -> None:
    quotes = [
        (edition.source, quote)
        for edition in folder.cards["united-states"].editions
        for quote in edition.quotes
    ]
    assert "Checked" not in printed("united-states").text
    said = printed("united-states", verified=frozenset(quotes[:1])).text
    assert said.count("Checked against the source") == 1
    assert "2004 ¶9 Checked against the source" in said
    every = printed("united-states", verified=frozenset(quotes)).text
    assert every.count("Checked against the source") == len(quotes)
    elsewhere = frozenset({("talk-2010", quotes[0][1])})
    assert "Checked" not in printed("united-states", verified=elsewhere).text


def test_what_changed_is_told_of_each_talk_of_a_date_once(
    printed: Printed, make_folder: Make
) -> None:
    sources = {
        "old": {"title": "Old", "speaker": "S", "date": 2004},
        "one": {"title": "One", "speaker": "S", "date": 2010},
        "two": {"title": "Two", "speaker": "T", "date": 2010},
    }

    def edition(source: str, *topics: str, **more: Any) -> dict[str, Any]:
        points = [{"topic": t, "kind": "fact", "text": "So.", "para": 1} | more for t in topics]
        return {"source": source, "bottom_line": "So.", "points": points}

    editions = [
        edition("old", "Peace", "Trade", "Gone"),
        edition("one", "Peace", change="hardened"),
        edition("two", "Trade", change="softened"),
    ]
    of = make_folder({"a": BELARUS | {"editions": editions}}, sources=sources)
    text = printed("a", of=of).text
    assert "Hardened Peace Not addressed Gone" in text
    assert "Softened Trade Key points" in text
    assert text.count("Not addressed") == 1


def test_dates_without_an_edition_are_told_at_the_foot(printed: Printed, make_folder: Make) -> None:
    assert "Country brief, edition of 2010; none for 2004 Page" in printed("belarus").text
    sources = {
        f"s{year}": {"title": "T", "speaker": "S", "date": year} for year in range(2001, 2010)
    }
    editions = [{"source": "s2001", "bottom_line": "So."}]
    of = make_folder({"a": BELARUS | {"editions": editions}}, sources=sources)
    assert "edition of 2001; none for 8 other dates Page" in printed("a", of=of).text
