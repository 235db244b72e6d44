"""Books are made in a short-lived process: it can be stopped at once, and gives its memory back.

Typst keeps what it has worked out for as long as its process lives: 500 pages take some 800 MB,
and the next 500 as much again.
"""

from __future__ import annotations

import json
import pickle
import signal
from dataclasses import replace
from tempfile import TemporaryFile
from threading import Lock
from typing import IO, TYPE_CHECKING

from briefing.core import own_process
from briefing.core.job import usable_cores
from briefing.core.own_process import program_of
from briefing.paper.briefs import NothingToPrintError
from briefing.paper.orders import Progress
from briefing.paper.typeset import TypesetError

if TYPE_CHECKING:
    import subprocess

    from briefing.core.library import CardFolder
    from briefing.paper.orders import Order
    from briefing.paper.typeset import Typeset

_PROGRAM = program_of("briefing.paper.binder", "main")
# Where the C library is GNU's, memory that is given back goes to the system: 50 MB of a book.
_MEMORY = {"MALLOC_TRIM_THRESHOLD_": "65536"}
_THREADS = "RAYON_NUM_THREADS"
"""How Typst is told in how many threads to work. It takes them all if it may, and little of a book
is done at once: with a core left to it, the window need not wait for its turn."""

_ERRORS: dict[str, type[Exception]] = {
    "NothingToPrintError": NothingToPrintError,
    "TypesetError": TypesetError,
}


class StoppedError(Exception):
    """The order was stopped before it was done."""


class BinderyError(TypesetError):
    """The process that makes the PDF failed; what it complained of is the error's note."""


class Binding:
    """One order in the making. ``make`` waits for it, ``stop`` ends it from another thread."""

    def __init__(self, folder: CardFolder, order: Order) -> None:
        self._folder = folder
        self._order = order
        self._progress: Progress | None = None
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    @property
    def progress(self) -> Progress | None:
        """How far it is, None at first; any thread may ask."""
        return self._progress

    def make(self) -> Typeset:
        """Make the PDF of the cards as they are in the folder given, whatever the disk holds now.

        Raises TypesetError, NothingToPrintError, and StoppedError where it was stopped.
        """
        with TemporaryFile() as complaints:
            process = self._start(complaints)
            try:
                return self._made(process)
            except (EOFError, OSError) as error:
                process.kill()
                code = process.wait()
                if self._stopped:
                    raise StoppedError from error
                complaints.seek(0)
                raise _ended(code, complaints.read().decode(errors="replace")) from error
            finally:
                own_process.end(process)

    def stop(self) -> None:
        """End the process now. Nothing happens where it has ended."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()

    def _start(self, complaints: IO[bytes]) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._stopped:
                raise StoppedError
            try:
                settings = _MEMORY | {_THREADS: str(max(1, usable_cores() - 1))}
                self._process = own_process.start(_PROGRAM, complaints, settings)
            except OSError as error:
                why = error.strerror or str(error)
                raise BinderyError(
                    f"the PDF could not be made: no process for it: {why}"
                ) from error
            return self._process

    def _made(self, process: subprocess.Popen[bytes]) -> Typeset:
        assert process.stdin is not None
        assert process.stdout is not None
        send(self._folder, self._order, process.stdin)
        while (line := process.stdout.readline()).endswith(b"\n"):
            news = json.loads(line)
            if "phase" in news:
                self._progress = Progress(**news)
            elif "error" in news:
                raise _told(news)
            else:
                told, pdf = map(process.stdout.read, (news["told"], news["pdf"]))
                if len(pdf) == news["pdf"]:
                    made: Typeset = pickle.loads(told)  # noqa: S301 - our own child's
                    return made._replace(pdf=pdf)
        raise EOFError


def send(folder: CardFolder, order: Order, orders: IO[bytes]) -> None:
    """Write an order for ``binder.main``: a pickle of the library and the order, one of each file.

    One by one, other threads hardly have to wait for Python in between: 0.3 ms, not 60.
    """
    files = order.files(folder)
    bare = replace(folder, files=(), problems=(), index=None, cache=None)
    pickle.dump((bare, order, len(files)), orders)
    for file in files:
        pickle.dump(file.bare(), orders)
        orders.flush()


def _told(news: dict[str, str]) -> Exception:
    if news["error"] in _ERRORS:
        return _ERRORS[news["error"]](news["message"])
    error = BinderyError(f"the PDF could not be made: {news['message']}")
    error.add_note(news["trace"])
    return error


def _ended(code: int, complaints: str) -> BinderyError:
    """Why there is no answer. A process that the system ends leaves the number of a signal."""
    if code < 0:
        cause = f"was ended from outside ({signal.Signals(-code).name})"
        advice = "; where memory is short, fewer cards at once may do"
    else:
        cause, advice = f"failed (status {code})", ""
    error = BinderyError(f"the PDF could not be made: the process that sets it {cause}{advice}")
    error.add_note(complaints)
    return error
