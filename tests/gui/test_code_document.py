import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextDocumentLayout

from briefing.core.edits import Edit, applied
from briefing.gui.code_document import CodeDocument, first_units
from briefing.gui.code_text import CodeText

# With what Qt would take for a line end, what it would take for a space, and what it counts twice.
TEXTS = st.text(
    st.sampled_from("ab \n\u00a0\u2028\u2029\r\ufdd0\ufdd1\ufdd2\ufdef’é😀🇺"), max_size=30
)
PLAIN = st.text(st.sampled_from("ab \n\u00a0\u2028’😀🇺"), max_size=8)


def document_with_layout():
    document = CodeDocument()
    document.setDocumentLayout(QPlainTextDocumentLayout(document))  # without, Qt tells no change
    return document


def utf16(text):
    return len(text.encode("utf-16-le")) // 2


def holds(document, text):
    assert document.text() == text
    for offset in range(len(text) + 1):
        position = utf16(text[:offset])
        assert document.position_of(offset) == position
        assert document.offset_of(position) == offset


@given(TEXTS, TEXTS)
def test_a_text_comes_back_to_the_letter(qapp, first, second):
    document = document_with_layout()
    for text in (first, second):
        document.set_text(text)
        holds(document, text)


@given(PLAIN, st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), PLAIN), max_size=5))
def test_offsets_and_positions_follow_every_change_and_its_undoing(qapp, text, changes):
    document = document_with_layout()
    document.set_text(text)
    texts = [text]
    for drawn, length, put in changes:
        start = min(drawn, len(text))
        end = min(start + length, len(text))
        with document.one_step() as cursor:
            cursor.setPosition(utf16(text[:start]))
            cursor.setPosition(utf16(text[:end]), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(document.as_stored(put))
        text = applied(text, [Edit(start, end, put)])
        texts.append(text)
        holds(document, text)
    while document.isUndoAvailable():
        document.undo()
        assert document.text() in texts
        holds(document, document.text())
    assert document.text() == texts[0]


def test_the_middle_of_a_character_belongs_to_its_beginning(qapp):
    document = document_with_layout()
    document.set_text("a😀b")
    assert document.offset_of(2) == 1


def test_the_beginning_of_a_line_is_cut_as_qt_counts(qapp):
    assert [first_units("a😀b", n) for n in (0, 1, 3, 4)] == ["", "a", "a😀", "a😀b"]
    assert first_units("é", 1) == "é"


def text_field():
    content = CodeDocument()
    return CodeText(content, QPlainTextDocumentLayout(content))


EDITS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3), PLAIN), max_size=4)


@given(TEXTS, EDITS)
def test_edits_do_to_the_text_what_they_do_to_a_string(qapp, text, drawn):
    edits, at = [], 0
    for gap, length, put in drawn:
        start = min(at + gap, len(text))
        at = min(start + length, len(text))
        edits.append(Edit(start, at, put))
    field = text_field()
    field.set_text(text)
    field.apply(reversed(edits))
    assert field.text() == applied(text, edits)
    field.undo()
    assert field.text() == text
    assert not field.content.isUndoAvailable()


def test_edits_that_overlap_change_nothing(qapp):
    field = text_field()
    field.set_text("abc")
    with pytest.raises(ValueError, match="overlap"):
        field.apply([Edit(0, 2, "x"), Edit(1, 3, "y")])
    assert field.text() == "abc"
    assert not field.content.isModified()
