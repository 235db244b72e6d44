"""Asks CUPS how a print job fares, through the library that Qt's print dialog stands on too.

``lpstat`` cannot tell: of a job that is over, CUPS before 2.4.17 gives it the same reason whether
it was printed or not. ``pycups`` has to be compiled on each computer.
"""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import contextmanager
from ctypes import c_char_p, c_double, c_int, c_void_p
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LIBRARIES = {"linux": "libcups.so.2", "darwin": "libcups.2.dylib"}
_NOWHERE = b"localhost"  # else the path of a socket, or a name from the settings of CUPS
_PATIENCE = 5  # seconds until a silent print server counts as gone

# The numbers of RFC 8010 and RFC 8011
_GET_JOB, _GET_PRINTER = 0x0009, 0x000B
_OPERATION, _ANY = 0x01, 0x00
_NAME, _KEYWORD, _URI = 0x42, 0x44, 0x45
_UNKNOWN = (0x0406, 0x0407)
_FIRST_ERROR = 0x0400
_PRINTER_STOPPED = 5
_OF_JOB = ("job-state", "job-state-reasons", "job-printer-state-message")
_OF_PRINTER = ("printer-state", "printer-state-message")

_SIGNATURES: dict[str, tuple[object, tuple[object, ...]]] = {
    "cupsServer": (c_char_p, ()),
    "cupsUser": (c_char_p, ()),
    "cupsEncryption": (c_int, ()),
    "cupsLastError": (c_int, ()),
    "cupsDoRequest": (c_void_p, (c_void_p, c_void_p, c_char_p)),
    "httpClose": (None, (c_void_p,)),
    "httpConnect2": (
        c_void_p,
        (c_char_p, c_int, c_void_p, c_int, c_int, c_int, c_int, c_void_p),
    ),
    "httpSetTimeout": (None, (c_void_p, c_double, c_void_p, c_void_p)),
    "ippAddString": (c_void_p, (c_void_p, c_int, c_int, c_char_p, c_char_p, c_char_p)),
    "ippAddStrings": (
        c_void_p,
        (c_void_p, c_int, c_int, c_char_p, c_int, c_char_p, c_void_p),
    ),
    "ippDelete": (None, (c_void_p,)),
    "ippFindAttribute": (c_void_p, (c_void_p, c_char_p, c_int)),
    "ippGetCount": (c_int, (c_void_p,)),
    "ippGetInteger": (c_int, (c_void_p, c_int)),
    "ippGetString": (c_char_p, (c_void_p, c_int, c_void_p)),
    "ippNewRequest": (c_void_p, (c_int,)),
    "ippPort": (c_int, ()),
}


class CupsError(Exception):
    """CUPS gave no answer; the message says why."""


class JobState(IntEnum):
    """Where a job stands. Source: RFC 8011, 5.3.7."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


@dataclass(frozen=True, slots=True)
class JobReport:
    """What CUPS says of a job: ``reasons`` are keywords, ``message`` is the printer's sentence."""

    state: JobState
    reasons: tuple[str, ...] = ()
    message: str = ""
    printer_stopped: bool = False


class Cups:
    """Speaks with the print server. Each call has a connection of its own, so threads may call."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self._library = library
        for name, (result, arguments) in _SIGNATURES.items():
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments

    @property
    def is_nowhere(self) -> bool:
        """Whether this computer has no print server, and its user has named none elsewhere.

        CUPS would look for one on the network all the same, if only on this computer's own.
        """
        return self._library.cupsServer() == _NOWHERE and "CUPS_SERVER" not in os.environ

    @property
    def answers(self) -> bool:
        """Whether a print server can be reached. Blocks for seconds at most."""
        try:
            self._library.httpClose(self._connect())
        except CupsError:
            return False
        return True

    def report(self, job: str) -> JobReport | None:
        """How the job fares that ``lp`` called ``Office-17``; None where CUPS has no such job.

        Blocks for seconds at most. Raises CupsError where there is no answer.
        """
        queue, _, number = job.rpartition("-")
        http = self._connect()
        try:
            with self._answer(http, _GET_JOB, "job-uri", f"jobs/{number}", _OF_JOB) as answer:
                if answer is None:
                    return None
                report = JobReport(
                    JobState(self._number(answer, "job-state")),
                    tuple(self._texts(answer, "job-state-reasons")),
                    " ".join(self._texts(answer, "job-printer-state-message")).strip(),
                )
            return self._with_printer(http, report, queue)
        finally:
            self._library.httpClose(http)

    def _with_printer(self, http: int, report: JobReport, queue: str) -> JobReport:
        """Say of a job that waits whether its printer is stopped, and why."""
        if report.state is not JobState.PENDING:
            return report
        path = f"printers/{quote(queue)}"
        with self._answer(http, _GET_PRINTER, "printer-uri", path, _OF_PRINTER) as answer:
            if answer is None or self._number(answer, "printer-state") != _PRINTER_STOPPED:
                return report
            message = " ".join(self._texts(answer, "printer-state-message")).strip()
        return replace(report, message=message, printer_stopped=True)

    def _connect(self) -> int:
        call = self._library
        server, port, encryption = call.cupsServer(), call.ippPort(), call.cupsEncryption()
        http = call.httpConnect2(server, port, None, 0, encryption, 1, _PATIENCE * 1000, None)
        if not http:
            raise CupsError("The print server is not there.")
        call.httpSetTimeout(http, _PATIENCE, None, None)
        return int(http)

    @contextmanager
    def _answer(
        self, http: int, operation: int, key: str, path: str, names: Sequence[str]
    ) -> Iterator[int | None]:
        """The answer to one question while it is read; None where CUPS knows no such thing."""
        call = self._library
        request = call.ippNewRequest(operation)
        for tag, name, value in (
            (_URI, key, f"ipp://localhost/{path}".encode()),
            (_NAME, "requesting-user-name", call.cupsUser()),
        ):
            call.ippAddString(request, _OPERATION, tag, name.encode(), None, value)
        wanted = (c_char_p * len(names))(*(name.encode() for name in names))
        asked = b"requested-attributes"
        call.ippAddStrings(request, _OPERATION, _KEYWORD, asked, len(names), None, wanted)
        response = call.cupsDoRequest(http, request, b"/")  # which frees the request
        try:
            status = call.cupsLastError()
            if status in _UNKNOWN:
                yield None
            elif response and 0 <= status < _FIRST_ERROR:
                yield response
            else:
                raise CupsError(f"The print server gave no answer (status {status:#06x}).")
        finally:
            call.ippDelete(response)

    def _number(self, answer: int, name: str) -> int:
        attribute = self._library.ippFindAttribute(answer, name.encode(), _ANY)
        return int(self._library.ippGetInteger(attribute, 0))

    def _texts(self, answer: int, name: str) -> list[str]:
        call = self._library
        attribute = call.ippFindAttribute(answer, name.encode(), _ANY)
        count = call.ippGetCount(attribute) if attribute else 0
        found = (call.ippGetString(attribute, place, None) for place in range(count))
        return [text.decode(errors="replace") for text in found if text]


def find_cups() -> Cups | None:
    """The library of CUPS, where this computer has it."""
    name = _LIBRARIES.get(sys.platform)
    try:
        return Cups(ctypes.CDLL(name)) if name else None
    except (OSError, AttributeError):  # not there, or of another time
        return None
