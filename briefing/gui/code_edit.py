"""The editor of a card's YAML: a view that is typed in, with its problems and what mends them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QToolTip

from briefing.gui.code_complete import Completer
from briefing.gui.code_fields import Fields
from briefing.gui.code_marker import Marker
from briefing.gui.code_marks import tooltip
from briefing.gui.code_typing import Typing, combined, pressed
from briefing.gui.code_view import CodeView
from briefing.gui.problem_words import sentence
from briefing.gui.tokens import LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtGui import QFocusEvent, QHideEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from briefing.core.completion import Completions
    from briefing.core.edits import Change
    from briefing.core.problem import Problem
    from briefing.gui.tokens import Tokens

_SETTLED = 100  # ms after the last change

_CTRL = Qt.KeyboardModifier.ControlModifier
_FIXES = combined(Qt.Key.Key_Period, _CTRL)
_COMPLETE = combined(Qt.Key.Key_Space, _CTRL)
_OWN_KEYS = (_FIXES, _COMPLETE)


class CodeEdit(CodeView):
    """Edits a text of YAML.

    Offsets count characters from 0. What is found wrong, and what could be typed, is given to
    it; it asks for neither. Ctrl+. asks for quick fixes, Ctrl+Space for completions.
    """

    edited = Signal()  # at every change of the text
    settled = Signal()  # once nothing has changed for 100 ms
    caret_moved = Signal(int)  # the offset
    problem_at_caret = Signal(object)  # a Problem, or None
    fixes_requested = Signal()

    def __init__(self, tokens: Tokens = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._marker = Marker(self, tokens)
        self._typing = Typing(self)
        self._completer = Completer(self, tokens)
        self._fields = Fields(self)
        self._rest = QTimer(self, singleShot=True, interval=_SETTLED)
        self._rest.timeout.connect(self.settled)
        self._fixes = QMenu(self)
        self._marker.problem_at_caret.connect(self.problem_at_caret)
        self.textChanged.connect(self._tell_change)
        self.cursorPositionChanged.connect(lambda: self.caret_moved.emit(self.caret()))

    @property
    def is_completing(self) -> bool:
        """Whether the list of completions is open."""
        return self._completer.is_open

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        self._marker.set_tokens(tokens)
        self._completer.popup.set_look(tokens, self._zoom)

    def set_zoom(self, zoom: float) -> None:
        super().set_zoom(zoom)
        self._completer.popup.set_look(self._tokens, zoom)

    def fill_in(self, stops: Sequence[tuple[int, int]]) -> None:
        """Let Tab go through these places, where they begin and end, while the caret is there."""
        self._fields.begin(stops)

    def toggle_comments(self) -> None:
        """Make the lines of the selection comments, or text again where they are."""
        if not self.isReadOnly():
            self._typing.toggle_comments()

    def set_problems(self, problems: Iterable[Problem]) -> None:
        """Mark these problems at their places, and no others any more."""
        self._marker.set_problems(problems)

    def next_problem(self) -> Problem | None:
        """Take the caret to the next problem, after the last to the first, and return it."""
        return self._marker.next_problem()

    def previous_problem(self) -> Problem | None:
        """Take the caret to the problem before, before the first to the last, and return it."""
        return self._marker.previous_problem()

    def go_to_problem(self, problem: Problem) -> None:
        """Take the caret to where a problem stands by now."""
        self._marker.go_to(problem)

    def problem_near_caret(self) -> Problem | None:
        """The problem of the words at the caret, or else the first of its line."""
        return self._marker.problem()

    def show_hits(self, spans: Sequence[tuple[int, int]]) -> None:
        """Tint what was found: the positions where each begins and ends, in their order."""
        self._marker.set_hits(spans)

    def set_completer(self, ask: Callable[[str, int], Completions] | None) -> None:
        """Ask this, with the text and the caret's offset, for what could stand there."""
        self._completer.set_completer(ask)

    def show_fixes(self, changes: Sequence[Change]) -> None:
        """Offer changes in a menu at the caret; the one that is chosen is made."""
        self._fixes.clear()
        for change in changes:
            action = self._fixes.addAction(sentence(change.title).replace("&", "&&"))
            action.triggered.connect(partial(self.apply, change.edits, change.select))
        if changes:
            self._fixes.setActiveAction(self._fixes.actions()[0])
            place = self.cursorRect().bottomLeft()
            self._fixes.popup(self.viewport().mapToGlobal(place))

    def setReadOnly(self, read_only: bool) -> None:
        # Qt would take the caret away, and with it reading, selecting and copying by keys.
        flags = Qt.TextInteractionFlag
        reading = flags.TextSelectableByMouse | flags.TextSelectableByKeyboard
        self.setTextInteractionFlags(reading if read_only else flags.TextEditorInteraction)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            rooms = (self._completer, self._fields, self._typing)
            if pressed(event) in _OWN_KEYS or any(room.knows(event) for room in rooms):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._completer.press(event) or self._fields.press(event):
            return
        key = pressed(event)
        if key == _COMPLETE:
            self._completer.open()
        elif key == _FIXES:
            self.fixes_requested.emit()
        elif self._typing.press(event):
            self._completer.close()
        else:
            super().keyPressEvent(event)
            self._completer.typed(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._completer.close()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._completer.close()
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._marker.paint()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            problems = self._marker.problems_under(event.pos())
            QToolTip.showText(event.globalPos(), tooltip(problems), self.viewport())
            return True
        return super().viewportEvent(event)

    def _tell_change(self) -> None:
        self._rest.start()
        self.edited.emit()
