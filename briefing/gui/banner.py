"""The bar over a card whose file was broken since: what is shown is the last good version."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from briefing.core.problem import visible
from briefing.core.words import counted
from briefing.gui.icons import icon

if TYPE_CHECKING:
    from briefing.core.library import CardFile
    from briefing.gui.tokens import Tokens

_ICON = 16


class Banner(QFrame):
    """Says how many errors the file has and the first of them, and leads to all."""

    problems_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._icon = QLabel()
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self.button = QPushButton("Show the problems")
        self.button.clicked.connect(self.problems_requested)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(10)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self.button)
        self.hide()

    @property
    def text(self) -> str:
        """What the banner says."""
        return self._text.text()

    def show_problems_of(self, file: CardFile) -> None:
        """Show the banner for a file that has errors."""
        errors = [problem for problem in file.problems if problem.is_error]
        first = errors[0]
        self._text.setText(
            f"{visible(file.path.name)} has {counted(len(errors), 'error')}; this is the last good "
            f"version. First error, line {first.line}: {_quoted(visible(first.message))}."
        )
        self.show()

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw in another theme or at another size."""
        size = round(_ICON * zoom)
        self._icon.setPixmap(icon("error", tokens, tokens.error).pixmap(size, size))

    def set_margins(self, left: int, right: int) -> None:
        """Take the px that are free beside the page's column."""
        self._row.setContentsMargins(left, 6, right, 6)


def _quoted(message: str) -> str:
    """A message with quotation marks in place of its backticks."""
    return re.sub("`([^`]+)`", "“\\1”", message)
