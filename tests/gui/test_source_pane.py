"""The pane of a source under real keys, clicks and drags; what it asks for, and that text is data."""

import hashlib

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from briefing.core.library import open_folder, reload
from briefing.core.shelf import Shelf
from briefing.gui.page_html import BREAK
from briefing.gui.source_pane import SourcePane
from briefing.gui.tokens import DARK, LIGHT

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton

FIRST = """\
The harbors
She said that “the ice left early” 🙂 and that the <b>dues</b> rose.
The council waited & did nothing else.
"""
SECOND = "The roads\n" + "\n".join(f"Paragraph {n} on roads and bridges." for n in range(2, 60))

LIBRARY = f"""\
title: Two talks
regions: [North]
sources:
  first:
    title: The harbors
    speaker: Ada Morrow
    date: 2001-06-14
    paragraphs: 3
    sha256: {hashlib.sha256(FIRST.encode()).hexdigest()}
  second: {{title: The <i>roads</i>, speaker: Edwin Hale, date: 2005}}
"""
ALDMARK = """\
name: "*Aldmark*"
kind: country
region: North
editions:
  - source: first
    bottom_line: The port matters.
    points:
      - {topic: Dues, kind: fact, text: They rose., para: [1, 2]}
    quotes:
      - {text: the ice left early, voice: speaker, para: 2}
"""
NORREY = """\
name: <i>Norrey</i>
kind: country
region: North
editions:
  - source: second
    bottom_line: In short.
    points:
      - {topic: Ice, kind: fact, text: Early., para: 2, source: first}
"""


@pytest.fixture
def library(tmp_path):
    cards, texts = tmp_path / "cards", tmp_path / "texts"
    for folder in (cards, texts):
        folder.mkdir()
    for stem, text in {"library": LIBRARY, "aldmark": ALDMARK, "nor%2Frey": NORREY}.items():
        (cards / f"{stem}.yaml").write_text(text, "utf-8")
    for stem, text in {"first": FIRST, "second": SECOND}.items():
        (texts / f"{stem}.txt").write_text(text, "utf-8")
    return open_folder(cards)


@pytest.fixture
def shelf(library):
    return Shelf(library.folder.with_name("texts"))


@pytest.fixture
def pane(qtbot, fonts, library, shelf):
    made = SourcePane()
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.set_shelf(library, shelf)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.view.setFocus()
    return made


def heard(signal):
    found = []
    signal.connect(lambda *args: found.append(args if len(args) > 1 else args[0]))
    return found


def press(qtbot, key, modifiers=Qt.KeyboardModifier.NoModifier, times=1):
    for _ in range(times):
        qtbot.keyClick(QApplication.focusWidget(), key, modifiers)


def corner_of(pane, words, after=0):
    """The place in the view of the first letter of words, or of one some letters on."""
    found = pane.view.document().find(words)
    assert not found.isNull(), words
    found.setPosition(found.selectionStart() + after)
    rect = pane.view.cursorRect(found)
    return QPoint(rect.x() + 1, rect.center().y())


def drag(qtbot, pane, start, end):
    viewport = pane.view.viewport()
    qtbot.mousePress(viewport, LEFT, pos=start)
    qtbot.mouseMove(viewport, end)
    qtbot.mouseRelease(viewport, LEFT, pos=end)


def lines(pane):
    return pane.view.toPlainText().split("\n")


def labels(pane):
    return pane._about.text(), pane._said.text()


