"""The differences between two texts, line by line: what went is struck off, what came stands below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from briefing.core.words import counted
from briefing.gui.fonts import fixed_font
from briefing.gui.tokens import LIGHT

if TYPE_CHECKING:
    from briefing.core.differences import Differences, Kind, Line
    from briefing.gui.tokens import Tokens

_PX, _NUMBERS, _MARGIN = 13, 5, 12
_DEEPEST = 24  # spaces of indent that are kept where a line wraps
_MOST = 4000  # lines; what is longer nobody reads here
_SIGNS: dict[Kind, str] = {"kept": " ", "removed": "−", "added": "+"}


class DifferenceView(QTextEdit):
    """Shows differences, read-only. The sign before a line says the same as its colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens, self._zoom = LIGHT, 1.0
        self._shown: Differences | None = None
        self._nothing = ""
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName("Differences")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)

    def show_differences(self, found: Differences, nothing: str = "No difference.") -> None:
        """Show what is different; ``nothing`` is said where that is nothing."""
        self._shown, self._nothing = found, nothing
        self._fill()

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw in another theme or at another size."""
        self._tokens, self._zoom = tokens, zoom
        self.document().setDocumentMargin(round(_MARGIN * zoom))
        self._fill()

    def _fill(self) -> None:
        if self._shown is None:
            return
        self.clear()
        cursor = QTextCursor(self.document())
        lines = [line for hunk in self._shown.hunks for line in (*hunk.lines, None)][:-1]
        if not lines:
            cursor.insertText(self._nothing)
        for place, line in enumerate(lines[:_MOST]):
            if place:
                cursor.insertBlock()
            self._insert(cursor, line)
        if len(lines) > _MOST:
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            cursor.insertText(f"And {counted(len(lines) - _MOST, 'more line')}.")
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _insert(self, cursor: QTextCursor, line: Line | None) -> None:
        block, plain = QTextBlockFormat(), QTextCharFormat()
        # By the style sheet all widgets have the interface's face; only that of a format stands.
        plain.setFont(fixed_font(_PX, self._zoom))
        plain.setForeground(QColor(self._tokens.ink))
        muted = QTextCharFormat(plain)
        muted.setForeground(QColor(self._tokens.muted))
        if line is None:
            cursor.setBlockFormat(block)
            cursor.insertText("⋯", muted)
            return
        ground = {"removed": self._tokens.error_soft, "added": self._tokens.fact_soft}
        if line.kind in ground:
            block.setBackground(QColor(ground[line.kind]))
        # What wraps hangs under its own text, and never in the column of the signs.
        indent = min(len(line.text) - len(line.text.lstrip(" ")), _DEEPEST)
        width = QFontMetricsF(plain.font()).horizontalAdvance("0") * (_NUMBERS + 3 + indent)
        block.setLeftMargin(width)
        block.setTextIndent(-width)
        cursor.setBlockFormat(block)
        number = line.new or line.old
        cursor.insertText(f"{number:>{_NUMBERS}} {_SIGNS[line.kind]} ", muted)
        strong = QTextCharFormat(plain)
        strong.setFontUnderline(True)
        at = 0
        for start, end in line.spans:
            cursor.insertText(_fit(line.text[at:start]), plain)
            cursor.insertText(_fit(line.text[start:end]), strong)
            at = end
        cursor.insertText(_fit(line.text[at:]), plain)


def _fit(text: str) -> str:
    """The text without what a document would take for the end of a paragraph."""
    return text.replace("\u2029", "\u2423").replace("\u2028", "\u2423")
