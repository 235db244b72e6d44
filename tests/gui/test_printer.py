from __future__ import annotations

import sys
from types import SimpleNamespace

import pypdfium2 as pdfium
import pytest
import typst
from PySide6.QtGui import QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from briefing.gui import printer as printers
from briefing.gui.printer import PrintError, Ticket, lp_command, paint, read_ticket, send, set_paper

LP = """#!{python}
import pathlib, sys
here = pathlib.Path({folder!r})
(here / "arguments").write_text("\\n".join(sys.argv[1:]))
(here / "spooled.pdf").write_bytes(sys.stdin.buffer.read())
print("request id is Office-17 (0 file(s))")
"""
REFUSING = """#!{python}
import sys
print("/usr/bin/lp: Error - WORDS", file=sys.stderr)
sys.exit(1)
"""


@pytest.fixture(scope="module")
def pdf():
    pages = "#pagebreak()".join(
        f'#place(top + left, rect(width: 50mm, height: 50mm, fill: rgb("{color}")))'
        for color in ("#ff0000", "#00ff00", "#0000ff")
    )
    return typst.compile(f'#set page("a4", margin: 0mm)\n{pages}'.encode())


@pytest.fixture
def fake_lp(tmp_path):
    """Puts a stand-in for lp where it is found, and gives its path."""

    def make(script):
        path = tmp_path / "lp"
        path.write_text(script.format(python=sys.executable, folder=str(tmp_path)))
        path.chmod(0o755)
        return str(path)

    return make


@pytest.fixture
def printer(qapp, tmp_path):
    """Stands in for a printer without CUPS: what is painted comes out as pictures."""
    del qapp
    found = QPrinter()
    found.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    found.setOutputFileName(str(tmp_path / "painted.pdf"))
    found.setResolution(72)
    set_paper(found, "a4")
    return found


def painted(printer):
    document = pdfium.PdfDocument(printer.outputFileName())
    names = {(255, 0, 0): "red", (0, 255, 0): "green", (0, 0, 255): "blue"}
    found = []
    for page in document:
        image = page.render(scale=1, rev_byteorder=True).to_pil()
        corner, middle = image.getpixel((5, 5))[:3], image.getpixel((300, 400))[:3]
        found.append((names[corner], middle))
    document.close()
    return [name for name, middle in found if middle == (255, 255, 255)]


def capabilities(monkeypatch, *sizes):
    info = SimpleNamespace(supportedPageSizes=lambda: [QPageSize(size) for size in sizes])
    monkeypatch.setattr(printers, "QPrinterInfo", lambda _: info)


def test_the_command_names_everything_that_was_chosen():
    ticket = Ticket(
        "Office",
        "A4",
        (0, 1, 2, 4),
        every_page=False,
        copies=3,
        sides="two-sided-long-edge",
        more=(("number-up", "2"),),
    )
    assert lp_command("/usr/bin/lp", ticket, "Georgia, 2004 and 2010") == [
        *("/usr/bin/lp", "-d", "Office", "-t", "Georgia, 2004 and 2010", "-n", "3", "-P", "1-3,5"),
        *("-o", "media=A4", "-o", "print-scaling=none", "-o", "sides=two-sided-long-edge"),
        *("-o", "collate=true", "-o", "number-up=2", "-"),
    ]


def test_the_plainest_command_still_names_the_medium():
    assert lp_command("lp", Ticket("Office", "Letter", (0,)), "x") == [
        *("lp", "-d", "Office", "-t", "x", "-n", "1"),
        *("-o", "media=Letter", "-o", "print-scaling=none", "-"),
    ]


def test_the_queue_gets_the_pdf_to_the_byte(fake_lp, tmp_path, pdf):
    title = 'Côte d’Ivoire; $(rm -rf "x")'
    assert send(pdf, Ticket("Office", "A4", (0,)), title, fake_lp(LP)) == "Office-17"
    assert (tmp_path / "spooled.pdf").read_bytes() == pdf
    assert title in (tmp_path / "arguments").read_text().splitlines()


def test_what_cups_says_of_a_failure_is_passed_on(fake_lp, pdf):
    lp = fake_lp(REFUSING.replace("WORDS", "Too many active jobs."))
    with pytest.raises(PrintError, match=r"\AToo many active jobs\.\Z"):
        send(pdf, Ticket("Office", "A4", (0,)), "x", lp)


@pytest.mark.parametrize(
    ("answers", "said"), [(True, "no longer knows this printer"), (False, "CUPS.* not running")]
)
def test_a_printer_that_is_gone_is_told_from_a_print_server_that_is(
    fake_lp, pdf, monkeypatch, answers, said
):
    monkeypatch.setattr(printers, "find_cups", lambda: SimpleNamespace(answers=answers))
    lp = fake_lp(REFUSING.replace("WORDS", "The printer or class does not exist."))
    with pytest.raises(PrintError, match=said):
        send(pdf, Ticket("Gone", "A4", (0,)), "x", lp)


@pytest.mark.parametrize(
    ("nowhere", "answers", "names"),
    [(True, True, []), (False, False, []), (False, True, ["Office"])],
)
def test_printers_are_not_asked_for_where_no_print_server_answers(
    monkeypatch, nowhere, answers, names
):
    server = SimpleNamespace(is_nowhere=nowhere, answers=answers)
    monkeypatch.setattr(printers, "find_cups", lambda: server)
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Office"])
    assert printers.printer_names() == names


def test_the_job_of_a_printer_with_a_set_of_options_is_named_by_the_printer(fake_lp, pdf):
    assert send(pdf, Ticket("Office/draft", "A4", (0,)), "x", fake_lp(LP)) == "Office-17"