class TestWhatItShows:
    def test_paragraphs_and_below_each_who_cites_it(self, pane):
        assert lines(pane) == [
            "The harbors",
            "Cited by Aldmark",
            "She said that “the ice left early” 🙂 and that the <b>dues</b> rose.",
            "Cited by Aldmark, <i>Norrey</i>",
            "The council waited & did nothing else.",
            "Cited by no card yet",
        ]
        assert labels(pane)[0] == "Ada Morrow, 14 June 2001\n3 paragraphs, 1 cited by no card"
        assert pane.view.accessibleName() == "The harbors"

    def test_numbers_hang_at_the_left_and_are_not_part_of_the_text(self, qtbot, pane):
        blank = pane.grab().toImage()
        pane.view.setTextCursor(pane.view.textCursor())
        first = pane.view.document().firstBlock().layout()
        top, bottom = int(first.position().y()), int(first.position().y() + 20)
        offset = pane.view.mapTo(pane, QPoint(0, 0))
        colors = {
            blank.pixelColor(offset.x() + x, offset.y() + y).name()
            for x in range(50)
            for y in range(top, bottom)
        }
        assert len(colors) > 1
        press(qtbot, Qt.Key.Key_A, CTRL)
        press(qtbot, Qt.Key.Key_C, CTRL)
        assert QApplication.clipboard().text().startswith("The harbors\n")

    def test_another_source_is_chosen_with_the_keys(self, qtbot, pane):
        pane.sources.setFocus()
        press(qtbot, Qt.Key.Key_Down)
        assert pane.source == "second"
        assert lines(pane)[0] == "The roads"
        assert pane.sources.currentText() == "2005  The <i>roads</i>"
        assert pane.sources.isVisible()

    def test_one_source_needs_no_choice(self, qtbot, fonts, shelf, library, tmp_path):
        path = library.folder / "library.yaml"
        path.write_text(path.read_text().split("  second:")[0])
        pane = SourcePane()
        qtbot.addWidget(pane)
        pane.set_shelf(open_folder(library.folder), shelf)
        assert pane.sources.isHidden()
        assert pane.source == "first"

    def test_another_text_than_the_declared_one_is_told(self, pane, shelf, library):
        assert pane._notice.isHidden()
        (shelf.folder / "first.txt").write_text(FIRST + "More.\n")
        pane.set_shelf(library, shelf)
        assert not pane._notice.isHidden()
        assert "4 paragraphs" in labels(pane)[0]


class TestWithoutAText:
    def test_no_shelf_says_what_to_do(self, qtbot, pane, library):
        press(qtbot, Qt.Key.Key_F, CTRL)
        pane.set_shelf(library, None)
        assert "texts/first.txt" in pane._why_none.text()
        assert pane._why_none.isVisible()
        assert not pane.view.isVisible()
        assert not pane.quote_button.isVisible()
        assert not pane.find_bar.isVisible()

    def test_text_that_cannot_be_read_says_why_and_where(self, pane, shelf, library):
        path = shelf.folder / "first.txt"
        path.write_bytes("Åland".encode("latin-1"))
        pane.set_shelf(library, shelf)
        assert "it is not UTF-8" in pane._why_none.text()
        assert str(path) in pane._why_none.text()
        path.write_text(FIRST, "utf-8")
        pane.set_shelf(library, shelf)
        assert pane.view.isVisible()

    def test_library_without_a_source(self, pane, shelf, library):
        (library.folder / "library.yaml").write_text("title: [")
        pane.set_shelf(reload(library), shelf)
        assert pane.source == ""
        assert not pane.view.isVisible()


