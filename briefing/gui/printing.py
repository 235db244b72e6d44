"""Asks which printer, sends it the PDF while the window goes on, and says what became of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QProgressDialog

from briefing.gui.asking import complain
from briefing.gui.cups import find_cups
from briefing.gui.job_watch import JobWatch
from briefing.gui.printer import (
    PrintError,
    lp_program,
    paint,
    printer_names,
    read_ticket,
    send,
    set_paper,
)
from briefing.gui.worker import Worker

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from briefing.gui.printer import Ticket
    from briefing.paper.options import Paper

_Option = QPrintDialog.PrintDialogOption


class Printing(QObject):
    """Prints one document at a time for the window that is its parent."""

    done = Signal(str)  # a sentence that says where to, and later that it is printed
    failed = Signal(str)  # why, in plain words; also of a job that the queue had taken
    no_printer = Signal()

    def __init__(self, window: QDialog) -> None:
        super().__init__(window)
        self._window: QWidget = window
        self._queue = ""
        self._printer: QPrinter | None = None
        self._worker = Worker(parent=self)
        self._worker.finished.connect(self._accepted)
        self._worker.failed.connect(self._refused)
        window.finished.connect(self._leave)

    @property
    def busy(self) -> bool:
        """Whether a printer has not answered yet."""
        return self._worker.busy

    def start(self, pdf: bytes, title: str, paper: Paper, page_count: int, current: int) -> None:
        """Let the user choose a printer, and print. ``current`` is the page in view, from 0."""
        if not printer_names():
            self.no_printer.emit()
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer = printer  # the dialog, which goes later, still points to it
        printer.setDocName(title)
        set_paper(printer, paper)
        if not self._choose(printer, page_count):
            return
        set_paper(printer, paper)  # the PDF has its size, whatever was chosen there
        try:
            ticket = read_ticket(printer, paper, page_count, current)
            lp = lp_program()
            if lp is None:
                self._paint(pdf, printer, ticket)
        except PrintError as error:
            self.failed.emit(str(error))
            return
        if lp is not None:
            self._queue = ticket.queue
            self._worker.start(partial(send, pdf, ticket, title, lp))

    def _choose(self, printer: QPrinter, page_count: int) -> bool:
        dialog = QPrintDialog(printer, self._window)
        dialog.setOption(_Option.PrintToFile, on=False)  # Qt's PDF has neither text nor tags
        dialog.setOption(_Option.PrintCurrentPage, on=True)
        dialog.setMinMax(1, page_count)
        accepted = dialog.exec() == QPrintDialog.DialogCode.Accepted
        dialog.deleteLater()
        return accepted

    def _paint(self, pdf: bytes, printer: QPrinter, ticket: Ticket) -> None:
        progress = QProgressDialog(
            "Printing…", "Cancel", 0, len(ticket.pages) * ticket.copies, self._window
        )
        progress.setWindowModality(Qt.WindowModality.WindowModal)

        def go_on(done: int) -> bool:
            progress.setValue(done)  # lets the window live between two pages
            return not progress.wasCanceled()

        try:
            paint(pdf, printer, ticket, go_on)
        finally:
            canceled = progress.wasCanceled()
            progress.deleteLater()
        if not canceled:
            self.done.emit(f"Sent to {ticket.queue}.")

    def _accepted(self, job: str) -> None:
        self.done.emit(f"Sent to {self._queue} as job {job}." if job else f"Sent to {self._queue}.")
        cups = find_cups() if job and self._window.isVisible() else None
        if cups is not None:
            # A paper jam comes minutes later, when nobody has the print window open.
            main = self._window.parentWidget() or self._window
            watch = JobWatch(job, cups, main)
            watch.said.connect(self.done)
            watch.failed.connect(self.failed)
            watch.failed_late.connect(partial(complain, main))
            if isinstance(self._window, QDialog):
                self._window.finished.connect(watch.leave)
            else:
                watch.leave()

    def _leave(self) -> None:
        """Where a printer has yet to answer, outlive the print window, to tell if it refuses."""
        main = self._window.parentWidget()
        if not self.busy or main is None:
            return
        for heard in (self.done, self.failed):
            heard.disconnect()
        self.setParent(main)
        self._window = main
        self.failed.connect(partial(complain, main))
        self._worker.busy_changed.connect(self.deleteLater)

    def _refused(self, error: Exception) -> None:
        way_out = "Choose another printer, or export a PDF."
        self.failed.emit(f"{self._queue} did not take the document. {error} {way_out}")
