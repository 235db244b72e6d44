"""Copying statements by key and by menu: the right one, and in every form that others can take."""

from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from briefing.core.quoting import cited_text
from briefing.gui.card_html import card_page
from briefing.gui.card_page import CardPage
from briefing.gui.compare_html import compare_page
from briefing.gui.copying import to_mime

MOUSE, KEYBOARD = QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard


@pytest.fixture
def page(qtbot, fonts, small):
    made = CardPage()
    qtbot.addWidget(made)
    made.resize(1015, 700)
    with qtbot.waitExposed(made):
        made.show()
    show_card(made, small)
    made.setFocus()
    return made


def show_card(page, small):
    page.show_page(partial(card_page, small, small.cards["united-states"], small.stops[1]), "US")


def middle_of(page, text):
    """The middle of the first letter of a text, in px of the view, which is brought there."""
    page.finish()
    found = page.document().find(text)
    assert not found.isNull(), text
    found.setPosition(found.selectionStart())
    page.setTextCursor(found)
    page.ensureCursorVisible()
    return page.cursorRect(found).center() + QPoint(3, 0)


def asked(qtbot, page, place, reason=MOUSE):
    """What a right click at a place copies when the menu's Copy with citation is taken."""
    menu = opened(page, place, reason)
    (cite,) = [one for one in menu.actions() if one.text() == "Copy with citation"]
    copied = []
    page.citation_requested.connect(copied.append)
    if cite.isEnabled():
        qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(cite).center())
    menu.close()
    page.citation_requested.disconnect(copied.append)
    return "".join(copied)


def opened(page, place, reason=MOUSE):
    event = QContextMenuEvent(reason, place, page.viewport().mapToGlobal(place))
    QApplication.sendEvent(page.viewport(), event)
    return QApplication.activePopupWidget()


class TestStatementUnderThePointer:
    @pytest.mark.parametrize(
        ("text", "statement"),
        [
            ("Moscow treats", "bottom-1"),
            ("Compiler’s reading", "bottom-1"),
            ("Ambivalence", "changed-1"),
            ("New START", "changed-1"),  # a link of the panel, which stands first
            ("setback", "point-1-1"),
            ("2010 ¶10–11", "point-1-1"),
            ("modernization resource", "quote-1-0"),
            ("Dmitri Trenin, 2010", "quote-1-0"),
            ("Recommended", "step-1-0"),
            ("Conflict", "step-1-0"),
            ("Build a", "step-1-1"),
            ("carries no day", "note-0"),
            ("22 Nov 2026", "note-0"),
            ("Notes", "note-0"),
        ],
    )
    def test_is_found_from_anywhere_in_its_row(self, qtbot, page, text, statement):
        assert asked(qtbot, page, middle_of(page, text)) == statement

    @pytest.mark.parametrize("text", ["See also", "Sources", "[Recent developments]"])
    def test_is_none_beside_the_statements(self, qtbot, page, text):
        assert asked(qtbot, page, middle_of(page, text)) == ""

    @pytest.mark.parametrize(
        ("text", "statement"),
        [
            ("Something to overcome", "point-0-0"),
            ("Russia’s fear", "point-1-0"),
            ("Ties stand apart", "point-0-2"),
            ("Not addressed in 2010", ""),
            ("Missile defense", ""),
            ("Policy steps", ""),
            ("Take the lead", "step-1-0"),
            ("Soft power", "step-1-1"),
        ],
    )
    def test_is_of_its_own_side_in_a_comparison(self, qtbot, page, small, text, statement):
        card = small.cards["united-states"]
        page.show_page(partial(compare_page, small, card, *small.stops), "US")
        assert asked(qtbot, page, middle_of(page, text)) == statement

    @pytest.mark.parametrize(
        ("text", "statement"), [("Quotations", ""), ("As reported", "quote-1-1"), ("Key", "")]
    )
    def test_is_not_the_one_before_a_head_of_a_narrow_page(self, qtbot, page, text, statement):
        page.resize(600, 700)
        assert asked(qtbot, page, middle_of(page, text)) == statement


class TestStatementInHand:
    def test_is_the_first_of_a_page_just_opened(self, page):
        assert page.statement() == "bottom-1"

    def test_is_where_the_text_cursor_is(self, qtbot, page):
        middle_of(page, "setback")
        assert page.statement() == "point-1-1"
        while page.textCursor().selectedText() != "2010 ¶18–19":
            qtbot.keyClick(page, Qt.Key.Key_Tab)
        assert page.statement() == "step-1-0"

    def test_is_the_first_in_view_once_the_cursor_is_out_of_it(self, page):
        page.resize(1015, 300)
        page.scroll_to("point-1-0")
        assert page.statement() == "point-1-0"
        page.verticalScrollBar().setValue(page.verticalScrollBar().value() + 300)
        below = page.statement()
        assert below.startswith(("point-1-2", "quote"))

    def test_is_the_one_that_fills_the_view(self, page):
        page.set_zoom(3)
        page.resize(1015, 40)
        page.scroll_to("step-1-0")
        scroll = page.verticalScrollBar()
        scroll.setValue(scroll.value() + 160)  # past the actor, who begins the step
        assert page.statement() == "step-1-0"

    def test_is_none_where_only_sources_are_in_view(self, page):
        page.resize(1015, 60)
        page.scroll_to("source-talk-2010")
        assert page.statement() == ""

    def test_is_what_the_menu_key_asks_about(self, qtbot, page):
        page.scroll_to("quote-1-0")
        far_away = QPoint(400, 5)
        assert asked(qtbot, page, far_away, KEYBOARD) == "quote-1-0"


class TestMenu:
    def test_copies_the_selection_where_there_is_one(self, qtbot, page):
        menu = opened(page, QPoint(500, 100))
        assert [one.text() for one in menu.actions()] == [
            "Copy",
            "Copy with citation",
            "Select all",
        ]
        copy, _, select_all = menu.actions()
        assert not copy.isEnabled()
        qtbot.mouseClick(
            menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(select_all).center()
        )
        menu = opened(page, QPoint(500, 100))
        assert menu.actions()[0].isEnabled()
        qtbot.keyClick(menu, Qt.Key.Key_Down)
        qtbot.keyClick(menu, Qt.Key.Key_Return)
        assert QGuiApplication.clipboard().text().startswith("Bottom line")

    def test_goes_when_it_is_closed(self, qtbot, page):
        menu = opened(page, QPoint(500, 100))
        with qtbot.waitSignal(menu.destroyed):
            qtbot.keyClick(menu, Qt.Key.Key_Escape)


def test_clipboard_takes_every_form_of_the_same_words(qapp, small):
    cited = cited_text(small, "united-states", "point-1-1")
    QGuiApplication.clipboard().setMimeData(to_mime(cited))
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == cited.plain
    assert "A setback may come." in data.text()
    assert data.html().endswith(cited.html)
    assert "<em>setback</em>" in data.html()
    assert bytes(data.data("text/markdown").data()).decode() == cited.markdown
    assert "A *setback* may come." in cited.markdown
