"""The main tasks with the keyboard alone, and every widget as assistive technology sees it."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLineEdit

from briefing.core.library import open_folder
from briefing.core.starter import Places
from briefing.gui.fonts import load_fonts
from briefing.gui.print_window import PrintWindow
from briefing.gui.program import Program
from briefing.gui.session import Session
from briefing.gui.tools import Tools

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NAMED = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.ComboBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.RadioButton,
    QAccessible.Role.Slider,
    QAccessible.Role.Tree,
    QAccessible.Role.MenuItem,
}
LEAST_TARGET = 24


@pytest.fixture
def window(qapp, qtbot, starter, tmp_path):
    load_fonts()
    library = shutil.copytree(starter, tmp_path / "cards")
    places = Places(tmp_path, tmp_path, tmp_path, starter)
    session = Session(tmp_path / "session.ini")
    program = Program(qapp, places, session, Tools())
    qtbot.addWidget(program.window)
    program.show_library(open_folder(library), "china", "trenin-2010")
    program.window.show()
    program.start()
    program.window.activateWindow()
    qtbot.waitUntil(lambda: program.window.search.is_ready and program.window.isActiveWindow())
    return program.window


def press(qtbot, key, modifiers=Qt.KeyboardModifier.NoModifier):
    """Press a key wherever the focus is, as a keyboard does."""
    qtbot.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), key, modifiers)


def text(window):
    return window.desk.page.toPlainText()


def is_own(interface):
    """Whether a part is ours, not one of Qt's inside another widget."""
    part = interface.object()
    if part is None or part.objectName().startswith("qt_"):
        return False
    return not isinstance(part.parent(), QLineEdit)


def below(interface):
    yield interface
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is not None and child.isValid():
            yield from below(child)


def test_find_a_country_read_both_stops_and_compare(qtbot, window):
    press(qtbot, Qt.Key.Key_L, CTRL)
    qtbot.keyClicks(QApplication.focusWidget(), "geo")
    qtbot.waitUntil(lambda: window.windowTitle().startswith("Georgia"))
    press(qtbot, Qt.Key.Key_BracketLeft, CTRL)
    assert "take Russia’s interests into account" in text(window)
    press(qtbot, Qt.Key.Key_D, CTRL)
    assert "Not addressed in 2004" in text(window)


def test_search_open_a_passage_and_come_back(qtbot, window):
    press(qtbot, Qt.Key.Key_K, CTRL)
    qtbot.keyClicks(QApplication.focusWidget(), "manas")
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    assert "Manas" in text(window)
    press(qtbot, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.windowTitle().startswith("China"))


def test_follow_a_link_with_tab_and_return(qtbot, window):
    window.desk.page.setFocus()
    while not window.desk.page.textCursor().charFormat().anchorHref().startswith("card:"):
        press(qtbot, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is window.desk.page
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.windowTitle().startswith("Russia"))


def test_print_preview_opens_and_closes(qtbot, window):
    press(qtbot, Qt.Key.Key_P, CTRL)
    (shown,) = window.findChildren(PrintWindow)
    qtbot.waitUntil(lambda: bool(shown.pdf))
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()


def test_tab_reaches_every_part_and_comes_round(qtbot, window):
    window.sidebar.field.setFocus()
    reached = set()
    for _ in range(120):
        reached.add(QApplication.focusWidget())
        press(qtbot, Qt.Key.Key_Tab)
    wanted = {
        window.sidebar.field,
        window.sidebar.cards,
        window.desk.timeline,
        window.desk.compare_button,
        window.desk.page,
    }
    assert wanted <= reached


def test_everything_that_can_be_used_has_a_name(window):
    nameless = [
        (found.role(), found.object())
        for found in below(QAccessible.queryAccessibleInterface(window))
        if found.role() in NAMED
        and not found.state().invisible
        and not found.text(QAccessible.Text.Name)
        and is_own(found)
    ]
    assert nameless == []


def test_targets_are_large_enough_to_hit(window):
    small = [
        (found.text(QAccessible.Text.Name), found.rect().size())
        for found in below(QAccessible.queryAccessibleInterface(window))
        if found.role() in (QAccessible.Role.Button, QAccessible.Role.CheckBox)
        and not found.state().invisible
        and min(found.rect().width(), found.rect().height()) < LEAST_TARGET
        and is_own(found)
    ]
    assert small == []


def test_slider_speaks_the_date(window):
    spoken = QAccessible.queryAccessibleInterface(window.desk.timeline)
    assert spoken.role() == QAccessible.Role.Slider
    assert "2010, edition 2 of 2" in spoken.text(QAccessible.Text.Description)


def test_rows_of_the_list_say_their_editions(window):
    spoken = QAccessible.queryAccessibleInterface(window.sidebar.cards)
    said = [one.text(QAccessible.Text.Name) for one in below(spoken)]
    assert "Japan, editions: February 2004; none in 2010" in said
