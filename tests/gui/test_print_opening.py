"""The print window as the program opens it: on what is shown and selected, and as it was left."""

from __future__ import annotations

import shutil
import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from briefing.core.library import open_folder
from briefing.core.starter import Places
from briefing.gui import printing
from briefing.gui.cups import JobReport, JobState
from briefing.gui.print_window import PrintWindow
from briefing.gui.printer import PrintError
from briefing.gui.printing import Printing
from briefing.gui.program import Program
from briefing.gui.session import Session
from briefing.gui.tools import Tools


@pytest.fixture
def program(qtbot, small, tmp_path, fonts):
    copy = shutil.copytree(small.folder, tmp_path / "cards")
    made = Program(
        QApplication.instance(),
        Places(tmp_path, tmp_path, tmp_path, copy),
        Session(tmp_path / "session.ini"),
        Tools(),
    )
    qtbot.addWidget(made.window)
    made.show_library(open_folder(copy), "united-states")
    made.window.show()
    made.start()
    yield made
    made.window.close()
    made.deleteLater()


@pytest.fixture
def print_window(qtbot, program):
    def open_it():
        program.window.actions_by_id["print"].trigger()
        (shown,) = (w for w in program.window.findChildren(PrintWindow) if w.isVisible())
        qtbot.waitUntil(lambda: not shown.busy, timeout=30_000)
        return shown

    return open_it


def test_cards_selected_in_the_list_are_printed(qtbot, program, print_window):
    cards = program.window.sidebar.cards
    place = cards.visualRect(cards.countries.find("ukraine")).center()
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, control, place)
    shown = print_window()
    assert shown.options.scope.key == "selected"
    assert shown.options.scope.detail("selected").text() == "2"
    assert shown.view.page_count > 2
    shown.close()


def test_cards_that_are_yet_to_be_read_are_told_of(program, print_window):
    program.window.set_library(replace(program.window.folder, pending=1200))
    shown = print_window()
    assert shown.preview.missing.isVisible()
    assert "still being read" in shown.preview.missing.text
    shown.close()


def test_with_one_card_selected_it_says_how_to_select_more(program, print_window):
    shown = print_window()
    button = shown.options.scope.button("selected")
    assert shown.options.scope.key == "card"
    assert not button.isEnabled()
    assert "Ctrl or Shift" in button.toolTip()
    shown.close()


def test_options_outlive_the_window_and_the_program(qtbot, program, print_window, tmp_path):
    shown = print_window()
    shown.options.papers["letter"].click()
    shown.options.sections["quotes"].click()
    shown.options.one_page.click()
    qtbot.waitUntil(lambda: not shown.busy)
    qtbot.mouseClick(shown.close_button, Qt.MouseButton.LeftButton)
    again = print_window()
    assert again.options.papers["letter"].isChecked()
    assert not again.options.sections["quotes"].isChecked()
    assert again.options.one_page.isChecked()
    qtbot.keyClick(again, Qt.Key.Key_Escape)
    program.window.close()
    choice = Session(tmp_path / "session.ini").print_choice
    assert (choice.paper, choice.one_page) == ("letter", True)
    assert "quotes" not in choice.sections


@pytest.mark.parametrize(("card", "drawn"), [("united-states", 1), ("broken", 0)])
def test_the_map_of_the_card_is_drawn_before_it_is_asked_for(qtbot, program, card, drawn):
    failed = []
    program._printing()._warming.failed.connect(failed.append)
    program.window.start_at(card, "")
    program.warm_up()
    qtbot.waitUntil(lambda: not program._printing()._warming.busy)
    assert len(program._printing()._tools.maps._drawn) == drawn
    assert failed == []


def test_a_job_that_fails_after_the_window_is_closed_is_told(
    qtbot, program, print_window, monkeypatch
):
    told = []
    gate = threading.Event()

    class PrintServer:
        def report(self, _job):
            gate.wait(10)
            return JobReport(JobState.ABORTED, (), "Paper jam.")

    monkeypatch.setattr(printing, "find_cups", PrintServer)
    monkeypatch.setattr(QMessageBox, "warning", lambda *args: told.append(args))
    shown = print_window()
    shown._printing._accepted("Office-7")
    shown.close()
    qtbot.waitUntil(lambda: not program.window.findChildren(PrintWindow))
    gate.set()
    qtbot.waitUntil(lambda: bool(told))
    ((window, _, sentence),) = told
    assert window is program.window
    assert sentence == "Office could not print the document. Paper jam."


def test_a_printer_that_refuses_after_the_window_is_closed_is_told(
    qtbot, program, print_window, monkeypatch
):
    told = []
    gate = threading.Event()

    def send():
        gate.wait(10)
        raise PrintError("It accepts no jobs.")

    monkeypatch.setattr(QMessageBox, "warning", lambda *args: told.append(args))
    shown = print_window()
    shown._printing._queue = "Office"
    shown._printing._worker.start(send)
    shown.close()
    qtbot.waitUntil(lambda: not program.window.findChildren(PrintWindow))
    gate.set()
    qtbot.waitUntil(lambda: bool(told))
    ((window, _, sentence),) = told
    assert window is program.window
    assert sentence.startswith("Office did not take the document. It accepts no jobs.")
    qtbot.waitUntil(lambda: not program.window.findChildren(Printing))


def test_a_job_that_is_taken_after_the_window_is_closed_is_followed(
    qtbot, program, print_window, monkeypatch
):
    told = []
    gate = threading.Event()

    class PrintServer:
        def report(self, _job):
            return JobReport(JobState.ABORTED, (), "Paper jam.")

    monkeypatch.setattr(printing, "find_cups", PrintServer)
    monkeypatch.setattr(QMessageBox, "warning", lambda *args: told.append(args))
    shown = print_window()
    shown._printing._queue = "Office"
    shown._printing._worker.start(lambda: "Office-7" if gate.wait(10) else "")
    shown.close()
    qtbot.waitUntil(lambda: not program.window.findChildren(PrintWindow))
    gate.set()
    qtbot.waitUntil(lambda: bool(told))
    assert told[0][2] == "Office could not print the document. Paper jam."
