"""The fields of what was just inserted: Tab goes from one to the next while the caret is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QTextCursor

from briefing.gui.code_typing import combined, pressed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from briefing.gui.code_view import CodeView

_KEEP = QTextCursor.MoveMode.KeepAnchor
_NEXT = combined(Qt.Key.Key_Tab)
_BACK = (
    combined(Qt.Key.Key_Backtab),
    combined(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier),
)


class Fields(QObject):
    """Holds on to places of a text while it is typed in, until the caret goes elsewhere."""

    def __init__(self, view: CodeView) -> None:
        super().__init__(view)
        self._view = view
        self._fields: list[tuple[QTextCursor, QTextCursor]] = []
        view.cursorPositionChanged.connect(self._follow)

    def begin(self, stops: Sequence[tuple[int, int]]) -> None:
        """Take other places, as offsets at which each begins and ends, in their order."""
        self._fields = [
            (self._cursor(start, stays=True), self._cursor(end)) for start, end in stops
        ]
        self._follow()

    def knows(self, event: QKeyEvent) -> bool:
        """Whether a key goes from field to field: none does while the caret is in none."""
        return bool(self._fields) and pressed(event) in (_NEXT, *_BACK)

    def press(self, event: QKeyEvent) -> bool:
        """Go to the field that a key asks for; False where it asks for none."""
        if not self.knows(event):
            return False
        self._go(1 if pressed(event) == _NEXT else -1)
        return True

    def _go(self, by: int) -> None:
        caret = self._view.textCursor().position()
        begun = [
            number for number, (start, _) in enumerate(self._fields) if start.position() <= caret
        ]
        here = begun[-1]
        is_inside = caret <= self._fields[here][1].position()
        wanted = here + by if by > 0 or is_inside else here
        if wanted == len(self._fields):
            # Past the last there is nothing to fill in: from now on Tab indents.
            self._select(self._fields[-1][1], self._fields[-1][1])
            self._fields = []
        elif wanted >= 0:
            self._select(*self._fields[wanted])

    def _select(self, start: QTextCursor, end: QTextCursor) -> None:
        cursor = self._view.textCursor()
        cursor.setPosition(start.position())
        cursor.setPosition(end.position(), _KEEP)
        self._view.show_cursor(cursor)

    def _follow(self) -> None:
        if self._fields:
            first, last = self._fields[0][0].position(), self._fields[-1][1].position()
            is_gone = first == last and len(self._fields) > 1
            if is_gone or not first <= self._view.textCursor().position() <= last:
                self._fields = []

    def _cursor(self, offset: int, *, stays: bool = False) -> QTextCursor:
        """A cursor that goes with its place; one that ``stays`` keeps what is typed there after it."""
        cursor = QTextCursor(self._view.content)
        cursor.setPosition(self._view.offset_to_position(offset))
        cursor.setKeepPositionOnInsert(stays)
        return cursor
