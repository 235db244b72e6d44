"""The page under real keys and clicks: links, selection, the clipboard, finding, zoom, folding."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QTextCursor, QTextDocument, QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from briefing.gui.card_html import card_page
from briefing.gui.card_page import CardPage
from briefing.gui.compare_html import compare_page
from briefing.gui.empty_html import empty_page
from briefing.gui.find_bar import FindBar
from briefing.gui.header import Header
from briefing.gui.page_find import matches
from briefing.gui.page_html import Page
from briefing.gui.tokens import DARK

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot, fonts, small):
    made = CardPage()
    qtbot.addWidget(made)
    made.resize(1015, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.show_page(partial(card_page, small, small.cards["united-states"], small.stops[1]), "US")
    made.setFocus()
    return made


def heard(signal):
    found = []
    signal.connect(lambda *args: found.append(args[0] if len(args) == 1 else args))
    return found


def show(page, html):
    page.show_page(lambda look: Page(html, look.column), "test")


def select(page, first, last):
    """Select from one text to the end of another."""
    document = page.document()
    start = document.find(first).selectionStart()
    end = document.find(last).selectionEnd()
    cursor = page.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    page.setTextCursor(cursor)


def copied(page):
    page.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert not data.hasHtml()
    return data.text()


class TestLinks:
    def test_tab_and_return_follow_them_in_order(self, qtbot, page):
        stops = heard(page.stop_requested)
        seen = []
        for _ in range(4):
            qtbot.keyClick(page, Qt.Key.Key_Tab)
            seen.append(page.textCursor().selectedText())
        assert seen == ["Missile defense", "New START", "Independent ties", "2010 ¶19"]
        qtbot.keyClick(page, Qt.Key.Key_Backtab, SHIFT)
        qtbot.keyClick(page, Qt.Key.Key_Return)
        assert stops == [("talk-2004", "point-0-2")]

    def test_leave_the_page_by_signals_alone(self, page):
        cards, links = heard(page.card_requested), heard(page.link_requested)
        references, hits = heard(page.reference_requested), heard(page.hit_requested)
        for address in (
            "card:south%20ossetia%2Fx",
            "ref:talk-2010/10,18",
            "hit:3",
            "https://example.org/?a=1&b=2",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
        ):
            page.anchorClicked.emit(QUrl(address))
        assert cards == ["south ossetia/x"]
        assert references == ["talk-2010/10,18"]
        assert hits == [3]
        assert links == ["https://example.org/?a=1&b=2"]
        assert page.source().isEmpty()

    def test_within_the_page_scroll(self, page):
        page.anchorClicked.emit(QUrl("#point-1-2"))
        assert page.textCursor().block().text() == "Military lens"

    def test_reference_leaves_the_page_where_it_is(self, page):
        heights = heard(page.verticalScrollBar().valueChanged)
        page.anchorClicked.emit(QUrl("ref:talk-2004/6"))
        assert heights == []

    def test_unknown_place_leaves_the_view_alone(self, page):
        assert page.scroll_to("point-9-9") is False
        assert page.scroll_to("source-talk-2010") is True
        assert page.verticalScrollBar().value() > 0


class TestText:
    def test_headings_keep_their_level_and_the_designs_size(self, page):
        levels = {}
        block = page.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel():
                font = block.begin().fragment().charFormat().font()
                levels[block.text()] = (block.blockFormat().headingLevel(), font.pixelSize())
            block = block.next()
        assert levels["Key points"] == (2, 14)
        assert levels["Missile defense"] == (3, 16)
        page.set_zoom(1.5)
        cursor = page.cursor_at("point-1-0")
        assert cursor.block().begin().fragment().charFormat().font().pixelSize() == 24

    def test_whole_card_copies_as_clean_text(self, page):
        page.selectAll()
        text = copied(page)
        assert not set(text) & set("\ufdd0\ufdd1\ufffc\u2028\u2029\xa0\u200b")
        assert "\n\n\n" not in text
        assert not any(line != line.strip() for line in text.split("\n"))
        assert "Reversed: Missile defense\nNew: New START\nNot addressed: Independent ties" in text
        assert "Missile defense\nRussia’s fear.\nWarning\nReversed since 2004\n2010 ¶19" in text
        assert "“modernization resource”\nDmitri Trenin, 2010" in text
        assert "1. United States\nTake the lead.\nWith: Russia\nOtherwise: Conflict." in text

    def test_dragging_down_the_text_leaves_the_evidence_out(self, page):
        select(page, "Russia’s fear.", "No major war.")
        text = copied(page)
        assert "A setback may come." in text
        assert "¶" not in text
        assert "Forecast" not in text

    def test_part_of_a_paragraph_copies_as_it_stands(self, page):
        select(page, "treats", "best")
        assert copied(page) == "treats Washington as its best"

    def test_characters_beyond_the_basic_plane_copy_whole(self, page):
        show(page, "<p>\U0001f600 grin and <i>\U0001f1fa\U0001f1f8</i> flag</p>")
        select(page, "grin", "flag")
        assert copied(page) == "grin and \U0001f1fa\U0001f1f8 flag"

    def test_shift_and_arrows_select_while_arrows_scroll(self, qtbot, page):
        page.resize(1015, 200)
        qtbot.keyClick(page, Qt.Key.Key_Down)
        assert page.verticalScrollBar().value() > 0
        assert not page.textCursor().hasSelection()
        page.scroll_to("bottom-1")
        qtbot.keyClick(page, Qt.Key.Key_Right, SHIFT | CONTROL)
        assert page.textCursor().selectedText().strip() == "Moscow"
        qtbot.keyClick(page, Qt.Key.Key_Right, SHIFT)
        assert page.textCursor().selectedText() == "Moscow t"

    def test_loads_nothing(self, page, tmp_path):
        picture = tmp_path / "x.png"
        picture.write_bytes(b"secret")
        address = QUrl.fromLocalFile(str(picture))
        kind = QTextDocument.ResourceType.ImageResource.value
        show(page, f'<p><img src="{address.toString()}">after</p>')
        assert not page.loadResource(kind, address)
        assert not page.document().resource(kind, address)

    @pytest.mark.parametrize("text", ["word " * 40_000, "a" * 200_000, "مرحبا " * 30_000])
    def test_endless_text_stays_in_its_column(self, page, small, text):
        card = small.cards["ukraine"]
        (edition,) = card.editions
        card = replace(card, editions=(replace(edition, bottom_line=text.strip()),))
        page.show_page(partial(card_page, small, card, small.stops[1]), "long")
        assert page.horizontalScrollBar().maximum() == 0
        block = page.cursor_at("bottom-0").block()
        select(page, block.text()[:4], block.text()[-4:])
        assert "\u200b" not in copied(page)

    def test_is_named_for_screen_readers(self, page):
        assert page.accessibleName() == "US"


class TestColumn:
    def test_is_centred_and_announced(self, page):
        columns = heard(page.column_changed)
        page.resize(1215, 700)
        assert columns[-1] == (207, 800) == page.column
        first = page.document().documentLayout().blockBoundingRect(page.document().begin().next())
        assert first.left() >= 207
        page.resize(640, 700)
        assert columns[-1] == (46, 548)

    @pytest.mark.parametrize("change", ["narrow", "zoom", "dark"])
    def test_keeps_the_words_at_the_top_in_place(self, page, change):
        page.resize(1015, 260)
        page.scroll_to("point-1-2")
        if change == "narrow":
            page.resize(700, 260)
        elif change == "zoom":
            page.set_zoom(1.4)
        else:
            page.set_tokens(DARK)
        cursor = page.cursor_at("point-1-2")
        assert 0 <= page.cursorRect(cursor).top() < 90

    def test_control_and_wheel_ask_for_zoom(self, page):
        steps = heard(page.zoom_requested)
        before = page.verticalScrollBar().value()
        for angle in (60, 60, -240):
            QApplication.sendEvent(
                page.viewport(),
                QWheelEvent(
                    QPointF(50, 50),
                    QPointF(50, 50),
                    QPoint(),
                    QPoint(0, angle),
                    Qt.MouseButton.NoButton,
                    CONTROL,
                    Qt.ScrollPhase.NoScrollPhase,
                    False,
                ),
            )
        assert steps == [1, -2]
        assert page.verticalScrollBar().value() == before

    def test_every_width_shows_the_whole_card(self, page, small):
        both = partial(compare_page, small, small.cards["united-states"], *small.stops)
        for builder in (page._builder, both):
            page.show_page(builder, "any")
            for width in (1400, 968, 900, 700, 480, 330):
                page.resize(width, 700)
                assert page.horizontalScrollBar().maximum() == 0, width


class TestButtons:
    @pytest.fixture
    def buttons(self, page, small):
        builder = partial(empty_page, small, small.cards["ukraine"], small.stops[0], hint="Hint")
        page.show_page(builder, "Ukraine")
        return [
            button for button in page.viewport().findChildren(QPushButton) if button.isVisible()
        ]

    def test_lead_to_the_edition_and_to_the_related_card(self, qtbot, page, buttons):
        stops, cards = heard(page.stop_requested), heard(page.card_requested)
        for button in buttons:
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert stops == [("talk-2010", "")]
        assert cards == ["united-states"]

    def test_are_reached_with_tab_and_pressed_with_space(self, qtbot, page, buttons):
        stops = heard(page.stop_requested)
        page.setFocus()
        qtbot.keyClick(page, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is buttons[0]
        qtbot.keyClick(buttons[0], Qt.Key.Key_Space)
        assert stops == [("talk-2010", "")]

    @pytest.mark.parametrize(("width", "zoom"), [(1015, 1), (640, 1), (900, 2)])
    def test_stand_in_the_room_left_for_them(self, page, buttons, width, zoom):
        page.resize(width, 700)
        page.set_zoom(zoom)
        shown = [b for b in page.viewport().findChildren(QPushButton) if b.isVisible()]
        sentence = page.document().find("There is nothing")
        hint = page.document().find("Hint")
        assert len(shown) == 2
        assert not shown[0].geometry().intersects(shown[1].geometry())
        assert page.cursorRect(sentence).bottom() < shown[0].y()
        assert shown[1].geometry().bottom() < page.cursorRect(hint).top()
        page.verticalScrollBar().setValue(5)
        assert page.cursorRect(page.document().find("Hint")).top() > shown[1].geometry().bottom()

    def test_go_with_their_page(self, page, buttons, small):
        page.show_page(partial(card_page, small, small.cards["ukraine"], small.stops[1]), "Ukraine")
        assert not [b for b in page.viewport().findChildren(QPushButton) if b.isVisible()]


class TestFind:
    def test_counts_marks_and_goes_round(self, page):
        finder = page.finder
        assert finder.find("missile defense") == 2
        assert len(page.extraSelections()) == 2
        assert (finder.current, page.textCursor().selectedText()) == (1, "Missile defense")
        assert [finder.next(), finder.next(), finder.previous()] == [2, 1, 2]
        assert finder.find("") == 0
        assert page.extraSelections() == []
        assert (finder.next(), finder.previous()) == (0, 0)

    @pytest.mark.parametrize(
        ("typed", "count"),
        [
            ("russia's fear", 1),
            ("RUSSIA’S", 1),
            ("¶18-19", 1),
            (".", None),
            ("[new", 1),
        ],
    )
    def test_takes_what_a_keyboard_has(self, page, typed, count):
        found = page.finder.find(typed)
        expected = page.toPlainText().count(".") if count is None else count
        assert found == expected

    def test_selects_nothing_once_what_is_typed_does_not_match(self, page):
        page.finder.find("missile")
        assert page.finder.find("missilex") == 0
        assert page.textCursor().selectedText() == ""

    def test_finds_past_characters_beyond_the_basic_plane(self, page):
        show(page, "<p>\U0001f600\U0001f600 needle</p>")
        (span,) = matches(page.document(), "needle")
        page.finder.find("needle")
        assert page.textCursor().selectedText() == "needle"
        assert span == (5, 11)

    def test_survives_another_look_and_ends_with_another_page(self, page):
        page.finder.find("russia")
        count = page.finder.count
        page.set_tokens(DARK)
        page.resize(600, 700)
        assert page.finder.count == count == len(page.extraSelections())
        page.show_page(lambda look: Page("<p>else</p>", look.column), "else")
        assert page.finder.count == 0


class TestFindBar:
    @pytest.fixture
    def bar(self, qtbot):
        made = FindBar()
        qtbot.addWidget(made)
        made.resize(700, 44)
        with qtbot.waitExposed(made):
            made.show()
        return made

    def test_keys_go_on_back_and_away(self, qtbot, bar):
        onward, back, closed = (
            heard(bar.next_requested),
            heard(bar.previous_requested),
            heard(bar.closed),
        )
        searched = heard(bar.searched)
        bar.open_with("mis")
        qtbot.keyClicks(bar.field, "x")
        qtbot.keyClick(bar.field, Qt.Key.Key_Return)
        qtbot.keyClick(bar.field, Qt.Key.Key_Return, SHIFT)
        qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
        assert searched[-1] == "x"
        assert (len(onward), len(back), len(closed)) == (1, 1, 1)

    def test_says_which_of_how_many(self, bar):
        bar.open_with("mis")
        bar.show_count(3, 12)
        assert bar.count.text() == "3 of 12"
        bar.show_count(0, 0)
        assert bar.count.text() == "No matches"
        assert not bar.next.isEnabled()
        bar.field.clear()
        bar.show_count(0, 0)
        assert bar.count.text() == ""


class TestHeader:
    @pytest.fixture
    def header(self, qtbot, fonts, small):
        made = Header()
        qtbot.addWidget(made)
        made.resize(1015, 120)
        made.set_column(107, 800)
        made.show_card(small.cards["united-states"])
        with qtbot.waitExposed(made):
            made.show()
        return made

    def test_shares_the_edges_of_the_column(self, header):
        picture = QWidget()
        picture.setFixedSize(168, 100)
        header.set_map(picture)
        picture.show()
        for left, width in ((107, 800), (60, 500)):
            header.set_column(left, width)
            assert header._name.x() == header._mark.x() == left
            assert picture.x() + picture.width() == left + width
            assert header._name.geometry().right() < picture.x()
        picture.hide()
        assert header._name.width() == 500

    def test_elides_a_name_and_tells_it_whole(self, header):
        name = "<b>Very</b> long & " * 20
        header.show_title(name, "Nowhere")
        assert header._name.text().endswith("…")
        assert header._name.accessibleName() == name
        assert "&lt;b&gt;" in header._name.toolTip()
        header.show_title("Iran", "Nowhere")
        assert (header._name.text(), header._name.toolTip()) == ("Iran", "")

    def test_grows_with_the_text(self, header):
        header.set_zoom(1.5)
        assert header.height() == 180
        assert header._name.fontMetrics().height() > 70
