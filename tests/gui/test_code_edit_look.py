"""What the editor shows: colours, line numbers, problems at their places, lines that wrap."""

import pytest
from code_samples import CARD, colours, error, has, picture, warning
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip

from briefing.gui.code_edit import CodeEdit
from briefing.gui.theme import palette
from briefing.gui.tokens import DARK, LIGHT

KEY, WITH = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def edit(qtbot, fonts):
    edit = CodeEdit()
    qtbot.addWidget(edit)
    edit.setPalette(palette(LIGHT))
    edit.resize(620, 400)
    edit.show()
    edit.set_text(CARD)
    edit.setFocus()
    return edit


def place(edit, words, start=0):
    """Where words stand in the widget."""
    offset = edit.text().index(words, start)
    first, last = QTextCursor(edit.document()), QTextCursor(edit.document())
    first.setPosition(edit.offset_to_position(offset))
    last.setPosition(edit.offset_to_position(offset + len(words)))
    rect = edit.cursorRect(first).united(edit.cursorRect(last))
    return rect.translated(edit.viewport().pos())


def ink_of(edit, words, start=0):
    """The colour of a format that the words are drawn in, but for the ends of the letters."""
    rect = place(edit, words, start)
    found, ground = colours(picture(edit), rect), QColor(edit._tokens.page)
    names = ("ink", "assessment", "forecast", "fact", "muted")
    inks = {QColor(getattr(edit._tokens, name)).name().upper(): name for name in names}
    known = [(count, inks[ink]) for ink, count in found.items() if ink in inks]
    if known:
        return max(known)[1]
    # In a thin font no stroke has the whole ink; the boldest comes nearest.
    boldest = max(map(QColor, found), key=lambda ink: apart(ink, ground))
    return inks[min(inks, key=lambda ink: apart(boldest, QColor(ink)))]


def apart(one, other):
    """How far two colours are from each other."""
    return sum((a - b) ** 2 for a, b in zip(one.getRgb(), other.getRgb(), strict=True))


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_pieces_of_yaml_have_the_colours_of_the_theme(edit, tokens):
    edit.setPalette(palette(tokens))
    edit.set_tokens(tokens)
    assert ink_of(edit, "editions") == "assessment"
    assert ink_of(edit, "country") == "forecast"
    assert ink_of(edit, "prediction") == "forecast"
    assert ink_of(edit, "talk-2010") == "fact"
    assert ink_of(edit, "10", CARD.index("para")) == "fact"
    assert ink_of(edit, ">-") == "muted"
    assert ink_of(edit, "kind: no key") != "assessment"


def test_colours_below_follow_what_is_typed_above(edit, qtbot):
    edit.go_to(CARD.index("country"))
    qtbot.keyClicks(edit, '"')
    assert ink_of(edit, "points") != "assessment"
    qtbot.keyClick(edit, KEY.Key_Backspace)
    assert ink_of(edit, "points") == "assessment"


def test_the_current_line_is_tinted(edit):
    edit.go_to(CARD.index("Europe"))
    row = place(edit, "Europe")
    beside = QRect(row.right() + 30, row.center().y(), 2, 2)
    assert has(picture(edit), beside, LIGHT.raised)
    edit.go_to(CARD.index("editions"))
    assert not has(picture(edit), beside, LIGHT.raised)


def test_lines_are_numbered_and_the_gutter_grows_with_the_numbers(edit):
    narrow = edit.gutter.width()
    assert LIGHT.muted.upper() in colours(picture(edit.gutter), edit.gutter.rect())
    edit.set_text("x\n" * 10_000)
    assert edit.gutter.width() > narrow
    assert edit.viewport().x() == edit.gutter.width()


def test_a_problem_is_underlined_at_its_place_with_icon_and_number(edit):
    edit.set_problems([error(12, 15), warning(3, 9)])
    image = picture(edit)
    assert has(image, place(edit, "prediction"), LIGHT.error_soft)
    assert has(image, place(edit, "prediction"), LIGHT.error, off=90)  # its wave is soft
    assert not has(image, place(edit, "Fleet"), LIGHT.error_soft)
    assert has(image, place(edit, "Europe"), LIGHT.warning_soft)
    for words, ink in (("prediction", LIGHT.error), ("Europe", LIGHT.warn)):
        row = place(edit, words)
        icon = QRect(0, row.top(), 24, row.height())
        number = QRect(24, row.top(), edit.gutter.width() - 24, row.height())
        assert has(image, icon, ink)
        assert has(image, number, ink)
    edit.set_problems([])
    image = picture(edit)
    assert not has(image, edit.rect(), LIGHT.error)
    assert not has(image, edit.rect(), LIGHT.error_soft)


