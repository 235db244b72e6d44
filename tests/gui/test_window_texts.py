"""The window with source texts at hand: marks on the card, words under a reference, the choice."""

import shutil

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from briefing.core.library import open_folder
from briefing.core.starter import Places
from briefing.gui.fonts import load_fonts
from briefing.gui.program import Program
from briefing.gui.session import Session
from briefing.gui.tools import Tools

MARK = "Checked against the source"
TEXT = "The roads\nIt is told that the ice left early.\nShe said “we waited” twice.\n"
LIBRARY = """\
title: Two talks
sources:
  first: {title: The harbors, speaker: Ada Morrow, date: 2001}
  second: {title: The roads, speaker: Edwin Hale, date: 2005}
"""
CARD = """\
name: Aldmark
kind: country
region: North
editions:
  - source: first
    bottom_line: The port matters.
    points:
      - {topic: Ice, kind: fact, text: It left., para: 2}
    quotes:
      - {text: the ice left early, voice: summary, para: 2}
      - {text: we waited, voice: speaker, para: 3}
  - source: second
    bottom_line: The roads matter.
    quotes:
      - {text: long roads, voice: summary, para: 1}
"""


@pytest.fixture(scope="module")
def tools(qapp):
    load_fonts()
    return Tools()


@pytest.fixture
def library(tmp_path):
    cards = tmp_path / "cards"
    cards.mkdir()
    (cards / "library.yaml").write_text(LIBRARY)
    (cards / "aldmark.yaml").write_text(CARD)
    return cards


@pytest.fixture
def program(qapp, qtbot, tools, library, tmp_path, starter):
    state = tmp_path / "state"
    state.mkdir()
    places = Places(tmp_path, tmp_path, state, starter)
    made = Program(qapp, places, Session(state / "session.ini"), tools)
    qtbot.addWidget(made.window)
    with qtbot.waitExposed(made.window):
        made.window.show()
    made.start()
    return made


def put(folder, name="first.txt", text=TEXT):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder


def marks(program):
    return program.window.desk.page.toPlainText().count(MARK)


def open_at(qtbot, program, library, source):
    with qtbot.waitSignal(program._texts().found):
        program.show_library(open_folder(library), "aldmark", source)


def test_quotes_are_marked_as_soon_as_the_texts_are_found(qtbot, program, library):
    put(library.with_name("texts"))
    open_at(qtbot, program, library, "first")
    assert marks(program) == 2
    program.window.desk.page.follow("stop:second")
    assert marks(program) == 0
    program.window.actions_by_id["compare"].trigger()
    assert marks(program) == 2


def test_no_texts_no_marks(qtbot, program, library):
    open_at(qtbot, program, library, "first")
    assert marks(program) == 0


def test_a_text_that_changes_or_goes_takes_its_marks_along(qtbot, program, library):
    folder = put(library.with_name("texts"))
    open_at(qtbot, program, library, "first")
    assert marks(program) == 2
    put(folder, text=TEXT.replace("early", "late"))
    qtbot.waitUntil(lambda: marks(program) == 1)
    shutil.rmtree(folder)
    qtbot.waitUntil(lambda: marks(program) == 0)


def test_a_quote_that_is_edited_loses_its_mark(qtbot, program, library):
    put(library.with_name("texts"))
    open_at(qtbot, program, library, "first")
    card = library / "aldmark.yaml"
    card.write_text(CARD.replace("the ice left early", "the ice came early"))
    qtbot.waitUntil(lambda: marks(program) == 1)


def test_a_reference_shows_the_paragraph(qtbot, program, library):
    put(library.with_name("texts"))
    open_at(qtbot, program, library, "first")
    page = program.window.desk.page
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Tab)
    qtbot.keyClick(page, Qt.Key.Key_Return)
    panel = program.window.desk.reference
    qtbot.waitUntil(panel.isVisible)
    assert "The source says\n¶2\nIt is told that the ice left early." in panel.text.toPlainText()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)


def test_texts_are_chosen_once_for_a_library(qtbot, program, library, tmp_path, monkeypatch):
    open_at(qtbot, program, library, "first")
    chosen = put(tmp_path / "elsewhere")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(chosen))
    with qtbot.waitSignal(program._texts().found):
        program.window.actions_by_id["texts"].trigger()
    assert marks(program) == 2
    assert "1 source text at hand" in program.window.status._message.text()
    open_at(qtbot, program, library, "first")
    assert marks(program) == 2


def test_another_library_starts_without_the_texts_of_the_last(qtbot, program, library, tmp_path):
    put(library.with_name("texts"))
    open_at(qtbot, program, library, "first")
    other = tmp_path / "elsewhere" / "cards"
    shutil.copytree(library, other)
    open_at(qtbot, program, other, "first")
    assert marks(program) == 0


def test_the_print_window_marks_the_same_quotes(qtbot, program, library):
    put(library.with_name("texts"))
    open_at(qtbot, program, library, "first")
    shown = program._print()
    qtbot.waitUntil(lambda: not shown.busy)
    pages = pypdfium2.PdfDocument(shown._pdf)
    said = " ".join(page.get_textpage().get_text_range() for page in pages)
    pages.close()
    shown.close()
    assert said.count("Checked against") == 2
