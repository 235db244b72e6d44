"""Printing to a real print server: what was chosen in the window and the dialog arrives."""

from __future__ import annotations

import io

import pikepdf
import pytest
from print_hands import (
    A4,
    LETTER,
    click,
    difference,
    ink_of,
    is_dark_ink_on_white,
    pages_of,
    pictures_of,
    said,
    sizes_of,
)

from briefing.gui import printing

pytestmark = pytest.mark.e2e


def test_the_pdf_itself_goes_through_the_dialog_to_the_queue(qtbot, window, server, print_with):
    def choose(dialog):
        dialog.printer("Office")
        dialog.open_options()
        dialog.copies(2)
        dialog.pages("1,3")
        dialog.sides("duplexLong")

    print_with(choose)
    said(qtbot, window, "Printed on Office.")
    came = server.arrived()
    first, _, third, *_ = pages_of(window.pdf)
    assert "Statement number 1:" in first
    assert pages_of(came.pdf) == [first, third, first, third]
    assert sizes_of(came.pdf) == {A4}
    assert (came.title, came.copies) == ("Ruritania, 2010", 2)
    assert came.options["media"] == came.options["PageSize"] == "A4"
    assert came.options["page-ranges"] == "1,3"
    assert came.options["sides"] == "two-sided-long-edge"
    assert came.options["Duplex"] == "DuplexNoTumble"
    assert came.options["print-scaling"] == "none"
    assert all(is_dark_ink_on_white(picture) for picture in pictures_of(came.pdf))


def test_what_arrives_is_text_in_its_fonts_with_tags_and_no_picture(
    qtbot, window, server, print_with
):
    print_with(lambda dialog: dialog.printer("Office"))
    said(qtbot, window, "Printed on Office.")
    came = server.arrived()
    assert pages_of(came.pdf) == pages_of(window.pdf)
    with pikepdf.open(io.BytesIO(came.pdf)) as pdf:
        assert str(pdf.Root.Lang) == "en"
        assert "/StructTreeRoot" in pdf.Root
        kinds = [one.get("/Subtype") for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        fonts = [one for one in pdf.objects if "/FontFile3" in _keys(one)]
    assert "/Image" not in kinds
    assert fonts
    assert len(came.pdf) < 2 * len(window.pdf)
    assert came.options["sides"] == "one-sided"
    assert "page-ranges" not in came.options


def _keys(thing):
    return thing.keys() if isinstance(thing, pikepdf.Dictionary) else ()


def test_letter_paper_and_copies_page_by_page(qtbot, window, server, print_with):
    click(qtbot, window.options.papers["letter"])
    qtbot.waitUntil(lambda: not window.busy)

    def choose(dialog):
        dialog.printer("Office")
        dialog.open_options()
        dialog.from_to(2, 3)
        dialog.copies(2, collate=False)

    print_with(choose)
    said(qtbot, window, "Printed on Office.")
    came = server.arrived()
    _, second, third, *_ = pages_of(window.pdf)
    assert pages_of(came.pdf) == [second, second, third, third]
    assert sizes_of(came.pdf) == {LETTER}
    assert came.options["PageSize"] == "Letter"


def test_the_page_in_view_alone(qtbot, window, server, print_with):
    window.view.go_to(1)

    def choose(dialog):
        dialog.open_options()
        dialog.current_page()
        dialog.sides("duplexShort")

    print_with(choose)
    said(qtbot, window, "Printed on Office.")
    came = server.arrived()
    assert pages_of(came.pdf) == pages_of(window.pdf)[1:2]
    assert came.options["sides"] == "two-sided-short-edge"


@pytest.mark.parametrize(("paper", "size"), [("a4", A4), ("letter", LETTER)])
def test_where_there_is_no_lp_the_pages_are_painted(
    qtbot, window, server, print_with, monkeypatch, paper, size
):
    monkeypatch.setattr(printing, "lp_program", lambda: None)
    click(qtbot, window.options.papers[paper])
    qtbot.waitUntil(lambda: not window.busy)

    def choose(dialog):
        dialog.printer("Office")
        dialog.open_options()
        dialog.from_to(2, 3)
        dialog.copies(2)

    print_with(choose)
    said(qtbot, window, "Sent to Office.")
    came = server.arrived()
    assert sizes_of(came.pdf) == {size}
    pages, found = pictures_of(window.pdf), pictures_of(came.pdf)
    closest = [min(range(len(pages)), key=lambda n: difference(pages[n], one)) for one in found]
    assert closest == [1, 2, 1, 2]
    for page, picture in zip(closest, found, strict=True):
        assert ink_of(picture) == pytest.approx(ink_of(pages[page]), abs=3)
    assert all(is_dark_ink_on_white(picture) for picture in found)
