"""What a preview is told of a text: the card so far, the faulty statements, the reason for none."""

from __future__ import annotations

import pytest
from core_samples import CARD, LIBRARY

from briefing.core.library import open_folder
from briefing.core.proof import proof
from briefing.core.shelf import Shelf

POINT = """\
    points:
      - topic: Dues
        kind: fact
        text: They rise.
        para: 1
"""
QUOTE = """\
    quotes:
      - text: never said
        voice: speaker
        para: 1
"""


@pytest.fixture
def folder(tmp_path):
    library = tmp_path / "cards"
    library.mkdir()
    (library / "library.yaml").write_text(LIBRARY)
    (library / "aldmark.yaml").write_text(CARD)
    return open_folder(library)


def made(folder, text, name="aldmark.yaml", shelf=None):
    return proof(text, folder.folder / name, folder, shelf)


def test_good_card_has_no_flags(folder):
    found = made(folder, CARD + POINT)
    assert found.card is not None
    assert (found.card.name, found.flags, found.reason) == ("Aldmark", {}, "")


def test_unknown_kind_is_flagged_where_it_stands(folder):
    found = made(folder, CARD + POINT.replace("fact", "prediction"))
    assert found.flags == {"point-0-0": "unknown kind"}
    assert found.card.editions[0].points[0].text == "They rise."


def test_unfinished_statement_is_flagged_as_that(folder):
    assert made(folder, CARD + POINT.replace("They rise.", "")).flags == {"point-0-0": "incomplete"}


def test_other_faults_are_flagged_too(folder):
    assert made(folder, CARD + POINT.replace("para: 1", "para: 99")).flags == {
        "point-0-0": "problem"
    }


def test_fault_of_the_card_itself_flags_no_statement(folder):
    assert made(folder, CARD.replace("country", "contry")).flags == {}


def test_quote_that_the_source_does_not_have_is_flagged(folder, tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "first.txt").write_text("The harbors are full.\n")
    found = made(folder, CARD + QUOTE, shelf=Shelf(texts))
    assert found.flags == {"quote-0-0": "not in the source"}


def test_text_that_does_not_parse_says_where(folder):
    found = made(folder, CARD + "    points: [\n")
    assert found.card is None
    assert found.reason.startswith("Line ")


def test_empty_text_is_no_card(folder):
    found = made(folder, "")
    assert found.card is None
    assert found.reason


def test_library_file_has_problems_and_no_card(folder):
    found = made(folder, LIBRARY.replace("title", "titel", 1), "library.yaml")
    assert found.card is None
    assert found.checked.problems


def test_warning_flags_nothing(folder):
    found = made(folder, CARD.replace("region: North", "region: Elsewhere"))
    assert found.checked.problems
    assert found.flags == {}
