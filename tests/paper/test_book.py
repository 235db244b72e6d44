from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from paper_samples import BELARUS, CARDS, SVG, UNITED_STATES, WHEN

from briefing.paper.briefs import NothingToPrintError
from briefing.paper.options import SECTIONS, PrintOptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Look

    from briefing.core.library import CardFolder

    Printed = Callable[..., Look]
    Make = Callable[..., Any]

ALL = tuple(CARDS)


def _targets(book: Look, page: int) -> list[int]:
    """The pages, from 1, to which the links of a page lead, from top to bottom."""
    pages = [each.objgen for each in book.document.pages]
    destinations = [
        note.Dest if "/Dest" in note else note.A.D for note in book.document.pages[page].Annots
    ]
    names = book.root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    tree = pikepdf.NameTree(names) if names is not None else {}
    found = []
    for dest in destinations:
        named = isinstance(dest, pikepdf.String | pikepdf.Name)
        target = tree[str(dest)] if named else dest
        array = target.D if isinstance(target, pikepdf.Dictionary) else target
        found.append(pages.index(array[0].objgen) + 1)
    return found


def test_a_book_has_a_cover_and_contents_by_region(printed: Printed) -> None:
    book = printed(*ALL)
    cover, contents = book.pages[:2]
    assert cover.startswith("BRIEFING BOOK Foreign policy, 2004 and 2010 Briefs compiled")
    assert "February 2004 New tendencies Dmitri Trenin, moderated by Rose Gottemoeller" in cover
    assert "3 cards 4 editions" in cover
    assert "Page" not in cover
    assert contents.startswith("Briefing book Foreign policy, 2004 and 2010 Contents 2004 2010")
    assert "Great powers United States 3" in contents
    assert "Europe Baltic states 5 Belarus 5" in contents
    assert "not discussed in that talk" in contents
    assert "Briefing book Page 2 of 5" in contents


def test_the_contents_lead_to_the_pages_they_name(printed: Printed) -> None:
    assert sorted(_targets(printed(*ALL), 1)) == [3, 3, 5, 5, 5, 5]


def test_the_dots_are_said_to_a_screen_reader(printed: Printed) -> None:
    book = printed(*ALL)
    figures = [str(tag.Alt) for tag in book.tags if tag.S == "/Figure"]
    assert figures.count("2010: in this book") == 3
    assert figures.count("February 2004: not discussed") == 2
    assert figures.count("February 2004: in this book") == 1


def test_cards_stand_in_the_order_of_the_list_once_each(printed: Printed) -> None:
    asked = ("belarus", "united-states", "belarus", "baltic-states")
    book = printed(*asked)
    assert [line for line in book.outline if not line.startswith(" ")] == [
        "Contents",
        "United States",
        "Baltic states",
        "Belarus",
    ]
    assert book.pdf == printed(*ALL).pdf


def test_short_cards_share_a_page_unless_asked_otherwise(printed: Printed) -> None:
    ids = ("belarus", "baltic-states")
    plain = PrintOptions(cover=False, timestamp=WHEN)
    assert len(printed(*ids, options=plain).pages) == 1
    apart = PrintOptions(cover=False, new_page=True, timestamp=WHEN)
    assert len(printed(*ids, options=apart).pages) == 2
    assert "Briefing book Page 1 of 2" in printed(*ids, options=apart).text


def test_a_short_card_that_has_no_room_left_starts_a_page(
    printed: Printed, make_folder: Make
) -> None:
    points = [{"topic": f"T{n}", "kind": "fact", "text": "So. " * 30, "para": 1} for n in range(6)]
    edition = {"source": "talk-2010", "bottom_line": "So.", "points": points}
    cards = {name: BELARUS | {"name": name, "editions": [edition]} for name in ("one", "two")}
    plain = PrintOptions(cover=False, timestamp=WHEN)
    book = printed("one", "two", of=make_folder(cards), options=plain)
    assert [page.startswith(name) for page, name in zip(book.pages, ("one", "two"), strict=True)]
    assert "T5" in book.pages[0]


