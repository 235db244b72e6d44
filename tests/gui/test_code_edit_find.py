"""Finding and replacing in the editor, by the keys and the bar under it."""

import pytest
from code_samples import has, picture
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QTextCursor
from PySide6.QtWidgets import QPlainTextDocumentLayout, QVBoxLayout, QWidget

from briefing.gui.code_document import CodeDocument
from briefing.gui.code_edit import CodeEdit
from briefing.gui.code_find import PatternError, Query, replacements, spans
from briefing.gui.replace_bar import ReplaceBar
from briefing.gui.theme import palette
from briefing.gui.tokens import DARK, LIGHT

KEY, WITH = Qt.Key, Qt.KeyboardModifier
CTRL, SHIFT = WITH.ControlModifier, WITH.ShiftModifier
TEXT = "kind: fact\n# 😀 Kinds of a kind\nunkind: kind\n"


@pytest.fixture
def window(qtbot, fonts):
    window = QWidget()
    qtbot.addWidget(window)
    edit = CodeEdit()
    bar = ReplaceBar(edit)
    column = QVBoxLayout(window)
    column.addWidget(edit)
    column.addWidget(bar)
    edit.setPalette(palette(LIGHT))
    window.resize(620, 400)
    window.show()
    edit.set_text(TEXT)
    edit.setFocus()
    return window


@pytest.fixture
def edit(window):
    return window.findChild(CodeEdit)


@pytest.fixture
def bar(window):
    return window.findChild(ReplaceBar)


def find(qtbot, edit, bar, words):
    qtbot.keyClick(edit, KEY.Key_F, CTRL)
    qtbot.keyClicks(bar.field, words)


def test_ctrl_f_finds_what_is_typed_and_counts(edit, bar, qtbot):
    assert not bar.isVisible()
    find(qtbot, edit, bar, "kind")
    assert bar.field.hasFocus()
    assert not bar.replacement.isVisible()
    assert bar.count.text() == "1 of 5"
    assert edit.selection() == (0, 4)
    qtbot.keyClicks(bar.field, "s")
    assert bar.count.text() == "1 of 1"
    assert edit.selected_text() == "Kinds"
    qtbot.keyClicks(bar.field, "x")
    assert bar.count.text() == "No hits"
    bar.field.clear()
    assert bar.count.text() == ""


def test_enter_and_f3_go_on_and_back_and_round(edit, bar, qtbot):
    find(qtbot, edit, bar, "kind")
    said = []
    for widget, key, modifiers in (
        (bar.field, KEY.Key_Return, WITH.NoModifier),
        (bar.field, KEY.Key_Return, SHIFT),
        (edit, KEY.Key_F3, SHIFT),
        (edit, KEY.Key_F3, WITH.NoModifier),
        (bar.field, KEY.Key_F3, WITH.NoModifier),
    ):
        qtbot.keyClick(widget, key, modifiers)
        said.append((bar.count.text(), edit.selected_text()))
    assert said == [
        ("2 of 5", "Kind"),
        ("1 of 5", "kind"),
        ("5 of 5", "kind"),
        ("1 of 5", "kind"),
        ("2 of 5", "Kind"),
    ]
    bar.next.click()
    bar.previous.click()
    assert bar.count.text() == "2 of 5"


def test_f3_goes_on_while_the_bar_is_closed(edit, bar, qtbot):
    find(qtbot, edit, bar, "kind")
    qtbot.keyClick(bar.field, KEY.Key_Escape)
    edit.go_to(2)
    qtbot.keyClick(edit, KEY.Key_F3)
    assert not bar.isVisible()
    assert edit.selection() == (15, 19)
    qtbot.keyClick(edit, KEY.Key_F3, SHIFT)
    assert edit.selection() == (0, 4)
    bar.field.clear()
    qtbot.keyClick(edit, KEY.Key_F3)
    assert bar.isVisible()


def test_case_whole_words_and_patterns_narrow_down(edit, bar, qtbot):
    find(qtbot, edit, bar, "kind")
    bar.case.click()
    assert bar.count.text() == "1 of 4"
    bar.words.click()
    assert bar.count.text() == "1 of 3"
    bar.case.click()
    bar.words.click()
    bar.pattern.click()
    bar.field.setText("^k|d$")
    assert bar.count.text() == "1 of 3"
    bar.field.setText("kind(s")
    assert bar.count.text() == "Not a pattern"
    assert "parenthes" in bar.count.toolTip()
    bar.field.setText("kinds?")
    assert bar.count.text() == "1 of 5"
    assert bar.count.toolTip() == ""


