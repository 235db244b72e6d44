"""Has a text read as it is typed, off the window's thread, and tells what the window asks of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from briefing.core.proof import Proof, proof
from briefing.gui.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefing.core.library import CardFolder
    from briefing.core.proofreader import DistantProof, Proofreader
    from briefing.core.shelf import Shelf

Answer = TypeVar("Answer")

_LONG = 250_000
"""Characters from which on a text is read in another process: Python runs one thread at a time, and
keys would wait for a reading in this one."""


class Prover(QObject):
    """Reads the newest text and tells of its proof; an older one that is under way does not count."""

    finished = Signal(object)  # a Proof or a DistantProof
    failed = Signal(Exception)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = Worker(parent=self)
        self._worker.finished.connect(self._told)
        self._worker.failed.connect(self.failed)
        self._workers: dict[str, Worker] = {}
        self._reader: Proofreader | None = None

    def read(self, text: str, path: Path, folder: CardFolder, shelf: Shelf | None) -> None:
        """Ask for the proof of a text."""
        read = proof if len(text) < _LONG else self._distant_reader().read
        self._worker.start(partial(read, text, path, folder, shelf))

    def ask(
        self,
        about: Proof | DistantProof,
        what: str,
        question: Callable[[], Answer],
        then: Callable[[Answer], object],
    ) -> None:
        """Do something with what a proof tells: at once where it is at hand, else as ``work``."""
        if isinstance(about, Proof):
            then(question())
        else:
            self.work(what, question, then)

    def work(
        self, what: str, question: Callable[[], Answer], then: Callable[[Answer], object]
    ) -> None:
        """Find an answer off the window's thread, and do something with it.

        Nothing is done where another question under the same name ``what`` came meanwhile.
        """
        worker = self._workers.get(what)
        if worker is None:
            worker = self._workers[what] = Worker(parent=self)
            worker.finished.connect(_do)
            worker.failed.connect(self.failed)
        worker.start(lambda: partial(then, question()))

    def close_down(self) -> None:
        """Tell nothing any more."""
        for worker in (self._worker, *self._workers.values()):
            worker.abandon()
        if self._reader is not None:
            self._reader.close()

    def _distant_reader(self) -> Proofreader:
        if self._reader is None:
            # Few files are so long, and no other window need wait for this to be loaded.
            from briefing.core.proofreader import Proofreader  # noqa: PLC0415

            self._reader = Proofreader()
        return self._reader

    def _told(self, found: Proof | DistantProof | None) -> None:
        if found is not None:
            self.finished.emit(found)


def _do(what: Callable[[], object]) -> None:
    what()
