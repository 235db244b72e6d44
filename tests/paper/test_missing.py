"""A character that no font has is reported by file, line and name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import typst
from paper_samples import WHEN

from briefing.core.library import open_folder
from briefing.paper import glyphs
from briefing.paper.briefs import make_pdf
from briefing.paper.missing import Printed, no_font
from briefing.paper.options import SECTIONS, PrintOptions
from briefing.paper.typeset import TypesetError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefing.core.library import CardFolder
    from briefing.paper.typeset import Typesetter

    Told = Callable[..., tuple[str, ...]]

LIBRARY = """\
title: Two talks
about: Compiled \ue001 here.
regions: [Europe]
sources:
  talk-2004: {title: Old, speaker: "Trenin", date: 2004}
  talk-2010: {title: New, speaker: Dmitri \ue002, date: 2010, role: Head \ue00f}
"""
CARD = """\
# A remark with \ue00f is not printed.
name: Georgia
kind: country
region: Europe
aliases: [Sakartvelo \ue00f]
editions:
  - source: talk-2004
    bottom_line: Old \ue004 line.
    points: [{topic: One, kind: fact, text: "Es\\uE005caped", para: 1}]
  - source: talk-2010
    bottom_line: >-
      The first line
      and the \ue003 second
      and the \ue003 third.
    points:
      - topic: One
        kind: fact
        text: Plain.
        para: 3
    quotes:
      - {text: "said \ue006", voice: summary,
         para: 4}
    steps:
      - actor: Russia \ue007
        action: Act \ue007
        with: "\ue007"
        condition: "\ue007"
        why: "\ue007"
        risk: "\ue007 \ue007"
        para: 5
notes:
  - {date: 2026, by: Ed \ue008, text: Look.}
"""
PLACES = {
    "\ue002": "library.yaml:6",
    "\ue003": "georgia.yaml:13 and 14",
    "\ue004": "georgia.yaml:8",
    "\ue005": "georgia.yaml:9",
    "\ue006": "georgia.yaml:21",
    "\ue007": "georgia.yaml:24, 25, 26, 27, 28 and 1 more line",
    "\ue008": "georgia.yaml:32",
}


@pytest.fixture
def cards(tmp_path: Path) -> CardFolder:
    (tmp_path / "library.yaml").write_text(LIBRARY, encoding="utf-8")
    (tmp_path / "georgia.yaml").write_text(CARD, encoding="utf-8")
    other = CARD.replace("Georgia", "Armenia").replace("\n", "\r\n")
    (tmp_path / "armenia.yaml").write_bytes(other.encode("utf-8-sig"))
    found = open_folder(tmp_path)
    assert set(found.cards) == {"georgia", "armenia"}, found.all_problems
    return found


@pytest.fixture
def told(cards: CardFolder, typesetter: Typesetter) -> Told:
    def make(*ids: str, options: PrintOptions | None = None) -> tuple[str, ...]:
        asked = replace(options or PrintOptions(), timestamp=WHEN)
        return make_pdf(cards, ids, asked, typesetter).warnings

    return make


def _said(char: str, places: str) -> str:
    code = f"U+{ord(char):04X}"
    return f"{places}: no font on this computer has ({code}); [{code}] is printed in its place."


def test_each_is_told_by_its_lines(told: Told) -> None:
    assert told("georgia") == tuple(_said(*item) for item in PLACES.items())


def test_a_character_with_a_name_is_told_by_it(
    cards: CardFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = cards.folder / "georgia.yaml"
    path.write_text(path.read_text("utf-8").replace("\ue004", "😀"), encoding="utf-8")
    assert no_font(cards, Printed(("georgia",)), "😀") == (
        (
            "georgia.yaml:8: no font on this computer has 😀 (U+1F600 GRINNING FACE); "
            "[U+1F600] is printed in its place."
        ),
    )


def test_only_what_is_printed_is_told(cards: CardFolder, told: Told) -> None:
    newest = PrintOptions("stop", cards.stops[1:])
    assert not any(
        "8: no font" in each or "E005" in each for each in told("georgia", options=newest)
    )
    kept = SECTIONS - {"quotes", "notes", "steps"}
    chosen = told("georgia", options=PrintOptions(sections=kept))
    assert [each for each in chosen if "E006" in each or "E008" in each or "E007" in each] == []
    assert len(chosen) == 4


def test_a_book_tells_the_files_together_and_its_cover(told: Told) -> None:
    book = told("georgia", "armenia")
    assert book[0] == _said("\ue001", "library.yaml:2")
    assert _said("\ue004", "georgia.yaml:8; armenia.yaml:8") in book
    bare = told("georgia", "armenia", options=PrintOptions(cover=False))
    assert not any("E001" in each for each in bare)


def test_characters_of_the_same_lines_are_told_together(cards: CardFolder) -> None:
    path = cards.folder / "georgia.yaml"
    five = "".join(map(chr, range(0xE010, 0xE015)))
    path.write_text(path.read_text("utf-8").replace("\ue004", five), encoding="utf-8")
    assert no_font(cards, Printed(("georgia",)), five) == (
        (
            "georgia.yaml:8: no font on this computer has (U+E010), (U+E011), (U+E012) and "
            "2 other characters; [U+E010] and the like are printed in their places."
        ),
    )


def test_many_files_are_counted(cards: CardFolder) -> None:
    text = (cards.folder / "georgia.yaml").read_text("utf-8")
    for number in range(4):
        (cards.folder / f"x{number}.yaml").write_text(text, encoding="utf-8")
    ids = ("georgia", *(f"x{number}" for number in range(4)))
    (warning,) = no_font(open_folder(cards.folder), Printed(ids), "\ue004")
    assert warning.startswith("georgia.yaml:8; x0.yaml:8; x1.yaml:8; 2 more files: no font")


@pytest.mark.parametrize("now", [None, "x", "- a \ue004", "editions: \ue004", "editions: [\ue004]"])
def test_files_that_have_changed_since_are_no_fault(cards: CardFolder, now: str | None) -> None:
    for name in ("georgia", "library"):
        path = cards.folder / f"{name}.yaml"
        path.unlink() if now is None else path.write_text(now, encoding="utf-8")
    (warning,) = no_font(cards, Printed(("georgia",)), "\ue004")
    assert warning.startswith("No font on this computer has (U+E004)")


def test_where_no_standard_holds_typst_boxes_are_never_silent(
    typesetter: Typesetter, cards: CardFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = typst.compile_with_warnings

    def refuse(path: str, **more: Any) -> Any:
        if more["pdf_standards"] and path.endswith("main.typ"):
            error = typst.TypstError("PDF/UA-1 error: not so", "error: not so")
            error.message, error.diagnostic = "PDF/UA-1 error: not so", "error: not so"
            raise error
        return real(path, **more)

    monkeypatch.setattr(typst, "compile_with_warnings", refuse)
    made = make_pdf(cards, ["georgia"], PrintOptions(timestamp=WHEN), typesetter)
    assert made.missing == tuple(PLACES)
    assert "neither accessible" in made.warnings[-1]


def test_what_cannot_be_spelled_out_is_never_tried_for_ever(
    typesetter: Typesetter, cards: CardFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(glyphs, "spelled_out", lambda data, _: data)
    with pytest.raises(TypesetError, match="no font could be found"):
        make_pdf(cards, ["georgia"], PrintOptions(timestamp=WHEN), typesetter)
