from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QImage, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox

from briefing.core.library import open_folder
from briefing.core.timeline import find_stop
from briefing.gui import printing
from briefing.gui.notice import Notice
from briefing.gui.pdf_pages import PdfPages
from briefing.gui.print_request import PrintRequest, default_paper, file_name
from briefing.gui.print_window import PrintWindow
from briefing.gui.tokens import DARK, LIGHT
from briefing.paper.options import PrintOptions
from briefing.paper.typeset import TypesetError, Typesetter

LIBRARY = """\
title: Two talks
language: en
regions: [Caucasus, Europe]
sources:
  old: {title: A, speaker: S, date: 2004-02-25, kind: talk summary}
  new: {title: B, speaker: S, date: 2010, kind: talk summary}
"""
CARD = """\
name: NAME
kind: country
region: REGION
editions:
  - source: old
    bottom_line: The old reading of NAME.
    points: [{topic: Trade, kind: fact, text: Some trade., para: 1}]
    quotes: [{text: a quoted word, voice: speaker, para: 1}]
"""
NEWER = """\
  - source: new
    bottom_line: The new reading of NAME.
    points: [{topic: Trade, kind: fact, text: More trade., para: 1}]
"""


@pytest.fixture(scope="module")
def typesetter():
    return Typesetter()


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "cards"
    place.mkdir()
    (place / "library.yaml").write_text(LIBRARY)
    cards = {"georgia": "Caucasus", "armenia": "Caucasus", "poland": "Europe"}
    for name, region in cards.items():
        text = CARD + (NEWER if name != "poland" else "")
        filled = text.replace("NAME", name.capitalize()).replace("REGION", region)
        (place / f"{name}.yaml").write_text(filled)
    return open_folder(place)


@pytest.fixture
def opened(qtbot, folder, typesetter):
    """Opens a window on a card, and waits for its preview."""

    def make(card="georgia", stop="2010", **more):
        more = {"tokens": LIGHT, "typesetter": typesetter, **more}
        where = more.pop("folder", folder)
        window = PrintWindow(where, card, find_stop(where.stops, stop), **more)
        qtbot.addWidget(window)
        window.show()
        settle(qtbot, window)
        return window

    return make


@pytest.fixture
def export_to(monkeypatch):
    """Answers the file dialog with a path, and notes what it proposed."""
    proposed = []

    def answer(path):
        def accept(dialog):
            proposed.append(Path(dialog.selectedFiles()[0]).name)
            return QFileDialog.DialogCode.Accepted

        monkeypatch.setattr(QFileDialog, "exec", accept)
        chosen = QFileDialog.selectedFiles
        monkeypatch.setattr(
            QFileDialog,
            "selectedFiles",
            lambda dialog: [str(path)] if proposed else chosen(dialog),
        )
        return proposed

    return answer


@pytest.fixture
def boxes(monkeypatch):
    """What message boxes said, each answered by its first button."""
    said = []

    def answer(box):
        said.append(box.text())
        box.buttons()[0].click()

    monkeypatch.setattr(QMessageBox, "exec", answer)
    monkeypatch.setattr(QMessageBox, "warning", lambda _parent, _title, text: said.append(text))
    return said


@pytest.fixture
def no_printers(monkeypatch):
    monkeypatch.setattr(printing, "printer_names", list)


@pytest.fixture
def office(monkeypatch, tmp_path):
    """One CUPS queue called Office, chosen in the dialog, and a stand-in for lp."""

    def make(body):
        script = tmp_path / "bin" / "lp"
        script.parent.mkdir()
        script.write_text(f"#!{sys.executable}\nimport pathlib, sys\n{body}")
        script.chmod(0o755)
        monkeypatch.setenv("PATH", str(script.parent))
        monkeypatch.setattr(printing, "printer_names", lambda: ["Office"])
        monkeypatch.setattr(QPrinter, "printerName", lambda _: "Office")
        monkeypatch.setattr(QPrintDialog, "exec", lambda _: QPrintDialog.DialogCode.Accepted)

    return make


def settle(qtbot, window):
    qtbot.waitUntil(lambda: not window.busy)


def click(qtbot, window, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())
    settle(qtbot, window)


def tick(qtbot, window, box):
    """Click on the box itself: the rest of the widget's width does not belong to it."""
    place = box.rect().center()
    place.setX(8)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=place)
    settle(qtbot, window)


def text_of(window):
    # As the window does: PDFium is not for two threads at once, and the window draws in one.
    pages = PdfPages(window.pdf)
    text = "\n".join(map(pages.text, range(len(pages))))
    pages.close()
    return text


