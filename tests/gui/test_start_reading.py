"""A library that takes long to read is shown as far as it was read, and can be used meanwhile."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from briefing.core import opening
from briefing.core.library import open_folder, reload
from briefing.core.opening import open_at_once
from briefing.core.starter import Places
from briefing.gui.moves import to_card
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


@pytest.fixture
def reading(monkeypatch):
    """Let each reading wait until it may go on; counts those that were begun."""
    go, begun = Event(), []

    def read(folder, watch):
        begun.append(watch)
        go.wait(20)
        return reload(folder, watch)

    monkeypatch.setattr("briefing.gui.reloading.reload", read)
    yield go, begun
    go.set()


def test_a_reading_ends_though_others_save_meanwhile(qtbot, program, library, reading):
    go, begun = reading
    program.show_library(open_folder(library), "georgia")
    program.start()
    qtbot.waitUntil(lambda: len(begun) == 1)
    for _ in range(3):
        program._reload()
    assert not begun[0].is_over
    go.set()
    qtbot.waitUntil(lambda: len(begun) == 2)
    qtbot.waitUntil(lambda: not program._reloading._worker.busy)
    assert len(begun) == 2


def test_a_search_goes_on_once_another_program_has_written(qtbot, program, library, cache):
    open_at_once(library, cache)
    program.show_library(open_at_once(library, cache), "georgia")
    program.start()
    window = program.window
    qtbot.waitUntil(lambda: window.search.is_ready and not program._reloading._worker.busy)
    path = window.folder.index.path
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        window.sidebar.field.setText("missile")
        window.search._search("missile")
        text = window.views.results.page.toPlainText
        said = [label.text() for label in window.views.results.findChildren(QLabel)]
        assert "Another program is at work on this library…" in said
        assert "matches" not in text()
        other.execute("ROLLBACK")
    qtbot.waitUntil(lambda: "Missile defense" in text())


def test_how_far_the_reading_of_many_changes_is_is_told(program, library):
    program.show_library(open_folder(library), "georgia")
    program._show_progress(4, 20)
    assert program.window.status.message == ""
    program._show_progress(700, 4500)
    assert program.window.status.message == "Reading what changed: 700 of 4,500 cards"


class TestSavedInPlace:
    @pytest.fixture
    def iran(self, qtbot, program, library, cache):
        """A card that is not shown; its folder tells nothing of what is written into it."""
        open_at_once(library, cache)
        program.show_library(open_at_once(library, cache), "georgia")
        program.start()
        qtbot.waitUntil(lambda: not program._reloading._worker.busy)
        qtbot.waitUntil(lambda: program.window.folder.index.trusted)
        path = library / "iran.yaml"
        path.write_text(path.read_text("utf-8").replace("name: Iran", "name: Persia"), "utf-8")
        return path

    def test_it_is_seen_when_its_card_is_shown(self, qtbot, program, iran):
        program.window.go(to_card(program.window.folder, program.window.place, "iran"))
        qtbot.waitUntil(lambda: program.window.windowTitle() == "Persia – Briefing")

    def test_it_is_seen_when_the_reader_returns_from_another_program(self, qtbot, program, iran):
        QApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
        qtbot.waitUntil(lambda: program.window.folder.cards["iran"].name == "Persia")
        assert program.window.windowTitle() == "Georgia – Briefing"


class TestWantedCard:
    """One that is to be shown as soon as the library has it."""

    def test_not_in_another_library(self, qtbot, program, library, tmp_path):
        (library / "iran.yaml").unlink()
        program.show_library(open_folder(library), "georgia")
        program._show_card(library / "iran.yaml")
        other = shutil.copytree(library, tmp_path / "other")
        shutil.copy(library / "japan.yaml", other / "iran.yaml")
        program.show_library(open_folder(other), "georgia")
        program.start()
        qtbot.waitUntil(lambda: not program._reloading._worker.busy)
        assert program.window.place.card == "georgia"

    def test_not_to_a_reader_who_went_on(self, qtbot, program, library):
        (library / "iran.yaml").rename(library / "iran.away")
        program.show_library(open_folder(library), "georgia")
        program.start()
        program._show_card(library / "iran.yaml")
        program.window.go(to_card(program.window.folder, program.window.place, "japan"))
        (library / "iran.away").rename(library / "iran.yaml")
        program._reload()
        qtbot.waitUntil(lambda: program.window.folder.get("iran") is not None)
        assert program.window.place.card == "japan"


@pytest.mark.usefixtures("large")
def test_what_changes_while_it_is_read_is_read_again(qtbot, program, library, cache):
    program.show_library(open_at_once(library, cache), "georgia")
    program.start()
    (library / "iran.yaml").unlink()
    program._reload()
    qtbot.waitUntil(lambda: program.window.folder.get("iran") is None)
    qtbot.waitUntil(lambda: len(program.window.folder.files) == 19)