def test_the_worse_of_two_problems_of_a_line_has_its_icon(edit):
    edit.set_problems([warning(12, 9), error(12, 15)])
    row = place(edit, "prediction")
    image = picture(edit)
    assert has(image, QRect(0, row.top(), 24, row.height()), LIGHT.error)
    assert not has(image, QRect(0, row.top(), 24, row.height()), LIGHT.warn)


@pytest.mark.parametrize(("line", "column"), [(4, 1), (1, 99), (99, 1), (14, 1)])
def test_a_problem_where_nothing_stands_is_seen(edit, line, column):
    edit.set_problems([error(line, column)])
    assert has(picture(edit.viewport()), edit.viewport().rect(), LIGHT.error_soft)
    assert edit.next_problem() is not None


def test_a_problem_is_counted_in_characters(edit, qtbot):
    edit.set_text("name: 😀😀 x\nkind: fact")
    edit.set_problems([error(1, 10), error(2, 1)])
    assert not has(picture(edit), place(edit, "😀"), LIGHT.error_soft)
    assert has(picture(edit), place(edit, "x"), LIGHT.error_soft)
    edit.go_to(0)
    edit.next_problem()
    assert edit.caret() == 9
    edit.set_problems([error(1, 8)])
    edit.next_problem()
    assert edit.caret() == 7


def test_marks_move_with_the_text(edit, qtbot):
    edit.set_problems([error(12, 15)])
    edit.go_to(0)
    qtbot.keyClick(edit, KEY.Key_Return)
    assert has(picture(edit), place(edit, "prediction"), LIGHT.error_soft)
    edit.next_problem()
    assert edit.text()[edit.caret() :].startswith("prediction")


def test_f8_walks_through_the_problems_and_round(edit):
    first, second = error(3, 9), error(12, 15)
    edit.set_problems([second, first])
    assert edit.next_problem() == first
    assert edit.next_problem() == second
    assert edit.next_problem() == first
    assert edit.previous_problem() == second
    assert edit.previous_problem() == first
    edit.set_problems([])
    assert edit.next_problem() is None
    assert edit.previous_problem() is None


def test_a_problem_far_away_comes_into_sight(edit):
    edit.set_text("a: 1\n" * 5000)
    far = error(4000, 4)
    edit.set_problems([far])
    edit.go_to_problem(far)
    assert edit.textCursor().blockNumber() == 3999
    assert edit.viewport().rect().contains(edit.cursorRect())
    edit.set_problems([])
    edit.go_to_problem(error(10, 1))
    assert edit.textCursor().blockNumber() == 9


def test_of_a_thousand_problems_those_out_of_sight_are_not_looked_for(edit, monkeypatch):
    edit.set_text("some: word\n" * 1000)
    looked = []
    pieces = edit.highlighter.pieces
    monkeypatch.setattr(
        edit.highlighter, "pieces", lambda block: looked.append(block) or pieces(block)
    )
    edit.set_problems([error(line, 7) for line in range(1, 1001)])
    assert len(looked) < 100
    edit.textCursor().insertText("first: word\n")
    assert edit.previous_problem() == error(1000, 7)
    assert edit.textCursor().block().text() == "some: word"
    assert (edit.textCursor().blockNumber(), edit.textCursor().positionInBlock()) == (1000, 6)


def test_the_problem_at_the_caret_is_told_once(edit, qtbot):
    told = []
    edit.problem_at_caret.connect(told.append)
    one, two = error(12, 9), error(12, 15)
    edit.set_problems([one, two])
    edit.go_to(CARD.index("prediction") + 3)
    qtbot.keyClick(edit, KEY.Key_Right)
    qtbot.keyClick(edit, KEY.Key_Home)
    edit.go_to(CARD.index("Something"))
    assert told == [two, one, None]
    assert edit.problem_near_caret() is None


def tooltip_at(widget, point):
    event = QHelpEvent(QHelpEvent.Type.ToolTip, point, widget.mapToGlobal(point))
    QApplication.sendEvent(widget, event)
    return QToolTip.text()


def test_a_tooltip_tells_the_problem_in_its_own_words(edit, qtbot):
    edit.set_problems([error(12, 15, "<b>`prediction`</b> is wrong", "did you mean `a<b`?")])
    words = place(edit, "prediction").translated(-edit.viewport().pos())
    says = tooltip_at(edit.viewport(), words.center())
    assert "&lt;b&gt;“prediction”&lt;/b&gt; is wrong" in says
    assert "“a&lt;b”?" in says
    row = QPoint(10, words.center().y())
    assert tooltip_at(edit.gutter, row) == says
    for widget, point in (
        (edit.viewport(), QPoint(500, words.center().y())),
        (edit.gutter, QPoint(10, 5)),
    ):
        tooltip_at(widget, point)
        qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_a_click_on_a_number_goes_to_its_problem(edit, qtbot):
    edit.set_problems([error(12, 15)])
    for words, then in (("prediction", "prediction"), ("points", "    points")):
        row = place(edit, words).center().y()
        qtbot.mouseClick(edit.gutter, Qt.MouseButton.LeftButton, pos=QPoint(40, row))
        assert edit.text()[edit.caret() :].startswith(then)


