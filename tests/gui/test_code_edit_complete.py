"""The list of completions: when it opens, which keys it takes, and what a choice puts in."""

from threading import Event

import pytest
from code_samples import has, picture
from PySide6.QtCore import QPoint, Qt

from briefing.core.completion import Completion, Completions
from briefing.gui.code_edit import CodeEdit
from briefing.gui.tokens import DARK, LIGHT

KEY, WITH = Qt.Key, Qt.KeyboardModifier
KINDS = ("fact", "assessment", "forecast", "warning")


class Asked:
    """Completes the word before the caret, and counts how often it was asked to."""

    def __init__(self):
        self.times = 0
        self.free = False

    def __call__(self, text, caret):
        self.times += 1
        start = caret
        while start and (text[start - 1].isalnum() or text[start - 1] in "_-"):
            start -= 1
        typed = text[start:caret]
        found = [kind for kind in KINDS if kind.startswith(typed)]
        return Completions(
            start, caret, tuple(Completion(k, k, f"About {k}.") for k in found), self.free
        )


@pytest.fixture
def asked():
    return Asked()


@pytest.fixture
def edit(qtbot, fonts, asked):
    edit = CodeEdit()
    qtbot.addWidget(edit)
    edit.resize(620, 400)
    edit.set_completer(asked)
    edit.show()
    edit.setFocus()
    return edit


def popup(edit):
    return edit._completer.popup


def labels(edit):
    model = popup(edit).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def ask(qtbot, edit, text):
    edit.set_text(text.replace("|", ""))
    edit.go_to(text.index("|"))
    qtbot.keyClick(edit, KEY.Key_Space, WITH.ControlModifier)


def test_ctrl_space_lists_what_can_stand_at_the_caret(edit, qtbot):
    ask(qtbot, edit, "kind: |")
    assert edit.is_completing
    assert labels(edit) == list(KINDS)
    assert edit.text() == "kind: "
    assert popup(edit).geometry().top() > edit.mapToGlobal(QPoint(0, 0)).y()


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Enter, KEY.Key_Tab])
def test_a_choice_takes_the_place_of_the_word_in_one_step(edit, qtbot, key):
    ask(qtbot, edit, "- 😀 kind: f|\nnext: 1")
    qtbot.keyClick(edit, KEY.Key_Down)
    qtbot.keyClick(edit, key)
    assert edit.text() == "- 😀 kind: forecast\nnext: 1"
    assert edit.caret() == len("- 😀 kind: forecast")
    assert not edit.is_completing
    qtbot.keyClick(edit, KEY.Key_Z, WITH.ControlModifier)
    assert edit.text() == "- 😀 kind: f\nnext: 1"


def test_the_keys_of_the_list_go_round_and_by_pages(edit, qtbot):
    ask(qtbot, edit, "kind: |")
    rows = []
    for key in ("Up", "Down", "PageDown", "PageUp"):
        qtbot.keyClick(edit, getattr(KEY, f"Key_{key}"))
        rows.append(popup(edit).row)
    assert rows == [3, 0, 3, 0]
    assert edit.caret() == len("kind: ")


def test_esc_closes_the_list_and_nothing_else(edit, qtbot):
    ask(qtbot, edit, "kind: |")
    qtbot.keyClick(edit, KEY.Key_Escape)
    assert not edit.is_completing
    assert edit.text() == "kind: "


def test_while_closed_it_takes_no_key(edit, qtbot):
    ask(qtbot, edit, "a\nkind: |")
    qtbot.keyClick(edit, KEY.Key_Escape)
    qtbot.keyClick(edit, KEY.Key_Up)
    assert edit.textCursor().blockNumber() == 0
    qtbot.keyClick(edit, KEY.Key_Return)
    qtbot.keyClick(edit, KEY.Key_Tab)
    assert edit.text() == "a\n  \nkind: "


def test_it_opens_while_a_word_is_typed_and_follows(edit, qtbot):
    edit.set_text("kind: ")
    edit.go_to(6)
    qtbot.keyClicks(edit, "f")
    assert not edit.is_completing
    qtbot.waitUntil(lambda: edit.is_completing)
    assert labels(edit) == ["fact", "forecast"]
    qtbot.keyClicks(edit, "o")
    qtbot.waitUntil(lambda: labels(edit) == ["forecast"])
    qtbot.keyClick(edit, KEY.Key_Backspace)
    qtbot.waitUntil(lambda: labels(edit) == ["fact", "forecast"])
    qtbot.keyClicks(edit, "ox")
    qtbot.waitUntil(lambda: not edit.is_completing)
    assert edit.text() == "kind: fox"


def test_a_choice_right_after_a_key_is_of_what_is_typed_by_then(edit, qtbot):
    ask(qtbot, edit, "kind: f|")
    qtbot.keyClicks(edit, "o")
    qtbot.keyClick(edit, KEY.Key_Return)
    assert edit.text() == "kind: forecast"
    ask(qtbot, edit, "kind: f|")
    qtbot.keyClicks(edit, "x")
    qtbot.keyClick(edit, KEY.Key_Return)
    assert edit.text() == "kind: fx\n"


