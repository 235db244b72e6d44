"""The panel on a reference under real keys and clicks, and with names that are none of its own."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from briefing.core.library import open_folder
from briefing.core.shelf import Shelf
from briefing.gui.reference_panel import ReferencePanel
from briefing.gui.theme import style_sheet
from briefing.gui.tokens import DARK, LIGHT

ODD_LIBRARY = """\
title: Odd names
sources:
  a/b c%20é:
    title: <b>Bold</b> & co
    speaker: <img src=x>
    date: 2004-02
"""
ODD_CARD = """\
name: Same
kind: country
region: R
editions:
  - source: a/b c%20é
    bottom_line: Short.
    points:
      - {topic: "*<i>one</i>*", kind: fact, text: T., para: [1, 2]}
"""


@pytest.fixture
def window(qtbot, fonts):
    made = QWidget()
    made.resize(1000, 600)
    QLineEdit(made).setFocus()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def panel(window):
    return ReferencePanel(LIGHT, window)


@pytest.fixture
def odd(tmp_path):
    files = {"library": ODD_LIBRARY, "one": ODD_CARD, "two %41": ODD_CARD}
    for stem, text in files.items():
        (tmp_path / f"{stem}.yaml").write_text(text, "utf-8")
    return open_folder(tmp_path)


def show(panel, folder, source="talk-2010", paras=(10,), at=(300, 100)):
    place = panel.parentWidget().mapToGlobal(QPoint(*at))
    panel.show_reference(folder, source, paras, place)
    return place


def press(qtbot, key, times=1):
    for _ in range(times):
        qtbot.keyClick(QApplication.focusWidget(), key)


def heard(signal):
    found = []
    signal.connect(lambda *args: found.append(args))
    return found


class TestWhatItSays:
    def test_the_citation_and_what_rests_on_the_paragraph(self, panel, small):
        show(panel, small)
        assert panel.text.toPlainText().split("\n") == [
            "Dmitri Trenin, [Recent developments], 2010 (month and day not recorded). ¶10",
            "Paragraph 10 is cited by",
            "United States",
            *("Key point", "New START"),
            *("Quotation", "“modernization resource”"),
            "",
        ]
        assert panel.text.accessibleName().endswith("¶10")

    def test_several_paragraphs(self, panel, small):
        show(panel, small, paras=(18, 19))
        said = panel.text.toPlainText()
        assert "Paragraphs 18 and 19 are cited by" in said
        assert "As reported\nRussia will feel threatened" in said

    def test_source_that_the_library_lacks_is_named_by_its_id(self, panel, small):
        show(panel, small, source="talk-1999")
        assert panel.text.toPlainText().startswith("talk-1999 ¶10")

    def test_texts_are_data(self, panel, odd):
        show(panel, odd, source="a/b c%20é", paras=(1, 2))
        said = panel.text.toPlainText()
        assert said.startswith("<img src=x>, <b>Bold</b> & co, February 2004 (day not recorded).")
        assert "<i>one</i>" in said
        assert said.count("Same") == 2


class TestKeys:
    def test_tab_and_return_open_a_statement(self, qtbot, panel, small):
        opened = heard(panel.opened)
        show(panel, small)
        press(qtbot, Qt.Key.Key_Tab, times=2)
        assert panel.text.textCursor().selectedText() == "“modernization resource”"
        press(qtbot, Qt.Key.Key_Return)
        assert opened == [("united-states", "talk-2010", "quote-1-0")]
        assert not panel.isVisible()

    def test_names_of_any_kind_come_back_as_they_are(self, qtbot, panel, odd):
        opened = heard(panel.opened)
        for presses in (1, 2):
            show(panel, odd, source="a/b c%20é", paras=(2,))
            press(qtbot, Qt.Key.Key_Tab, times=presses)
            press(qtbot, Qt.Key.Key_Return)
        source = "a/b c%20é"
        assert opened == [("one", source, "point-0-0"), ("two %41", source, "point-0-0")]

    def test_buttons_are_reached_after_the_last_link(self, qtbot, panel, small):
        copied = heard(panel.copied)
        show(panel, small)
        press(qtbot, Qt.Key.Key_Tab, times=3)
        assert panel.copy_button.hasFocus()
        press(qtbot, Qt.Key.Key_Tab)
        assert panel.close_button.hasFocus()
        press(qtbot, Qt.Key.Key_Backtab)
        press(qtbot, Qt.Key.Key_Space)
        (citation,) = copied
        assert citation == (
            "Dmitri Trenin, [Recent developments], 2010 (month and day not recorded). ¶10",
        )

    def test_escape_closes_it_wherever_the_focus_is(self, qtbot, panel, small):
        for presses in (0, 1, 3):
            show(panel, small)
            press(qtbot, Qt.Key.Key_Tab, times=presses)
            press(qtbot, Qt.Key.Key_Escape)
            assert not panel.isVisible()

    def test_link_under_the_keyboard_is_framed_in_the_accent(self, qtbot, panel, small, qapp):
        show(panel, small, source="talk-2010", paras=(18,))
        before = accents(panel)
        press(qtbot, Qt.Key.Key_Tab)
        (frame,) = [rect.toAlignedRect() for rect in panel.text.link_rects()]
        image = panel.text.viewport().grab().toImage()
        edge = image.pixelColor(frame.center().x(), frame.top())
        assert edge == panel.palette().highlight().color()
        assert accents(panel) > before


def accents(panel):
    image = panel.text.viewport().grab().toImage()
    accent = panel.palette().highlight().color()
    return sum(
        image.pixelColor(x, y) == accent
        for x in range(image.width())
        for y in range(image.height())
    )


class TestClicks:
    def test_a_click_on_a_link_opens_it(self, qtbot, panel, small):
        opened = heard(panel.opened)
        show(panel, small)
        found = panel.text.document().find("New START")
        found.setPosition(found.selectionStart() + 1)
        place = panel.text.cursorRect(found).center()
        qtbot.mouseClick(panel.text.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert opened == [("united-states", "talk-2010", "point-1-1")]

    def test_a_click_elsewhere_closes_it(self, qtbot, panel, small):
        show(panel, small)
        qtbot.mouseClick(panel, Qt.MouseButton.LeftButton, pos=QPoint(-50, -50))
        assert not panel.isVisible()

    def test_close_and_copy_close_it(self, qtbot, panel, small):
        for button in (panel.close_button, panel.copy_button):
            show(panel, small)
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
            assert not panel.isVisible()

    def test_selected_words_are_copied_as_words(self, qtbot, panel, small):
        show(panel, small)
        panel.text.selectAll()
        qtbot.keyClick(panel.text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert "New START" in QGuiApplication.clipboard().text()


class TestPlace:
    def test_is_below_the_reference_where_there_is_room(self, panel, small):
        place = show(panel, small)
        # The offscreen platform gives pop-ups the frame of a window, some px wide.
        assert place.x() <= panel.x() <= place.x() + 4
        assert place.y() <= panel.y() <= place.y() + 4

    def test_leaves_the_reference_free_where_it_has_to_be_above(self, panel, small):
        panel.parentWidget().move(0, 300)
        low = panel.screen().availableGeometry().bottom() - 60
        panel.show_reference(small, "talk-2010", (10,), QPoint(200, low))
        assert panel.geometry().bottom() < low - 16

    def test_stays_within_the_window(self, panel, small):
        show(panel, small, at=(980, 100))
        assert panel.geometry().right() < panel.parentWidget().frameGeometry().right()

    def test_a_long_list_scrolls(self, panel, starter):
        folder = open_folder(starter)
        show(panel, folder, source="trenin-2010", paras=(10,))
        assert panel.height() <= 380
        assert panel.text.verticalScrollBar().maximum() > 0
        assert panel.text.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_theme_and_zoom_are_taken_on(panel, small, tokens):
    panel.set_look(tokens, 2)
    panel.setStyleSheet(style_sheet(tokens) + panel.styleSheet())
    show(panel, small)
    assert panel.width() == 2 * 440
    image = panel.grab().toImage()
    assert image.pixelColor(0, image.height() // 2).name().upper() == tokens.line2
    assert image.pixelColor(8, image.height() // 2).name().upper() == tokens.raised


class TestWithTheSource:
    @pytest.fixture
    def shelf(self, tmp_path):
        lines = [f"<b>Line</b> {number} & more." for number in range(1, 19)]
        (tmp_path / "talk-2010.txt").write_text("\n".join(lines), "utf-8")
        return Shelf(tmp_path)

    def test_paragraphs_own_words_stand_in_it(self, panel, small, shelf):
        panel.set_shelf(shelf)
        show(panel, small, paras=(10, 11))
        said = panel.text.toPlainText()
        assert "The source says\n¶10\n<b>Line</b> 10 & more.\n¶11\n<b>Line</b> 11 & more.\n" in said
        assert said.index("<b>Line</b> 11") < said.index("Paragraphs 10 and 11 are cited by")

    def test_what_the_text_does_not_have_is_left_out(self, panel, small, shelf):
        panel.set_shelf(shelf)
        show(panel, small, paras=(18, 19))
        said = panel.text.toPlainText()
        assert "¶18\n<b>Line</b> 18" in said
        assert "¶19\n" not in said
        for source, paras in (("talk-2010", (19,)), ("talk-2004", (6,))):
            show(panel, small, source=source, paras=paras)
            assert "says" not in panel.text.toPlainText()

    def test_another_text_than_the_declared_one_is_told(self, panel, small, shelf):
        other = replace(small.library.sources["talk-2010"], sha256="a" * 64)
        library = replace(small.library, sources={"talk-2010": other})
        panel.set_shelf(shelf)
        show(panel, replace(small, library=library))
        assert "A text says that is not the one declared\n¶10" in panel.text.toPlainText()

    def test_long_paragraph_scrolls_and_the_links_are_still_reached(
        self, qtbot, panel, small, shelf
    ):
        (shelf.folder / "talk-2010.txt").write_text("\n".join(["word " * 400] * 10))
        panel.set_shelf(shelf)
        opened = heard(panel.opened)
        show(panel, small)
        assert panel.height() <= 520
        assert panel.text.verticalScrollBar().maximum() > 0
        press(qtbot, Qt.Key.Key_Tab)
        press(qtbot, Qt.Key.Key_Return)
        assert opened == [("united-states", "talk-2010", "point-1-1")]