def test_long_lines_wrap_under_their_indent(edit):
    words = " ".join(["word"] * 60)
    edit.set_text(f"a:\n    - text: {words}\n    b: >-\n      {words}\n")
    for number, under in ((1, "xx"), (3, "")):
        block = edit.document().findBlockByNumber(number)
        edit.blockBoundingRect(block)
        layout = block.layout()
        assert layout.lineCount() > 2
        left = layout.lineAt(1).position().x() - layout.lineAt(0).position().x()
        columns = 6 + len(under)
        letter = QFontMetricsF(edit.font()).horizontalAdvance("0")
        assert left == pytest.approx(columns * letter, abs=1)
        assert layout.lineAt(1).naturalTextRect().right() <= edit.viewport().width()
    edit.set_wrapping(False)
    assert edit.document().findBlockByNumber(1).layout().lineCount() <= 1
    picture(edit)
    assert edit.horizontalScrollBar().maximum() > 0
    edit.set_wrapping(True)
    picture(edit)
    assert edit.horizontalScrollBar().maximum() == 0


def test_lines_that_run_out_to_the_right_are_coloured_as_they_are_typed(edit, qtbot):
    edit.set_wrapping(False)
    edit.set_text("name: X\n")
    edit.go_to(7)
    qtbot.keyClicks(edit, " word" * 40)
    qtbot.keyClick(edit, KEY.Key_Home)
    qtbot.keyClicks(edit, "sur")
    assert ink_of(edit, "surname") == "assessment"
    assert edit.horizontalScrollBar().maximum() > 0


def test_a_line_changes_its_height_as_it_is_typed(edit, qtbot):
    edit.set_text("text: one\nnext: two")
    below = place(edit, "next").top()
    edit.go_to(9)
    qtbot.keyClicks(edit, " word" * 30)
    assert place(edit, "next").top() > below
    edit.undo()
    assert place(edit, "next").top() == below


def test_the_end_of_wrapped_lines_can_be_scrolled_to(edit, qtbot):
    edit.set_text("\n".join("      " + "word " * 50 for _ in range(200)) + "\nlast")
    qtbot.keyClick(edit, KEY.Key_End, WITH.ControlModifier)
    qtbot.waitUntil(lambda: edit.viewport().rect().contains(edit.cursorRect()))
    assert edit.verticalScrollBar().value() == edit.verticalScrollBar().maximum()
    qtbot.keyClick(edit, KEY.Key_Home, WITH.ControlModifier)
    assert edit.verticalScrollBar().value() == 0


def test_a_narrow_view_leaves_room_for_words_beside_a_deep_indent(edit):
    edit.resize(140, 300)
    edit.set_text(" " * 40 + "word " * 10)
    block = edit.document().firstBlock()
    edit.blockBoundingRect(block)
    assert block.layout().lineAt(1).width() >= 20


def test_the_text_and_its_numbers_grow_with_the_zoom(edit):
    row, gutter = place(edit, "country").height(), edit.gutter.width()
    edit.set_zoom(2.0)
    assert place(edit, "country").height() == pytest.approx(2 * row, abs=3)
    assert edit.gutter.width() == pytest.approx(2 * gutter, abs=3)
    assert not edit.document().isUndoAvailable()
    edit.set_zoom(1.0)
    assert place(edit, "country").height() == row


def turn(edit, notches, modifiers):
    centre = QPointF(edit.viewport().rect().center())
    event = QWheelEvent(
        centre,
        edit.mapToGlobal(centre),
        QPoint(),
        QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(edit.viewport(), event)


def test_ctrl_and_the_wheel_ask_for_another_size(edit):
    edit.set_text("x\n" * 100)
    asked = []
    edit.zoom_requested.connect(asked.append)
    for notches in (1, -1, 0.5, 0.5):
        turn(edit, notches, WITH.ControlModifier)
    assert asked == [1, -1, 1]
    assert edit.verticalScrollBar().value() == 0
    turn(edit, -1, WITH.NoModifier)
    assert edit.verticalScrollBar().value() > 0
    assert asked == [1, -1, 1]


def test_the_editor_has_a_name_for_a_screen_reader(edit):
    assert edit.accessibleName() == "Text of the card"
