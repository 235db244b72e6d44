from __future__ import annotations

import subprocess
import sys
import threading

import pytest
import typst
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication

from briefing.gui.page_bar import PageBar
from briefing.gui.pdf_pages import PdfError, PdfPages
from briefing.gui.pdf_view import PdfView
from briefing.gui.tokens import DARK, LIGHT

WHITE = QColor("white")
SAYS = "This plugin does not support propagateSizeHints()"  # the offscreen platform


def pdf_of(pages, size='"a4"'):
    body = "\n#pagebreak()\n".join(f"Page number {n}" for n in range(1, pages + 1))
    return typst.compile(f"#set page({size})\n{body}".encode())


@pytest.fixture(scope="module")
def three():
    return pdf_of(3)


@pytest.fixture
def view(qtbot, three):
    view = PdfView(LIGHT)
    qtbot.addWidget(view)
    view.resize(640, 480)
    view.show()
    view.set_pages(PdfPages(three))
    view.setFocus()
    return view


@pytest.fixture
def picture(qtbot):
    """What a view looks like once its pages are drawn."""

    def take(view, ratio=1):
        image = QImage(view.size() * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        view.render(image)  # which asks for the pages
        qtbot.waitUntil(lambda: not view.drawing)
        view.render(image)
        return image

    return take


def inks(image, rect):
    return {
        image.pixelColor(x, y).name()
        for x in range(rect.left() + 1, rect.right())
        for y in range(rect.top() + 1, rect.bottom())
    }


def wheel(view, notches):
    place = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        place,
        view.mapToGlobal(place),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_a_whole_page_is_in_sight_with_its_proportions(view):
    rect = view.page_rect(0)
    assert view.viewport().rect().contains(rect)
    assert rect.height() / rect.width() == pytest.approx(297 / 210, rel=0.01)


def test_fit_width_makes_the_page_fill_the_width(view):
    view.set_fit("width")
    rect = view.page_rect(0)
    assert rect.height() > view.viewport().height()
    assert view.viewport().width() - 60 < rect.width() < view.viewport().width()


def test_the_paper_is_white_and_the_desk_takes_the_theme(view, picture):
    for tokens in (LIGHT, DARK):
        view.set_tokens(tokens)
        image = picture(view)
        assert image.pixelColor(view.page_rect(0).center()) == WHITE
        assert image.pixelColor(QPoint(3, 3)) == QColor(tokens.desk)


def test_page_keys_turn_pages_and_tell_which_is_in_sight(view, qtbot):
    seen = []
    view.page_changed.connect(lambda page, count: seen.append((page, count)))
    for key in ("PageDown", "PageDown", "PageDown", "PageUp", "Home", "End"):
        qtbot.keyClick(view, getattr(Qt.Key, f"Key_{key}"))
    assert seen == [(1, 3), (2, 3), (1, 3), (0, 3), (2, 3)]


def test_page_down_scrolls_within_a_page_that_is_larger_than_the_view(view, qtbot):
    view.set_fit("width")
    before = view.page_rect(0).top()
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page == 0
    assert before - view.viewport().height() < view.page_rect(0).top() < before - 200


def test_the_wheel_scrolls(view):
    before = view.page_rect(0).top()
    wheel(view, -1)
    assert view.page_rect(0).top() < before
    wheel(view, 1)
    assert view.page_rect(0).top() == before


def test_the_page_being_read_stays_when_the_window_changes(view):
    view.go_to(1)
    view.resize(500, 700)
    assert view.page == 1
    view.set_fit("width")
    assert view.page == 1


def test_another_pdf_with_fewer_pages_shows_its_last(view):
    view.go_to(2)
    view.set_pages(PdfPages(pdf_of(2)))
    assert (view.page, view.page_count) == (1, 2)


def test_bytes_that_are_no_pdf_are_refused():
    with pytest.raises(PdfError, match="cannot be drawn"):
        PdfPages(b"%PDF-1.7 nonsense")


def test_only_pages_in_sight_and_their_neighbors_are_drawn(qtbot, monkeypatch, picture):
    drawn = []
    pages = PdfPages(pdf_of(40))
    draw = pages.image
    monkeypatch.setattr(pages, "image", lambda page, *args: drawn.append(page) or draw(page, *args))
    view = PdfView(LIGHT)
    qtbot.addWidget(view)
    view.resize(640, 480)
    view.set_pages(pages)
    picture(view)
    assert drawn[0] == 0
    assert set(drawn) == {0, 1}
    drawn.clear()
    view.go_to(20)
    picture(view)
    assert drawn[0] == 20
    assert set(drawn) == {19, 20, 21}


def test_a_page_is_blank_until_it_is_drawn_and_then_the_old_one_stands(
    qtbot, monkeypatch, picture, three
):
    gate = threading.Event()
    draw = PdfPages.image
    monkeypatch.setattr(PdfPages, "image", lambda self, *args: gate.wait(10) and draw(self, *args))
    view = PdfView(LIGHT)
    qtbot.addWidget(view)
    view.resize(640, 480)
    view.set_pages(PdfPages(three))
    image = QImage(view.size(), QImage.Format.Format_RGB32)
    view.render(image)
    page = view.page_rect(0)
    assert inks(image, page) == {WHITE.name()}
    gate.set()
    first = picture(view)
    assert len(inks(first, page)) > 1
    gate.clear()
    view.set_pages(PdfPages(pdf_of(2)))
    view.render(image)
    assert image.copy(page) == first.copy(page)
    gate.set()
    qtbot.waitUntil(lambda: not view.drawing)


def test_a_page_that_is_scrolled_past_is_not_drawn_first(qtbot, monkeypatch, picture):
    drawn, gate = [], threading.Event()
    draw = PdfPages.image

    def slow(pages, page, *args):
        drawn.append(page)
        gate.wait(10)
        return draw(pages, page, *args)

    monkeypatch.setattr(PdfPages, "image", slow)
    view = PdfView(LIGHT)
    qtbot.addWidget(view)
    view.resize(640, 480)
    view.set_pages(PdfPages(pdf_of(40)))
    image = QImage(view.size(), QImage.Format.Format_RGB32)
    for page in (0, 10, 20, 30):
        view.go_to(page)
        view.render(image)
    gate.set()
    picture(view)
    assert drawn == [0, 30, 31, 29]


def test_letters_are_drawn_at_the_screens_own_ratio(view, picture):
    view.set_fit("width")
    once, twice = picture(view), picture(view, ratio=2)
    # Drawn for the screen, the page at twice the ratio is no copy of each pixel four times.
    enlarged = once.scaled(twice.size())
    rect = view.page_rect(0)
    differing = sum(
        enlarged.pixel(x, y) != twice.pixel(x, y)
        for x in range(2 * rect.left(), 2 * rect.left() + 400)
        for y in range(2 * rect.top(), 2 * rect.top() + 300)
    )
    assert differing > 100


def test_a_screen_reader_hears_the_page_and_its_text(view, picture):
    view.go_to(1)
    picture(view)
    assert view.accessibleName() == "Preview, page 2 of 3"
    assert "Page number 2" in view.accessibleDescription()


def test_the_keyboards_focus_is_seen(view, picture):
    view.clearFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert picture(view).pixelColor(QPoint(0, 200)) == QColor(LIGHT.accent)
    view.clearFocus()
    assert picture(view).pixelColor(QPoint(0, 200)) == QColor(LIGHT.desk)


def test_the_bar_turns_pages_and_follows_the_view(view, qtbot):
    bar = PageBar(view)
    qtbot.addWidget(bar)
    view.set_pages(PdfPages(pdf_of(2)))
    assert bar.label.text() == "Page 1 of 2"
    assert not bar.previous.isEnabled()
    qtbot.mouseClick(bar.next, Qt.MouseButton.LeftButton)
    assert (view.page, bar.label.text()) == (1, "Page 2 of 2")
    assert not bar.next.isEnabled()
    qtbot.mouseClick(bar.previous, Qt.MouseButton.LeftButton)
    assert view.page == 0
    qtbot.mouseClick(bar.fits["width"], Qt.MouseButton.LeftButton)
    assert view.fit == "width"
    assert (bar.previous.accessibleName(), bar.next.accessibleName()) == (
        "Previous page",
        "Next page",
    )


def test_the_program_may_end_while_a_page_is_being_drawn(three, tmp_path):
    (tmp_path / "three.pdf").write_bytes(three)
    script = f"""
from pathlib import Path
from PySide6.QtWidgets import QApplication
from briefing.gui.pdf_pages import PdfPages
from briefing.gui.pdf_view import PdfView
from briefing.gui.tokens import LIGHT
app = QApplication([])
view = PdfView(LIGHT)
view.resize(6000, 6000)
view.set_fit("width")
view.show()
view.set_pages(PdfPages(Path({str(tmp_path / "three.pdf")!r}).read_bytes()))
while not view.drawing:
    app.processEvents()
"""
    command = [sys.executable, "-X", "faulthandler", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.replace(SAYS, "").strip()) == (0, "")


def test_the_program_may_end_before_the_first_page_is_drawn(three, tmp_path):
    (tmp_path / "three.pdf").write_bytes(three)
    script = f"""
import atexit, threading
from pathlib import Path
begun, done = threading.Event(), threading.Event()
@atexit.register
def after_pdfium_was_taken_down():
    begun.set()
    done.wait(10)
from briefing.gui.pdf_pages import PdfError, PdfPages
def work():
    begun.wait(10)
    try:
        PdfPages(Path({str(tmp_path / "three.pdf")!r}).read_bytes())
    except PdfError as error:
        print(error)
    done.set()
threading.Thread(target=work, daemon=True).start()
"""
    command = [sys.executable, "-X", "faulthandler", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "the program is ending\n", "")
