from __future__ import annotations

import threading
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QThreadPool

from briefing.gui import cups, job_watch
from briefing.gui.cups import CupsError, JobReport, JobState
from briefing.gui.job_watch import JobWatch, verdict

GOING_ON = JobReport(JobState.PROCESSING, ("job-printing",))
PRINTED = JobReport(JobState.COMPLETED, ("processing-to-stop-point",))
STOPPED = JobReport(JobState.PENDING, (), "Toner is low", printer_stopped=True)


class PrintServer:
    """Stands in for CUPS: gives one answer after another, and the last one again and again."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []

    def report(self, job):
        self.asked.append((job, threading.current_thread()))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture(autouse=True)
def _hurry(monkeypatch):
    monkeypatch.setattr(job_watch, "_SOON", 1)
    monkeypatch.setattr(job_watch, "_LATER", 2)


@pytest.fixture
def follow(qtbot):
    """Follows job Office-7 until it is followed no more; then what was said, and how."""

    def call(*answers, patience=600):
        heard = []
        watch = JobWatch("Office-7", PrintServer(*answers), patience=patience)
        watch.said.connect(lambda sentence: heard.append(("said", sentence)))
        watch.failed.connect(lambda sentence: heard.append(("failed", sentence)))
        with qtbot.waitSignal(watch.destroyed):
            pass
        return heard

    return call


def test_a_job_is_followed_until_it_is_printed(follow):
    assert follow(GOING_ON, GOING_ON, PRINTED) == [("said", "Printed on Office.")]


def test_a_stopped_printer_is_said_once_and_the_job_followed_on(follow):
    stopped = "Office is stopped. Toner is low. Job Office-7 waits there until the printer is started again."
    assert follow(STOPPED, STOPPED, GOING_ON, PRINTED) == [
        ("failed", stopped),
        ("said", "Printed on Office."),
    ]


@pytest.mark.parametrize(
    ("report", "bad", "said"),
    [
        (JobReport(JobState.ABORTED, (), "No paper."), True, "could not print the document. No p"),
        (JobReport(JobState.ABORTED), True, "gave up on job Office-7"),
        (JobReport(JobState.STOPPED, (), "Bad file"), True, "could not print the document. Bad f"),
        (JobReport(JobState.CANCELED), True, "Office-7 was canceled"),
        (JobReport(JobState.HELD, ("cups-held-for-authentication",)), True, "wants a password"),
        (JobReport(JobState.HELD, (), "It does not answer"), True, "answer. Job Office-7 waits"),
        (JobReport(JobState.HELD), False, "held in the queue of Office"),
    ],
)
def test_what_keeps_a_job_from_paper_is_said(report, bad, said):
    found = verdict("Office-7", report)
    assert said in found.sentence
    assert found.bad == bad
    assert found.over == (report.state is not JobState.HELD)


def test_the_name_of_a_queue_may_have_dashes():
    assert verdict("Floor-2-7", PRINTED).sentence == "Printed on Floor-2."


def test_a_job_is_not_followed_for_ever(follow):
    waiting = JobReport(JobState.PROCESSING, (), "Waiting for the printer")
    sentence = "Office has not finished job Office-7 yet. Waiting for the printer."
    assert follow(waiting, patience=0) == [("said", sentence)]


def test_a_job_that_cups_forgets_has_left_the_queue(follow):
    assert follow(GOING_ON, None) == [("said", "Job Office-7 has left the queue.")]


def test_a_print_server_that_dies_with_the_job_is_said(follow):
    [(how, sentence)] = follow(GOING_ON, CupsError())
    assert how == "failed"
    assert "does not answer any more" in sentence


def test_a_print_server_may_be_silent_for_a_moment(follow):
    heard = follow(GOING_ON, CupsError(), CupsError(), GOING_ON, CupsError(), PRINTED)
    assert heard == [("said", "Printed on Office.")]


@pytest.mark.parametrize("answer", [None, CupsError()])
def test_of_a_job_that_cups_never_knew_nothing_is_said(follow, answer):
    assert follow(answer) == []


def test_the_window_never_waits_for_the_print_server(qtbot):
    server = PrintServer(GOING_ON)
    watch = JobWatch("Office-7", server)
    qtbot.waitUntil(lambda: len(server.asked) > 2)
    watch.stop()
    assert {job for job, _ in server.asked} == {"Office-7"}
    assert threading.main_thread() not in {thread for _, thread in server.asked}


def test_once_it_is_left_only_what_goes_wrong_is_told(qtbot):
    heard = []
    watch = JobWatch("Office-7", PrintServer(GOING_ON, STOPPED, GOING_ON, PRINTED))
    watch.said.connect(heard.append)
    watch.failed.connect(heard.append)
    watch.failed_late.connect(lambda sentence: heard.append(("late", sentence)))
    watch.leave()
    with qtbot.waitSignal(watch.destroyed):
        pass
    [(how, sentence)] = heard
    assert how == "late"
    assert sentence.startswith("Office is stopped. Toner is low.")


def test_what_is_stopped_says_no_more(qtbot, qapp):
    gate = threading.Event()

    class Slow:
        def report(self, _job):
            begun.set()
            gate.wait(10)
            return PRINTED

    begun, heard = threading.Event(), []
    watch = JobWatch("Office-7", Slow())
    watch.said.connect(heard.append)
    qtbot.waitUntil(begun.is_set)
    with qtbot.waitSignal(watch.destroyed):
        watch.stop()
    gate.set()
    assert QThreadPool.globalInstance().waitForDone(5000)
    qapp.processEvents()
    assert heard == []


@pytest.mark.parametrize(
    ("server", "chosen", "nowhere"),
    [
        (b"localhost", None, True),
        (b"localhost", "localhost", False),
        (b"/run/cups/cups.sock", None, False),
        (b"print.example.org", None, False),
    ],
)
def test_a_print_server_that_nobody_set_up_is_nowhere(monkeypatch, server, chosen, nowhere):
    monkeypatch.delenv("CUPS_SERVER", raising=False)
    if chosen:
        monkeypatch.setenv("CUPS_SERVER", chosen)
    library = Mock(cupsServer=Mock(return_value=server))
    assert cups.Cups(library).is_nowhere is nowhere


def test_without_the_library_of_cups_there_is_nobody_to_ask(monkeypatch):
    monkeypatch.setattr(cups, "_LIBRARIES", {})
    assert cups.find_cups() is None
    monkeypatch.setattr(cups, "_LIBRARIES", dict.fromkeys(("linux", "darwin"), "libnone.so.2"))
    assert cups.find_cups() is None
