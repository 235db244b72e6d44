"""Keys that an analyst types, and what the text is then."""

import pytest
from code_samples import CARD
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from briefing.core.edits import Change, Edit
from briefing.gui.code_edit import CodeEdit

KEY, WITH = Qt.Key, Qt.KeyboardModifier
CTRL, SHIFT, ALT = WITH.ControlModifier, WITH.ShiftModifier, WITH.AltModifier


@pytest.fixture
def edit(qtbot, fonts):
    edit = CodeEdit()
    qtbot.addWidget(edit)
    edit.resize(620, 400)
    edit.show()
    edit.setFocus()
    return edit


@pytest.fixture
def keys(qtbot, edit):
    """Press keys one after the other: a text is typed, a key pressed, a pair has modifiers."""

    def press(*presses):
        for one in presses:
            if isinstance(one, str):
                qtbot.keyClicks(edit, one)
            else:
                key, modifiers = one if isinstance(one, tuple) else (one, WITH.NoModifier)
                qtbot.keyClick(edit, key, modifiers)

    return press


def show(edit, text):
    """Show a text with the caret at |, or the selection between two of them."""
    first, *rest = text.split("|")
    edit.set_text(first + "".join(rest))
    start = len(first)
    edit.select(start, start + len(rest[0]) if len(rest) == 2 else start)


def shown(edit):
    """The text with the caret, or either end of the selection, as |."""
    start, end = edit.selection()
    text = edit.text()
    if start == end:
        return f"{text[:start]}|{text[start:]}"
    return f"{text[:start]}|{text[start:end]}|{text[end:]}"


def test_an_edition_is_typed_with_no_space_typed_by_hand(edit, keys):
    enter, back = KEY.Key_Return, KEY.Key_Backspace
    keys("editions:", enter, "- source: talk", enter, "bottom_line: >-", enter, "One", enter)
    keys("two.", enter, back, "points:", enter, "- topic: X", enter, "kind: fact", enter, back)
    keys("- ", enter, back, "steps:")
    assert edit.text() == (
        "editions:\n  - source: talk\n    bottom_line: >-\n      One\n      two.\n    points:\n"
        "      - topic: X\n        kind: fact\n    steps:"
    )


@pytest.mark.parametrize("modifiers", [WITH.NoModifier, SHIFT, WITH.KeypadModifier])
@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Enter])
def test_every_enter_ends_the_line(edit, keys, key, modifiers):
    show(edit, "  a|b")
    keys((key, modifiers))
    assert shown(edit) == "  a\n  |b"


def test_enter_takes_the_place_of_a_selection_in_one_step(edit, keys):
    show(edit, "  - topic: X| and\nmore |Y")
    keys(KEY.Key_Return)
    assert shown(edit) == "  - topic: X\n      |Y"
    keys((KEY.Key_Z, CTRL))
    assert edit.text() == "  - topic: X and\nmore Y"


def test_enter_after_an_emoji_breaks_where_the_caret_is(edit, keys):
    show(edit, "  - name: 😀 a|b")
    keys(KEY.Key_Return)
    assert shown(edit) == "  - name: 😀 a\n      |b"


def test_tab_and_shift_tab_indent_the_line_and_never_type_a_tab(edit, keys):
    show(edit, "a|b")
    keys(KEY.Key_Tab)
    assert shown(edit) == "  a|b"
    keys(KEY.Key_Backtab, KEY.Key_Backtab)
    assert shown(edit) == "a|b"
    show(edit, "|")
    keys(KEY.Key_Tab)
    assert shown(edit) == "  |"


def test_tab_indents_every_selected_line_in_one_step(edit, keys):
    show(edit, "a\n|b\n\n  c\n|d")
    keys(KEY.Key_Tab)
    assert edit.text() == "a\n  b\n\n    c\nd"
    keys((KEY.Key_Backtab, SHIFT), (KEY.Key_Backtab, SHIFT))
    assert edit.text() == "a\nb\n\nc\nd"
    keys((KEY.Key_Z, CTRL), (KEY.Key_Z, CTRL), (KEY.Key_Z, CTRL))
    assert edit.text() == "a\nb\n\n  c\nd"


def test_backspace_goes_back_one_level_in_the_indent_only(edit, keys):
    show(edit, "    |a  b")
    keys(KEY.Key_Backspace)
    assert shown(edit) == "  |a  b"
    show(edit, "a  |b")
    keys(KEY.Key_Backspace)
    assert shown(edit) == "a |b"
    show(edit, "a\n|b")
    keys(KEY.Key_Backspace)
    assert shown(edit) == "a|b"
    show(edit, "|    |a")
    keys(KEY.Key_Backspace)
    assert shown(edit) == "|a"


