"""What rests on a paragraph is found on every card, and whose words it is can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from core_samples import LIBRARY, write

from briefing.core.citing import Citing, citing
from briefing.core.library import CardFolder, open_folder

if TYPE_CHECKING:
    from pathlib import Path

ALDMARK = """\
name: "*Aldmark*"
kind: country
region: North
editions:
  - source: first
    bottom_line: The port matters.
    points:
      - {topic: The *dues*, kind: fact, text: They rose., para: [3, 4]}
    quotes:
      - {text: so **it** is, voice: speaker, para: 1}
      - {text: so it was, voice: summary, para: 1}
      - {text: so it will be, voice: speaker, para: 4, source: second}
    steps:
      - {actor: The council, action: dredge, para: [4, 2]}
"""
NORREY = """\
name: Norrey
kind: country
region: South
editions:
  - source: second
    bottom_line: In short.
    points:
      - {topic: Roads, kind: fact, text: Long., para: 3, source: first}
"""
BROKEN = "name: Broken\nkind: contry\n"


@pytest.fixture
def folder(tmp_path: Path) -> CardFolder:
    cards = {"library": LIBRARY, "aldmark": ALDMARK, "norrey": NORREY, "broken": BROKEN}
    return open_folder(write(tmp_path / "cards", **cards))


def test_paragraph_is_found_on_every_card_whatever_the_edition(folder: CardFolder) -> None:
    assert citing(folder, "first", [3]) == (
        Citing("aldmark", "Aldmark", "first", "Key point", "The dues", "point-0-0", (3,)),
        Citing("norrey", "Norrey", "second", "Key point", "Roads", "point-0-0", (3,)),
    )


def test_each_names_the_paragraphs_that_it_shares(folder: CardFolder) -> None:
    found = citing(folder, "first", [4, 2, 3, 2])
    assert [(one.anchor, one.paras) for one in found] == [
        ("point-0-0", (3, 4)),
        ("step-0-0", (2, 4)),
        ("point-0-0", (3,)),
    ]
    assert found[1].text == "The council: dredge"


def test_only_verbatim_words_stand_in_quotation_marks(folder: CardFolder) -> None:
    assert [(one.where, one.text) for one in citing(folder, "first", [1])] == [
        ("Quotation", "“so it is”"),
        ("As reported", "so it was"),
    ]


def test_same_number_of_another_source_is_another_paragraph(folder: CardFolder) -> None:
    assert [one.anchor for one in citing(folder, "second", [4])] == ["quote-0-2"]
    assert citing(folder, "second", [3]) == ()
    assert citing(folder, "third", [1]) == ()
