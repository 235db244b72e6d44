"""The bar for finding words on the page: what to find, which match of how many, onward, away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QIcon, QKeyEvent

_FIELD, _COUNT, _ICON = 260, 80, 16  # px
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FindBar(QWidget):
    """Asks for words to be found and says how many there are. It finds nothing itself.

    Enter goes to the next match, Shift+Enter to the one before, Esc closes.
    """

    searched = Signal(str)
    next_requested = Signal()
    previous_requested = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self.field = QLineEdit()
        self.count = QLabel()
        self.previous = _button("Previous match")
        self.next = _button("Next match")
        self.close_button = _button("Close")
        self.setObjectName("find-bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lay_out()
        self.field.textChanged.connect(self.searched)
        self.previous.clicked.connect(self.previous_requested)
        self.next.clicked.connect(self.next_requested)
        self.close_button.clicked.connect(self.closed)
        self.show_count(0, 0)

    def open_with(self, text: str = "") -> None:
        """Show the bar, with a text to find if one is given, ready to be typed over."""
        self.show()
        if text:
            self.field.setText(text)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.searched.emit(self.field.text())

    def show_count(self, current: int, count: int) -> None:
        """Say which match is the current one, from 1, and how many there are."""
        words = f"{current} of {count}" if count else "No matches"
        self.count.setText(words if self.field.text() else "")
        self.previous.setEnabled(count > 0)
        self.next.setEnabled(count > 0)

    def set_look(self, icon: Callable[[str], QIcon], zoom: float) -> None:
        """Show everything in another theme or at another size; ``icon`` draws one by its name."""
        self.previous.setIcon(icon("chevron-up"))
        self.next.setIcon(icon("chevron-down"))
        self.close_button.setIcon(icon("close"))
        for button in (self.previous, self.next, self.close_button):
            button.setIconSize(QSize(round(_ICON * zoom), round(_ICON * zoom)))
        self.field.setMaximumWidth(round(_FIELD * zoom))
        self.count.setMinimumWidth(round(_COUNT * zoom))

    def set_margins(self, left: int, right: int) -> None:
        """Take the px that are free beside the page's column."""
        self._row.setContentsMargins(left, 6, right, 6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter, back with Shift and Enter, away with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.previous_requested.emit()
        elif event.key() in _ENTER:
            self.next_requested.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self._row.setSpacing(4)
        self.field.setAccessibleName("Find in card")
        self.field.setPlaceholderText("Find in card")
        self.count.setIndent(8)
        for widget in (self.field, self.count, self.previous, self.next):
            self._row.addWidget(widget)
        self._row.addStretch()
        self._row.addWidget(self.close_button)


def _button(name: str) -> QToolButton:
    button = QToolButton()
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
