from __future__ import annotations

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
    view.set_pdf(three)
    view.setFocus()
    return view


def picture(view, ratio=1):
    image = QImage(view.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    view.render(image)
    return image


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


def test_the_paper_is_white_and_the_desk_takes_the_theme(view):
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
    view.set_pdf(pdf_of(2))
    assert (view.page, view.page_count) == (1, 2)


def test_bytes_that_are_no_pdf_leave_the_old_pages(view):
    with pytest.raises(PdfError, match="cannot be drawn"):
        view.set_pdf(b"%PDF-1.7 nonsense")
    assert view.page_count == 3
    assert picture(view).pixelColor(view.page_rect(0).center()) == WHITE


def test_only_pages_in_sight_are_drawn(qtbot, monkeypatch):
    drawn = []
    draw = PdfPages.image
    monkeypatch.setattr(
        PdfPages, "image", lambda self, page, *args: drawn.append(page) or draw(self, page, *args)
    )
    view = PdfView(LIGHT)
    qtbot.addWidget(view)
    view.resize(640, 480)
    view.set_pdf(pdf_of(40))
    picture(view)
    assert set(drawn) == {0}
    view.go_to(20)
    picture(view)
    assert set(drawn) <= {0, 19, 20, 21}


def test_letters_are_drawn_at_the_screens_own_ratio(view):
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


def test_a_screen_reader_hears_the_page_and_its_text(view):
    view.go_to(1)
    assert view.accessibleName() == "Preview, page 2 of 3"
    assert "Page number 2" in view.accessibleDescription()


def test_the_keyboards_focus_is_seen(view):
    view.clearFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert picture(view).pixelColor(QPoint(0, 200)) == QColor(LIGHT.accent)
    view.clearFocus()
    assert picture(view).pixelColor(QPoint(0, 200)) == QColor(LIGHT.desk)


def test_the_bar_turns_pages_and_follows_the_view(view, qtbot):
    bar = PageBar(view)
    qtbot.addWidget(bar)
    view.set_pdf(pdf_of(2))
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