def size_of(window):
    pages = PdfPages(window.pdf)
    size = pages.sizes[0].toTuple()
    pages.close()
    return pytest.approx(size, abs=1)


def colorful(window):
    pages = PdfPages(window.pdf)
    image = pages.image(0, 600).convertToFormat(QImage.Format.Format_RGB888)
    pages.close()
    raw = bytes(image.constBits())
    assert len(raw) == 3 * image.width() * image.height()
    return any(max(pixel) - min(pixel) > 30 for pixel in set(zip(*[iter(raw)] * 3, strict=True)))


def test_the_preview_is_the_card_with_all_its_editions(opened):
    window = opened()
    assert "The new reading of Georgia" in text_of(window)
    assert "The old reading of Georgia" in text_of(window)
    assert window.status.text() == "1 page, A4, portrait"


def test_sections_that_are_switched_off_leave_the_page(opened, qtbot):
    window = opened()
    assert "a quoted word" in text_of(window)
    tick(qtbot, window, window.options.sections["quotes"])
    assert "a quoted word" not in text_of(window)
    tick(qtbot, window, window.options.sections["quotes"])
    assert "a quoted word" in text_of(window)


def test_one_edition_or_two_side_by_side(opened, qtbot):
    window = opened()
    tick(qtbot, window, window.options.editions.button("stop"))
    assert "The old reading" not in text_of(window)
    tick(qtbot, window, window.options.editions.button("compare"))
    assert "2004 and 2010 compared" in text_of(window)


def test_the_dates_stand_beside_the_editions(opened):
    detail = opened().options.editions.detail
    found = [detail(key).text() for key in ("stop", "all", "compare")]
    assert found == ["2010", "2010, 2004", "2004 and 2010"]


def test_a_window_that_compares_opens_comparing(opened, folder):
    window = opened(compare=folder.stops[:2])
    assert window.options.editions.key == "compare"
    assert "compared" in text_of(window)


def test_a_card_with_one_edition_cannot_be_compared_and_says_so(opened, qtbot):
    window = opened("poland", "2004")
    button = window.options.editions.button("compare")
    assert not button.isEnabled()
    assert button.toolTip() == "For cards with editions at both dates"
    tick(qtbot, window, window.options.scope.button("all"))
    assert button.isEnabled()
    tick(qtbot, window, button)
    tick(qtbot, window, window.options.scope.button("card"))
    assert window.options.editions.key == "all"
    assert "The old reading of Poland" in text_of(window)


def test_selected_cards_a_region_or_all(opened, qtbot):
    window = opened(selected=("georgia", "poland"))
    scope = window.options.scope
    found = [scope.detail(key).text() for key in ("card", "selected", "region", "all")]
    assert found == ["Georgia", "2", "Caucasus, 2", "3"]
    shown = {
        "selected": {"Georgia", "Poland"},
        "region": {"Georgia", "Armenia"},
        "all": {"Georgia", "Armenia", "Poland"},
    }
    for key, names in shown.items():
        tick(qtbot, window, scope.button(key))
        text = text_of(window)
        assert {n for n in ("Georgia", "Armenia", "Poland") if f"reading of {n}" in text} == names


def test_the_words_at_the_right_can_be_clicked_too(opened, qtbot):
    window = opened()
    click(qtbot, window, window.options.scope.detail("all"))
    assert window.options.scope.key == "all"
    click(qtbot, window, window.options.scope.detail("selected"))
    assert window.options.scope.key == "all"


def test_the_arrow_keys_choose(opened, qtbot):
    window = opened()
    button = window.options.scope.button("card")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Down)
    assert window.options.scope.key == "region"  # nothing is selected


def test_switches_for_books_stay_visible_and_say_what_they_are_for(opened, qtbot):
    window = opened()
    options = window.options
    for switch in (options.cover, options.new_page):
        assert switch.isVisible()
        assert not switch.isEnabled()
        assert not switch.isChecked()
        assert switch.toolTip() == "For two or more cards"
    tick(qtbot, window, options.scope.button("all"))
    assert options.cover.isEnabled()
    assert options.cover.toolTip() == ""
    pages = window.view.page_count
    assert "Contents" in text_of(window)
    tick(qtbot, window, options.cover)
    assert "Contents" not in text_of(window)
    assert window.view.page_count < pages
    tick(qtbot, window, options.scope.button("card"))
    tick(qtbot, window, options.scope.button("all"))
    assert not options.cover.isChecked()


