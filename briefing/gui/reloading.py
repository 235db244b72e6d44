"""Reads a library anew, off the window's thread; one that is gone, until it is back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from briefing.core.library import LibraryNotFoundError, reload
from briefing.gui.worker import Worker

if TYPE_CHECKING:
    from briefing.core.library import CardFolder

_AGAIN = 3000  # ms; a disk that is connected again says nothing


class Reloading(QObject):
    """Gives the library as it is on disk now, the same object where nothing changed."""

    finished = Signal(object)  # a CardFolder
    failed = Signal(str)  # why there is none, in plain words
    back = Signal()  # one that was gone is there again

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder: CardFolder | None = None
        self._is_gone = False
        self._worker = Worker(parent=self)
        self._worker.finished.connect(self._finished)
        self._worker.failed.connect(self._failed)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN)
        self._again.timeout.connect(self._start)

    def start(self, folder: CardFolder) -> None:
        """Read this library anew; what was asked for before no longer counts."""
        if self._folder is None or self._folder.folder != folder.folder:
            self._is_gone = False
        self._folder = folder
        self._start()

    def abandon(self) -> None:
        """Ask for nothing any more."""
        self._again.stop()
        self._worker.abandon()

    def _start(self) -> None:
        assert self._folder is not None
        self._again.stop()
        self._worker.start(partial(reload, self._folder))

    def _finished(self, folder: CardFolder) -> None:
        if self._is_gone:
            self._is_gone = False
            self.back.emit()
        self.finished.emit(folder)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, LibraryNotFoundError):
            raise error
        self._is_gone = True
        self.failed.emit(f"{error}. What was read before is still shown.")
        self._again.start()
