"""Reads a library anew, off the window's thread; one that is gone, until it is back."""

from __future__ import annotations

import time
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from briefing.core.beside import sweep
from briefing.core.library import LibraryNotFoundError, StoppedError, Watch, reload
from briefing.gui.heap import give_back, keep, making
from briefing.gui.worker import Worker

if TYPE_CHECKING:
    from briefing.core.library import CardFolder

_AGAIN = 3000  # ms; a disk that is connected again says nothing
_SELDOM = 0.1  # seconds from one number to the next: who reads faster has no time for them


class Reloading(QObject):
    """Gives the library as it is on disk now, the same object where nothing changed."""

    finished = Signal(object)  # a CardFolder
    failed = Signal(str)  # why there is none, in plain words
    back = Signal()  # one that was gone is there again
    part = Signal(object)  # a CardFolder: one that is read for the first time, as far as it was
    progress = Signal(int, int)  # files that are read, of those that have to be

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder: CardFolder | None = None
        self._is_gone = False
        self._worker = Worker(parent=self)
        self._worker.finished.connect(self._finished)
        self._worker.failed.connect(self._failed)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN)
        self._again.timeout.connect(self._start)
        self._said = _Said(self)
        self._said.progress.connect(self._heard_progress)
        self._said.part.connect(self._heard_part)
        self._watch = _Watch(self._said, 0)
        self._is_stale = False

    def start(self, folder: CardFolder) -> None:
        """Read this library anew; another one that was asked for before no longer counts.

        One that is being read is read to the end before it is read again: of a library in which
        others save all the time, nothing would ever be shown.
        """
        is_same = self._folder is not None and self._folder.folder == folder.folder
        if is_same and self._worker.busy:
            self._is_stale = True
            return
        if not is_same:
            self._is_gone = False
        self._folder = folder
        self._start()

    def abandon(self) -> None:
        """Ask for nothing any more."""
        self._again.stop()
        self._watch.is_over = True
        self._worker.abandon()

    def _start(self) -> None:
        assert self._folder is not None
        self._again.stop()
        self._is_stale = False
        self._watch.is_over = True
        self._watch = _Watch(self._said, self._watch.number + 1)
        self._worker.start(partial(_read, self._folder, self._watch))

    def _heard_progress(self, number: int, done: int, total: int) -> None:
        if number == self._watch.number and not self._watch.is_over:
            self.progress.emit(done, total)

    def _heard_part(self, number: int, folder: CardFolder) -> None:
        # A library that is there as a whole stays, as it was, until it is read anew as a whole.
        is_first = self._folder is not None and self._folder.pending > 0
        if number == self._watch.number and not self._watch.is_over and is_first:
            self.part.emit(folder)

    def _finished(self, folder: CardFolder) -> None:
        self._watch.is_over = True
        if self._is_gone:
            self._is_gone = False
            self.back.emit()
        self.finished.emit(folder)
        if self._is_stale:
            self.start(folder)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, StoppedError):
            return
        if not isinstance(error, LibraryNotFoundError):
            raise error
        self._is_gone = True
        self.failed.emit(f"{error}. What was read before is still shown.")
        self._again.start()


def _read(folder: CardFolder, watch: Watch) -> CardFolder:
    """Clear away what a save that was killed left behind, and read the library anew."""
    sweep(folder.folder)
    if folder.pending:
        made = reload(folder, watch)
        give_back()  # what a new index took, which is more than the window does
        keep()
        return made
    was_in_full = folder.is_in_full
    with making():
        made = reload(folder, watch)
        if made.is_in_full and not was_in_full:
            keep()
    return made


class _Said(QObject):
    """Brings what is heard on another thread to the window's."""

    progress = Signal(int, int, int)  # these begin with the number of the reading
    part = Signal(int, object)


class _Watch(Watch):
    """Listens to one reading. Called from its thread; ``is_over`` is set from the window's."""

    def __init__(self, said: _Said, number: int) -> None:
        self._said = said
        self.number = number
        self.is_over = False
        self._told = 0.0

    def stopped(self) -> bool:
        return self.is_over

    def progress(self, done: int, total: int) -> None:
        now = time.monotonic()
        if done < total and now - self._told < _SELDOM:
            return
        self._told = now
        with suppress(RuntimeError):  # the window is gone, and with it who would hear
            self._said.progress.emit(self.number, done, total)

    def part(self, folder: CardFolder) -> None:
        with suppress(RuntimeError):
            self._said.part.emit(self.number, folder)