def test_a_page_names_the_card_that_goes_on(printed: Printed) -> None:
    book = printed(*ALL)
    assert book.pages[2].startswith("United States Great powers")
    assert book.pages[3].startswith("United States Foreign policy")
    assert book.pages[4].startswith("Baltic states Europe · Region")


def test_a_book_of_one_stop(printed: Printed, options: Make) -> None:
    book = printed(*ALL, options=options("stop", "2004"))
    assert "Briefing book, editions of 2004" in book.text
    assert "3 cards 1 edition" in book.pages[0]
    assert "Contents 2004 Page" in book.pages[1]
    assert "Belarus does not come up in the February 2004 talk." in book.text


def test_a_book_that_compares(printed: Printed, options: Make) -> None:
    book = printed(*ALL, options=options("compare", "2004", "2010"))
    assert "Briefing book, 2004 and 2010 compared" in book.text
    assert len(book.pages) == 6


def test_the_cover_takes_a_map_and_a_long_account(
    printed: Printed, make_folder: Make, folder: CardFolder
) -> None:
    seen: list[str] = []

    def cover_map(cards: Any) -> tuple[str, str]:
        seen.extend(card.name for card in cards)
        return SVG, "All countries"

    book = printed(*ALL, cover_map=cover_map)
    assert seen == ["United States", "Baltic states", "Belarus"]
    assert "All countries" in [str(tag.get("/Alt", "")) for tag in book.tags]
    kept = PrintOptions(sections=SECTIONS - {"map"}, timestamp=WHEN)
    assert printed(*ALL, options=kept, cover_map=lambda _: pytest.fail("drawn")).pages
    assert printed(*ALL, cover_map=lambda _: None).text == printed(*ALL).text
    long = make_folder(about="word " * 2000)
    assert "3 cards" in printed(*ALL, of=long, cover_map=cover_map).text
    bare = make_folder(about=None)
    assert "2010 February" in printed(*ALL, of=bare).pages[0]


def test_many_stops_are_counted_rather_than_dotted(printed: Printed, make_folder: Make) -> None:
    years = range(2001, 2010)
    sources = {f"s{year}": {"title": "T", "speaker": "S", "date": year} for year in years}
    editions = [{"source": name, "bottom_line": "So."} for name in list(sources)[:2]]
    cards = {name: BELARUS | {"name": name, "editions": editions} for name in ("a", "b")}
    book = printed("a", "b", of=make_folder(cards, sources=sources))
    assert "2001 to 2009 9 stops" in book.pages[0]
    assert "Contents Editions Page" in book.pages[1]
    assert "a 2 of 9 3" in book.pages[1]
    assert "not discussed" not in book.pages[1]


def test_a_broken_card_is_left_out_and_named(printed: Printed, make_folder: Make) -> None:
    of = make_folder(CARDS | {"broken": "name: ["})
    book = printed("belarus", "broken", "gone", of=of)
    assert "A member of the customs union." in book.text
    assert book.warnings == (
        "broken is left out: its file has errors",
        "gone is left out: there is no such card",
    )
    with pytest.raises(NothingToPrintError, match="broken is left out"):
        printed("broken", of=of)
    with pytest.raises(NothingToPrintError, match="no card was chosen"):
        printed(of=of)


def test_a_book_of_long_cards_keeps_each_panel_with_its_title(
    printed: Printed, make_folder: Make
) -> None:
    cards = {f"c{n}": UNITED_STATES | {"name": f"Card {n}", "see_also": []} for n in range(4)}
    book = printed(*cards, of=make_folder(cards))
    openings = [page for page in book.pages if "Great powers · Country" in page]
    assert len(openings) == 4
    assert all("Washington is the best partner." in page for page in openings)
