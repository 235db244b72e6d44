"""Pages that are longer than the view: what is in view first, the rest in time or when needed."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor

from briefing.core.quoting import is_statement
from briefing.gui.card_html import card_page
from briefing.gui.card_page import CardPage
from briefing.gui.compare_html import compare_page
from briefing.gui.page_document import PageDocument
from briefing.gui.tokens import DARK

POINTS = 120
LAST = f"point-0-{POINTS - 1}"


@pytest.fixture
def long(small):
    """A card of some 100 kB of HTML."""
    card = small.cards["ukraine"]
    (edition,) = card.editions
    points = tuple(
        replace(edition.points[0], topic=f"Topic {number}", text=f"Point {number} has a text. " * 8)
        for number in range(POINTS)
    )
    return replace(card, editions=(replace(edition, points=points),))


@pytest.fixture
def builder(small, long):
    return partial(card_page, small, long, small.stops[1])


@pytest.fixture
def page(qtbot, fonts, builder):
    made = CardPage()
    qtbot.addWidget(made)
    made.resize(1015, 500)
    with qtbot.waitExposed(made):
        made.show()
    made.show_page(builder, "long")
    made.setFocus()
    return made


def whole(builder, look):
    """The text of the page as one document of one table."""
    return PageDocument(builder(look).html).toPlainText()


def words(page):
    """What the document holds now."""
    return page.document().toPlainText()


def test_what_is_in_view_comes_first_and_the_rest_in_time(qtbot, page, builder):
    assert not page.is_whole
    assert page.document().size().height() > page.viewport().height()
    assert "Topic 0" in words(page)
    assert f"Topic {POINTS - 1}" not in words(page)
    with qtbot.waitSignal(page.became_whole):
        pass
    assert page.is_whole
    assert words(page).split() == whole(builder, page.look).split()


@pytest.mark.parametrize("width", [1015, 640])
@pytest.mark.parametrize("zoom", [1, 1.6])
def test_in_parts_it_is_as_high_as_in_one(page, builder, width, zoom):
    page.resize(width, 500)
    page.set_zoom(zoom)
    page.finish()
    one = PageDocument(builder(page.look).html)
    one.set_left_margin(page.column[0])
    one.setTextWidth(page.viewport().width())
    assert page.document().size().height() == pytest.approx(one.size().height(), abs=1)


def test_a_comparison_in_parts_is_nearly_as_high_as_in_one(page, small):
    both = partial(compare_page, small, small.cards["united-states"], *small.stops)
    page.resize(640, 200)
    page.show_page(both, "both")
    page.finish()
    one = PageDocument(both(page.look).html)
    one.setTextWidth(page.viewport().width())
    assert page.document().size().height() == pytest.approx(one.size().height(), abs=2)


@pytest.mark.parametrize("zoom", [1, 1.25, 2])
def test_in_parts_every_word_stands_where_it_does_in_one(page, small, zoom):
    def tops_and_edges(document):
        layout, block = document.documentLayout(), document.begin()
        while block.isValid():
            if block.text():
                rect = layout.blockBoundingRect(block)
                yield block.text(), rect.left(), pytest.approx(rect.top(), abs=1)
            block = block.next()

    quoted = partial(card_page, small, small.cards["united-states"], small.stops[1])
    page.resize(640, 100)
    page.set_zoom(zoom)
    page.show_page(quoted, "US")
    page.finish()
    one = PageDocument(quoted(page.look).html)
    one.set_left_margin(page.column[0])
    one.setTextWidth(page.viewport().width())
    assert [*tops_and_edges(page.document())] == [*tops_and_edges(one)]


def test_a_height_that_was_hardly_reached_is_there_at_once(page):
    """Qt tells the scroll bar later of a part that is small beside the whole."""
    page.finish()
    whole = page.document().size().height()
    page.redraw()
    for share in (0.3, 0.6, 0.9):
        page.scroll_down(round(whole * share))
        assert page.verticalScrollBar().value() == round(whole * share)


def test_growing_moves_nothing_in_view(qtbot, page):
    def tops():
        return [page.cursorRect(page.cursor_at(f"point-0-{index}")) for index in range(2)]

    before = tops()
    qtbot.waitUntil(lambda: page.is_whole)
    assert tops() == before


def test_a_larger_view_is_full_at_once(page):
    page.resize(1015, 1600)
    assert page.document().size().height() >= page.viewport().height()
    assert not page.is_whole


def test_growing_brings_no_cursor_back_into_view(qtbot, page):
    page.scroll_to("point-0-1")
    bar = page.verticalScrollBar()
    bar.setValue(bar.value() + 400)
    before = bar.value()
    qtbot.waitUntil(lambda: page.is_whole)
    assert bar.value() == before


def test_another_page_drops_the_rest(qtbot, page, small):
    first = page.document()
    page.show_page(partial(card_page, small, small.cards["united-states"], small.stops[1]), "US")
    qtbot.waitUntil(lambda: page.is_whole)
    assert page.document() is not first
    assert "Topic" not in words(page)


def test_a_place_further_down_is_there_when_it_is_asked_for(page):
    assert page.scroll_to(LAST)
    assert page.textCursor().block().text() == f"Topic {POINTS - 1}"
    assert page.viewport().rect().intersects(page.cursorRect())
    assert page.scroll_to("point-0-500") is False
    assert page.is_whole


def test_a_page_opens_at_a_place_further_down(page, builder):
    page.show_page(builder, "again", "point-0-60")
    assert page.textCursor().block().text() == "Topic 60"
    assert 0 <= page.cursorRect().top() < 60


def test_finding_looks_at_the_whole_page(page):
    assert page.finder.find(f"Point {POINTS - 1} has") == 8


def test_all_is_selected_and_copied(page):
    page.selectAll()
    page.copy()
    text = QGuiApplication.clipboard().text()
    assert text.count("\nPoint ") == POINTS
    assert f"Topic {POINTS - 1}\nPoint {POINTS - 1} has a text." in text
    assert "\n\n\n" not in text
    for number in (30, 60, 90):
        assert f"\n\nTopic {number}\nPoint {number} has" in text


@pytest.mark.parametrize("key", [Qt.Key.Key_End, Qt.Key.Key_A, Qt.Key.Key_Tab])
def test_keys_that_go_to_the_end_find_it(qtbot, page, key):
    control = Qt.KeyboardModifier.ControlModifier
    modifiers = Qt.KeyboardModifier.NoModifier if key == Qt.Key.Key_Tab else control
    qtbot.keyClick(page, key, modifiers)
    assert page.is_whole


def test_the_end_key_goes_to_the_end(qtbot, page):
    qtbot.keyClick(page, Qt.Key.Key_End)
    bar = page.verticalScrollBar()
    assert page.is_whole
    assert bar.value() == bar.maximum()


def test_scrolling_finds_more_ahead(page):
    bar = page.verticalScrollBar()
    for _ in range(6):
        before = bar.maximum()
        bar.triggerAction(bar.SliderAction.SliderPageStepAdd)
    assert bar.value() + page.viewport().height() < page.document().size().height()
    assert bar.maximum() > before - 1
    assert f"Topic {POINTS - 1}" not in words(page)


def test_a_height_is_reached_again(page):
    page.scroll_down(6000)
    assert page.verticalScrollBar().value() == 6000


def test_a_height_that_no_page_has_is_its_end(page):
    page.scroll_down(1 << 40)
    assert page.is_whole
    assert page.verticalScrollBar().value() == page.verticalScrollBar().maximum()


def test_a_selection_outlives_the_growth(qtbot, page):
    cursor = QTextCursor(page.document().find("Point 0 has a text."))
    page.setTextCursor(cursor)
    qtbot.waitUntil(lambda: page.is_whole)
    assert page.textCursor().selectedText() == "Point 0 has a text."


def test_a_statement_is_known_in_every_part(page):
    page.finish()
    for number in (0, 30, 60, 90, POINTS - 1):
        place = page.document().find(f"Point {number} has").position()
        assert page.document().place_at(place, is_statement) == f"point-0-{number}"
    page.scroll_to("point-0-60")
    assert page.statement() == "point-0-60"


@pytest.mark.parametrize("change", ["narrow", "zoom", "dark"])
def test_another_look_keeps_the_words_at_the_top(page, change):
    page.scroll_to("point-0-60")
    if change == "narrow":
        page.resize(700, 500)
    elif change == "zoom":
        page.set_zoom(1.4)
    else:
        page.set_tokens(DARK)
    assert 0 <= page.cursorRect(page.cursor_at("point-0-60")).top() < 90


def test_a_wider_window_keeps_the_page(page):
    page.finish()
    document = page.document()
    page.resize(1300, 500)
    assert page.document() is document
    page.redraw()
    assert page.document() is document


def test_a_click_in_a_later_part_finds_its_words(page):
    page.scroll_to("point-0-80")
    top = page.cursorRect(page.cursor_at("point-0-80")).center()
    cursor = page.cursorForPosition(QPoint(page.column[0] + 180, top.y()))
    assert page.document().place_at(cursor.position(), is_statement) == "point-0-80"
