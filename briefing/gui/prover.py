"""Has a text read as it is typed, off the window's thread, and tells what the window asks of it."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from briefing.core.checking import check_text
from briefing.core.proof import Proof, proof, proof_of
from briefing.gui.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefing.core.library import CardFolder
    from briefing.core.problem import Problem
    from briefing.core.proofreader import DistantProof, Proofreader
    from briefing.core.shelf import Shelf

Answer = TypeVar("Answer")

_FAULTY = "name: 1\nkind: none\neditions: [{}]\n"
"""Read once: what tells faults takes a tenth of a second to load, and the first one would wait."""

_LONG = 250_000
"""Characters from which on a text is read in another process: Python runs one thread at a time, and
keys would wait for a reading in this one."""


class Prover(QObject):
    """Reads the newest text and tells of its proof; an older one that is under way does not count."""

    problems_found = Signal(object)  # a tuple of Problems, before what else there is to tell
    finished = Signal(object)  # a Proof or a DistantProof
    failed = Signal(Exception)
    _checked = Signal(int, object)  # the number of a reading, and its problems

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = Worker(parent=self)
        self._worker.finished.connect(self._told)
        self._worker.failed.connect(self.failed)
        self._workers: dict[str, Worker] = {}
        self._reader: Proofreader | None = None
        self._is_ready = False
        self._number = 0
        self._checked.connect(self._tell_problems)

    def read(self, text: str, path: Path, folder: CardFolder, shelf: Shelf | None) -> None:
        """Ask for the proof of a text."""
        self._number += 1
        given = text, path, folder, shelf
        if len(text) >= _LONG:
            self._worker.start(partial(self._distant_reader().read, *given))
            return
        self._worker.start(partial(self._read, self._number, *given))
        if not self._is_ready:
            self._is_ready = True
            faulty = partial(proof, _FAULTY, path, folder, None)
            self.work("make ready", faulty, lambda _: None)

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

    def _read(
        self, number: int, text: str, path: Path, folder: CardFolder, shelf: Shelf | None
    ) -> Proof:
        """In a thread. What is wrong is told as soon as it is known."""
        checked = check_text(text, path, folder, shelf)
        with suppress(RuntimeError):  # the window may be gone
            self._checked.emit(number, checked.problems)
        return proof_of(checked, path, folder, shelf)

    def _tell_problems(self, number: int, problems: tuple[Problem, ...]) -> None:
        if number == self._number and self._worker.busy:
            self.problems_found.emit(problems)

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