class TestSelecting:
    def test_dragged_words_are_quoted_in_the_right_voice(self, qtbot, pane):
        quoted, pointed = heard(pane.quote_requested), heard(pane.point_requested)
        assert not pane.quote_button.isEnabled()
        drag(qtbot, pane, corner_of(pane, "the ice"), corner_of(pane, "early", after=5))
        assert labels(pane)[1] == "¶2, the speaker’s words"
        qtbot.mouseClick(pane.quote_button, LEFT)
        qtbot.mouseClick(pane.point_button, LEFT)
        assert quoted == [
            {"text": "the ice left early", "voice": "speaker", "para": 2, "source": "first"}
        ]
        assert pointed == [{"para": 2, "source": "first"}]

    def test_keys_alone_select_and_quote(self, qtbot, pane):
        quoted, pointed = heard(pane.quote_requested), heard(pane.point_requested)
        press(qtbot, Qt.Key.Key_Down, times=2)
        press(qtbot, Qt.Key.Key_Home)
        press(qtbot, Qt.Key.Key_End, SHIFT)
        press(qtbot, Qt.Key.Key_Return, CTRL)
        press(qtbot, Qt.Key.Key_Return, CTRL | SHIFT)
        (values,) = quoted
        assert values["voice"] == "summary"
        assert values["text"].startswith("She said that “the ice left early” 🙂 and")
        assert values["text"] in FIRST
        assert pointed == [{"para": 2, "source": "first"}]

    def test_words_after_an_emoji_are_the_words_selected(self, qtbot, pane):
        quoted = heard(pane.quote_requested)
        qtbot.mouseDClick(pane.view.viewport(), LEFT, pos=corner_of(pane, "rose", after=1))
        with qtbot.waitSignal(pane.quote_requested):
            press(qtbot, Qt.Key.Key_Q, Qt.KeyboardModifier.AltModifier)
        assert [values["text"] for values in quoted] == ["rose"]

    def test_words_of_two_paragraphs_are_no_quote(self, qtbot, pane):
        drag(qtbot, pane, corner_of(pane, "harbors"), corner_of(pane, "the ice"))
        assert not pane.quote_button.isEnabled()
        assert not pane.point_button.isEnabled()
        assert labels(pane)[1] == "Select words of one paragraph."
        quoted = heard(pane.quote_requested)
        press(qtbot, Qt.Key.Key_Return, CTRL)
        assert quoted == []

    def test_who_cites_it_is_not_quoted_with_it(self, qtbot, pane):
        drag(qtbot, pane, corner_of(pane, "council"), corner_of(pane, "no card yet"))
        assert labels(pane)[1] == "¶3, the summary’s words"
        quoted = heard(pane.quote_requested)
        press(qtbot, Qt.Key.Key_Return, CTRL)
        assert quoted[0]["text"] == "council waited & did nothing else."

    def test_marks_alone_make_a_point_but_no_quote(self, qtbot, pane):
        drag(qtbot, pane, corner_of(pane, "& did"), corner_of(pane, "& did", after=1))
        assert pane.point_button.isEnabled()
        assert not pane.quote_button.isEnabled()
        assert labels(pane)[1] == "¶3"

    def test_a_long_summary_quote_is_warned_of(self, qtbot, pane, shelf, library):
        (shelf.folder / "first.txt").write_text("word " * 26)
        pane.set_shelf(library, shelf)
        pane.view.setFocus()
        press(qtbot, Qt.Key.Key_Home, CTRL)
        press(qtbot, Qt.Key.Key_End, SHIFT)
        press(qtbot, Qt.Key.Key_End, CTRL | SHIFT)
        assert labels(pane)[1] == "¶1, the summary’s words (26; quote at most 25)"

    def test_words_beyond_endless_ones_are_the_words_selected(self, qtbot, pane, shelf, library):
        endless = "x" * 2500
        (shelf.folder / "first.txt").write_text(f"{endless} last words\n")
        pane.set_shelf(library, shelf)
        assert lines(pane)[0].count(BREAK) == 2
        quoted = heard(pane.quote_requested)
        pane.view.setFocus()
        press(qtbot, Qt.Key.Key_End, CTRL)
        press(qtbot, Qt.Key.Key_Up)
        press(qtbot, Qt.Key.Key_End)
        for _ in range(3):
            press(qtbot, Qt.Key.Key_Left, CTRL | SHIFT)
            press(qtbot, Qt.Key.Key_Return, CTRL)
        assert [values["text"] for values in quoted[:2]] == ["words", "last words"]
        assert quoted[2]["text"] in f"{endless} last words"
        assert quoted[2]["text"] != "last words"

    def test_what_no_document_holds_is_quoted_as_it_is(self, qtbot, pane, shelf, library):
        (shelf.folder / "first.txt").write_text("odd \ufdd0\ufffc marks\n", "utf-8")
        pane.set_shelf(library, shelf)
        assert lines(pane)[0] == "odd \ufffd\ufffd marks"
        quoted = heard(pane.quote_requested)
        pane.view.setFocus()
        press(qtbot, Qt.Key.Key_Home, CTRL)
        press(qtbot, Qt.Key.Key_End, SHIFT)
        press(qtbot, Qt.Key.Key_Return, CTRL)
        assert quoted[0]["text"] == "odd \ufdd0\ufffc marks"


class TestLinks:
    def test_a_click_on_a_card_asks_for_the_statement(self, qtbot, pane):
        asked = heard(pane.card_requested)
        place = corner_of(pane, "<i>Norrey", after=4)
        qtbot.mouseClick(pane.view.viewport(), LEFT, pos=place)
        assert asked == [("nor%2Frey", "second", "point-0-0")]

    def test_tab_and_return_go_to_a_card(self, qtbot, pane):
        asked = heard(pane.card_requested)
        press(qtbot, Qt.Key.Key_Tab, times=2)
        press(qtbot, Qt.Key.Key_Return)
        assert asked == [("aldmark", "first", "point-0-0")]