def test_a_silent_failure_and_a_missing_program_are_failures(fake_lp, pdf, tmp_path):
    with pytest.raises(PrintError, match="status 3"):
        send(pdf, Ticket("Gone", "A4", (0,)), "x", fake_lp("#!/bin/sh\nexit 3\n"))
    with pytest.raises(PrintError, match="cannot be started"):
        send(pdf, Ticket("Gone", "A4", (0,)), "x", str(tmp_path / "none"))


def test_a_dead_print_server_is_not_waited_for_without_end(fake_lp, pdf, monkeypatch):
    monkeypatch.setattr(printers, "_PATIENCE", 0.2)
    with pytest.raises(PrintError, match="has not answered"):
        send(pdf, Ticket("Slow", "A4", (0,)), "x", fake_lp("#!/bin/sh\nexec sleep 20\n"))


def test_only_a_pdf_is_sent(fake_lp, tmp_path):
    with pytest.raises(PrintError, match="no PDF"):
        send(b"garbage", Ticket("Office", "A4", (0,)), "x", fake_lp(LP))
    assert not (tmp_path / "spooled.pdf").exists()


def test_pages_are_painted_in_their_true_size_on_white(printer, pdf):
    paint(pdf, printer, read_ticket(printer, "a4", 3, 0))
    assert painted(printer) == ["red", "green", "blue"]
    document = pdfium.PdfDocument(printer.outputFileName())
    edge = document[0].render(scale=1, rev_byteorder=True).to_pil()
    document.close()
    fifty_mm = 50 / 25.4 * 72
    assert edge.getpixel((int(fifty_mm) - 2, 5))[:3] == (255, 0, 0)
    assert edge.getpixel((int(fifty_mm) + 2, 5))[:3] == (255, 255, 255)


def test_painting_honours_a_range_of_pages(printer, pdf):
    ranges = QPageRanges()
    ranges.addRange(2, 9)
    printer.setPageRanges(ranges)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    ticket = read_ticket(printer, "a4", 3, 0)
    assert (ticket.pages, ticket.ranges) == ((1, 2), "2-3")
    paint(pdf, printer, ticket)
    assert painted(printer) == ["green", "blue"]


def test_the_page_in_view_can_be_printed_alone(printer):
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    assert read_ticket(printer, "a4", 3, 2).ranges == "3"


def test_painting_honours_copies_and_order(printer, pdf, monkeypatch):
    monkeypatch.setattr(QPrinter, "supportsMultipleCopies", lambda _: False)
    paint(pdf, printer, Ticket("", "A4", (0, 1), copies=2, backwards=True))
    assert painted(printer) == ["green", "red", "green", "red"]
    paint(pdf, printer, Ticket("", "A4", (0, 1), copies=2, collate=False))
    assert painted(printer) == ["red", "red", "green", "green"]


def test_painting_can_be_stopped_between_pages(printer, pdf):
    asked = []
    paint(pdf, printer, Ticket("", "A4", (0, 1, 2)), lambda done: asked.append(done) or done < 1)
    assert asked == [0, 1]


def test_a_printer_that_cannot_be_opened_is_an_error(printer, pdf, monkeypatch):
    monkeypatch.setattr(printers.QPainter, "begin", lambda *_: False)
    with pytest.raises(PrintError, match="cannot be reached"):
        paint(pdf, printer, Ticket("Office", "A4", (0,)))


def test_pages_that_are_not_there_are_an_error_and_not_an_empty_job(printer):
    ranges = QPageRanges()
    ranges.addRange(7, 9)
    printer.setPageRanges(ranges)
    with pytest.raises(PrintError, match="the document has 3 pages"):
        read_ticket(printer, "a4", 3, 0)


def test_paper_that_the_printer_lacks_is_said_and_not_swapped(printer, monkeypatch):
    capabilities(monkeypatch, QPageSize.PageSizeId.Letter, QPageSize.PageSizeId.Legal)
    with pytest.raises(PrintError, match="has no A4 paper"):
        read_ticket(printer, "a4", 3, 0)
    assert read_ticket(printer, "letter", 3, 0).media == "Letter"


def test_what_qts_dialog_asks_of_cups_alone_is_sent_too(printer, monkeypatch):
    asked = ["number-up", "2", "number-up-layout", "lrtb", "job-billing", "", "job-priority", "50"]
    asked += ["job-sheets", "none,none", "page-ranges", "1,3", "page-set", "odd"]
    engine = SimpleNamespace(property=lambda _: asked)
    monkeypatch.setattr(QPrinter, "printEngine", lambda _: engine)
    monkeypatch.setattr(QPrinter, "duplex", lambda _: QPrinter.DuplexMode.DuplexShortSide)
    printer.setCopyCount(2)
    ticket = read_ticket(printer, "a4", 3, 0)
    assert ticket.ranges == "1,3"
    assert (ticket.copies, ticket.sides) == (2, "two-sided-short-edge")
    assert dict(ticket.more) == {
        "number-up": "2",
        "number-up-layout": "lrtb",
        "page-set": "odd",
    }


def test_pictures_for_the_printer_are_no_finer_than_is_seen(printer, pdf, monkeypatch):
    widths = []
    draw = printers.PdfPages.image
    monkeypatch.setattr(
        printers.PdfPages,
        "image",
        lambda self, page, width: widths.append(width) or draw(self, page, 10),
    )
    printer.setResolution(2400)
    paint(pdf, printer, Ticket("", "A4", (0,)))
    assert widths == [pytest.approx(210 / 25.4 * 600, abs=2)]
