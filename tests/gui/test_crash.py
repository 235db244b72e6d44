"""An unexpected error is shown and logged, text is safe before that, and the program goes on."""

from __future__ import annotations

import faulthandler
import os
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from briefing.gui import crash
from briefing.gui.crash import CrashReporter
from briefing.gui.draft_keeper import Kept

pytestmark = pytest.mark.qt_no_exception_capture

GEORGIA = Path("/cards/georgia.yaml")


class Emitter(QObject):
    asked = Signal()


class Painted(QWidget):
    """Cannot be painted until it is well."""

    well = False
    painted = 0

    def paintEvent(self, event):
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.red)
        self.painted += 1
        if not self.well:
            raise ValueError("no colour")


def fail():
    raise ValueError("no such thing")


@pytest.fixture(autouse=True)
def handlers():
    """What the test runner has taken over is left to it."""
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    yield
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    assert faulthandler.is_enabled()
    faulthandler.enable(sys.__stderr__)


@pytest.fixture
def log(tmp_path):
    return tmp_path / "state" / "log" / "briefing.log"


@pytest.fixture
def owner(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return window


@pytest.fixture
def reporter(qapp, log, owner):
    made = CrashReporter(log, qapp)
    made.install()
    made.show_over(owner)
    yield made
    made.uninstall()


@pytest.fixture
def message(qtbot, owner):
    """The one message that is shown, once it is."""

    def call():
        def shown():
            return [box for box in owner.findChildren(QMessageBox) if box.isVisible()]

        qtbot.waitUntil(lambda: len(shown()) == 1)
        return shown()[0]

    return call


def no_message(qtbot, owner):
    """Once what is queued has been done, nothing is shown."""
    done = []
    QTimer.singleShot(0, lambda: done.append(1))
    qtbot.waitUntil(lambda: bool(done))
    return not any(box.isVisible() for box in owner.findChildren(QMessageBox))


def in_a_slot():
    emitter = Emitter()
    emitter.asked.connect(fail)
    emitter.asked.emit()


def in_a_timer():
    QTimer.singleShot(0, fail)


def in_a_thread():
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


class _Job(QRunnable):
    def run(self):
        fail()


def in_the_thread_pool():
    QThreadPool.globalInstance().start(_Job())


@pytest.mark.parametrize("fails", [in_a_slot, in_a_timer, in_a_thread, in_the_thread_pool])
def test_it_says_what_happened_and_where_the_log_is(reporter, message, log, fails):
    fails()
    box = message()
    assert box.text() == "Something went wrong that should not have. Briefing goes on."
    assert box.informativeText().startswith("ValueError: no such thing\n")
    assert str(log) in box.informativeText()
    written = log.read_text("utf-8")
    assert "unexpected error" in written
    assert 'raise ValueError("no such thing")' in written
    box.close()


def test_unsaved_text_is_on_disk_before_the_message_is_shown(reporter, owner, message):
    shown = []

    def keep():
        shown.extend(owner.findChildren(QMessageBox))
        return Kept((GEORGIA, Path("/cards/iran.yaml")), "")

    reporter.keep_with(keep)
    in_a_slot()
    said = message().informativeText()
    assert shown == []
    assert "Unsaved text of georgia.yaml, iran.yaml is kept: it is in the editor" in said


@pytest.mark.parametrize(
    ("kept", "sentence"),
    [
        (Kept((), ""), "All text is saved."),
        (Kept((GEORGIA,), "the disk is full"), "next start: the disk is full. Save it now."),
        (Kept(tuple(Path(f"/{n}.yaml") for n in range(5)), ""), "2.yaml and 2 more is kept"),
        (None, "Whether unsaved text is kept for the next start is not known. Save it now."),
    ],
)
def test_nothing_is_promised_of_text_that_is_not_true(reporter, message, log, kept, sentence):
    def keep():
        if kept is None:
            raise MemoryError("no room")
        return kept

    reporter.keep_with(keep)
    in_a_slot()
    assert sentence in message().informativeText()
    assert ("MemoryError" in log.read_text("utf-8")) is (kept is None)


def test_what_fails_at_each_repaint_is_told_once_and_is_painted_once_it_is_well(
    qtbot, reporter, message, owner, log
):
    widget = Painted(owner)
    widget.resize(20, 20)
    widget.show()
    box = message()
    assert "no colour" in box.informativeText()
    for _ in range(3):
        painted = widget.painted
        widget.update()
        qtbot.waitUntil(lambda before=painted: widget.painted > before)
    box.close()
    qtbot.waitUntil(lambda: owner.findChildren(QMessageBox) == [])
    painted = widget.painted
    widget.update()
    qtbot.waitUntil(lambda: widget.painted > painted)
    assert no_message(qtbot, owner)
    widget.well = True
    assert widget.grab().toImage().pixelColor(5, 5) == Qt.GlobalColor.red
    # A painter that outlives the failure would have Qt complain, and nothing painted any more.
    assert "painter" not in log.read_text("utf-8")


def test_the_same_error_is_told_again_later(qtbot, reporter, message, owner, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(crash, "monotonic", lambda: now[0])
    in_a_slot()
    message().close()
    qtbot.waitUntil(lambda: owner.findChildren(QMessageBox) == [])
    now[0] = crash._QUIET - 1
    in_a_slot()
    assert no_message(qtbot, owner)
    now[0] = crash._QUIET + 1
    in_a_slot()
    message().close()
    qtbot.waitUntil(lambda: owner.findChildren(QMessageBox) == [])
    now[0] = 2.5 * crash._QUIET
    in_a_slot()
    assert no_message(qtbot, owner)


def test_another_error_is_told_at_once(qtbot, reporter, message, owner):
    in_a_slot()
    message().close()
    qtbot.waitUntil(lambda: owner.findChildren(QMessageBox) == [])
    reporter.report(KeyError, KeyError("other"), None)
    assert "other" in message().informativeText()


def test_a_message_that_goes_with_its_window_makes_room_for_the_next(
    qtbot, reporter, message, owner
):
    dialog = QDialog(owner)
    dialog.open()
    in_a_slot()
    box = message()
    assert box.parent() is dialog
    dialog.deleteLater()
    qtbot.waitUntil(lambda: owner.findChildren(QMessageBox) == [])
    reporter.report(KeyError, KeyError("other"), None)
    assert "other" in message().informativeText()


def test_the_log_does_not_grow_with_what_never_ends(reporter, log):
    for _ in range(2000):
        in_a_slot()
    written = log.read_text("utf-8")
    assert written.count("Traceback") == 5
    assert "the same for the 1000th time: ValueError('no such thing')" in written


def test_a_log_that_cannot_be_written_is_said_and_the_trace_shown(qtbot, qapp, owner, message):
    made = CrashReporter(Path("/dev/null/log/briefing.log"), qapp)
    made.install()
    made.show_over(owner)
    in_a_slot()
    box = message()
    assert "could not be written to /dev/null/log/briefing.log" in box.informativeText()
    assert 'raise ValueError("no such thing")' in box.detailedText()
    made.uninstall()


def test_a_pipe_in_the_place_of_the_log_is_not_waited_for(qapp, tmp_path):
    os.mkfifo(tmp_path / "briefing.log")
    made = CrashReporter(tmp_path / "briefing.log", qapp)
    made.install()
    assert not made._log.is_open
    made.uninstall()


def test_text_of_an_error_is_shown_as_the_text_it_is_and_cut(reporter, message):
    reporter.report(ValueError, ValueError("<b>bold</b>\x1b[31m" + "long " * 1000), None)
    said = message().informativeText()
    assert "<b>bold</b>" in said
    assert "\x1b" not in said
    assert len(said) < 1000


def test_what_happens_while_the_window_closes_is_told_before_the_end(
    qtbot, qapp, log, owner, monkeypatch
):
    told = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.informativeText()))
    made = CrashReporter(log, qapp)
    made.install()
    made.show_over(owner)
    owner.close()
    in_a_slot()
    made.uninstall()
    assert len(told) == 1
    assert "no such thing" in told[0]


def test_a_start_that_fails_is_told_in_a_window_and_on_the_terminal(reporter, log, monkeypatch):
    told = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.text()))
    try:
        fail()
    except ValueError as error:
        said = reporter.cannot_start(error)
    assert told == ["Something went wrong that should not have, and Briefing cannot start."]
    assert said == (
        f"the window cannot be shown: ValueError: no such thing\nThe details are in {log}"
    )
    assert "Traceback" in log.read_text("utf-8")


def test_a_log_that_grew_long_is_begun_anew_and_the_last_one_kept(reporter, qapp, log):
    reporter.uninstall()
    log.write_text("x" * 1_000_001, "utf-8")
    reporter.install()
    assert log.read_text("utf-8").count("\n") == 1
    assert " starts: Python " in log.read_text("utf-8")
    assert log.with_name("briefing.log.1").stat().st_size == 1_000_001


def test_an_error_where_nobody_can_catch_it_is_logged_and_harms_nobody(qtbot, reporter, owner, log):
    class Stubborn:
        def __del__(self):
            raise ValueError("will not go")

    Stubborn()
    assert no_message(qtbot, owner)
    assert "will not go" in log.read_text("utf-8")
