from __future__ import annotations

import threading

import pytest

from briefing.gui.worker import Worker


@pytest.fixture
def worker(qapp):
    return Worker(parent=qapp)


def test_the_result_comes_back(worker, qtbot):
    with qtbot.waitSignal(worker.finished) as found:
        worker.start(lambda: "a PDF")
        assert worker.busy
    assert found.args == ["a PDF"]
    assert not worker.busy


def test_an_error_comes_back_as_it_was_raised(worker, qtbot):
    def fail():
        raise ValueError("no such font")

    with qtbot.waitSignal(worker.failed) as found:
        worker.start(fail)
    assert str(found.args[0]) == "no such font"


def test_only_the_newest_of_many_requests_is_told_and_those_between_never_run(worker, qtbot):
    gate, ran, told = threading.Event(), [], []
    worker.finished.connect(told.append)

    def first():
        ran.append(1)
        gate.wait(10)
        return 1

    with qtbot.waitSignal(worker.finished):
        worker.start(first)
        worker.start(lambda: ran.append(2) or 2)
        worker.start(lambda: ran.append(3) or 3)
        gate.set()
    assert told == [3]
    assert ran == [1, 3]


def test_what_is_abandoned_is_not_told(worker, qtbot):
    gate, told = threading.Event(), []
    worker.finished.connect(told.append)
    worker.start(lambda: gate.wait(10))
    worker.abandon()
    assert not worker.busy
    gate.set()
    with qtbot.waitSignal(worker.finished):
        worker.start(lambda: "next")
    assert told == ["next"]


def test_a_job_outlives_the_one_who_asked(qtbot):
    gate, done = threading.Event(), threading.Event()
    worker = Worker()

    def work():
        gate.wait(10)
        done.set()

    worker.start(work)
    worker.deleteLater()
    del worker
    qtbot.wait(1)
    gate.set()
    qtbot.waitUntil(done.is_set)
