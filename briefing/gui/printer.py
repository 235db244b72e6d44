"""A finished PDF on its way to a printer: to a CUPS queue as it is, else painted page by page."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRect
from PySide6.QtGui import QPageRanges, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintEngine, QPrinter, QPrinterInfo

from briefing.gui.cups import find_cups
from briefing.gui.pdf_pages import PdfError, PdfPages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefing.paper.options import Paper

_PATIENCE = 60  # seconds until a silent print server counts as dead
_DPI = 600  # the most that a painted page is drawn at; 140 MB for one page
_POINTS = 72
_PAPERS = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}
_MEDIA = {"a4": "A4", "letter": "Letter"}
_SIDES = {
    QPrinter.DuplexMode.DuplexNone: "one-sided",
    QPrinter.DuplexMode.DuplexLongSide: "two-sided-long-edge",
    QPrinter.DuplexMode.DuplexShortSide: "two-sided-short-edge",
}
# Where Qt's dialog keeps what it asks of CUPS alone, as names and values by turns. It has no
# public name (PPK_CupsOptions in Qt's sources); pages typed as a list stand nowhere else.
_CUPS_OPTIONS = QPrintEngine.PrintEnginePropertyKey(0xFE00)
_PREFIX = re.compile(r"\A\S*lp: (?:Error - )?")
_NO_SUCH_PRINTER = "The printer or class does not exist."
_USUAL = {"number-up": "1", "job-priority": "50", "job-sheets": "none,none"}


class PrintError(Exception):
    """The PDF was not printed; the message says why."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What was chosen in the print dialog. Pages count from 0, in the order of the document."""

    queue: str
    media: str
    pages: tuple[int, ...]
    every_page: bool = True
    copies: int = 1
    collate: bool = True
    sides: str = ""
    backwards: bool = False
    more: tuple[tuple[str, str], ...] = ()

    @property
    def ranges(self) -> str:
        """The pages as CUPS takes them, ``1-3,5``; empty for all."""
        if self.every_page:
            return ""
        found = QPageRanges()
        for page in self.pages:
            found.addPage(page + 1)
        return str(found.toString())


def printer_names() -> list[str]:
    """The printers of this computer, none where no print server answers.

    A print server is not looked for where none is set up.
    """
    cups = find_cups()
    if cups is not None and (cups.is_nowhere or not cups.answers):
        return []
    return QPrinterInfo.availablePrinterNames()


def set_paper(printer: QPrinter, paper: Paper) -> None:
    """Make the printer's sheet that of the PDF, without margins: the PDF has its own."""
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(_PAPERS[paper]))
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))


def read_ticket(printer: QPrinter, paper: Paper, page_count: int, current: int) -> Ticket:
    """What the dialog chose on this printer; ``current`` is the page in view.

    Raises PrintError where the printer has no such paper, or no chosen page is there: a print
    system would silently take other paper, or print nothing.
    """
    info = QPrinterInfo(printer)
    known = [size.id() for size in info.supportedPageSizes()]
    if known and _PAPERS[paper] not in known:
        raise PrintError(
            f"The printer {printer.printerName()} has no {_MEDIA[paper]} paper."
            " Choose another under Paper, and print again."
        )
    asked = _cups_options(printer)
    pages = _chosen(printer, asked.pop("page-ranges", ""), page_count, current)
    if not pages:
        count = f"{page_count} page{'s' if page_count > 1 else ''}"
        raise PrintError(f"None of the chosen pages is there: the document has {count}.")
    return Ticket(
        queue=printer.printerName(),
        media=_MEDIA[paper],
        pages=pages,
        every_page=len(pages) == page_count,
        copies=printer.copyCount(),
        collate=printer.collateCopies(),
        sides=_SIDES.get(printer.duplex(), ""),
        backwards=printer.pageOrder() == QPrinter.PageOrder.LastPageFirst,
        more=tuple(asked.items()),
    )


def lp_program() -> str | None:
    """CUPS' own program for printing, where this computer has it."""
    return shutil.which("lp") if os.name == "posix" else None


def lp_command(lp: str, ticket: Ticket, title: str) -> list[str]:
    """The arguments that send a PDF from the standard input. Source: lp(1) of CUPS 2.4.

    The medium is always named: without it CUPS shrinks A4 onto the printer's Letter.
    """
    command = [lp, "-d", ticket.queue, "-t", title, "-n", str(ticket.copies)]
    if ticket.ranges:
        command += ["-P", ticket.ranges]
    options = [("media", ticket.media), ("print-scaling", "none")]
    if ticket.sides:
        options.append(("sides", ticket.sides))
    if ticket.copies > 1:
        options.append(("collate", "true" if ticket.collate else "false"))
    if ticket.backwards:
        options.append(("outputorder", "reverse"))
    for name, value in (*options, *ticket.more):
        command += ["-o", f"{name}={value}"]
    return [*command, "-"]


