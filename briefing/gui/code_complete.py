"""Completion: when what could be typed is asked for, and which keys the open list takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt, QTimer
from PySide6.QtGui import QTextCursor

from briefing.core.edits import Edit
from briefing.gui.code_popup import CompletionPopup
from briefing.gui.code_tokens import Role
from briefing.gui.code_typing import combined, pressed
from briefing.gui.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from briefing.core.completion import Completions
    from briefing.gui.code_view import CodeView
    from briefing.gui.tokens import Tokens

_WAIT = 100  # ms after the last key of a word, before a list opens by itself
_LONG = 100_000  # characters, from which on looking for completions takes more than a frame
_AGAIN = 15  # ms after a key, before an open list follows: the key is shown first
_FOLLOWED = (Qt.Key.Key_Backspace, Qt.Key.Key_Shift, Qt.Key.Key_AltGr)
_UNASKED = (Role.COMMENT, Role.TEXT)


class Completer(QObject):
    """Offers what could stand at the caret of a view."""

    def __init__(self, view: CodeView, tokens: Tokens) -> None:
        super().__init__(view)
        self._view = view
        self._ask: Callable[[str, int], Completions] | None = None
        self._offered: Completions | None = None
        self._is_asked = False  # by the user, not by what is typed
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._offer_soon)
        self._worker = Worker(parent=self)
        self._worker.finished.connect(self._offer_found)
        self.popup = CompletionPopup(tokens, view)
        self.popup.accepted.connect(self._accept)
        self._keys: dict[int, Callable[[], object]] = {
            combined(Qt.Key.Key_Escape): self.close,
            combined(Qt.Key.Key_Return): self._accept_chosen,
            combined(Qt.Key.Key_Enter): self._accept_chosen,
            combined(Qt.Key.Key_Tab): lambda: self._accept_chosen(else_first=True),
            combined(Qt.Key.Key_Up): lambda: self.popup.choose(-1),
            combined(Qt.Key.Key_Down): lambda: self.popup.choose(1),
            combined(Qt.Key.Key_PageUp): lambda: self.popup.choose(-self.popup.page),
            combined(Qt.Key.Key_PageDown): lambda: self.popup.choose(self.popup.page),
        }
        view.cursorPositionChanged.connect(self._follow_caret)
        view.verticalScrollBar().valueChanged.connect(self.close)
        view.horizontalScrollBar().valueChanged.connect(self.close)

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return self.popup.isVisible()

    def set_completer(self, ask: Callable[[str, int], Completions] | None) -> None:
        """Ask this, with the text and the caret's offset, for what could stand there."""
        self._ask = ask

    def knows(self, event: QKeyEvent) -> bool:
        """Whether the list takes a key: none while it is closed."""
        return self.is_open and pressed(event) in self._keys

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key asks of the open list; False where the text is to have it."""
        return self.knows(event) and self._keys[pressed(event)]() is not False

    def typed(self, event: QKeyEvent) -> None:
        """Follow a key that the text has taken."""
        self._is_asked = False
        letter = event.text()
        is_word = letter.isalnum() or letter in ("_", "-")
        if self.is_open:
            if is_word or letter == " " or event.key() in _FOLLOWED:
                self._timer.start(_AGAIN)
            else:
                self.close()
        elif is_word and self._ask and not self._is_in_prose():
            self._timer.start(_WAIT)
        elif letter:
            self._timer.stop()

    def open(self) -> None:
        """Show what could stand at the caret, because it was asked for."""
        self._is_asked = True
        self._offer()

    def close(self) -> None:
        """Show no list, nor open one for what was typed so far."""
        self._timer.stop()
        self._worker.abandon()
        self.popup.hide()

    def _follow_caret(self) -> None:
        if self.is_open and self._offered is not None:
            start = self._view.offset_to_position(self._offered.start)
            cursor = self._view.textCursor()
            if not cursor.block().position() <= start <= cursor.position():
                self.close()

    def _offer(self) -> None:
        self._timer.stop()
        if self._ask is None or self._view.isReadOnly():
            return
        self._worker.abandon()
        self._show(self._ask(self._view.text(), self._view.caret()))

    def _offer_soon(self) -> None:
        """As ``_offer``, off the window's thread where the text is long: keys come first."""
        text, ask = self._view.text(), self._ask
        if len(text) < _LONG or ask is None or self._view.isReadOnly():
            self._offer()
            return
        place = self._view.content.revision(), self._view.caret()
        self._worker.start(lambda: (place, ask(text, place[1])))

    def _offer_found(self, found: tuple[tuple[int, int], Completions]) -> None:
        place, offered = found
        if place == (self._view.content.revision(), self._view.caret()):
            self._show(offered)

    def _show(self, offered: Completions) -> None:
        typed = self._view.text()[offered.start : offered.end]
        if not offered.items or (len(offered.items) == 1 and offered.items[0].text == typed):
            self.close()
            return
        self._offered = offered
        chosen = self._is_first_meant(offered, typed)
        self.popup.show_items(offered.items, self._place(offered.start), chosen=chosen)

    def _is_first_meant(self, offered: Completions, typed: str) -> bool:
        """Whether what is typed can only be the beginning of the first, and not a word itself."""
        wanted = typed.strip("'\"").casefold()
        labels = [item.label.casefold() for item in offered.items]
        if offered.free or wanted in labels:
            return False
        return labels[0].startswith(wanted) if wanted else self._is_asked

    def _accept_chosen(self, *, else_first: bool = False) -> bool:
        """Put in what is chosen; False where nothing is, and the list is gone."""
        if self._timer.isActive():
            self._offer()
        row = max(self.popup.row, 0) if else_first else self.popup.row
        if not self.is_open or row < 0:
            self.close()
            return False
        self._accept(row)
        return True

    def _accept(self, row: int) -> None:
        assert self._offered is not None
        offered, text = self._offered, self._offered.items[row].text
        self.close()
        caret = offered.start + len(text)
        self._view.apply([Edit(offered.start, offered.end, text)], (caret, caret))

    def _place(self, offset: int) -> QRect:
        """Where the character at an offset is on the screen."""
        cursor = QTextCursor(self._view.content)
        cursor.setPosition(self._view.offset_to_position(offset))
        place = self._view.cursorRect(cursor)
        return QRect(self._view.viewport().mapToGlobal(place.topLeft()), place.size())

    def _is_in_prose(self) -> bool:
        """Whether the caret is in a comment or a text, where words are nobody else's business."""
        cursor = self._view.textCursor()
        column = cursor.positionInBlock() - 1
        for start, end, role in self._view.highlighter.pieces(cursor.block()):
            if start <= column < end:
                return role in _UNASKED
        return False