class TestPlaces:
    def test_paragraph_is_brought_to_the_top_and_set_off(self, pane):
        assert pane.show_paragraph("second", 30)
        assert pane.source == "second"
        image = pane.view.viewport().grab().toImage()
        assert image.pixelColor(image.width() - 2, 24).name().upper() == LIGHT.accent_soft
        assert pane.view.textCursor().block().text() == "Paragraph 30 on roads and bridges."
        assert pane.view.verticalScrollBar().value() > 0

    def test_no_such_paragraph_or_source(self, pane):
        assert not pane.show_paragraph("second", 60)
        assert not pane.show_paragraph("second", 0)
        assert not pane.show_paragraph("third", 1)
        assert pane.source == "second"

    def test_place_and_selection_outlast_a_reload(self, qtbot, pane, library, shelf):
        pane.show_paragraph("second", 30)
        press(qtbot, Qt.Key.Key_Right, CTRL | SHIFT, times=2)
        said, height = labels(pane)[1], pane.view.verticalScrollBar().value()
        assert said.startswith("¶30")
        path = library.folder / "aldmark.yaml"
        added = "\n      - {topic: R, kind: fact, text: T., para: [2, 3], source: second}"
        path.write_text(path.read_text().replace("\n    quotes:", added + "\n    quotes:"))
        pane.set_shelf(reload(library), shelf)
        assert "Cited by Aldmark, <i>Norrey</i>" not in lines(pane)
        assert lines(pane)[3] == "Cited by Aldmark"
        assert labels(pane)[1] == said
        assert pane.view.verticalScrollBar().value() == height

    def test_source_that_is_gone_gives_way_to_the_first(self, pane, library, shelf):
        pane.show_source("second")
        path = library.folder / "library.yaml"
        path.write_text(path.read_text().split("  second:")[0])
        pane.set_shelf(open_folder(library.folder), shelf)
        assert pane.source == "first"

    @pytest.mark.parametrize("tokens", [LIGHT, DARK])
    def test_theme_and_zoom_keep_the_place_and_the_selection(self, qtbot, pane, tokens):
        pane.show_paragraph("second", 30)
        press(qtbot, Qt.Key.Key_Right, CTRL | SHIFT)
        pane.set_look(tokens, 2)
        assert labels(pane)[1].startswith("¶30")
        first = pane.view.cursorForPosition(QPoint(100, 30)).block().text()
        assert first.startswith(("Paragraph 29", "Paragraph 30", "Cited"))
        image = pane.view.viewport().grab().toImage()
        colors = {image.pixelColor(2, y).name().upper() for y in range(image.height())}
        assert colors == {tokens.page, tokens.accent}


class TestFinding:
    def test_finds_words_of_the_source_alone(self, qtbot, pane):
        press(qtbot, Qt.Key.Key_F, CTRL)
        assert pane.find_bar.field.hasFocus()
        qtbot.keyClicks(pane.find_bar.field, "the")
        assert pane.find_bar.count.text() == "1 of 4"
        press(qtbot, Qt.Key.Key_Return)
        assert pane.find_bar.count.text() == "2 of 4"
        press(qtbot, Qt.Key.Key_Return, SHIFT)
        assert pane.find_bar.count.text() == "1 of 4"
        pane.find_bar.field.clear()
        qtbot.keyClicks(pane.find_bar.field, "aldmark")
        assert pane.find_bar.count.text() == "No matches"

    def test_f3_goes_on_in_the_text_and_escape_ends_it(self, qtbot, pane):
        press(qtbot, Qt.Key.Key_F3)
        assert pane.find_bar.isVisible()
        qtbot.keyClicks(pane.find_bar.field, "the")
        pane.view.setFocus()
        press(qtbot, Qt.Key.Key_F3)
        assert pane.find_bar.count.text() == "2 of 4"
        press(qtbot, Qt.Key.Key_F3, SHIFT)
        assert pane.find_bar.count.text() == "1 of 4"
        pane.find_bar.field.setFocus()
        press(qtbot, Qt.Key.Key_Escape)
        assert pane.find_bar.isHidden()
        assert pane.view.hasFocus()

    def test_another_source_is_searched_for_the_same_words(self, qtbot, pane):
        press(qtbot, Qt.Key.Key_F, CTRL)
        qtbot.keyClicks(pane.find_bar.field, "roads")
        assert pane.find_bar.count.text() == "No matches"
        pane.show_source("second")
        assert pane.find_bar.count.text() == "1 of 59"


def test_every_part_has_a_name_for_a_screen_reader(pane):
    assert pane.sources.accessibleName() == "Source"
    assert pane.find_bar.field.accessibleName() == "Find in source"
    assert [pane.quote_button.text(), pane.point_button.text()] == ["&Quote", "&Point"]