def test_each_card_on_a_new_page(opened, qtbot):
    window = opened("poland", "2004", selected=("poland", "georgia", "armenia"))
    tick(qtbot, window, window.options.scope.button("all"))
    tick(qtbot, window, window.options.editions.button("stop"))
    for name in ("sources", "steps"):  # now two cards have room on a page
        tick(qtbot, window, window.options.sections[name])
    pages = window.view.page_count
    tick(qtbot, window, window.options.new_page)
    assert window.view.page_count > pages


def test_paper_changes_the_size_of_the_pages(opened, qtbot):
    window = opened()
    assert size_of(window) == (595, 842)
    click(qtbot, window, window.options.papers["letter"])
    assert size_of(window) == (612, 792)
    assert window.status.text().endswith("Letter, portrait")


@pytest.mark.parametrize(
    ("name", "paper"), [("en_US", "letter"), ("es_MX", "letter"), ("en_GB", "a4"), ("de_DE", "a4")]
)
def test_the_usual_paper_of_the_place(name, paper):
    assert default_paper(QLocale(name)) == paper


def test_black_and_white_is_in_the_pdf_itself(opened, qtbot):
    window = opened()
    assert colorful(window)
    tick(qtbot, window, window.bar.greyscale)
    assert not colorful(window)


def test_without_maps_the_switch_says_so_and_with_them_they_are_drawn(opened, qtbot):
    box = opened().options.sections["map"]
    assert (box.isEnabled(), box.toolTip()) == (False, "There are no maps to print")
    asked = []
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
    window = opened(locator=lambda card: asked.append(card.name) or (svg, "Map of Georgia"))
    assert asked == ["Georgia"]
    tick(qtbot, window, window.options.sections["map"])
    assert asked == ["Georgia"]


def test_export_writes_what_is_shown_and_says_where(opened, qtbot, export_to, tmp_path):
    window = opened()
    target = tmp_path / "out.pdf"
    proposed = export_to(target)
    click(qtbot, window, window.export_button)
    assert target.read_bytes() == window.pdf
    assert proposed == ["Georgia, 2004 and 2010.pdf"]
    assert str(target) in window.message.text
    assert window.message.isVisible()
    tick(qtbot, window, window.options.sections["notes"])
    assert not window.message.isVisible()


def test_a_failed_export_is_said_and_the_old_file_is_whole(
    opened, qtbot, export_to, boxes, tmp_path, monkeypatch
):
    window = opened()
    target = tmp_path / "old.pdf"
    target.write_bytes(b"%PDF the old one")
    export_to(target)

    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("briefing.paper.output.write_atomic", refuse)
    click(qtbot, window, window.export_button)
    assert target.read_bytes() == b"%PDF the old one"
    assert boxes == [f"{target} cannot be written: No space left on device."]
    assert window.pdf
    assert not window.message.isVisible()


def test_a_folder_that_is_not_there_is_said(opened, qtbot, export_to, boxes, tmp_path):
    window = opened()
    export_to(tmp_path / "none" / "out.pdf")
    click(qtbot, window, window.export_button)
    assert len(boxes) == 1
    assert "cannot be written" in boxes[0]


def test_export_waits_for_the_pdf_of_the_newest_choice(
    opened, qtbot, export_to, tmp_path, monkeypatch
):
    window = opened()
    target = tmp_path / "out.pdf"
    export_to(target)
    gate = threading.Event()
    work = window._typesetting
    make = work._make
    monkeypatch.setattr(work, "_make", lambda *args: gate.wait(10) and make(*args))
    window.options.sections["quotes"].click()
    window.export_button.click()
    assert not target.exists()
    gate.set()
    settle(qtbot, window)
    assert target.read_bytes() == window.pdf
    assert "a quoted word" not in text_of(window)


def test_outdated_results_are_dropped_and_the_busy_state_is_seen(opened, qtbot, monkeypatch):
    window = opened()
    gate, shown = threading.Event(), []
    work = window._typesetting
    make = work._make
    monkeypatch.setattr(work, "_make", lambda *args: gate.wait(10) and make(*args))
    show = window.view.set_pages
    monkeypatch.setattr(window.view, "set_pages", lambda pages: shown.append(pages) or show(pages))
    window.options.sections["quotes"].click()
    qtbot.waitUntil(lambda: window.status.text() == "Typesetting…")
    window.options.sections["quotes"].click()
    window.options.sections["points"].click()
    gate.set()
    settle(qtbot, window)
    assert len(shown) == 1
    assert "a quoted word" in text_of(window)
    assert "More trade" not in text_of(window)
    assert window.status.text().endswith("A4, portrait")


