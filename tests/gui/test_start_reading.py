"""A library that takes long to read is shown as far as it was read, and can be used meanwhile."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtWidgets import QApplication

from briefing.core import opening
from briefing.core.opening import open_at_once
from briefing.core.starter import Places
from briefing.gui.program import Program
from briefing.gui.session import Session


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def library(starter, tmp_path):
    return shutil.copytree(starter, tmp_path / "cards")


@pytest.fixture
def program(qtbot, tools, library, tmp_path, starter, cache):
    places = Places(tmp_path, tmp_path, tmp_path / "state", starter, cache)
    session = Session(tmp_path / "session.ini")
    made = Program(QApplication.instance(), places, session, tools)
    qtbot.addWidget(made.window)
    return made


@pytest.fixture
def large(monkeypatch):
    """Let every library be one that takes long to read."""
    monkeypatch.setattr(opening, "_FEW", 0)


def test_what_was_read_last_is_shown_and_then_held_against_the_disk(qtbot, program, library, cache):
    open_at_once(library, cache)
    text = (library / "georgia.yaml").read_text().replace("name: Georgia", "name: Sakartvelo")
    program.show_library(open_at_once(library, cache), "georgia")
    (library / "georgia.yaml").write_text(text)
    qtbot.waitUntil(lambda: program.window.windowTitle() == "Georgia – Briefing")
    program.start()
    qtbot.waitUntil(lambda: program.window.windowTitle() == "Sakartvelo – Briefing")


@pytest.mark.usefixtures("large")
def test_the_window_is_there_before_the_cards(qtbot, program, library, cache):
    program.show_library(open_at_once(library, cache), "georgia", "trenin-2004")
    assert "Reading the library" in program.window.desk.page.toPlainText()
    assert "20 cards to come" in program.window.desk.page.toPlainText()
    program.start()
    qtbot.waitUntil(lambda: program.window.windowTitle() == "Georgia – Briefing")
    assert program.window.place.stop.sources == ("trenin-2004",)
    assert open_at_once(library, cache).pending == 0
    qtbot.waitUntil(lambda: program.window.search.is_ready)


@pytest.mark.usefixtures("large")
def test_parts_come_while_the_rest_is_read(qtbot, program, library, cache, monkeypatch):
    monkeypatch.setattr("briefing.core.updating._FIRST_PART", 2)
    monkeypatch.setattr("briefing.core.job._CHUNK", 1)
    shown, said = [], []
    program._reloading.part.connect(lambda folder: shown.append(len(folder.files)))
    program._reloading.progress.connect(lambda *counts: said.append(counts))
    program.show_library(open_at_once(library, cache))
    program.start()
    qtbot.waitUntil(lambda: program.window.folder.pending == 0)
    assert said[-1] == (20, 20)
    assert shown == sorted(shown)
    assert program.window.status.message == ""


@pytest.mark.usefixtures("large")
def test_what_changes_while_it_is_read_is_read_again(qtbot, program, library, cache):
    program.show_library(open_at_once(library, cache), "georgia")
    program.start()
    (library / "iran.yaml").unlink()
    program._reload()
    qtbot.waitUntil(lambda: program.window.folder.get("iran") is None)
    qtbot.waitUntil(lambda: len(program.window.folder.files) == 19)
