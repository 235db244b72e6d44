"""The editor without a mouse: from part to part with F6, and what the bars and menus say meanwhile."""

from __future__ import annotations

import pytest
from editing_hands import settle, type_at
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from briefing.core.carets import anchor_at

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key
_PARTS = (QPushButton, QToolButton, QLineEdit, QComboBox)


@pytest.fixture
def editor(window):
    return window.views.editor


def path_of(qtbot, window, count, modifier=Qt.KeyboardModifier.NoModifier):
    """What has the keyboard after each press of F6."""
    found = []
    for _ in range(count):
        qtbot.keyClick(window, Key.Key_F6, modifier)
        found.append(QApplication.focusWidget())
    return found


def test_f6_goes_round_the_parts_in_sight(qtbot, window, editor, pane):
    type_at(qtbot, pane, "kind: country", "x")
    settle(qtbot, pane)
    inside = [pane.problems.rows, pane.preview.page, editor.bar.save, pane.code]
    assert path_of(qtbot, window, 4) == inside
    assert path_of(qtbot, window, 4, SHIFT) == [*inside[2::-1], pane.code]


def test_f6_leaves_out_what_is_not_there(qtbot, window, editor, pane):
    assert path_of(qtbot, window, 3) == [pane.preview.page, editor.bar.done, pane.code]


def test_enter_in_the_problem_list_goes_back_to_the_text(qtbot, window, pane):
    type_at(qtbot, pane, "kind: country", "x")
    settle(qtbot, pane)
    pane.code.go_to(0)
    (rows,) = path_of(qtbot, window, 1)
    qtbot.keyClick(rows, Key.Key_Return)
    assert pane.code.hasFocus()
    assert pane.code.text()[: pane.code.caret()].endswith("kind: ")


def test_the_source_takes_the_keyboard_in_the_place_of_the_preview(qtbot, window, pane):
    window.actions_by_id["source"].trigger()
    (found,) = path_of(qtbot, window, 1)
    assert found in pane.source.takers


@pytest.mark.parametrize(
    "words", ["topic: Relations with Moscow", "- actor:", "quotes:\n      - text:"]
)
def test_the_preview_shows_the_statement_at_the_caret_and_nothing_above_it(
    qtbot, window, pane, words
):
    window.resize(960, 640)
    page = pane.preview.page
    for start in (len(pane.code.text()), 0):
        page.verticalScrollBar().setValue(0 if start else page.verticalScrollBar().maximum())
        pane.code.go_to(start)
        pane.code.go_to(pane.code.text().rindex(words) + len(words))
        _, anchor = anchor_at(pane.proof.checked.outline, pane.code.caret())
        rect = page.cursorRect(page.cursor_at(anchor))
        assert rect.top() >= 12
        # No line is cut at the upper edge.
        line = page.cursorRect(page.cursorForPosition(QPoint(page.width() // 2, 2)))
        assert line.top() >= 0 or line.bottom() <= 2
        assert rect.top() + 4 * rect.height() <= page.viewport().height()


def enabled(window):
    return [name for name in ("undo", "redo", "save") if window.actions_by_id[name].isEnabled()]


def test_undo_redo_and_save_are_there_when_there_is_something_to_do(qtbot, window, pane):
    assert enabled(window) == []
    type_at(qtbot, pane, "name: Georgia", "n")
    assert enabled(window) == ["undo", "save"]
    window.actions_by_id["undo"].trigger()
    assert enabled(window) == ["redo"]
    window.actions_by_id["redo"].trigger()
    window.actions_by_id["save"].trigger()
    qtbot.waitUntil(lambda: enabled(window) == ["undo"])
    window.actions_by_id["edit-library"].trigger()
    assert enabled(window) == []
    window.actions_by_id["edit"].trigger()
    assert enabled(window) == []


def test_the_status_bar_tells_of_the_file_that_is_edited(qtbot, window, pane):
    state = window.status.findChild(QPushButton, "status-state")
    assert state.text() == "No problems"
    type_at(qtbot, pane, "kind: country", "x")
    settle(qtbot, pane)
    assert state.text() == "1 error in georgia.yaml"
    pane.code.go_to(0)
    qtbot.mouseClick(state, Qt.MouseButton.LeftButton)
    assert window.views.is_editing
    assert pane.code.text()[: pane.code.caret()].endswith("kind: ")
    qtbot.keyClick(window, Key.Key_E, CTRL)
    assert state.text() == "All cards valid"


@pytest.fixture
def narrow(program, window, pane):
    """Text so large that there is no room for two halves."""
    window.resize(960, 640)
    for _ in range(5):
        program._step_zoom(1)
    yield pane
    program._step_zoom(0)


class TestWithLittleRoom:
    def test_one_half_is_shown_at_a_time(self, qtbot, window, narrow):
        text, preview, _ = narrow._halves.switch.buttons
        assert narrow.code.isVisible()
        assert not narrow.preview.page.isVisible()
        qtbot.mouseClick(preview, Qt.MouseButton.LeftButton)
        assert narrow.preview.page.isVisible()
        assert not narrow.code.isVisible()
        narrow.preview.statement_chosen.emit("bottom-0")
        assert text.isChecked()
        assert narrow.code.hasFocus()

    def test_keys_of_the_text_bring_it_back(self, qtbot, window, narrow):
        for key in (Key.Key_F, Key.Key_H):
            window.actions_by_id["source"].trigger()
            assert narrow.source.isVisible()
            qtbot.keyClick(window, key, CTRL)
            assert narrow.replace_bar.field.hasFocus()
            narrow.replace_bar.close_bar()
        window.actions_by_id["source"].trigger()
        window.actions_by_id["source"].trigger()
        assert narrow.code.hasFocus()

    def test_the_switch_is_reached_with_f6(self, qtbot, window, narrow):
        (first,) = path_of(qtbot, window, 1)
        assert first is narrow._halves.switch.buttons[0]

    def test_room_given_back_shows_both(self, program, window, narrow):
        program._step_zoom(0)
        assert narrow.code.isVisible()
        assert narrow.preview.page.isVisible()
        assert not narrow._halves.switch.isVisible()

    def test_nothing_is_cut(self, qtbot, window, editor, narrow):
        type_at(qtbot, narrow, "kind: country", "x")
        settle(qtbot, narrow)
        window.actions_by_id["replace"].trigger()
        editor.changes.announce_change("georgia.yaml")
        QApplication.processEvents()
        for part in window.findChildren(QWidget):
            if part.isVisible() and isinstance(part, _PARTS) and part.window() is window:
                least = part.minimumSizeHint()
                assert part.width() >= least.width(), part
                assert part.height() >= part.fontMetrics().height(), part
                assert window.rect().contains(QRect(part.mapTo(window, QPoint()), part.size()))
