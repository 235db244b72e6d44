"""What can go wrong between the window and the paper, in a real print server."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from print_hands import pages_of, said
from PySide6.QtCore import Qt, QTimer

from briefing.gui import job_watch
from briefing.gui.cups import CupsError, find_cups
from briefing.gui.job_watch import JobWatch

pytestmark = pytest.mark.e2e


def only(boxes, qtbot):
    qtbot.waitUntil(lambda: bool(boxes), timeout=10_000)
    [said] = boxes
    return said


def test_a_printer_that_takes_no_jobs_says_so(qtbot, server, print_with, boxes):
    server.add("Refuser")
    server.run("cupsreject", "-r", "Gone for repair", "Refuser")
    print_with(lambda dialog: dialog.printer("Refuser"))
    assert only(boxes, qtbot) == (
        'Refuser did not take the document. Destination "Refuser" is not accepting jobs.'
        " Choose another printer, or export a PDF."
    )


def test_a_printer_that_goes_while_it_is_chosen_says_so(qtbot, server, print_with, boxes):
    server.add("Leaver")

    def choose(dialog):
        dialog.printer("Leaver")
        server.run("lpadmin", "-x", "Leaver")

    print_with(choose)
    assert only(boxes, qtbot) == (
        "Leaver did not take the document. The print system no longer knows this printer."
        " Choose another printer, or export a PDF."
    )


def test_a_print_server_that_dies_while_a_printer_is_chosen_says_so(
    qtbot, server, print_with, boxes
):
    def choose(dialog):
        dialog.printer("Office")
        server.stop()

    try:
        print_with(choose)
        assert "The print server of this computer (CUPS) is not running." in only(boxes, qtbot)
    finally:
        server.start()


def test_paper_that_the_printer_lacks_is_said_before_anything_is_sent(
    qtbot, server, print_with, boxes
):
    server.add("Small", sizes=("A5",))
    before = server.jobs()
    print_with(lambda dialog: dialog.printer("Small"))
    assert only(boxes, qtbot).startswith("The printer Small has no A4 paper.")
    assert server.jobs() == before


def test_a_stopped_printer_is_said_and_what_waits_there_is_printed_later(
    qtbot, window, server, print_with, boxes
):
    server.add("Resting")
    server.run("cupsdisable", "-r", "Toner is low", "Resting")
    print_with(lambda dialog: dialog.printer("Resting"))
    sentence = only(boxes, qtbot)
    [*_, job] = server.jobs()
    assert sentence == (
        f"Resting is stopped. Toner is low. Job {job} waits there until the printer is started"
        " again."
    )
    server.run("cupsenable", "Resting")
    said(qtbot, window, "Printed on Resting.")
    assert pages_of(server.arrived().pdf) == pages_of(window.pdf)


@pytest.mark.parametrize(
    ("printer", "why"),
    [
        (
            ("Empty", "fail", "abort-job"),
            "could not print the document. The printer is out of paper",
        ),
        (
            ("Retrier", "fail", "retry-job"),
            "has not printed the document. The printer is out of pap",
        ),
        (("Worn", "stop", "stop-printer"), "is stopped. The drum is worn out. Job Worn-"),
        (("Denier", "cancel", "stop-printer"), "did not print the document: job Denier-"),
    ],
)
def test_a_job_that_dies_after_it_was_taken_says_why(
    qtbot, window, server, print_with, boxes, printer, why
):
    name, does, policy = printer
    server.add(name, does, policy=policy)
    print_with(lambda dialog: dialog.printer(name))
    assert f"{name} {why}" in only(boxes, qtbot)
    assert window.message.text.startswith(f"Sent to {name} as job {name}-")


@pytest.fixture
def slow(server):
    """A printer that waits, and the job that was sent last."""
    server.hold_back()
    server.add("Slow", "wait")
    yield lambda: server.jobs()[-1]
    server.let_go()


def test_the_window_lives_while_the_print_server_is_silent(qtbot, window, server, print_with, slow):
    print_with(lambda dialog: dialog.printer("Slow"))
    qtbot.waitUntil(lambda: window.message.text == f"Sent to Slow as job {slow()}.")
    beats = []
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    server.freeze(frozen=True)
    try:
        timer.start()
        qtbot.waitUntil(lambda: len(beats) > 1 and beats[-1] - beats[0] > 1)  # three questions long
        timer.stop()
    finally:
        server.freeze(frozen=False)
    assert max(later - sooner for sooner, later in pairwise(beats)) < 0.2
    server.let_go()
    said(qtbot, window, "Printed on Slow.")


def test_a_job_canceled_elsewhere_says_so(qtbot, window, server, print_with, boxes, slow):
    print_with(lambda dialog: dialog.printer("Slow"))
    qtbot.waitUntil(lambda: window.message.text.startswith("Sent to Slow"))
    server.run("cancel", slow())
    assert only(boxes, qtbot) == f"Slow did not print the document: job {slow()} was canceled."


def test_a_print_server_that_dies_with_a_job_says_so(
    qtbot, window, server, print_with, boxes, slow, monkeypatch
):
    monkeypatch.setattr(job_watch, "_LATER", 300)
    print_with(lambda dialog: dialog.printer("Slow"))
    qtbot.waitUntil(lambda: window.message.text.startswith("Sent to Slow"))
    job = slow()
    qtbot.waitUntil(lambda: window.findChild(JobWatch)._known)
    server.stop()
    try:
        assert only(boxes, qtbot) == (
            f"The print server does not answer any more. Whether job {job} is printed is unknown."
        )
    finally:
        server.start()


def test_a_job_that_dies_after_the_window_is_closed_says_so(
    qtbot, window, server, print_with, boxes, slow
):
    print_with(lambda dialog: dialog.printer("Slow"))
    qtbot.waitUntil(lambda: window.message.text.startswith("Sent to Slow"))
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    server.run("cancel", slow())
    assert only(boxes, qtbot) == f"Slow did not print the document: job {slow()} was canceled."
    qtbot.waitUntil(lambda: window.findChild(JobWatch) is None)


def test_cups_itself_tells_no_job_and_no_server_apart(server):
    found = find_cups()
    assert found.answers
    assert found.report("Office-9999") is None
    server.stop()
    try:
        assert not found.answers
        with pytest.raises(CupsError, match="not there"):
            found.report("Office-1")
    finally:
        server.start()