def test_what_is_selected_is_looked_for(edit, bar, qtbot):
    edit.select(TEXT.index("fact"), TEXT.index("fact") + 4)
    qtbot.keyClick(edit, KEY.Key_F, CTRL)
    assert bar.field.text() == "fact"
    assert bar.field.selectedText() == "fact"
    assert bar.count.text() == "1 of 1"
    edit.setFocus()
    edit.select(0, TEXT.index("😀"))
    qtbot.keyClick(edit, KEY.Key_F, CTRL)
    assert bar.field.text() == "fact"


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_all_hits_in_sight_are_tinted_until_the_bar_closes(edit, bar, qtbot, tokens):
    edit.setPalette(palette(tokens))
    edit.set_tokens(tokens)
    bar.set_look(tokens, 1.0)
    find(qtbot, edit, bar, "kind")
    last = QTextCursor(edit.document())
    last.setPosition(edit.offset_to_position(TEXT.rindex("kind")))
    rect = edit.cursorRect(last).adjusted(0, 0, 8, 0)
    assert has(picture(edit.viewport()), rect, tokens.hl)
    qtbot.keyClick(bar.field, KEY.Key_Escape)
    assert not bar.isVisible()
    assert edit.hasFocus()
    assert not has(picture(edit.viewport()), rect, tokens.hl)


def test_hits_follow_what_is_typed_and_what_is_scrolled_to(edit, bar, qtbot):
    edit.set_text("a\n" * 300 + "word here\n" + "a\n" * 300)
    find(qtbot, edit, bar, "word")
    assert edit.viewport().rect().contains(edit.cursorRect())
    edit.setFocus()
    qtbot.keyClick(edit, KEY.Key_Home)
    qtbot.keyClicks(edit, "word ")
    assert bar.count.text() == "2 found"
    find(qtbot, edit, bar, "here")
    assert bar.count.text() == "1 of 1"
    edit.verticalScrollBar().setValue(0)
    edit.verticalScrollBar().setValue(300)
    assert any(
        mark.cursor.selectedText() == "here" and mark.format.background() == LIGHT.hl
        for mark in edit.extraSelections()
    )


def test_in_a_big_text_hits_come_back_once_nothing_more_is_typed(edit, bar, qtbot):
    edit.set_text("word\n" * 50_000)
    find(qtbot, edit, bar, "word")
    assert bar.count.text() == "1 of 50,000"
    edit.setFocus()
    with qtbot.waitSignal(edit.settled):
        qtbot.keyClicks(edit, "x")
    assert bar.count.text() == "49,999 found"


def test_ctrl_h_replaces_one_after_the_other(edit, bar, qtbot):
    find(qtbot, edit, bar, "kind")
    bar.words.click()
    qtbot.keyClick(edit, KEY.Key_H, CTRL)
    assert bar.replacement.hasFocus()
    qtbot.keyClicks(bar.replacement, "kind of")
    qtbot.keyClick(bar.replacement, KEY.Key_Return)
    assert edit.text() == TEXT.replace("kind:", "kind of:", 1)
    assert bar.count.text() == "2 of 3"
    bar.replace_one.click()
    assert edit.text().count("kind of") == 2
    edit.setFocus()
    qtbot.keyClick(edit, KEY.Key_Z, CTRL)
    assert edit.text().count("kind of") == 1


def test_without_a_selected_hit_replacing_only_goes_to_one(edit, bar, qtbot):
    find(qtbot, edit, bar, "fact")
    edit.go_to(0)
    bar.finder.replace("x")
    assert edit.text() == TEXT
    assert edit.selected_text() == "fact"


def test_all_are_replaced_in_one_step(edit, bar, qtbot):
    find(qtbot, edit, bar, "kind")
    qtbot.keyClick(bar.field, KEY.Key_H, CTRL)
    bar.replacement.setText("sort")
    with qtbot.waitSignal(edit.settled):
        bar.replace_every.click()
    assert edit.text() == "sort: fact\n# 😀 sorts of a sort\nunsort: sort\n"
    assert bar.count.text() == "5 replaced"
    qtbot.keyClick(bar.field, KEY.Key_X)
    assert bar.count.text() == "No hits"
    edit.undo()
    assert edit.text() == TEXT
    assert not edit.document().isUndoAvailable()


