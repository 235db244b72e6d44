"""Slow work off the window's thread, of which only the newest result counts."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMetaMethod, QObject, QThreadPool, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

_AT_ONCE = 2  # the one that is wanted, and one that no longer is


class Worker(QObject):
    """Runs a pure function in the thread pool and tells its result or its error.

    What runs cannot be stopped. So that a card need not wait for a book that is no longer wanted,
    it runs beside it; while two run, the newest request waits, and those before are forgotten.
    An error that nobody listens for is raised on the window's thread, so that it is not lost.
    """

    busy_changed = Signal(bool)
    finished = Signal(object)
    failed = Signal(Exception)

    def __init__(self, pool: QThreadPool | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = pool or QThreadPool.globalInstance()
        # Not a child: a job that outlives the window must still find it.
        self._signals = _Signals()
        self._signals.ended.connect(self._ended)
        self._waiting: Callable[[], object] | None = None
        self._running = 0
        self._newest = 0
        self._wanted = False

    @property
    def busy(self) -> bool:
        """Whether a result is still to come."""
        return self._wanted

    def start(self, work: Callable[[], object]) -> None:
        """Ask for the result of ``work``; whatever was asked for before no longer counts."""
        self._waiting = work
        self._newest += 1
        if not self._wanted:
            self._wanted = True
            self.busy_changed.emit(True)
        self._next()

    def abandon(self) -> None:
        """Ask for nothing any more: no result that is under way will be told."""
        self._waiting = None
        self._newest += 1
        if self._wanted:
            self._wanted = False
            self.busy_changed.emit(False)

    def _next(self) -> None:
        if self._waiting is None or self._running == _AT_ONCE:
            return
        work, self._waiting = self._waiting, None
        self._running += 1
        # A QRunnable that ends soon would never be let go by the pool, and all it holds with it.
        self._pool.start(partial(_run, self._newest, work, self._signals))

    def _ended(self, number: int, result: object, error: Exception | None) -> None:
        self._running -= 1
        self._next()
        if number != self._newest:
            return
        self._wanted = False
        self.busy_changed.emit(False)
        if error is None:
            self.finished.emit(result)
        elif self.isSignalConnected(QMetaMethod.fromSignal(self.failed)):
            self.failed.emit(error)
        else:
            raise error


class _Signals(QObject):
    """Brings what a job has to say to the window's thread."""

    ended = Signal(int, object, object)  # the number of the request, its result, its error


def _run(number: int, work: Callable[[], object], signals: _Signals) -> None:
    """Call the function, and tell the result or the error."""
    result: object = None
    failure: Exception | None = None
    try:
        result = work()
    except Exception as error:  # noqa: BLE001 - whatever it is, the window must hear of it
        failure = error
    except BaseException as error:  # noqa: BLE001 - a library in another language gave up
        failure = RuntimeError(repr(error))
        failure.__cause__ = error
    # Where the program ends meanwhile, Qt has taken the signals down with it.
    with suppress(RuntimeError):
        signals.ended.emit(number, result, failure)
