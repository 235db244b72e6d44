from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest
from core_samples import card, edition, library

from briefing.core.library import CardFile, CardFolder, open_folder
from briefing.core.passages import passages
from briefing.core.tables import (
    COLUMNS,
    QUOTE_COLUMNS,
    STEP_COLUMNS,
    QuoteRow,
    StepRow,
    Where,
    no_formula,
    quote_rows,
    shown_cells,
    step_rows,
    table_rows,
    to_csv,
)

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.core.card import Card

TALKS = library(first="2001-06-14", second="2005")
TREATY: dict[str, Any] = {"actor": "The *council*", "action": "sign the treaty", "para": 3}
WHOLE: dict[str, Any] = {
    "actor": "The port",
    "action": "dredge",
    "with": "The *state*",
    "condition": "If it can",
    "why": "Ships enter",
    "risk": "They **leave**",
    "para": [1, 2],
}
OWN = {"text": "so *it* is", "voice": "speaker", "para": 1}
TOLD = {"text": "so it was", "voice": "summary", "para": 2}


def folder_of(tmp_path: Path, **cards: Card) -> CardFolder:
    files = tuple(
        CardFile(name, tmp_path / f"{name}.yaml", each, (), (0, 0, 0))
        for name, each in cards.items()
    )
    return CardFolder(tmp_path, TALKS, files, ())


def test_a_step_is_a_row_with_what_the_source_leaves_out(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, aldmark=card(edition("first", steps=[WHOLE, TREATY])))
    whole, treaty = step_rows(folder)
    assert whole.cells() == (
        *("The port", "dredge", "The state", "If it can", "Ships enter", "They leave"),
        *("Aldmark", "2001-06-14", "2001 ¶1–2"),
    )
    assert treaty.cells()[:6] == ("The council", "sign the treaty", *["not stated"] * 4)
    assert treaty.places == (Where("aldmark", "Aldmark", "step-0-1", "first"),)
    assert len(STEP_COLUMNS) == len(whole.cells())


def test_the_same_step_on_several_cards_is_one_row_that_names_them_all(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        aldmark=card(edition("first", steps=[TREATY])),
        bergen=card(edition("first", steps=[WHOLE, TREATY]), name="*Bergen*"),
    )
    treaty, _whole = step_rows(folder)
    assert [(place.card, place.anchor) for place in treaty.places] == [
        ("aldmark", "step-0-0"),
        ("bergen", "step-0-1"),
    ]
    assert treaty.cells()[6] == "Aldmark; Bergen"


@pytest.mark.parametrize(
    "other",
    [TREATY | {"para": 4}, TREATY | {"risk": "War"}, TREATY | {"source": "second"}],
    ids=["paragraph", "part", "source"],
)
def test_steps_that_differ_in_anything_are_rows_of_their_own(
    tmp_path: Path, other: dict[str, Any]
) -> None:
    folder = folder_of(
        tmp_path,
        aldmark=card(edition("first", steps=[TREATY])),
        bergen=card(edition("first", steps=[other])),
    )
    assert len(step_rows(folder)) == 2


def test_a_step_that_names_its_source_is_the_same_as_one_that_need_not(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        aldmark=card(edition("first", steps=[TREATY])),
        bergen=card(edition("first", steps=[TREATY | {"source": "first"}])),
    )
    (row,) = step_rows(folder)
    assert len(row.places) == 2


def test_a_card_that_says_a_thing_twice_is_named_once(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, aldmark=card(edition("first", steps=[TREATY, TREATY])))
    (row,) = step_rows(folder)
    assert len(row.places) == 2
    assert row.cells()[6] == "Aldmark"


def test_the_newest_stop_stands_first_then_the_order_of_the_cards(tmp_path: Path) -> None:
    both = card(edition("first", steps=[TREATY]), edition("second", steps=[WHOLE]))
    folder = folder_of(tmp_path, aldmark=both, bergen=card(edition("second", steps=[TREATY])))
    assert [(row.source, row.actor) for row in step_rows(folder)] == [
        ("second", "The port"),
        ("second", "The council"),
        ("first", "The council"),
    ]
    assert [str(row.stop.date) for row in step_rows(folder)] == ["2005", "2005", "2001-06-14"]


