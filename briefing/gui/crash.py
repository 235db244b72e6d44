"""Unexpected errors: shown in plain words, written to a log, and the program goes on."""

from __future__ import annotations

import logging
import sys
import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox

from briefing.gui.later import Later

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

_LONGEST_LOG = 1_000_000
_log = logging.getLogger("briefing")


class CrashReporter(QObject):
    """Catches what no other code caught, on any thread, and tells the user once at a time."""

    happened = Signal(str)

    def __init__(self, log_file: Path, parent: QObject | None = None) -> None:
        """Log to ``log_file``, whose folder is made at need; a log that fails is done without."""
        super().__init__(parent)
        self._log_file = log_file
        self._owner: QWidget | None = None
        self._shown: QMessageBox | None = None
        self._handler = Later(partial(_handler, log_file))
        self.happened.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over from Python's own way of reporting, which no user sees."""
        sys.excepthook = self.report
        threading.excepthook = lambda args: self.report(
            args.exc_type, args.exc_value, args.exc_traceback
        )

    def uninstall(self) -> None:
        """Give reporting back to Python and let go of the log file."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        if self._handler.made is not None:
            _log.removeHandler(self._handler.made)
            self._handler.made.close()

    def show_over(self, window: QWidget) -> None:
        """Show messages over this window."""
        self._owner = window

    def report(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Log an exception and have it shown; Ctrl+C still ends the program."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        if self._handler.made is None:
            _log.addHandler(self._handler())
        _log.error("unexpected error", exc_info=(kind, error or kind(), trace))
        self.happened.emit(f"{kind.__name__}: {error}")

    def _show(self, what: str) -> None:
        if self._shown is not None:
            return
        box = QMessageBox(self._owner)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Unexpected error")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText("Something went wrong that should not have. Briefing goes on.")
        box.setInformativeText(
            f"{what}\n\nNo card file was changed. The details are in\n{self._log_file}"
        )
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(self._forget)
        self._shown = box
        box.open()

    def _forget(self) -> None:
        self._shown = None


def _handler(log_file: Path) -> logging.Handler:
    # It takes sockets and more with it, and most starts never log a word.
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415

    try:
        log_file.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            log_file, maxBytes=_LONGEST_LOG, backupCount=1, encoding="utf-8", delay=True
        )
    except OSError:
        return logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    return handler