def test_an_error_takes_the_place_of_the_preview_and_the_window_goes_on(opened, qtbot, monkeypatch):
    window = opened()
    work = window._typesetting
    make = work._make

    def fail(*_):
        raise TypesetError("the font Source Serif Pro is not installed with Briefing")

    monkeypatch.setattr(work, "_make", fail)
    tick(qtbot, window, window.options.sections["quotes"])
    assert not window.view.isVisible()
    assert "The font Source Serif Pro is not installed" in window.fault.text
    assert not window.print_button.isEnabled()
    assert not window.export_button.isEnabled()
    assert window.bar.label.text() == "No pages"
    monkeypatch.setattr(work, "_make", make)
    click(qtbot, window, window.fault.again_button)
    assert window.view.isVisible()
    assert window.export_button.isEnabled()
    assert window.bar.label.text() == "Page 1 of 1"


def test_a_fault_of_the_program_is_logged_and_told(opened, qtbot, monkeypatch, caplog):
    window = opened()
    monkeypatch.setattr(window._typesetting, "_make", lambda *_: next(iter([])))
    tick(qtbot, window, window.options.sections["quotes"])
    assert "StopIteration" in window.fault.text
    assert "the preview could not be made" in caplog.text


def test_a_broken_card_is_left_out_with_a_warning(opened, qtbot, folder):
    (folder.folder / "ruritania.yaml").write_text("name: Ruritania\n")
    window = opened(folder=open_folder(folder.folder))
    assert not window.warnings.isVisible()
    tick(qtbot, window, window.options.scope.button("all"))
    assert window.options.scope.detail("all").text() == "3"
    assert window.warnings.isVisible()
    assert "ruritania is left out" in window.warnings.text
    window = opened("ruritania", folder=open_folder(folder.folder))
    assert "Ruritania is left out" in window.fault.text


def test_missing_glyphs_are_told(opened, folder):
    path = folder.folder / "georgia.yaml"
    path.write_text(path.read_text().replace("Some trade.", "Some \ue123 trade."))
    window = opened(folder=open_folder(folder.folder))
    assert "U+E123" in window.warnings.text


def test_of_many_warnings_the_first_are_shown_and_all_are_in_the_tooltip(qtbot):
    notice = Notice("Warnings")
    qtbot.addWidget(notice)
    notice.say([f"Warning {n}." for n in range(1, 6)])
    assert notice.text.splitlines() == ["Warning 1.", "Warning 2.", "Warning 3.", "And 2 more."]
    assert "Warning 5." in notice.findChildren(QLabel)[1].toolTip()


def test_no_printer_is_said_and_leads_to_the_export(
    opened, qtbot, no_printers, boxes, export_to, tmp_path
):
    del no_printers
    window = opened()
    target = tmp_path / "out.pdf"
    export_to(target)
    click(qtbot, window, window.print_button)
    assert boxes == ["No printer is set up on this computer."]
    assert target.read_bytes() == window.pdf


def test_print_hands_the_pdf_to_the_queue(opened, qtbot, office, tmp_path):
    office(
        f"here = pathlib.Path({str(tmp_path)!r})\n"
        "(here / 'arguments').write_text('\\n'.join(sys.argv[1:]))\n"
        "(here / 'spooled').write_bytes(sys.stdin.buffer.read())\n"
        "print('request id is Office-7 (0 file(s))')\n"
    )
    window = opened()
    click(qtbot, window, window.print_button)
    qtbot.waitUntil(lambda: window.message.text == "Sent to Office as job Office-7.")
    assert (tmp_path / "spooled").read_bytes() == window.pdf
    arguments = (tmp_path / "arguments").read_text().splitlines()
    assert arguments[:4] == ["-d", "Office", "-t", "Georgia, 2004 and 2010"]
    assert "media=A4" in arguments


def test_a_refusing_queue_is_said(opened, qtbot, office, boxes):
    office("sys.exit('lp: Error - Destination \"Office\" is not accepting jobs.')\n")
    window = opened()
    click(qtbot, window, window.print_button)
    qtbot.waitUntil(lambda: len(boxes) == 1)
    assert boxes[0].startswith("Office did not take the document.")
    assert 'Destination "Office" is not accepting jobs.' in boxes[0]
    assert window.print_button.isEnabled()


def test_where_there_is_no_lp_the_pages_are_painted(opened, qtbot, office, monkeypatch, tmp_path):
    office("")
    monkeypatch.setattr(printing, "lp_program", lambda: None)
    start = QPrinter.setDocName

    def to_file(printer, name):
        start(printer, name)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "painted.pdf"))
        printer.setResolution(72)

    monkeypatch.setattr(QPrinter, "setDocName", to_file)
    window = opened()
    click(qtbot, window, window.print_button)
    assert window.message.text == "Sent to Office."
    pages = PdfPages((tmp_path / "painted.pdf").read_bytes())
    assert len(pages) == window.view.page_count
    pages.close()


