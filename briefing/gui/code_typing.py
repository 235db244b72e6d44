"""The keys that change lines as an editor of YAML should, each in one step that can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QKeyCombination, QObject, Qt
from PySide6.QtGui import QTextCursor

from briefing.gui.code_document import first_units
from briefing.gui.code_lines import (
    LEVEL,
    home_column,
    indented,
    line_break,
    outdented,
    spaces_back,
    with_comments_toggled,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent, QTextBlock

    from briefing.gui.code_view import CodeView

_KEEP, _MOVE = QTextCursor.MoveMode.KeepAnchor, QTextCursor.MoveMode.MoveAnchor
_NONE, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def pressed(event: QKeyEvent) -> int:
    """A key with its modifiers, that of the number pad like any other, to compare."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return combined(Qt.Key(event.key()), modifiers)


def combined(key: Qt.Key, modifiers: Qt.KeyboardModifier = _NONE) -> int:
    """A key with its modifiers, to compare with what is pressed."""
    return QKeyCombination(modifiers, key).toCombined()


class Typing(QObject):
    """Knows the keys that work on lines, and does what they ask for."""

    def __init__(self, view: CodeView) -> None:
        super().__init__(view)
        self._view = view
        self._moves: dict[int, Callable[[], None]] = {
            combined(Qt.Key.Key_Home): lambda: self._home(_MOVE),
            combined(Qt.Key.Key_Home, _SHIFT): lambda: self._home(_KEEP),
        }
        self._changes: dict[int, Callable[[], None]] = {
            combined(Qt.Key.Key_Tab): self._indent,
            combined(Qt.Key.Key_Backtab): lambda: self._change_lines(_each(outdented)),
            combined(Qt.Key.Key_Backtab, _SHIFT): lambda: self._change_lines(_each(outdented)),
            combined(Qt.Key.Key_Backspace): self._backspace,
            # On some keyboards a slash takes Shift.
            combined(Qt.Key.Key_Slash, _CTRL): self.toggle_comments,
            combined(Qt.Key.Key_Slash, _CTRL | _SHIFT): self.toggle_comments,
            combined(Qt.Key.Key_Up, _ALT): lambda: self._move_lines(-1),
            combined(Qt.Key.Key_Down, _ALT): lambda: self._move_lines(1),
        }
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Qt would put in a character that looks like a line end and is none.
            for modifiers in (_NONE, _SHIFT):
                self._changes[combined(key, modifiers)] = self._break_line

    def knows(self, event: QKeyEvent) -> bool:
        """Whether a key means something here that it does not mean everywhere."""
        keys = self._moves if self._view.isReadOnly() else {**self._moves, **self._changes}
        return pressed(event) in keys

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; False where that is not for this room to do."""
        if not self.knows(event):
            return False
        key = pressed(event)
        if key == combined(Qt.Key.Key_Backspace) and not self._is_in_indent():
            return False
        (self._moves.get(key) or self._changes[key])()
        self._view.ensureCursorVisible()
        return True

    def _break_line(self) -> None:
        cursor = self._view.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        block, last = self._block(start), self._block(end)
        before = first_units(block.text(), start - block.position())
        after = last.text()[len(first_units(last.text(), end - last.position())) :]
        state = self._view.highlighter.state(block.blockNumber())
        done = line_break(before, after, state)
        with self._view.content.one_step() as change:
            change.setPosition(start - done.before)
            change.setPosition(end + done.after, _KEEP)
            change.insertText(done.text)
        self._view.setTextCursor(change)

    def _is_in_indent(self) -> bool:
        cursor = self._view.textCursor()
        return not cursor.hasSelection() and spaces_back(self._before(cursor)) > 1

    def _backspace(self) -> None:
        cursor = self._view.textCursor()
        cursor.setPosition(cursor.position() - spaces_back(self._before(cursor)), _KEEP)
        cursor.removeSelectedText()

    def _indent(self) -> None:
        cursor = self._view.textCursor()
        if cursor.hasSelection() or cursor.block().text().strip():
            self._change_lines(_each(indented))
        else:
            cursor.insertText(" " * LEVEL)

    def toggle_comments(self) -> None:
        """Make the lines of the selection comments, or text again where they are."""
        self._change_lines(with_comments_toggled)

    def _home(self, mode: QTextCursor.MoveMode) -> None:
        cursor = self._view.textCursor()
        block = cursor.block()
        cursor.setPosition(
            block.position() + home_column(block.text(), cursor.positionInBlock()), mode
        )
        self._view.setTextCursor(cursor)

    def _change_lines(self, change: Callable[[Sequence[str]], Sequence[str]]) -> None:
        """Put other lines in the place of the selected ones; only what differs is touched."""
        blocks = self._selected_blocks()
        old = [block.text() for block in blocks]
        with self._view.content.one_step() as cursor:
            for block, was, is_now in reversed(list(zip(blocks, old, change(old), strict=True))):
                _put(cursor, block, was, is_now)

    def _move_lines(self, by: int) -> None:
        """Let the selected lines change places with the line above or below."""
        blocks = self._selected_blocks()
        other = blocks[0].previous() if by < 0 else blocks[-1].next()
        if not other.isValid():
            return
        lines = [block.text() for block in blocks]
        moved = [*lines, other.text()] if by < 0 else [other.text(), *lines]
        first, last = (other, blocks[-1]) if by < 0 else (blocks[0], other)
        shift = by * other.length()
        cursor = self._view.textCursor()
        anchor, position = cursor.anchor() + shift, cursor.position() + shift
        with self._view.content.one_step() as change:
            change.setPosition(first.position())
            change.setPosition(last.position() + last.length() - 1, _KEEP)
            change.insertText("\n".join(moved))
        cursor.setPosition(anchor)
        cursor.setPosition(position, _KEEP)
        self._view.setTextCursor(cursor)

    def _selected_blocks(self) -> list[QTextBlock]:
        """The lines that the selection touches, but for one at whose beginning it ends."""
        cursor = self._view.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        last = self._block(end - 1 if end > start else end)
        blocks = [self._block(start)]
        while blocks[-1] != last:
            blocks.append(blocks[-1].next())
        return blocks

    def _block(self, position: int) -> QTextBlock:
        return self._view.content.findBlock(position)

    @staticmethod
    def _before(cursor: QTextCursor) -> str:
        return first_units(cursor.block().text(), cursor.positionInBlock())


def _each(change: Callable[[str], str]) -> Callable[[Sequence[str]], Sequence[str]]:
    return lambda lines: [change(line) for line in lines]


def _put(cursor: QTextCursor, block: QTextBlock, old: str, new: str) -> None:
    """Change what differs between two versions of a line that begin or end alike."""
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    length = max(len(old), len(new)) - min(len(old), len(new))
    start = block.position() + same
    cursor.setPosition(start)
    if len(new) < len(old):
        cursor.setPosition(start + length, _KEEP)
        cursor.removeSelectedText()
    else:
        cursor.insertText(new[same : same + length])