def test_home_goes_to_the_words_then_to_the_edge_and_selects_with_shift(edit, keys):
    show(edit, "  kind: fa|ct")
    keys(KEY.Key_Home)
    assert shown(edit) == "  |kind: fact"
    keys(KEY.Key_Home)
    assert shown(edit) == "|  kind: fact"
    show(edit, "  kind: fa|ct")
    keys((KEY.Key_Home, SHIFT))
    assert shown(edit) == "  |kind: fa|ct"


@pytest.mark.parametrize("modifiers", [CTRL, CTRL | SHIFT])
def test_ctrl_slash_makes_comments_and_lines_again(edit, keys, modifiers):
    show(edit, "a:\n  |b: 1\n\n    c|: 2")
    keys((KEY.Key_Slash, modifiers))
    assert edit.text() == "a:\n  # b: 1\n\n  #   c: 2"
    keys((KEY.Key_Slash, modifiers))
    assert edit.text() == "a:\n  b: 1\n\n    c: 2"


def test_alt_and_arrows_move_lines_with_the_selection(edit, keys):
    show(edit, "a\n|b\nc|\nd")
    keys((KEY.Key_Up, ALT))
    assert shown(edit) == "|b\nc|\na\nd"
    keys((KEY.Key_Up, ALT))
    assert shown(edit) == "|b\nc|\na\nd"
    keys((KEY.Key_Down, ALT), (KEY.Key_Down, ALT), (KEY.Key_Down, ALT))
    assert shown(edit) == "a\nd\n|b\nc|"
    keys((KEY.Key_Z, CTRL))
    assert edit.text() == "a\nb\nc\nd"


def test_everything_typed_can_be_undone_and_done_again(edit, keys):
    show(edit, "|")
    for number in range(300):
        keys(f"{number}", KEY.Key_Return)
    typed = edit.text()
    while edit.document().isUndoAvailable():
        keys((KEY.Key_Z, CTRL))
    assert edit.text() == ""
    while edit.document().isRedoAvailable():
        keys((KEY.Key_Z, CTRL | SHIFT))
    assert edit.text() == typed


def test_a_change_is_one_step_that_keeps_the_view_and_the_caret(edit, qtbot):
    lines = [f"line: {n}" for n in range(300)]
    edit.set_text("\n".join(lines))
    edit.go_to(edit.text().index("line: 200"))
    top = edit.firstVisibleBlock().text()
    edit.apply([Edit(0, 7, "a\nb\nc"), Edit(8, 12, "LINE"), Edit(2000, 2000, "😀\n")])
    assert edit.text().startswith("a\nb\nc\nLINE: 1\n")
    assert edit.firstVisibleBlock().text() == top
    assert edit.text()[edit.caret() :].startswith("line: 200")
    edit.undo()
    assert edit.text() == "\n".join(lines)
    assert not edit.document().isUndoAvailable()


def test_a_change_selects_what_it_says_and_shows_it(edit):
    edit.set_text("a: 😀\n" * 300)
    edit.apply([Edit(1500, 1500, "topic: here\n")], (1507, 1511))
    assert edit.selected_text() == "here"
    assert edit.viewport().rect().contains(edit.cursorRect())


def test_another_text_cannot_be_undone_and_is_not_modified(edit, keys):
    keys("typed")
    edit.set_text("other")
    keys((KEY.Key_Z, CTRL))
    assert shown(edit) == "|other"
    assert not edit.document().isModified()


def test_copying_and_pasting_keep_every_character(edit, keys):
    text = "a\u00a0b\u2009c\u2028d “é” 😀"
    show(edit, f"|{text}|")
    keys((KEY.Key_C, CTRL), KEY.Key_Right, KEY.Key_Return, (KEY.Key_V, CTRL))
    assert edit.text() == f"{text}\n{text}"


def test_pasted_line_ends_become_line_feeds_and_tabs_stay(edit, keys):
    data = QMimeData()
    data.setText("a\r\n\tb\rc")
    data.setHtml("<b>no</b>")
    QApplication.clipboard().setMimeData(data)
    keys((KEY.Key_V, CTRL))
    assert edit.text() == "a\n\tb\nc"
    keys((KEY.Key_Z, CTRL))
    assert edit.text() == ""


def test_text_is_dropped_where_it_is_dragged_to(edit):
    show(edit, "ab|")
    data = QMimeData()
    data.setText("x\r\ny")
    assert edit.canInsertFromMimeData(data)
    edit.insertFromMimeData(data)
    assert edit.text() == "abx\ny"