def test_a_canceled_print_dialog_prints_nothing(opened, qtbot, office, monkeypatch, tmp_path):
    office(f"pathlib.Path({str(tmp_path)!r}, 'ran').touch()\n")
    monkeypatch.setattr(QPrintDialog, "exec", lambda _: QPrintDialog.DialogCode.Rejected)
    window = opened()
    click(qtbot, window, window.print_button)
    assert not (tmp_path / "ran").exists()
    assert not window.message.isVisible()


def test_return_prints_and_escape_closes(opened, qtbot, no_printers, boxes, export_to, tmp_path):
    del no_printers
    export_to(tmp_path / "out.pdf")
    window = opened()
    qtbot.keyClick(window, Qt.Key.Key_Return)
    assert boxes == ["No printer is set up on this computer."]
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_closing_does_not_wait_for_a_card(opened, monkeypatch):
    window = opened()
    gate = threading.Event()
    monkeypatch.setattr(window._typesetting, "_make", lambda *_: gate.wait(10))
    window.options.sections["quotes"].click()
    window.close_button.click()
    assert not window.isVisible()
    assert not window.busy
    gate.set()


def test_another_theme_changes_the_desk_and_not_the_paper(opened, qtbot):
    window = opened()
    window.set_tokens(DARK)
    qtbot.waitUntil(lambda: not window.view.drawing)
    image = window.grab().toImage()
    ratio = image.devicePixelRatio()
    view = window.view.viewport()
    desk = view.mapTo(window, view.rect().topLeft()) * ratio
    paper = view.mapTo(window, window.view.page_rect(0).topLeft() + QPoint(5, 5)) * ratio
    assert image.pixelColor(desk).name() == DARK.desk.lower()
    assert image.pixelColor(paper).name() == "#ffffff"


def test_every_control_fits_into_the_smallest_window(opened, qtbot):
    window = opened()
    window.bar.show_page(122, 526)
    window.resize(window.minimumSize())
    assert (window.width(), window.height()) == (900, 600)
    for button in (window.close_button, window.export_button, window.print_button):
        corner = button.mapTo(window, button.rect().bottomRight())
        assert window.rect().contains(corner)
    assert window.options.width() <= 333
    bar = window.bar
    qtbot.waitUntil(lambda: bar.greyscale.width() >= bar.greyscale.sizeHint().width())
    assert window.rect().contains(bar.greyscale.mapTo(window, bar.greyscale.rect().bottomRight()))
    assert bar.fits["width"].toolTip() == "Fit width"
    window.resize(1180, 820)
    assert bar.fits["width"].text() == "Fit width"
    assert bar.fits["width"].toolTip() == ""


@pytest.mark.parametrize(
    ("ids", "editions", "stops", "name"),
    [
        (("georgia",), "all", (), "Georgia, 2004 and 2010.pdf"),
        (("poland",), "all", (), "Poland, 2004.pdf"),
        (("georgia",), "stop", (1,), "Georgia, 2010.pdf"),
        (("georgia",), "compare", (0, 1), "Georgia, 2004 and 2010 compared.pdf"),
        (("georgia", "armenia"), "all", (), "Caucasus.pdf"),
        (("georgia", "poland"), "all", (), "Georgia and Poland.pdf"),
        (("georgia", "poland", "armenia"), "stop", (1,), "Two talks, 2010.pdf"),
    ],
)
def test_the_proposed_name_says_what_is_inside(folder, ids, editions, stops, name):
    options = PrintOptions(editions=editions, stops=tuple(folder.stops[n] for n in stops))
    assert file_name(folder, PrintRequest(ids, options)) == name


def test_a_proposed_name_is_a_name_everywhere(folder):
    path = folder.folder / "georgia.yaml"
    path.write_text(path.read_text().replace("name: Georgia", 'name: "A/B: <C>\\t?"'))
    name = file_name(open_folder(folder.folder), PrintRequest(("georgia",), PrintOptions()))
    assert name == "A B C , 2004 and 2010.pdf"
    path.write_text(path.read_text().replace('name: "A/B: <C>\\t?"', f"name: {'საქართველო' * 20}"))
    name = file_name(open_folder(folder.folder), PrintRequest(("georgia",), PrintOptions()))
    assert len(name.encode()) < 255


def test_the_printers_sheet_is_that_of_the_pdf(qapp):
    del qapp
    printer = QPrinter()
    printing.set_paper(printer, "letter")
    assert printer.pageLayout().pageSize().id() == QPageSize.PageSizeId.Letter
    assert printer.pageLayout().margins().isNull()
