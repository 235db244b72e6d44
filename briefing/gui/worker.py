"""Slow work off the window's thread: one job at a time, and only the newest result counts."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

if TYPE_CHECKING:
    from collections.abc import Callable


class Worker(QObject):
    """Runs a pure function in the thread pool and tells its result or its error.

    While one runs, the newest request waits, and those before it are forgotten: a book that is
    no longer wanted takes neither memory nor time besides the one that is.
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
        self._running = False
        self._wanted = False

    @property
    def busy(self) -> bool:
        """Whether a result is still to come."""
        return self._wanted

    def start(self, work: Callable[[], object]) -> None:
        """Ask for the result of ``work``; whatever was asked for before no longer counts."""
        self._waiting = work
        if not self._wanted:
            self._wanted = True
            self.busy_changed.emit(True)
        if not self._running:
            self._next()

    def abandon(self) -> None:
        """Ask for nothing any more: no result that is under way will be told."""
        self._waiting = None
        if self._wanted:
            self._wanted = False
            self.busy_changed.emit(False)

    def _next(self) -> None:
        assert self._waiting is not None
        work, self._waiting = self._waiting, None
        self._running = True
        self._pool.start(_Job(work, self._signals))

    def _ended(self, result: object, error: Exception | None) -> None:
        self._running = False
        if self._waiting is not None:
            self._next()
            return
        if not self._wanted:
            return
        self._wanted = False
        self.busy_changed.emit(False)
        if error is None:
            self.finished.emit(result)
        else:
            self.failed.emit(error)


class _Signals(QObject):
    """A runnable is no QObject: this one speaks for it."""

    ended = Signal(object, object)


class _Job(QRunnable):
    """One call of a function. The pool owns it from its start to its end."""

    def __init__(self, work: Callable[[], object], signals: _Signals) -> None:
        super().__init__()
        self._work = work
        self._signals = signals

    def run(self) -> None:
        """Call the function, and tell the result or the error."""
        result: object = None
        failure: Exception | None = None
        try:
            result = self._work()
        except Exception as error:  # noqa: BLE001 - whatever it is, the window must hear of it
            failure = error
        # Where the program ends meanwhile, Qt has taken the signals down with it.
        with suppress(RuntimeError):
            self._signals.ended.emit(result, failure)
