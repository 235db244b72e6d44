"""Texts are found when a library is shown, or chosen once, and what they bear out is told."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from briefing.core.library import open_folder
from briefing.gui.session import Session
from briefing.gui.source_texts import SourceTexts

LIBRARY = """\
title: A talk
sources:
  first: {title: T, speaker: Ada Morrow, date: 2001}
  second: {title: T, speaker: Ada Morrow, date: 2002}
"""
CARD = """\
name: Aldmark
kind: country
region: North
editions:
  - source: first
    bottom_line: In short.
    quotes:
      - {text: the ice left early, voice: summary, para: 1}
      - {text: the ice came late, voice: summary, para: 1}
"""


@pytest.fixture
def library(tmp_path):
    cards = tmp_path / "cards"
    cards.mkdir()
    (cards / "library.yaml").write_text(LIBRARY)
    (cards / "aldmark.yaml").write_text(CARD)
    return open_folder(cards)


@pytest.fixture
def session(tmp_path):
    return Session(tmp_path / "session.ini")


@pytest.fixture
def texts(qtbot, session):
    window = QWidget()
    qtbot.addWidget(window)
    return SourceTexts(window, session)


def put(folder, **sources):
    folder.mkdir(exist_ok=True)
    for name, text in sources.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


@pytest.fixture
def choose(monkeypatch):
    def answer(folder):
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder or ""))

    return answer


@pytest.fixture
def warned(monkeypatch):
    told = []
    monkeypatch.setattr(QMessageBox, "warning", lambda _, __, text: told.append(text))
    return told


def look(qtbot, texts, folder):
    with qtbot.waitSignal(texts.found) as heard:
        texts.look(folder)
    return heard.args[0]


def quotes(at_hand):
    return {quote.text for _, quote in at_hand.verified}


def test_texts_beside_the_library_are_found_and_bear_quotes_out(qtbot, texts, library):
    assert look(qtbot, texts, library).shelf is None
    folder = put(library.folder.with_name("texts"), first="It is told that the ice left early.")
    at_hand = look(qtbot, texts, library)
    assert at_hand.folder is library
    assert quotes(at_hand) == {"the ice left early"}
    assert texts.shelf is at_hand.shelf
    assert texts.verified == at_hand.verified
    assert texts.paths == [folder, folder / "first.txt"]


def test_changed_texts_are_read_again_and_others_are_not(qtbot, texts, library):
    folder = put(library.folder / "texts", first="It is told that the ice left early.")
    before = look(qtbot, texts, library)
    read = before.shelf.text("first")
    assert look(qtbot, texts, library).shelf.text("first") is read
    put(folder, first="It is told that the ice came late.")
    assert quotes(look(qtbot, texts, library)) == {"the ice came late"}
    (folder / "first.txt").unlink()
    gone = look(qtbot, texts, library)
    assert gone.shelf is None
    assert texts.paths == []


def test_chosen_folder_is_remembered_for_its_library(
    qtbot, texts, library, session, tmp_path, choose
):
    chosen = put(tmp_path / "elsewhere", first="the ice came late")
    choose(chosen)
    said = []
    texts.said.connect(said.append)
    with qtbot.waitSignal(texts.found) as heard:
        texts.choose(library)
    assert quotes(heard.args[0]) == {"the ice came late"}
    assert said == ["1 source text at hand; there is none of second."]
    session.save()
    assert session.texts_of(library.folder) == chosen
    assert session.texts_of(tmp_path / "another") is None
    again = SourceTexts(texts.parent(), Session(tmp_path / "session.ini"))
    assert look(qtbot, again, library).shelf.folder == chosen


def test_folder_without_any_of_the_texts_is_refused(
    texts, library, session, tmp_path, choose, warned
):
    choose(put(tmp_path / "elsewhere", other="words"))
    texts.choose(library)
    assert "A text is named first.txt." in warned[0]
    assert session.texts_of(library.folder) is None


def test_no_choice_changes_nothing(texts, library, session, choose, warned):
    choose(None)
    texts.choose(library)
    assert warned == []
    assert session.texts_of(library.folder) is None


def test_all_texts_at_hand_need_no_more_words(qtbot, texts, library, tmp_path, choose):
    choose(put(tmp_path / "elsewhere", first="a", second="b"))
    said = []
    texts.said.connect(said.append)
    with qtbot.waitSignal(texts.found):
        texts.choose(library)
    assert said == ["2 source texts at hand."]
    assert isinstance(texts.shelf.folder, Path)
