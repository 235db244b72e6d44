"""What a window says without asking for an answer: a quiet line, or a page in place of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from briefing.gui.literal import literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QIcon

_SHOWN = 3
_ICON = 16  # px


class Notice(QFrame):
    """Shows a few sentences, or nothing at all."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("print-notice")
        self._icon = QLabel()
        self._icon.setFixedWidth(_ICON)
        self._text = QLabel()
        self._text.setAccessibleName(name)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What is said; empty while nothing is."""
        return self._text.text()

    def set_icon(self, icon: QIcon) -> None:
        """Draw another icon."""
        self._icon.setPixmap(icon.pixmap(_ICON, _ICON))

    def say(self, sentences: Sequence[str]) -> None:
        """Show the sentences, those past the third in the tooltip only; hide without any."""
        shown = list(sentences[:_SHOWN])
        more = len(sentences) - len(shown)
        if more:
            shown.append(f"And {more} more.")
        self._text.setText("\n".join(shown))
        self._text.setToolTip(literal("\n".join(sentences)) if more else "")
        self.setVisible(bool(sentences))


class FaultPage(QFrame):
    """Stands where something could not be shown, and says why; it may offer to try again."""

    again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("print-fault")
        self._title = QLabel()
        self._title.setObjectName("print-title")
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.again_button = QPushButton("Start again")
        self.again_button.setAutoDefault(False)
        self.again_button.clicked.connect(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(4)
        column.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()

    @property
    def text(self) -> str:
        """Why."""
        return self._text.text()

    def say(self, heading: str, why: str, *, again: bool) -> None:
        """Say what is the matter; a sentence becomes of ``why``."""
        why = why.rstrip(".")
        self._title.setText(heading)
        self._text.setText(f"{why[:1].upper()}{why[1:]}.")
        self.again_button.setVisible(again)
