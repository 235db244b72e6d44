"""A text field that gives back every character as it was, and takes changes as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from briefing.core.edits import Edit, applied
from briefing.core.matching import common_prefix, common_suffix

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QPlainTextDocumentLayout, QWidget

    from briefing.gui.code_document import CodeDocument

_KEEP = QTextCursor.MoveMode.KeepAnchor


class CodeText(QPlainTextEdit):
    """Holds a text. Offsets count characters from 0, positions the UTF-16 units of Qt."""

    def __init__(
        self,
        content: CodeDocument,
        layout: QPlainTextDocumentLayout,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.content = content
        content.setParent(self)
        content.setDocumentLayout(layout)
        self.setDocument(content)

    def caret(self) -> int:
        """The offset of the caret."""
        return self.content.offset_of(self.textCursor().position())

    def selection(self) -> tuple[int, int]:
        """The offsets at which the selection begins and ends; two equal ones are a caret."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        return self.content.offset_of(start), self.content.offset_of(end)

    def selected_text(self) -> str:
        """What is selected, to the letter."""
        return self.content.as_typed(self.textCursor().selectedText())

    def text(self) -> str:
        r"""The text with ``\n`` line ends, to the letter; ``toPlainText`` would change some."""
        return self.content.text()

    def set_text(self, text: str) -> None:
        """Show another text. What was done before can no longer be undone."""
        self.content.set_text(text)
        self.content.setModified(False)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def offset_to_position(self, offset: int) -> int:
        """Where Qt counts the character at ``offset``."""
        return self.content.position_of(offset)

    def position_to_offset(self, position: int) -> int:
        """How many characters stand before a position of Qt's."""
        return self.content.offset_of(position)

    def select(self, start: int, end: int) -> None:
        """Select from one offset to another, the caret at the latter, and bring it into sight."""
        cursor = self.textCursor()
        cursor.setPosition(self._position(start))
        cursor.setPosition(self._position(end), _KEEP)
        self.show_cursor(cursor)

    def go_to(self, offset: int) -> None:
        """Put the caret at an offset, and bring it into sight."""
        self.select(offset, offset)

    def show_cursor(self, cursor: QTextCursor) -> None:
        """Take over a cursor; where that was out of sight it comes to the middle."""
        before = self.verticalScrollBar().value()
        self.setTextCursor(cursor)
        if self.verticalScrollBar().value() != before:
            self.centerCursor()

    def apply(self, edits: Iterable[Edit], select: tuple[int, int] | None = None) -> None:
        """Make the edits as one step that can be undone; what they leave alone stays in view.

        ``select`` is the selection afterwards, as offsets into the new text. Raises ValueError,
        and changes nothing, where an edit lies outside the text or two overlap.
        """
        if self.isReadOnly():
            return
        edits = sorted(edits)
        old = self.content.text()
        applied(old, edits)
        top = QTextCursor(self.firstVisibleBlock())
        scrolled = self.verticalScrollBar().value() - top.block().firstLineNumber()
        with self.content.one_step() as cursor:
            for edit in reversed([_least(old, edit) for edit in edits]):
                cursor.setPosition(self.content.position_of(edit.start))
                cursor.setPosition(self.content.position_of(edit.end), _KEEP)
                cursor.insertText(self.content.as_stored(edit.text))
        self.verticalScrollBar().setValue(top.block().firstLineNumber() + scrolled)
        if select is not None:
            self.select(*select)

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.selected_text())
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text().replace("\r\n", "\n").replace("\r", "\n")
        if text and not self.isReadOnly():
            self.textCursor().insertText(self.content.as_stored(text))
            self.ensureCursorVisible()

    def _position(self, offset: int) -> int:
        last = self.content.characterCount() - 1
        return max(0, min(self.content.position_of(offset), last))


def _least(text: str, edit: Edit) -> Edit:
    """The edit without what it puts back where it was, so that marks there stay."""
    old, new = text[edit.start : edit.end], edit.text
    same = common_prefix(old, new)
    ending = common_suffix(old, new, min(len(old), len(new)) - same)
    return Edit(edit.start + same, edit.end - ending, new[same : len(new) - ending])