def test_thousands_are_replaced_in_one_step(edit, bar):
    edit.set_text("word 😀\n" * 3000)
    bar.finder.look_for(Query("word"))
    assert bar.finder.replace_all("x") == 3000
    assert edit.text() == "x 😀\n" * 3000
    edit.undo()
    assert edit.text() == "word 😀\n" * 3000
    bar.finder.look_for(Query("none"))
    assert bar.finder.replace_all("x") == 0


def test_a_text_that_may_not_be_changed_is_only_searched(edit, bar, qtbot):
    edit.setReadOnly(True)
    qtbot.keyClick(edit, KEY.Key_H, CTRL)
    assert bar.isVisible()
    assert not bar.replacement.isVisible()
    qtbot.keyClicks(bar.field, "fact")
    assert bar.count.text() == "1 of 1"
    assert not bar.replace_every.isEnabled()


def test_esc_is_left_to_the_list_of_completions_and_to_the_window(edit, bar, qtbot, window):
    find(qtbot, edit, bar, "kind")
    edit.setFocus()
    edit._completer.popup.show()
    qtbot.keyClick(edit, KEY.Key_Escape)
    assert bar.isVisible()
    qtbot.keyClick(edit, KEY.Key_Escape)
    assert not bar.isVisible()


def test_keys_of_the_editor_come_before_the_windows_and_others_do_not(edit, bar, qtbot, window):
    asked = []
    for keys in ("Ctrl+F", "F3", "Ctrl+/", "Alt+Up", "Ctrl+.", "Ctrl+D", "F8"):
        action = QAction(keys, window, shortcut=QKeySequence(keys))
        action.triggered.connect(lambda _checked=False, keys=keys: asked.append(keys))
        window.addAction(action)
    edit.go_to(12)
    window.activateWindow()
    qtbot.waitUntil(edit.hasFocus)
    for key, modifiers in (
        (KEY.Key_Slash, CTRL),
        (KEY.Key_Up, WITH.AltModifier),
        (KEY.Key_Period, CTRL),
        (KEY.Key_D, CTRL),
        (KEY.Key_F8, WITH.NoModifier),
        (KEY.Key_F, CTRL),
    ):
        qtbot.keyClick(edit, key, modifiers)
    assert asked == ["Ctrl+D", "F8"]
    assert bar.isVisible()
    assert edit.text().startswith("😀 Kinds of a kind\nkind: fact\n")


def document_of(text):
    document = CodeDocument()
    document.setDocumentLayout(QPlainTextDocumentLayout(document))
    document.set_text(text)
    return document


@given(
    st.text(st.sampled_from("abB 😀\n"), max_size=40),
    st.text(st.sampled_from("abB 😀"), min_size=1, max_size=3),
    st.booleans(),
)
def test_hits_are_where_the_words_stand(qapp, text, wanted, case):
    document = document_of(text)
    found = spans(document, Query(wanted, case=case))
    known, wanted = (text, wanted) if case else (text.lower(), wanted.lower())
    assert len(found) == known.count(wanted)
    for start, end in found:
        here = slice(document.offset_of(start), document.offset_of(end))
        assert known[here] == wanted
    # A pattern that says the same finds the same.
    assert spans(document, Query(wanted, case=case, pattern=True)) == found or not case


def test_groups_of_a_pattern_stand_in_what_replaces_it(qapp):
    document = document_of("para: 3\n😀 para: 14")
    query = Query(r"(\w+): (\d+)", pattern=True)
    assert [new for _, new in replacements(document, query, r"\1:\t[\2]\n\0\\\x\7")] == [
        "para:\t[3]\npara: 3\\x",
        "para:\t[14]\npara: 14\\x",
    ]
    assert [new for _, new in replacements(document, Query("para"), r"\1")] == [r"\1", r"\1"]


def test_what_is_no_pattern_is_said_and_empty_hits_are_none(qapp):
    document = document_of("abc\n" * 3)
    with pytest.raises(PatternError, match=r"missing|unmatched"):
        spans(document, Query("a(", pattern=True))
    assert spans(document, Query("x*|^", pattern=True)) == []
    assert spans(document, Query("")) == []
    assert len(spans(document, Query("b|c$", words=True, pattern=True))) == 0


@pytest.mark.timeout(20)
def test_a_pattern_that_would_take_forever_gives_up(qapp):
    document = document_of("a" * 100_000 + "b")
    assert spans(document, Query("(a|aa)+$", pattern=True)) == []
