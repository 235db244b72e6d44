"""One page: the most that fits, whole items only, and the page says what it lacks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
import typst
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from paper_samples import BELARUS, LIBRARY, SVG, UNITED_STATES, WHEN

from briefing.core.card import Card, Library
from briefing.core.library import CardFile, CardFolder
from briefing.core.timeline import find_stop
from briefing.core.validation import validated
from briefing.paper import one_page
from briefing.paper.book import book_data
from briefing.paper.options import SECTIONS, PrintOptions
from briefing.paper.typeset import TypesetError, Typesetter

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Look

    Printed = Callable[..., Look]
    Make = Callable[..., Any]

TEXT = "So it was said at some length, and then once more. " * 4
KINDS = ("fact", "assessment", "forecast", "warning")


def _edition(source: str, points: int, quotes: int = 3, steps: int = 2) -> dict[str, Any]:
    """An edition of which every item holds a word of its own, such as ``point-2010-3``."""
    year = source[-4:]
    return {
        "source": source,
        "bottom_line": f"line-{year}. {TEXT}",
        "changed": f"changed-{year}. {TEXT}",
        "points": [
            {
                "topic": f"Topic {n}",
                "kind": KINDS[n % 4],
                "text": f"point-{year}-{n}. {TEXT}",
                "para": 1,
            }
            for n in range(points)
        ],
        "quotes": [
            {
                "text": f"quote-{year}-{n}",
                "voice": "summary" if n % 2 else "speaker",
                "para": 1,
            }
            for n in range(quotes)
        ],
        "steps": [
            {"actor": "Moscow", "action": f"step-{year}-{n}. {TEXT}", "para": 1}
            for n in range(steps)
        ],
    }


LONG = UNITED_STATES | {
    "see_also": [],
    "editions": [_edition("talk-2004", 6), _edition("talk-2010", 9)],
    "notes": [{"date": "2026-11-22", "by": "Ed", "text": "note-0. Look."}],
}
EVERY = {
    *(f"point-2004-{n}" for n in range(6)),
    *(f"point-2010-{n}" for n in range(9)),
    *(f"quote-{year}-{n}" for year in (2004, 2010) for n in range(3)),
    *(f"step-{year}-{n}" for year in (2004, 2010) for n in range(2)),
    "changed-2010",
    "changed-2004",
    "note-0",
    "line-2004",
    "line-2010",
}


def _words(look: Look) -> set[str]:
    return set(re.findall(r"(?:point|quote|step|changed|line|note)-[\d-]*\d", look.text.lower()))


@pytest.fixture
def long(make_folder: Make) -> CardFolder:
    return make_folder({"a": LONG, "b": BELARUS})


def _fitted(**more: Any) -> PrintOptions:
    return PrintOptions(one_page=True, timestamp=WHEN, **more)


def test_a_brief_that_fits_is_left_as_it_is(printed: Printed) -> None:
    short = printed("belarus")
    fitted = printed("belarus", options=_fitted())
    assert len(short.pages) == 1
    assert fitted.pdf == short.pdf
    assert fitted.warnings == ()


def test_the_least_important_is_left_out_and_the_foot_says_what(
    printed: Printed, long: CardFolder
) -> None:
    look = printed("a", of=long, options=_fitted())
    assert len(look.pages) == 1
    kept = _words(look)
    assert {"line-2010", "line-2004", "step-2010-0"} <= kept
    assert not any(word.startswith("point-") and int(word[-1]) % 4 != 3 for word in kept)
    gone = EVERY - kept
    points = sum(word.startswith("point") for word in gone)
    said = re.search(r"(\d+) points, (\d+) quotes.* left out to fit one page", look.text)
    assert said
    assert int(said[1]) == points
    assert int(said[2]) == sum(word.startswith("quote") for word in gone)
    assert str(look.document.docinfo["/Subject"]).endswith("left out to fit one page.")
    assert "Sources Dmitri Trenin, 25 February 2004; Dmitri Trenin, 2010 Short form" in look.text


def test_first_the_sources_are_shortened(printed: Printed, make_folder: Make) -> None:
    edition = UNITED_STATES["editions"][1]
    point = {"kind": "fact", "para": 1}
    for count in range(4, 40):
        points = [point | {"topic": f"T{n}", "text": "So. " * 20} for n in range(count)]
        of = make_folder({"a": UNITED_STATES | {"editions": [edition | {"points": points}]}})
        look = printed("a", of=of, options=_fitted())
        if "to fit one page" in look.text:
            break
    # Card and library say so little that a line is what the short form saves.
    of = make_folder(
        {"a": UNITED_STATES | {"editions": [edition | {"points": points[:-1]}]}},
        sources={
            "talk-2004": LIBRARY["sources"]["talk-2004"],
            "talk-2010": LIBRARY["sources"]["talk-2010"] | {"prepared_by": "Many " * 60},
        },
    )
    look = printed("a", of=of, options=_fitted())
    assert "Sources shortened to fit one page" in look.text
    assert "Many" not in look.text


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("editions", ["all", "stop", "compare"])
@pytest.mark.parametrize("marking", ["", "INTERNAL USE ONLY"])
def test_every_kind_of_print_comes_out_on_one_page(
    printed: Printed, make_folder: Make, paper: Any, editions: Any, marking: str
) -> None:
    of = make_folder({"a": LONG}, marking=marking)
    stops = {"all": (), "stop": of.stops[1:], "compare": of.stops}[editions]
    options = _fitted(editions=editions, stops=stops, paper=paper, greyscale=bool(marking))
    look = printed("a", of=of, options=options, locator=lambda _: (SVG, "Map"))
    assert len(look.pages) == 1
    assert "left out to fit one page" in look.text
    assert look.text.count("INTERNAL USE ONLY") == (2 if marking else 0)
    assert "Page 1 of 1" in look.text
    assert look.warnings == ()


def test_a_card_without_an_edition_may_lose_its_notes(printed: Printed, make_folder: Make) -> None:
    notes = [{"date": 2026, "by": "Ed", "text": f"note-{n}. {TEXT}"} for n in range(20)]
    card = {"name": "Empty", "kind": "bloc", "region": "Europe", "notes": notes}
    look = printed("empty", of=make_folder({"empty": card}), options=_fitted())
    assert len(look.pages) == 1
    assert "Empty has no edition in this library." in look.text
    gone = 20 - len(_words(look))
    assert f"{gone} notes left out to fit one page" in look.text
    assert "note-0" in _words(look)


def test_older_editions_go_before_the_newest_bottom_line(
    printed: Printed, make_folder: Make
) -> None:
    years = range(1990, 2010)
    sources = {f"talk-{y}": {"title": "T", "speaker": "S", "date": y} for y in years}
    editions = [{"source": name, "bottom_line": f"line-{name[-4:]}. {TEXT}"} for name in sources]
    of = make_folder({"a": BELARUS | {"editions": editions}}, sources=sources)
    look = printed("a", of=of, options=_fitted())
    assert len(look.pages) == 1
    left = sorted(_words(look))
    assert left == [f"line-{year}" for year in range(2010 - len(left), 2010)]
    assert f"{20 - len(left)} editions left out to fit one page" in look.text


def test_what_cannot_fit_is_printed_whole_with_a_warning(
    printed: Printed, make_folder: Make
) -> None:
    edition = _edition("talk-2010", 3) | {"bottom_line": TEXT * 60}
    of = make_folder({"a": LONG | {"editions": [edition]}})
    look = printed("a", of=of, options=_fitted())
    assert look.warnings == (
        (
            "United States cannot be fitted to one page: its name and bottom line alone are longer. "
            "Nothing is left out, and the brief runs on."
        ),
    )
    assert len(look.pages) > 1
    assert {"point-2010-0", "note-0", "step-2010-1"} <= _words(look)
    assert "left out" not in look.text


def test_a_book_takes_the_pages_that_it_needs(printed: Printed, long: CardFolder) -> None:
    book = printed("a", "b", of=long, options=_fitted(cover=False))
    assert (
        book.pdf
        == printed("a", "b", of=long, options=PrintOptions(cover=False, timestamp=WHEN)).pdf
    )
    assert len(book.pages) > 2


def _sides(folder: CardFolder) -> list[list[list[str]]]:
    """The two sides of the quotations, for each number of items left out."""
    data = book_data(folder, ["a"], PrintOptions("compare", folder.stops))
    card, items = one_page.ranked(data["cards"][0])
    counts = range(len(items) + 1)
    found = [one_page.kept(card, count)["compare"]["quotes"] for count in counts]
    said = [
        [[q.get("silence") or q["text"][0]["text"] for q in side] for side in sides]
        for sides in found
    ]
    return [sides for place, sides in enumerate(said) if not place or sides != said[place - 1]]


def test_silence_is_never_put_in_the_place_of_what_is_left_out(make_folder: Make) -> None:
    """Beside quotes that stay, the side that lost its own says that; one without any says so."""
    summary = {"text": "summed", "voice": "summary", "para": 1}
    spoken = {"text": "spoken", "voice": "speaker", "para": 1}
    older = {"source": "talk-2004", "bottom_line": "So.", "quotes": [summary]}
    newer = {"source": "talk-2010", "bottom_line": "So.", "quotes": [spoken]}
    card = UNITED_STATES | {"editions": [older, newer]}
    gone = "Left out to fit one page"
    assert _sides(make_folder({"a": card})) == [
        [["summed"], ["spoken"]],
        [[gone], ["spoken"]],
        [[], []],
    ]
    card = UNITED_STATES | {"editions": [older | {"quotes": []}, newer]}
    assert _sides(make_folder({"a": card})) == [[["None from 2004"], ["spoken"]], [[], []]]


def test_a_side_that_lost_its_quotes_says_so_on_the_page(
    printed: Printed, make_folder: Make
) -> None:
    quotes = [{"text": f"quote-2004-0 {TEXT * 9}", "voice": "summary", "para": 1}]
    older = {"source": "talk-2004", "bottom_line": "So.", "quotes": quotes}
    spoken = {"text": "quote-2010-0", "voice": "speaker", "para": 1}
    newer = {"source": "talk-2010", "bottom_line": TEXT * 4, "quotes": [spoken]}
    of = make_folder({"a": UNITED_STATES | {"editions": [older, newer]}})
    look = printed("a", of=of, options=_fitted(editions="compare", stops=of.stops))
    assert _words(look) == {"quote-2010-0"}
    assert "Left out to fit one page" in look.text
    assert "None from 2004" not in look.text


def test_one_page_in_another_script_is_measured_in_the_fonts_that_set_it(
    printed: Printed, make_folder: Make, needs: Make
) -> None:
    needs("Noto Serif Georgian")
    points = [
        {
            "topic": f"T{n}",
            "kind": "fact",
            "text": f"point-2010-{n} \u0378 " + "საქართველო " * 60,
            "para": 1,
        }
        for n in range(12)
    ]
    edition = {"source": "talk-2010", "bottom_line": "So.", "points": points}
    look = printed("a", of=make_folder({"a": BELARUS | {"editions": [edition]}}), options=_fitted())
    assert len(look.pages) == 1
    assert 0 < len(_words(look)) < 12
    assert "[U+0378]" in look.text
    assert look.warnings[0].startswith("a.yaml:1: no font on this computer has (U+0378)")


def test_a_character_that_is_left_out_with_its_item_is_not_warned_of(
    printed: Printed, make_folder: Make
) -> None:
    edition = _edition("talk-2010", 12)
    edition["points"][8]["text"] += "\u0378"
    of = make_folder({"a": LONG | {"editions": [edition]}})
    assert printed("a", of=of, options=_fitted()).warnings == ()
    assert len(printed("a", of=of).warnings) == 1


def test_what_typst_says_of_the_measure_is_one_clear_error(
    typesetter: Typesetter, long: CardFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("no such thing")

    monkeypatch.setattr(typst, "query", fail)
    with pytest.raises(TypesetError, match="no such thing"):
        typesetter.typeset(book_data(long, ["a"], PrintOptions()), WHEN, one_page.fit)


def test_what_fits_at_first_sight_but_lacks_a_font_is_an_error(
    typesetter: Typesetter, long: CardFolder
) -> None:
    def fit(data: Any, ask: Any) -> one_page.Fitted:
        return one_page.Fitted(data | {"title": "\u0378", "foot": "\u0378"})

    with pytest.raises(TypesetError, match="no font could be found"):
        typesetter.typeset(book_data(long, ["a"], PrintOptions()), WHEN, fit)


PARAGRAPH = st.integers(0, 60).map(lambda words: "word " * words + "end")
POINTS = st.lists(st.tuples(st.sampled_from(KINDS), PARAGRAPH), max_size=9)
QUOTES = st.lists(st.tuples(st.sampled_from(("speaker", "summary")), PARAGRAPH), max_size=4)
STEPS = st.lists(PARAGRAPH, max_size=5)
EDITIONS = st.lists(
    st.fixed_dictionaries(
        {
            "bottom_line": PARAGRAPH,
            "changed": st.none() | PARAGRAPH,
            "points": POINTS,
            "quotes": QUOTES,
            "steps": STEPS,
        }
    ),
    min_size=1,
    max_size=3,
)
NOTES = st.lists(PARAGRAPH, max_size=3)
SOURCES = {
    f"talk-{year}": {"title": "T", "speaker": "S", "date": year} for year in (2004, 2010, 2012)
}


def _card(editions: list[dict[str, Any]], notes: list[str]) -> Card:
    return validated(
        Card,
        {
            "name": "Land",
            "kind": "country",
            "region": "Europe",
            "editions": [
                {
                    "source": source,
                    "bottom_line": given["bottom_line"],
                    "changed": given["changed"],
                    "points": [
                        {"topic": f"T{n}", "kind": kind, "text": text, "para": 1}
                        for n, (kind, text) in enumerate(given["points"])
                    ],
                    "quotes": [
                        {"text": text, "voice": voice, "para": 1} for voice, text in given["quotes"]
                    ],
                    "steps": [{"actor": "A", "action": text, "para": 1} for text in given["steps"]],
                }
                for source, given in zip(SOURCES, editions, strict=False)
            ],
            "notes": [{"date": 2026, "by": "Ed", "text": text} for text in notes],
        },
    )


def _pages(typesetter: Typesetter, data: dict[str, Any]) -> int:
    return len(pypdfium2.PdfDocument(typesetter.typeset(data, WHEN).pdf))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    editions=EDITIONS,
    notes=NOTES,
    kind=st.sampled_from(("all", "stop", "compare")),
    paper=st.sampled_from(("a4", "letter")),
    left=st.frozensets(st.sampled_from(sorted(SECTIONS)), max_size=3),
)
def test_no_item_more_would_fit(
    typesetter: Typesetter,
    tmp_path: Any,
    editions: Any,
    notes: Any,
    kind: Any,
    paper: Any,
    left: Any,
) -> None:
    """Whatever the card: one page, the fewest items gone, in the order of their importance."""
    library = validated(Library, LIBRARY | {"sources": SOURCES})
    file = CardFile("land", tmp_path / "land.yaml", _card(editions, notes), (), (0, 0, 0))
    folder = CardFolder(tmp_path, library, (file,), ())
    stops = [find_stop(folder.stops, stop) for stop in ("2004", "2010")]
    options = PrintOptions(
        kind,
        {"all": (), "stop": tuple(stops[:1]), "compare": tuple(stops)}[kind],
        paper,
        SECTIONS - left,
    )
    data = book_data(folder, ["land"], options)
    made = typesetter.typeset(data, WHEN, one_page.fit)
    assert made.warnings == ()
    assert len(pypdfium2.PdfDocument(made.pdf)) == 1
    card, items = one_page.ranked(data["cards"][0])
    assert [item.priority for item in items] == sorted(item.priority for item in items)
    counts = range(len(items) + 1)
    (fewest,) = (n for n in counts if one_page.left_out(items[:n]) == made.left_out)
    if fewest:
        more = data | {"cards": [one_page.kept(card, fewest - 1)]}
        assert _pages(typesetter, more) > 1
    # What is printed is what the measure was taken of.
    left_out = data | {"cards": [one_page.kept(card, fewest)], "left_out": made.left_out}
    assert typesetter.typeset(left_out, WHEN).pdf == made.pdf