def test_a_quote_is_a_row_with_its_voice_and_speaker(tmp_path: Path) -> None:
    quotes = [OWN, TOLD, OWN | {"speaker": "Edwin Hale", "para": 3}]
    folder = folder_of(tmp_path, aldmark=card(edition("first", quotes=quotes)))
    rows = quote_rows(folder)
    assert rows[0].cells() == (
        *("so it is", "verbatim", "Ada Morrow", "Aldmark", "2001-06-14", "2001 ¶1"),
    )
    assert [row.cells()[1] for row in rows] == ["verbatim", "as reported", "verbatim"]
    assert [row.speaker for row in rows] == ["Ada Morrow", "Ada Morrow", "Edwin Hale"]
    assert rows[2].places == (Where("aldmark", "Aldmark", "quote-0-2", "first"),)
    assert len(QUOTE_COLUMNS) == len(rows[0].cells())


def test_the_same_quote_on_several_cards_is_one_row(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        aldmark=card(edition("first", quotes=[OWN])),
        bergen=card(edition("second", quotes=[OWN | {"source": "first"}]), name="Bergen"),
        corvik=card(edition("first", quotes=[OWN]), name="Corvik"),
    )
    # Bergen quotes the first talk in the edition of the second: another stop, another row.
    assert [row.cells()[3] for row in quote_rows(folder)] == ["Bergen", "Aldmark; Corvik"]


def test_a_quote_of_a_source_that_the_library_does_not_know_has_no_speaker(tmp_path: Path) -> None:
    quotes = [OWN | {"source": "lost"}]
    (row,) = quote_rows(folder_of(tmp_path, aldmark=card(edition("first", quotes=quotes))))
    assert (row.speaker, row.reference) == ("", "lost ¶1")


def test_broken_cards_and_editions_without_a_stop_have_no_rows(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, aldmark=card(edition("lost", steps=[TREATY], quotes=[OWN])))
    broken = CardFile("broken", tmp_path / "broken.yaml", None, (), (0, 0, 0))
    folder = CardFolder(tmp_path, TALKS, (*folder.files, broken), ())
    assert step_rows(folder) == quote_rows(folder) == ()


def test_both_tables_by_their_names(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, aldmark=card(edition("first", steps=[TREATY], quotes=[OWN])))
    for kind, row in (("steps", StepRow), ("quotes", QuoteRow)):
        (found,) = table_rows(folder, kind)
        assert isinstance(found, row)
        assert shown_cells(found, folder.stops)[-2:] == ("Jun 2001", found.reference)
        assert len(shown_cells(found, folder.stops)) == len(COLUMNS[kind])


def test_every_place_of_the_starter_library_is_one_that_a_search_finds_too(starter: Path) -> None:
    folder = open_folder(starter)
    anchors = {
        (passage.card, passage.source, passage.anchor)
        for card_id, each in folder.cards.items()
        for passage in passages(card_id, each, folder.library)
        if passage.where in ("Policy step", "Quotation")
    }
    rows = [*step_rows(folder), *quote_rows(folder)]
    places = [place for row in rows for place in row.places]
    assert {(place.card, place.source, place.anchor) for place in places} == anchors
    assert len(places) == len(anchors)


def test_csv_reads_back_to_the_same_cells() -> None:
    rows = [("a, b", 'say "so"', "two\nlines"), ("", "¶", "x")]
    text = to_csv(("One", "Two", "Three"), rows)
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["One", "Two", "Three"],
        *map(list, rows),
    ]
    assert text.startswith("One,Two,Three\r\n")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t1", "\r=1", "＝1"])
def test_csv_holds_no_formula(cell: str) -> None:
    assert list(csv.reader(io.StringIO(to_csv((), [(cell,)]), newline="")))[1] == [f"'{cell}"]


@pytest.mark.parametrize("begin", ['x;"', 'x;""', "x\t", '"', "x;"])
def test_csv_holds_no_formula_for_whom_cells_are_divided_otherwise(begin: str) -> None:
    assert no_formula(f"{begin}=1") == f"{begin}'=1"


def test_csv_holds_no_formula_where_semicolons_divide_cells() -> None:
    text = to_csv(("A",), [("so; =1;=cmd|' /C calc'!A0;-1; +",)])
    assert text == "A\r\nso; =1;'=cmd|' /C calc'!A0;'-1; +\r\n"
