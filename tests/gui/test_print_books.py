"""Books in the print window: made beside it, told of, stopped, and started again."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from briefing.core.library import open_folder
from briefing.gui.pdf_pages import PdfPages
from briefing.gui.print_progress import ProgressPanel, described
from briefing.gui.print_window import PrintWindow
from briefing.gui.tokens import DARK, LIGHT
from briefing.paper import bindery
from briefing.paper.orders import Progress
from briefing.paper.typeset import Typesetter

NEVER_DONE = """\
import time
from briefing.paper.orders import BookOrder, Progress
def make(order, folder, typesetter, tell):
    tell(Progress("preparing", 1, 2))
    time.sleep(600)
BookOrder.make = make
"""


@pytest.fixture(scope="module")
def typesetter():
    return Typesetter()


@pytest.fixture
def opened(qtbot, small, typesetter, fonts):
    def make(card="united-states", folder=small, **more):
        more = {"tokens": LIGHT, "typesetter": typesetter, **more}
        window = PrintWindow(folder, card, folder.stops[-1], **more)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitUntil(lambda: not window.busy)
        return window

    return make


@pytest.fixture
def never_done(monkeypatch):
    """A child that tells of one card of two, and then takes ten minutes."""
    monkeypatch.setattr(bindery, "_PROGRAM", NEVER_DONE + bindery._PROGRAM)


@pytest.fixture
def busy(qtbot, opened, never_done):
    """A window in which a book is being made, for ever."""
    window = opened()
    choose_all(qtbot, window)
    panel = window.preview.progress
    qtbot.waitUntil(lambda: panel.label.text() == "Preparing card 1 of 2…", timeout=20_000)
    return window


def choose_all(qtbot, window):
    button = window.options.scope.button("all")
    place = button.rect().center()
    place.setX(8)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=place)


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def process_of(window):
    return window._typesetting._binding._process


def text_of(window):
    # As the window does: PDFium is not for two threads at once, and the window draws in one.
    pages = PdfPages(window.pdf)
    text = "\n".join(map(pages.text, range(len(pages))))
    pages.close()
    return text


def test_a_book_comes_from_a_process_of_its_own(opened, qtbot, monkeypatch):
    window = opened()
    monkeypatch.setattr(window._typesetting, "_make", None)
    choose_all(qtbot, window)
    qtbot.waitUntil(lambda: not window.busy, timeout=30_000)
    assert "Contents" in text_of(window)
    assert "Kyiv expects to be treated" in text_of(window)
    assert window.status.text().endswith("pages, A4, portrait")
    assert not window.preview.progress.isVisible()


def test_how_far_a_book_is_lies_over_the_faded_pages(busy):
    panel = busy.preview.progress
    assert panel.isVisible()
    assert (panel.bar.value(), panel.bar.maximum()) == (1, 2)
    middle = busy.view.rect().center()
    assert (panel.geometry().center() - middle).manhattanLength() < 3
    assert busy.view.isVisible()
    assert busy.status.text() == "Typesetting…"


def test_cancel_ends_the_process_within_half_a_second(busy, qtbot):
    process = process_of(busy)
    began = time.monotonic()
    press(qtbot, busy.preview.progress.cancel_button)
    process.wait(10)
    assert time.monotonic() - began < 0.5
    assert not busy.busy
    assert not busy.preview.progress.isVisible()
    assert busy.fault.isVisible()
    assert busy.fault.text.startswith("You canceled it.")
    assert not busy.export_button.isEnabled()
    assert not busy.print_button.isEnabled()
    assert busy.pdf == b""


def test_a_canceled_book_can_be_started_again(busy, qtbot, monkeypatch):
    press(qtbot, busy.preview.progress.cancel_button)
    monkeypatch.setattr(bindery, "_PROGRAM", bindery._PROGRAM.removeprefix(NEVER_DONE))
    press(qtbot, busy.fault.again_button)
    qtbot.waitUntil(lambda: bool(busy.pdf), timeout=30_000)
    assert busy.view.isVisible()
    assert busy.export_button.isEnabled()


def test_escape_stops_the_book_first_and_then_closes(busy, qtbot):
    process = process_of(busy)
    qtbot.keyClick(busy, Qt.Key.Key_Escape)
    process.wait(10)
    assert busy.isVisible()
    assert busy.fault.isVisible()
    qtbot.keyClick(busy, Qt.Key.Key_Escape)
    assert not busy.isVisible()


def test_closing_the_window_ends_the_process(busy, qtbot):
    process = process_of(busy)
    press(qtbot, busy.close_button)
    assert not busy.isVisible()
    process.wait(10)


def test_another_choice_ends_the_book_that_is_no_longer_wanted(busy, qtbot):
    process = process_of(busy)
    busy.options.scope.choose("card")
    process.wait(10)
    qtbot.waitUntil(lambda: not busy.busy)
    assert not busy.preview.progress.isVisible()
    assert "best partner" in text_of(busy)


def test_a_process_that_dies_is_told_and_logged(busy, qtbot, caplog):
    process_of(busy).kill()
    qtbot.waitUntil(lambda: not busy.busy)
    assert busy.fault.isVisible()
    assert "was ended from outside (SIGKILL)" in busy.fault.text
    assert busy.fault.again_button.isVisible()
    assert "the preview could not be made" in caplog.text


def test_an_export_waits_for_the_book_and_is_forgotten_with_it(busy, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr(busy._exporting, "start", lambda *_: asked.append("export"))
    press(qtbot, busy.export_button)
    press(qtbot, busy.preview.progress.cancel_button)
    monkeypatch.setattr(bindery, "_PROGRAM", bindery._PROGRAM.removeprefix(NEVER_DONE))
    press(qtbot, busy.fault.again_button)
    qtbot.waitUntil(lambda: bool(busy.pdf), timeout=30_000)
    assert asked == []


def test_a_book_prints_what_the_window_was_opened_with(opened, qtbot, small, tmp_path):
    for file in small.folder.glob("*.yaml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    window = opened(folder=open_folder(tmp_path))
    for file in tmp_path.glob("*.yaml"):
        file.unlink()
    choose_all(qtbot, window)
    qtbot.waitUntil(lambda: not window.busy, timeout=30_000)
    assert "Kyiv expects to be treated" in text_of(window)


@pytest.mark.parametrize(
    ("progress", "seconds", "says"),
    [
        (None, 0, ("Preparing 260 cards…", 0, 0)),
        (Progress("preparing", 0, 260), 0, ("Preparing 260 cards…", 0, 0)),
        (Progress("preparing", 37, 260), 0, ("Preparing card 37 of 260…", 37, 260)),
        (Progress("typesetting", 260, 260), 7.9, ("Typesetting 260 cards… 7 s", 0, 0)),
    ],
)
def test_progress_is_said_as_far_as_it_is_known(progress, seconds, says):
    assert described(progress, 260, seconds) == says


def test_the_bar_fills_and_takes_the_theme(qtbot, fonts):
    desk = QWidget()
    qtbot.addWidget(desk)
    panel = ProgressPanel(LIGHT, lambda: Progress("preparing", 3, 4), desk)
    desk.show()
    panel.begin(4)
    panel.adjustSize()
    for tokens in (LIGHT, DARK):
        panel.set_tokens(tokens)
        image = panel.bar.grab().toImage()
        middle = image.height() // 2
        full = [
            x
            for x in range(image.width())
            if image.pixelColor(x, middle).name() == tokens.accent.lower()
        ]
        assert max(full) == pytest.approx(0.75 * image.width(), abs=4)