def test_letters_can_be_composed(edit, keys, qtbot):
    show(edit, "kind: |# c")
    composing = QInputMethodEvent("´", [])
    QApplication.sendEvent(edit, composing)
    edit.viewport().repaint()
    assert edit.text() == "kind: # c"
    composed = QInputMethodEvent()
    composed.setCommitString("é日本")
    QApplication.sendEvent(edit, composed)
    assert shown(edit) == "kind: é日本|# c"
    keys((KEY.Key_Z, CTRL))
    assert edit.text() == "kind: # c"


def test_a_line_in_hebrew_and_arabic_is_typed_and_walked_through(edit, keys):
    show(edit, "name: |")
    for letter in "ירושלים and القدس!":
        press = QKeyEvent(QEvent.Type.KeyPress, 0, WITH.NoModifier, letter)
        QApplication.sendEvent(edit, press)
    assert edit.text() == "name: ירושלים and القدس!"
    keys(KEY.Key_Home, *[KEY.Key_Right] * 40)
    assert edit.caret() == len(edit.text())


def test_every_change_is_told_and_the_last_one_of_a_run_settles(edit, keys, qtbot):
    edited, settled = [], []
    edit.edited.connect(lambda: edited.append(edit.text()))
    edit.settled.connect(lambda: settled.append(edit.text()))
    with qtbot.waitSignal(edit.settled):
        keys("abc")
    assert edited == ["a", "ab", "abc"]
    assert settled == ["abc"]


def test_the_caret_tells_where_it_is_in_characters(edit, keys):
    show(edit, "😀|a")
    places = []
    edit.caret_moved.connect(places.append)
    keys(KEY.Key_Right, KEY.Key_Home, KEY.Key_Right)
    assert places == [2, 0, 1]


def test_quick_fixes_are_asked_for_offered_and_made(edit, keys, qtbot):
    show(edit, "kind: |predicton")
    with qtbot.waitSignal(edit.fixes_requested):
        keys((KEY.Key_Period, CTRL))
    edit.show_fixes(
        [
            Change("Use “forecast”", (Edit(6, 15, "forecast"),), (6, 14)),
            Change("Cut & run", (Edit(0, 15, ""),)),
        ]
    )
    menu = QApplication.activePopupWidget()
    assert [action.text() for action in menu.actions()] == ["Use “forecast”", "Cut && run"]
    qtbot.keyClick(menu, KEY.Key_Return)
    assert shown(edit) == "kind: |forecast|"
    keys((KEY.Key_Z, CTRL))
    assert edit.text() == "kind: predicton"


def test_without_quick_fixes_no_menu_opens(edit):
    edit.show_fixes([])
    assert QApplication.activePopupWidget() is None


def test_a_text_that_may_not_be_changed_is_read_with_the_keys(edit, keys):
    show(edit, "  a|b")
    edit.setReadOnly(True)
    for key in (KEY.Key_Return, KEY.Key_Tab, KEY.Key_Backspace, (KEY.Key_Slash, CTRL), "x"):
        keys(key)
    edit.setFocus()
    data = QMimeData()
    data.setText("x")
    edit.insertFromMimeData(data)
    assert edit.text() == "  ab"
    keys(KEY.Key_Home)
    assert edit.caret() == 2
    edit.setReadOnly(False)
    keys("x")
    assert edit.text() == "  xab"


def test_keys_of_the_window_are_left_to_it(edit, keys, qtbot):
    show(edit, "a|b")
    for key in (KEY.Key_D, KEY.Key_K, KEY.Key_E, KEY.Key_S):
        keys((key, CTRL))
    keys(KEY.Key_F8)
    assert shown(edit) == "a|b"


def test_a_click_puts_the_caret_under_it_in_a_wrapped_line(edit, qtbot):
    words = " ".join(f"word{n}" for n in range(60))
    edit.set_text(f"editions:\n      - text: {words}")
    target = edit.text().index("word30")
    cursor = edit.textCursor()
    cursor.setPosition(target)
    place = edit.cursorRect(cursor)
    qtbot.mouseClick(edit.viewport(), Qt.MouseButton.LeftButton, pos=place.center() + QPoint(1, 0))
    assert edit.caret() == target
    left = edit.cursorRect().left()
    qtbot.keyClick(edit, KEY.Key_Down)
    assert abs(edit.cursorRect().left() - left) < edit.fontMetrics().horizontalAdvance("0")
    qtbot.keyClick(edit, KEY.Key_Up)
    assert edit.caret() == target


def test_the_whole_text_is_selected_and_replaced_by_what_is_typed(edit, keys):
    edit.set_text(CARD)
    keys((KEY.Key_A, CTRL), "n")
    assert shown(edit) == "n|"
    edit.moveCursor(QTextCursor.MoveOperation.End)
    keys((KEY.Key_Z, CTRL))
    assert edit.text() == CARD
