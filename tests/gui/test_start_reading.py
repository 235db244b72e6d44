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


def test_a_whole_library_stays_whole_while_it_is_read_anew(
    qtbot, program, library, cache, monkeypatch
):
    monkeypatch.setattr("briefing.core.updating._FIRST_PART", 2)
    monkeypatch.setattr("briefing.core.job._CHUNK", 1)
    program.show_library(open_at_once(library, cache), "ukraine")
    program.start()
    qtbot.waitUntil(lambda: program.window.search.is_ready)
    sizes = set()
    program.window.place_changed.connect(lambda _: sizes.add(len(program.window.folder.files)))
    program._reloading.part.connect(lambda part: sizes.add(len(part.files)))
    manifest = library / "library.yaml"
    manifest.write_text(
        manifest.read_text("utf-8").replace("title: R", "title: New R").replace("Europe", "europe"),
        "utf-8",
    )
    program._reload()
    qtbot.waitUntil(lambda: program.window.folder.library.title.startswith("New"))
    assert sizes <= {20}
    assert program.window.windowTitle() == "Ukraine – Briefing"


@pytest.mark.usefixtures("large")
def test_how_far_the_reading_is_is_told_of_the_library_that_is_shown(
    qtbot, program, library, cache, tmp_path
):
    other = open_at_once(shutil.copytree(library, tmp_path / "other"), None)
    program.show_library(open_at_once(library, cache))
    program._show_progress(3, 20)
    assert program.window.status.message == "Reading the library: 3 of 20 cards"
    program.show_library(other)
    assert program.window.status.message == ""


@pytest.mark.usefixtures("large")
def test_what_changes_while_it_is_read_is_read_again(qtbot, program, library, cache):
    program.show_library(open_at_once(library, cache), "georgia")
    program.start()
    (library / "iran.yaml").unlink()
    program._reload()
    qtbot.waitUntil(lambda: program.window.folder.get("iran") is None)
    qtbot.waitUntil(lambda: len(program.window.folder.files) == 19)
