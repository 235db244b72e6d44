"""What tests in a real print system share: the print server, and a window that prints."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress

import pytest
from print_hands import Chooser, click
from print_server import NEEDED, PrintServer
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QMessageBox

from briefing.core.library import open_folder
from briefing.core.timeline import find_stop
from briefing.gui import theme
from briefing.gui.print_window import PrintWindow
from briefing.gui.tokens import DARK
from briefing.paper.typeset import Typesetter

POINTS = 24
LONG = " and steep and narrow" * POINTS  # no page shall look like another
LIBRARY = """\
title: One talk
regions: [Nowhere]
sources:
  talk: {title: A talk, speaker: A speaker, date: 2010, kind: talk summary}
"""
CARD = """\
name: Ruritania
kind: country
region: Nowhere
editions:
  - source: talk
    bottom_line: The mountains keep their counsel.
    points:
"""
POINT = """\
      - topic: Road {n}
        kind: fact
        text: "Statement number {n}: the road is long{very}."
        para: {n}
"""


@pytest.fixture
def environment(tmp_path):
    """That of a user who has never started the program."""
    kept = {key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"}
    return kept | {"HOME": str(tmp_path), "XDG_STATE_HOME": "", "XDG_DOCUMENTS_DIR": ""}


@pytest.fixture
def start(environment):
    """Start the program, ``under`` another one if need be; it is gone afterwards."""
    running = []

    def call(*arguments, under=()):
        command = [*under, sys.executable, "-m", "briefing", *arguments]
        # A group of its own: where it runs under another program, that does not outlive it.
        process = subprocess.Popen(
            command, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        running.append(process)
        return process

    yield call
    for process in running:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


@pytest.fixture(scope="session")
def server():
    if not all(NEEDED) and not os.environ.get("CI"):
        pytest.skip("needs cups-daemon, cups-client and cups-filters-core-drivers")
    made = PrintServer()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CUPS_SERVER", made.address)
        try:
            made.start()
            made.add("Office")
            made.run("lpadmin", "-d", "Office")
            yield made
        finally:
            made.remove()
            assert made.processes() == []


@pytest.fixture(scope="session")
def printed_library(tmp_path_factory):
    """One card of three pages and more."""
    place = tmp_path_factory.mktemp("cards")
    points = "".join(POINT.format(n=n, very=LONG[: 20 * n]) for n in range(1, POINTS + 1))
    (place / "library.yaml").write_text(LIBRARY)
    (place / "ruritania.yaml").write_text(CARD + points)
    return place


@pytest.fixture
def window(qtbot, qapp, server, printed_library):
    """The print window of a program in its dark theme."""
    sheet, palette = qapp.styleSheet(), qapp.palette()
    theme.apply(qapp, DARK)
    folder = open_folder(printed_library)
    stop = find_stop(folder.stops, "2010")
    shown = PrintWindow(folder, "ruritania", stop, tokens=DARK, typesetter=Typesetter())
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitUntil(lambda: not shown.busy)
    click(qtbot, shown.options.papers["a4"])
    qtbot.waitUntil(lambda: not shown.busy)
    assert shown.view.page_count >= 3
    yield shown
    shown.close()
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)


@pytest.fixture
def boxes(qtbot):
    """What message boxes said; each is read and answered with Return."""
    said = []

    def look():
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            said.append(box.text())
            qtbot.keyClick(box, Qt.Key.Key_Return)

    timer = QTimer(interval=20)
    timer.timeout.connect(look)
    timer.start()
    yield said
    timer.stop()


@pytest.fixture
def print_with(qtbot, window):
    """Presses Print in the window, chooses as told in the dialog, and prints."""

    def call(choose):
        def act():
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QPrintDialog):
                return
            timer.stop()
            try:
                choose(Chooser(qtbot, dialog))
                Chooser(qtbot, dialog).press("Print")
            finally:
                if dialog.isVisible():
                    dialog.reject()

        timer = QTimer(interval=20)
        timer.timeout.connect(act)
        timer.start()
        click(qtbot, window.print_button)

    return call
