from __future__ import annotations

import gc
import threading
import weakref
from functools import partial

import pytest
from PySide6.QtCore import QThreadPool

from briefing.gui.worker import Worker


@pytest.fixture
def worker(qapp):
    pool = QThreadPool(qapp)
    pool.setMaxThreadCount(2)
    return Worker(pool, qapp)


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


def test_what_is_no_error_of_python_comes_back_too(worker, qtbot):
    class Panic(BaseException):
        pass

    def give_up():
        raise Panic("no way on")

    for _ in range(3):
        with qtbot.waitSignal(worker.failed) as found:
            worker.start(give_up)
        assert "no way on" in str(found.args[0])
    assert not worker.busy


def test_only_the_newest_of_many_requests_is_told_and_those_between_never_run(worker, qtbot):
    gate, ran, told = threading.Event(), [], []
    worker.finished.connect(told.append)

    def slow(number):
        ran.append(number)
        gate.wait(10)
        return number

    with qtbot.waitSignal(worker.finished):
        for number in range(1, 5):
            worker.start(partial(slow, number))
        gate.set()
    assert told == [4]
    assert 3 not in ran


def test_what_is_wanted_need_not_wait_for_what_no_longer_is(worker, qtbot):
    gate, told = threading.Event(), []
    worker.finished.connect(told.append)
    worker.start(lambda: gate.wait(10) and "book")
    with qtbot.waitSignal(worker.finished):
        worker.start(lambda: "card")
    assert not worker.busy
    gate.set()
    with qtbot.waitSignal(worker.finished):
        worker.start(lambda: "next card")
    assert told == ["card", "next card"]


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


def test_an_error_that_nobody_listens_for_is_not_lost(worker, qtbot):
    def fail():
        raise ValueError("no such font")

    with qtbot.captureExceptions() as raised:
        worker.start(fail)
        qtbot.waitUntil(lambda: bool(raised))
    assert str(raised[0][1]) == "no such font"


def test_nothing_is_held_of_work_that_is_done(worker, qtbot):
    """A pool holds on to runnables that end soon, and with them to a whole library each."""

    class Library:
        pass

    held = weakref.WeakSet()
    for _ in range(200):
        library = Library()
        held.add(library)
        with qtbot.waitSignal(worker.finished):
            worker.start(partial(isinstance, library, Library))
    del library
    worker._pool.waitForDone()
    gc.collect()
    assert len(held) == 0