def send(pdf: bytes, ticket: Ticket, title: str, lp: str) -> str:
    """Hand the PDF itself to a CUPS queue, and give the job's name. Blocks; may run in a thread.

    The PDF goes through the standard input, so that it is on no disk but the spool's. Raises
    PrintError with what CUPS says.
    """
    if not pdf.startswith(b"%PDF"):  # CUPS would take anything, and print it as text
        raise PrintError("There is no PDF to print.")
    try:
        done = subprocess.run(  # noqa: S603 - an argument list, and no shell
            lp_command(lp, ticket, title),
            input=pdf,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
            env={**os.environ, "LC_ALL": "C.UTF-8"},  # a title in any script, an answer in English
        )
    except subprocess.TimeoutExpired:
        raise PrintError(f"The print server has not answered for {_PATIENCE} seconds.") from None
    except OSError as error:
        raise PrintError(f"{lp} cannot be started: {error.strerror or error}") from error
    if done.returncode:
        raise PrintError(_refusal(done.returncode, done.stderr.decode(errors="replace").strip()))
    queue = ticket.queue.partition("/")[0]  # what follows names a set of options of the queue
    job = re.search(re.escape(queue) + r"-\d+", done.stdout.decode(errors="replace"))
    return job.group() if job else ""


def _refusal(status: int, said: str) -> str:
    said = _PREFIX.sub("", said)
    if said != _NO_SUCH_PRINTER:
        return said or f"The print system refused the job (status {status})."
    cups = find_cups()  # lp says the same where there is no print server at all
    if cups is not None and not cups.answers:
        return "The print server of this computer (CUPS) is not running."
    return "The print system no longer knows this printer."


def paint(
    pdf: bytes, printer: QPrinter, ticket: Ticket, go_on: Callable[[int], bool] = lambda _: True
) -> None:
    """Paint the chosen pages on a printer that takes no PDF, at their true size.

    ``go_on`` is asked before each sheet, with the number of those done. Raises PrintError.
    """
    try:
        pages = PdfPages(pdf)
    except PdfError as error:
        raise PrintError(str(error)) from error
    painter = QPainter()
    if not painter.begin(printer):
        pages.close()
        raise PrintError(f"The printer {printer.printerName()} cannot be reached.")
    try:
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        for done, page in enumerate(_sheets(printer, ticket)):
            if not go_on(done):
                printer.abort()
                return
            if done and not printer.newPage():
                raise PrintError(f"The printer {printer.printerName()} stopped after page {done}.")
            _paint_page(painter, printer.resolution(), pages, page)
    finally:
        painter.end()
        pages.close()


def _paint_page(painter: QPainter, resolution: int, pages: PdfPages, page: int) -> None:
    size = pages.sizes[page]
    dots = min(resolution, _DPI) / _POINTS
    image = pages.image(page, round(size.width() * dots))
    scale = resolution / _POINTS
    sheet = QRect(0, 0, round(size.width() * scale), round(size.height() * scale))
    painter.drawImage(sheet, image)


def _sheets(printer: QPrinter, ticket: Ticket) -> Sequence[int]:
    """The pages in the order of printing, as often as the printer itself does not repeat them."""
    pages = ticket.pages[::-1] if ticket.backwards else ticket.pages
    if printer.supportsMultipleCopies():
        return pages
    if ticket.collate:
        return pages * ticket.copies
    return [page for page in pages for _ in range(ticket.copies)]


def _cups_options(printer: QPrinter) -> dict[str, str]:
    found = printer.printEngine().property(_CUPS_OPTIONS)
    if not isinstance(found, list):
        return {}
    pairs = dict(zip(found[::2], found[1::2], strict=False))
    if pairs.get("number-up") == "1":
        pairs.pop("number-up-layout", None)
    return {name: value for name, value in pairs.items() if value and value != _USUAL.get(name)}


def _chosen(printer: QPrinter, listed: str, count: int, current: int) -> tuple[int, ...]:
    if printer.printRange() == QPrinter.PrintRange.CurrentPage:
        return (current,)
    ranges = QPageRanges.fromString(listed) if listed else printer.pageRanges()
    every = range(count)
    if ranges.isEmpty():
        return tuple(every)
    return tuple(page for page in every if ranges.contains(page + 1))