def test_enter_puts_in_no_topic_that_was_not_chosen(edit, qtbot, asked):
    asked.free = True
    ask(qtbot, edit, "topic: f|")
    qtbot.keyClick(edit, KEY.Key_Return)
    assert edit.text() == "topic: f\n"
    ask(qtbot, edit, "topic: f|")
    qtbot.keyClick(edit, KEY.Key_Down)
    qtbot.keyClick(edit, KEY.Key_Return)
    assert edit.text() == "topic: fact"
    ask(qtbot, edit, "topic: f|")
    qtbot.keyClick(edit, KEY.Key_Up)
    qtbot.keyClick(edit, KEY.Key_Return)
    assert edit.text() == "topic: forecast"
    ask(qtbot, edit, "topic: f|")
    qtbot.keyClick(edit, KEY.Key_Tab)
    assert edit.text() == "topic: fact"


def test_enter_leaves_a_word_alone_that_is_typed_in_full(edit, qtbot, monkeypatch):
    monkeypatch.setattr(Asked, "__call__", _change_or_changed)
    ask(qtbot, edit, "- change|")
    assert edit.is_completing
    qtbot.keyClick(edit, KEY.Key_Return)
    assert edit.text() == "- change\n- "
    ask(qtbot, edit, "- chang|")
    qtbot.keyClick(edit, KEY.Key_Return)
    assert edit.text() == "- change: "


def _change_or_changed(_self, text, caret):
    found = (Completion(f"{key}: ", key, "") for key in ("change", "changed"))
    return Completions(text.index("c"), caret, tuple(found))


def test_a_word_that_is_all_there_opens_no_list(edit, qtbot):
    ask(qtbot, edit, "kind: fact|")
    assert not edit.is_completing
    ask(qtbot, edit, "kind: z|")
    assert not edit.is_completing


@pytest.mark.parametrize("text", ["# |", "text: >-\n  a |", "kind: fact # a|"])
def test_in_comments_and_texts_it_opens_only_when_asked(edit, qtbot, asked, text):
    edit.set_text(text.replace("|", ""))
    edit.go_to(text.index("|"))
    with qtbot.waitSignal(edit.settled):
        qtbot.keyClicks(edit, "f")
    assert asked.times == 0
    qtbot.keyClick(edit, KEY.Key_Space, WITH.ControlModifier)
    assert asked.times == 1


def test_it_closes_when_the_caret_goes_elsewhere_or_the_view_loses_the_focus(edit, qtbot):
    ask(qtbot, edit, "a\nkind: f|")
    qtbot.keyClick(edit, KEY.Key_Left)
    assert not edit.is_completing
    ask(qtbot, edit, "a\nkind: f|")
    edit.go_to(0)
    assert not edit.is_completing
    ask(qtbot, edit, "a\nkind: f|")
    edit.clearFocus()
    assert not edit.is_completing
    edit.setFocus()
    ask(qtbot, edit, "a\nkind: f|")
    edit.hide()
    assert not edit.is_completing


def test_nothing_is_offered_for_a_text_that_may_not_be_changed(edit, qtbot, asked):
    edit.setReadOnly(True)
    ask(qtbot, edit, "kind: |")
    assert asked.times == 0


def test_a_row_can_be_clicked(edit, qtbot):
    ask(qtbot, edit, "kind: |")
    row = popup(edit).visualRect(popup(edit).model().index(1, 0))
    qtbot.mouseClick(popup(edit).viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert edit.text() == "kind: assessment"


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_list_shows_labels_and_what_they_are(edit, qtbot, tokens):
    edit.set_tokens(tokens)
    ask(qtbot, edit, "kind: |")
    image = picture(popup(edit))
    rows = [popup(edit).visualRect(popup(edit).model().index(n, 0)) for n in (0, 1)]
    assert has(image, rows[0].translated(1, 1), tokens.accent_soft)
    assert not has(image, rows[1].translated(1, 1), tokens.accent_soft)
    assert has(image, rows[1].translated(1, 1), tokens.ink)
    assert has(image, rows[1].translated(1, 1), tokens.muted)
    index = popup(edit).model().index(1, 0)
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "About assessment."


def test_the_list_opens_above_where_there_is_no_room_below(edit, qtbot):
    screen = edit.screen().availableGeometry()
    edit.move(screen.left(), screen.bottom() - 60)
    ask(qtbot, edit, "kind: |")
    caret = edit.viewport().mapToGlobal(edit.cursorRect().topLeft())
    assert popup(edit).geometry().bottom() < caret.y()
    assert screen.contains(popup(edit).geometry())


def test_in_a_long_text_keys_do_not_wait_for_what_could_stand_there(edit, qtbot, asked):
    came, go_on = Event(), Event()

    def slowly(text, caret):
        came.set()
        assert go_on.wait(10)
        return asked(text, caret)

    edit.set_completer(slowly)
    edit.set_text("# as long as a book\n" * 6000 + "kind: ")
    edit.go_to(len(edit.text()))
    qtbot.keyClicks(edit, "as")
    qtbot.waitUntil(came.is_set)
    qtbot.keyClicks(edit, "s")
    assert edit.text().endswith("kind: ass")
    go_on.set()
    qtbot.waitUntil(lambda: edit.is_completing)
    assert labels(edit) == ["assessment"]
    assert asked.times == 2
