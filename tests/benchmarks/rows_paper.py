"""Paper: one brief, the command line against other programs that print, the window, and a book."""

from __future__ import annotations

import shutil
import sys
from functools import partial
from typing import TYPE_CHECKING

from tests.benchmarks.bench import numbers
from tests.benchmarks.figures import Limit, Peer, Row, high_row, median_row
from tests.benchmarks.libraries import make_library
from tests.benchmarks.plain_html import brief_html
from tests.benchmarks.processes import FailedError, interleaved, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.benchmarks.bench import Bench

_CARD = "georgia"
_CHROMIUM, _WEASYPRINT = "headless Chromium", "WeasyPrint"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_LONG_CARDS = 260


def brief(bench: Bench) -> Iterator[Row]:
    """Every brief of the starter library to PDF, in a program that is open."""
    told = bench.drive("briefs", bench.starter).told
    yield median_row(
        "one brief to PDF, program already open",
        4,
        told["taken"],
        "ms",
        limits=(Limit(60),),
        note=f"Each brief of the starter library once; the first of all took {told['first']:.0f} ms.",
    )


def pdf_command(bench: Bench) -> Iterator[Row]:
    """``briefing pdf georgia`` against two programs that print HTML of the same brief."""
    page = bench.scratch / "brief.html"
    text = run(
        bench.briefing("show", _CARD, "--at", "2010", "--format", "md", "-L", bench.starter),
        bench.environment(),
    ).said
    page.write_text(brief_html(text), "utf-8")
    pdf = bench.scratch / "brief.pdf"
    own = bench.briefing("pdf", _CARD, "-L", bench.starter, "-o", pdf)
    environment = bench.environment()
    ours, chromium, weasyprint = interleaved(
        [
            partial(_printed, own, environment, pdf),
            partial(_printed, _chromium(bench, page, pdf), environment, pdf),
            partial(_printed, [sys.executable, "-m", "weasyprint", page, pdf], environment, pdf),
        ],
        runs=bench.runs(9),
        budget=bench.budget(50),
    )
    yield median_row(
        f"briefing pdf {_CARD}, whole process",
        4,
        ours,
        "s",
        peers=(Peer.of(_CHROMIUM, chromium), Peer.of(_WEASYPRINT, weasyprint)),
        limits=(
            Limit(0.6),
            Limit(factor=1 / 5, of=_CHROMIUM),
            Limit(factor=1 / 2, of=_WEASYPRINT),
        ),
        note="The peers print plain HTML of the same words in the same type, with no map.",
    )


def print_window(bench: Bench) -> Iterator[Row]:
    """Ctrl+P until the first page is on the screen, and changes of option after that."""
    first: list[float | None] = []
    again: list[float | None] = []
    changes: list[float | None] = []
    for _ in range(bench.runs(5)):
        told = bench.drive("print_window", bench.starter, _CARD, 2).told
        first.append(told["first"])
        again += told["again"]
        changes += told["changes"]
    later = numbers(again)
    note = f"The first in a fresh process each; the second {max(later):.0f} ms at most."
    yield median_row(
        "first page on screen after Ctrl+P",
        4,
        numbers(first),
        "ms",
        limits=(Limit(150),),
        note=note if later else "",
    )
    yield high_row(
        "change of option, one card set anew and painted",
        4,
        numbers(changes),
        "ms",
        limits=(Limit(150),),
    )


def book(bench: Bench) -> Iterator[Row]:
    """A book of 260 long cards in the print window: time, memory, the window's pulse, cancel."""
    library = bench.cache / f"long-{_LONG_CARDS}"
    if not library.is_dir():
        make_library(bench.scratch / "long", cards=_LONG_CARDS)
        (bench.scratch / "long").rename(library)
    told = bench.drive("book", library, patience=300).told
    name = f"a book of {_LONG_CARDS} long cards"
    made = [told["made"] / 1000] if told["made"] else []
    about = f"{told['pages']} pages, from the click to the painted page."
    yield median_row(f"{name}: made", 4, made, "s", limits=(Limit(15),), note=about)
    yield Row(
        f"{name}: memory",
        4,
        told["memory"] - told["before"],
        "MB",
        "most of 1",
        (Limit(1000),),
        note=f"What it takes beyond the {told['before']:.0f} MB of the window at rest, in the window "
        f"and in the process that sets it: {told['memory']:.0f} MB in all.",
    )
    late = told["late"]
    yield Row(
        f"{name}: the window answers",
        4,
        max(late),
        "ms",
        f"most of {len(late)}",
        (Limit(16),),
        note="How late a timer of 5 ms comes in the window's loop.",
    )
    canceled = numbers(told["canceled"])
    most = max(canceled) if len(canceled) == len(told["canceled"]) else float("inf")
    yield Row(f"{name}: canceled", 4, most, "ms", f"most of {len(canceled)}", (Limit(500),))


def _printed(command: list[object], environment: dict[str, str], pdf: Path) -> float:
    pdf.unlink(missing_ok=True)
    spent = run(command, environment)
    if not pdf.is_file() or not pdf.stat().st_size:
        raise FailedError(f"{command[0]} made no PDF")
    return spent.wall


def _chromium(bench: Bench, page: Path, pdf: Path) -> list[object]:
    browser = next(filter(None, map(shutil.which, _BROWSERS)), _BROWSERS[0])
    return [
        browser,
        "--headless",
        "--no-sandbox",  # which does not go with the superuser, as tests often run
        "--disable-gpu",
        "--no-first-run",
        "--no-pdf-header-footer",
        f"--user-data-dir={bench.scratch / 'chromium'}",  # kept, so that it is not set up each time
        f"--print-to-pdf={pdf}",
        page.as_uri(),
    ]
