"""The log of what should not happen: open from start to end, so that a dying process can write."""

from __future__ import annotations

import faulthandler
import logging
import sys
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TextIO

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler, qVersion

from briefing import __version__
from briefing.core.state_files import opened_for_more

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_LONGEST = 1_000_000  # bytes; then, at the next start, another is begun
_AS_OFTEN = 5  # times the same is written out; of what goes on and on a few words do
_LEVELS = {
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_log = logging.getLogger("briefing")


class CrashLog:
    """Takes what Python logs, what Qt complains of, and where a process stood that was killed.

    A log that cannot be written is done without, and the terminal gets what it would have got.
    """

    def __init__(self, file: Path, dying: Callable[[], None]) -> None:
        """Write to ``file``, whose folder is made at need. ``dying`` is called before Qt aborts."""
        self.file = file
        self.is_open = False
        self._dying = dying
        self._stream: TextIO | None = None
        self._handler: logging.Handler = logging.NullHandler()
        self._qt_before: Callable[..., object] | None = None
        self._had_faulthandler = False
        self._counts: Counter[str] = Counter()

    def start(self) -> None:
        """Write from now on, the version first: a report of an error begins with it."""
        try:
            self._stream = _opened(self.file)
        except OSError:
            pass
        else:
            self._handler = _Handler(self._stream)
            self._handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
            self.is_open = True
        _log.addHandler(self._handler)
        self._had_faulthandler = faulthandler.is_enabled()
        if self._stream is not None:
            # Of the thread that died: to look into others while they run can be the death of the
            # process before it has told.
            faulthandler.enable(self._stream, all_threads=False)
        elif sys.stderr is not None:
            faulthandler.enable()
        self._qt_before = qInstallMessageHandler(self._qt_says)

    def stop(self) -> None:
        """Write no more, and give back to Qt and Python what was taken over."""
        qInstallMessageHandler(self._qt_before)
        faulthandler.disable()
        if self._had_faulthandler:
            faulthandler.enable()
        _log.removeHandler(self._handler)
        self.is_open = False
        if self._stream is not None:
            self._stream.close()

    def write(self, error: BaseException, place: str) -> None:
        """Write an error with its trace; in a few words where ``place`` had as many before."""
        self._counts[place] += 1
        count = self._counts[place]
        if count <= _AS_OFTEN:
            _log.error("unexpected error", exc_info=error)
        elif _is_round(count):
            _log.error("the same for the %sth time: %r", count, error)

    def _qt_says(self, kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if sys.stderr is not None:
            print(message, file=sys.stderr)  # noqa: T201 - as Qt itself would
        level = _LEVELS.get(kind)
        if level is None:
            return
        self._counts[message] += 1
        if self._counts[message] <= _AS_OFTEN:
            _log.log(level, "Qt: %s", message)
        if kind == QtMsgType.QtFatalMsg:
            self._dying()


class _Handler(logging.StreamHandler[TextIO]):
    """On a full disk there is nobody to tell that the log is full too."""

    def handleError(self, _record: logging.LogRecord) -> None:
        """Go on."""


def _opened(file: Path) -> TextIO:
    """The log, open for more. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and file.stat().st_size > _LONGEST:
        file.replace(file.with_name(f"{file.name}.1"))
    stream = opened_for_more(file)
    when = datetime.now(UTC).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    made_of = f"Python {sys.version.split()[0]}, Qt {qVersion()}, {sys.platform}"
    try:
        stream.write(f"{when} Briefing {__version__} starts: {made_of}\n")
        stream.flush()
    except OSError:
        stream.close()
        raise
    return stream


def _is_round(count: int) -> bool:
    return str(count).strip("0") == "1"
