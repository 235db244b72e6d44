"""Results that begin as those before: what is in view stays, and the rest is the new page's."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from briefing.gui.page_document import PageDocument
from briefing.gui.page_grid import Row, Section, document
from briefing.gui.page_html import Page, paragraph
from briefing.gui.search_page import SearchPage
from briefing.gui.tokens import DARK

_MOVE = QTextCursor.MoveMode


def builder(*texts):
    """Passages of these texts."""

    def build(look):
        rows = [Row(paragraph("body", text, f"hit-{at}")) for at, text in enumerate(texts)]
        return Page(document(look, [Section(rows, ruled=False)]), look.column)

    return build


SAME = [f"Passage {number} of both" for number in range(30)]
FIRST = builder(*SAME, *["and of the first"] * 200)
SECOND = builder(*SAME, *["and of the second"] * 150)
OTHER = builder(*["Passage of another"] * 150)


@pytest.fixture
def page(qtbot, fonts):
    made = SearchPage()
    qtbot.addWidget(made)
    made.resize(1015, 400)
    with qtbot.waitExposed(made):
        made.show()
    made.show_page(FIRST, "first")
    qtbot.waitUntil(lambda: made.is_painted)
    return made


def as_new(make, page):
    """The page as one that nothing was shown before."""
    return PageDocument(make(page.look).html).toPlainText()


def test_what_is_in_view_stays_where_it_is_the_same(qtbot, page):
    before = page.document()
    page.show_page(SECOND, "second")
    assert page.document() is before
    assert page.is_painted
    assert not page.is_whole
    with qtbot.waitSignal(page.became_whole):
        pass
    assert page.toPlainText().split() == as_new(SECOND, page).split()


@pytest.mark.parametrize("make", [OTHER, builder("one"), builder(*SAME[:2])])
def test_what_is_not_the_same_goes(page, make):
    before = page.document()
    page.show_page(make, "other")
    assert page.document() is not before
    assert page.toPlainText().split() == as_new(make, page).split()


def test_a_page_that_has_grown_goes(page):
    page.finish()
    before = page.document()
    page.show_page(SECOND, "second")
    assert page.document() is not before
    assert page.toPlainText().split() == as_new(SECOND, page).split()


def test_what_grows_past_a_view_that_was_not_full_is_laid_out_for_its_bar(page):
    page.show_page(builder(*SAME[:2]), "short")
    page.show_page(SECOND, "long")
    assert page.verticalScrollBar().isVisible()
    assert page.toPlainText().split() == as_new(SECOND, page).split()


def test_the_same_few_stay(page):
    page.show_page(builder(*SAME[:2]), "few")
    before = page.document()
    page.show_page(builder(*SAME[:2]), "few again")
    assert page.document() is before
    assert page.is_whole


def test_the_first_passage_is_chosen_and_nothing_selected(qtbot, page):
    page.choose(4)
    cursor = page.textCursor()
    cursor.setPosition(5, _MOVE.MoveAnchor)
    cursor.setPosition(12, _MOVE.KeepAnchor)
    page.setTextCursor(cursor)
    before = page.document()
    page.show_page(SECOND, "second")
    assert page.document() is before
    assert page.current == 0
    assert page.textCursor().atStart()
    assert not page.textCursor().hasSelection()
    assert page.verticalScrollBar().value() == 0
    with qtbot.waitSignal(page.hit_requested) as asked:
        qtbot.keyClick(page, Qt.Key.Key_Return)
    assert asked.args == [0]


def test_another_theme_is_another_page(page):
    before = page.document()
    page.set_tokens(DARK)
    page.show_page(SECOND, "second")
    assert page.document() is not before
    assert DARK.ink.lower() in page.document().toHtml().lower()


def test_letter_by_letter_it_looks_as_if_typed_at_once(qtbot, page):
    alone = SearchPage()
    qtbot.addWidget(alone)
    alone.resize(page.size())
    with qtbot.waitExposed(alone):
        alone.show()
    for make in (SECOND, FIRST, OTHER, FIRST, SECOND):
        page.show_page(make, "results")
        alone.show_page(OTHER, "results")
        alone.show_page(make, "results")
        assert page.viewport().grab().toImage() == alone.viewport().grab().toImage()
