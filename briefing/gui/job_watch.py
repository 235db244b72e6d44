"""Follows a print job after the queue took it, and says what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QObject, QTimer, Signal

from briefing.gui.cups import JobState
from briefing.gui.worker import Worker

if TYPE_CHECKING:
    from briefing.gui.cups import Cups, JobReport

_PATIENCE = 600  # seconds a job is followed
_SOON = 300  # ms until CUPS is asked for the first time
_LATER = 5000  # ms between two questions at most
_TRIES = 3  # questions without an answer until the print server counts as gone
_FOR_A_PASSWORD = "cups-held-for-authentication"  # noqa: S105 - a keyword of CUPS


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to tell of a job: nothing new while it goes on, ``bad`` where it will not be printed."""

    sentence: str = ""
    bad: bool = False
    over: bool = False


class JobWatch(QObject):
    """Asks CUPS now and then, off the window's thread, until the job is over or it takes too long.

    A job of which CUPS never tells anything is not spoken of: that it was sent is all there is
    to say.
    """

    said = Signal(str)
    failed = Signal(str)
    failed_late = Signal(str)  # in place of both, once who printed has left

    def __init__(
        self, job: str, cups: Cups, parent: QObject | None = None, patience: int = _PATIENCE
    ) -> None:
        super().__init__(parent)
        self._job = job
        self._ask = partial(cups.report, job)
        self._told = ""
        self._is_left = False
        self._known = False
        self._unanswered = 0
        self._deadline = QDeadlineTimer(patience * 1000)
        self._worker = Worker(parent=self)
        self._worker.finished.connect(self._hear)
        self._worker.failed.connect(self._hear_nothing)
        self._timer = QTimer(self, singleShot=True, interval=_SOON)
        self._timer.timeout.connect(partial(self._worker.start, self._ask))
        self._timer.start()

    def leave(self) -> None:
        """Go on, but tell only of what keeps the job from paper: nobody looks on any more."""
        self._is_left = True

    def stop(self) -> None:
        """Ask no more, and say no more."""
        self._timer.stop()
        self._worker.abandon()
        self.deleteLater()

    def _hear(self, report: JobReport | None) -> None:
        self._unanswered = 0
        if report is None:
            found = gone(self._job) if self._known else Verdict(over=True)
        else:
            self._known = True
            found = verdict(self._job, report)
            if not found.over and self._deadline.hasExpired():
                found = unfinished(self._job, report)
        self._go_on(found)

    def _hear_nothing(self, _error: Exception) -> None:
        self._unanswered += 1
        silent = self._unanswered == _TRIES
        self._go_on(unheard(self._job) if silent and self._known else Verdict(over=silent))

    def _go_on(self, found: Verdict) -> None:
        if found.over:
            self.stop()
        else:
            self._timer.start(min(2 * self._timer.interval(), _LATER))
        # Last, for whoever hears it may wait for the user.
        if found.sentence and found.sentence != self._told:
            self._told = found.sentence
            self._tell(found)

    def _tell(self, found: Verdict) -> None:
        if not self._is_left:
            (self.failed if found.bad else self.said).emit(found.sentence)
        elif found.bad:
            self.failed_late.emit(found.sentence)


def verdict(job: str, report: JobReport) -> Verdict:
    """What a report of CUPS means to who printed."""
    queue = job.rpartition("-")[0]
    why = _sentence(report.message)
    match report.state:
        case JobState.COMPLETED:
            return Verdict(f"Printed on {queue}.", over=True)
        case JobState.CANCELED:
            sentence = f"{queue} did not print the document: job {job} was canceled."
            return Verdict(sentence, bad=True, over=True)
        case JobState.ABORTED | JobState.STOPPED:
            reason = why or f"The print system gave up on job {job}."
            sentence = f"{queue} could not print the document. {reason}"
            return Verdict(sentence, bad=True, over=True)
        case JobState.HELD:
            return _held(job, queue, report, why)
    if report.printer_stopped:
        waits = f"Job {job} waits there until the printer is started again."
        return Verdict(_joined(f"{queue} is stopped.", why, waits), bad=True)
    return Verdict()


def unfinished(job: str, report: JobReport) -> Verdict:
    """What to say of a job that is followed no more."""
    queue = job.rpartition("-")[0]
    sentence = _joined(f"{queue} has not finished job {job} yet.", _sentence(report.message))
    return Verdict(sentence, over=True)


def gone(job: str) -> Verdict:
    """What to say of a job that CUPS forgot meanwhile: some servers keep no history."""
    return Verdict(f"Job {job} has left the queue.", over=True)


def unheard(job: str) -> Verdict:
    """What to say where the print server died with the job."""
    sentence = (
        f"The print server does not answer any more. Whether job {job} is printed is unknown."
    )
    return Verdict(sentence, bad=True, over=True)


def _held(job: str, queue: str, report: JobReport, why: str) -> Verdict:
    if _FOR_A_PASSWORD in report.reasons:
        sentence = f"{queue} wants a password. Job {job} waits for it in the printer’s queue."
        return Verdict(sentence, bad=True)
    if why:
        start = f"{queue} has not printed the document."
        return Verdict(_joined(start, why, f"Job {job} waits in the queue."), bad=True)
    return Verdict(f"Job {job} is held in the queue of {queue} until it is released.")


def _sentence(message: str) -> str:
    return message if not message or message.endswith((".", "!", "?")) else f"{message}."


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
