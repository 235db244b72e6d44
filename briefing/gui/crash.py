"""Unexpected errors: shown in plain words, written to a log, and the program goes on."""

from __future__ import annotations

import sys
import threading
import traceback
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from briefing.core.problem import visible
from briefing.gui.crash_log import CrashLog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from PySide6.QtWidgets import QMessageBox, QWidget

    from briefing.gui.draft_keeper import Kept

_QUIET = 10.0
"""Seconds after a message was read in which the same error is not told again; then twice that."""

_NAMED = 3  # files
_LONGEST = 600  # characters of an error's own words: a message must fit on the screen
_WENT_WRONG = "Something went wrong that should not have."
_GOES_ON = f"{_WENT_WRONG} Briefing goes on."
_ENDS = "Something went wrong that should not have, and Briefing cannot start."


class CrashReporter(QObject):
    """Catches what no other code caught, on any thread, and tells the user once at a time.

    What was typed and is not saved is on disk before the message is on screen.
    """

    happened = Signal(str, str, str)  # what, where, and the whole trace

    def __init__(self, log_file: Path, parent: QObject | None = None) -> None:
        """Log to ``log_file``, whose folder is made at need; a log that fails is done without."""
        super().__init__(parent)
        self._log = CrashLog(log_file, self._dying)
        self._owner: QWidget | None = None
        self._keep: Callable[[], Kept | None] | None = None
        self._shown: QMessageBox | None = None
        self._untold: list[tuple[str, str, str]] = []
        self._quiet: dict[str, tuple[float, float]] = {}  # until when, and how long that is
        self.happened.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over from Python's own way of reporting, which no user sees."""
        self._log.start()
        sys.excepthook = self.report
        threading.excepthook = lambda args: self.report(
            args.exc_type, args.exc_value, args.exc_traceback
        )
        sys.unraisablehook = lambda args: self._write(args.exc_value)

    def uninstall(self) -> None:
        """Tell what could not be told before, and give reporting back to Python."""
        QApplication.sendPostedEvents(self)
        untold, self._untold = self._untold, []
        if self._shown is None and untold:
            what, _, trace = untold[0]
            self._box(_WENT_WRONG, what, trace).exec()
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        self._log.stop()

    def show_over(self, window: QWidget) -> None:
        """Show messages over this window from now on."""
        self._owner = window

    def keep_with(self, keep: Callable[[], Kept | None]) -> None:
        """Have unsaved text kept by ``keep``, which returns once it is on disk."""
        self._keep = keep

    def report(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Log an exception and have it shown; Ctrl+C still ends the program."""
        error = error or kind()
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        whole = "".join(traceback.format_exception(kind, error, trace))
        self._write(error)
        self.happened.emit(_words(error), _place(error), whole)
        _let_go(error)

    def cannot_start(self, error: Exception) -> str:
        """Log an error that ends the start, show it, and give it as a sentence."""
        self._write(error)
        whole = "".join(traceback.format_exception(error))
        self._box(_ENDS, _words(error), whole).exec()
        return f"the window cannot be shown: {_words(error)}\n{self._where}"

    @property
    def _where(self) -> str:
        if self._log.is_open:
            return f"The details are in {visible(str(self._log.file))}"
        return f"The details could not be written to {visible(str(self._log.file))}"

    def _write(self, error: BaseException | None) -> None:
        if error is not None:
            self._log.write(error, _place(error))

    def _hear(self, what: str, place: str, trace: str) -> None:
        """Show an error, unless it was told a moment ago: what fails at each repaint never ends."""
        until, _ = self._quiet.get(place, (0.0, 0.0))
        if self._shown is not None or monotonic() < until:
            return
        if QApplication.closingDown() or not self._is_window_there():
            self._untold.append((what, place, trace))
            return
        self._show(what, place, trace)

    def _is_window_there(self) -> bool:
        return self._owner is None or self._owner.isVisible()

    def _show(self, what: str, place: str, trace: str) -> None:
        box = self._box(_GOES_ON, what, trace)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # However it goes: it also does with the window that it is shown over.
        box.destroyed.connect(lambda: self._forget(place))
        self._shown = box
        box.open()

    def _box(self, heading: str, what: str, trace: str) -> QMessageBox:
        from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 - most starts never need one

        parts = [what, self._kept(), f"{self._where}."]
        box = QMessageBox(QApplication.activeModalWidget() or self._owner)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Unexpected error")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(heading)
        box.setInformativeText("\n\n".join(filter(None, parts)))
        if not self._log.is_open:
            box.setDetailedText(trace)
        return box

    def _forget(self, place: str) -> None:
        self._shown = None
        _, quiet = self._quiet.get(place, (0.0, _QUIET / 2))
        self._quiet[place] = (monotonic() + 2 * quiet, 2 * quiet)

    def _kept(self) -> str:
        """What became of unsaved text, once it is on disk or cannot be."""
        if self._keep is None:
            return ""
        try:
            kept = self._keep()
        except Exception as error:  # noqa: BLE001 - one error must not hide another
            self._write(error)
            return "Whether unsaved text is kept for the next start is not known. Save it now."
        if kept is None or not kept.files:
            return "All text is saved."
        names = _listed([visible(file.name) for file in kept.files])
        if kept.why:
            return (
                f"Unsaved text of {names} is in the editor, but could not be kept for the next "
                f"start: {kept.why}. Save it now."
            )
        return (
            f"Unsaved text of {names} is kept: it is in the editor, and at the next start it is "
            "offered again."
        )

    def _dying(self) -> None:
        """Keep what can be kept before Qt ends the process."""
        if self._keep is not None and threading.current_thread() is threading.main_thread():
            self._keep()


def _words(error: BaseException) -> str:
    said = f"{type(error).__name__}: {visible(str(error))}"
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


def _place(error: BaseException) -> str:
    """What two errors have in common that are the same."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__} {where}"


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:_NAMED])
    return shown if len(names) <= _NAMED else f"{shown} and {len(names) - _NAMED} more"


def _let_go(error: BaseException | None) -> None:
    """Let go of all that the failed calls held: Python would hold it until the next error.

    A painter among it would keep its widget from ever being painted again.
    """
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__
