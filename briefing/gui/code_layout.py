"""Lines that wrap under their own indent, laid out and coloured only when they are shown."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QPlainTextDocumentLayout

from briefing.gui.code_tokens import is_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QTextBlock, QTextLayout, QTextLine

    from briefing.gui.code_document import CodeDocument

_INDENT = re.compile(r" *(?:- +)*").match
_KEY = re.compile(r"[^\s#:]+:").match
_WIDEST_INDENT = 0.5  # of the room that a line has


class CodeLayout(QPlainTextDocumentLayout):
    """Lays out the lines of a CodeDocument; ``width`` is that of the view, in px.

    Where lines do not wrap Qt does it, for it then keeps the width of the longest.
    """

    def __init__(
        self,
        document: CodeDocument,
        formats: Callable[[QTextBlock], list[QTextLayout.FormatRange]],
    ) -> None:
        super().__init__(document)
        self._code = document
        self._formats = formats
        self._lines = document.blockCount()
        self._colouring: tuple[int, int] | None = None
        self._changing = False
        self._telling = False
        self.width = 0
        self.wraps = True

    def restyle(self, block: QTextBlock) -> None:
        """Lay a line out anew with the colours that it has by now."""
        block.clearLayout()
        self.blockBoundingRect(block)

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        if block.isValid():
            layout = block.layout()
            if not layout.lineCount():
                self._colour(block, layout)
                if self.wraps:
                    self._lay_out(block, layout)
        return super().blockBoundingRect(block)

    def documentChanged(self, position: int, removed: int, added: int) -> None:
        if self._colouring == (position, added):
            return
        outermost, self._changing = not self._changing, True
        lines, self._lines = self._lines, self._code.blockCount()
        block = self._code.findBlock(position)
        last = self._code.findBlock(max(0, position + removed + added - 1))
        is_within_a_line = block.isValid() and block == last and lines == self._lines
        if is_within_a_line and self.wraps:
            self._change(block)
        else:
            if is_within_a_line:
                self._colour(block, block.layout())
            super().documentChanged(position, removed, added)
        if outermost:
            self._changing = False

    def _change(self, block: QTextBlock) -> None:
        """What Qt does for a change within a line, which it would lay out itself."""
        height = self.blockBoundingRect(block).height()
        self.restyle(block)
        if self.blockBoundingRect(block).height() == height:
            self.updateBlock.emit(block)
        else:
            self.requestUpdate()

    def _colour(self, block: QTextBlock, layout: QTextLayout) -> None:
        formats = self._formats(block)
        composed = layout.preeditAreaText()
        if composed:
            formats = _around(formats, layout, len(composed.encode("utf-16-le")) // 2)
        elif not formats and not layout.formats():
            return
        layout.setFormats(formats)
        if self._changing or self._code.in_step:
            return
        # Setting them counts as a change of the document, which the next key would otherwise
        # lay out again together with its own.
        self._colouring = (block.position(), block.length())
        self._code.markContentsDirty(*self._colouring)
        self._colouring = None

    def _lay_out(self, block: QTextBlock, layout: QTextLayout) -> None:
        margin = self._code.documentMargin()
        room = self.width - 2 * margin
        indent, height = 0.0, 0.0
        layout.setTextOption(self._code.defaultTextOption())
        layout.beginLayout()
        line = layout.createLine()
        while line.isValid():
            line.setLeadingIncluded(True)
            line.setLineWidth(max(1.0, room - indent))
            line.setPosition(QPointF(margin + indent, height))
            height += line.height() + math.ceil(min(0.0, line.leading()))
            if line.lineNumber() == 0:
                indent = _indent(block, line, room)
            line = layout.createLine()
        layout.endLayout()
        if block.lineCount() != layout.lineCount():
            block.setLineCount(layout.lineCount())
            self._tell_size()

    def _tell_size(self) -> None:
        """Let the view set its scroll bar, which may lay out more lines meanwhile."""
        if not self._telling:
            self._telling = True
            self.documentSizeChanged.emit(self.documentSize())
            self._telling = False


def _indent(block: QTextBlock, line: QTextLine, room: float) -> float:
    """Under what the rest of a line is set that does not fit, in px."""
    if line.textLength() >= block.length() - 1:
        return 0.0
    text = block.text()
    found = _INDENT(text)
    columns = found.end() if found else 0
    if not is_text(text, block.userState()) and _KEY(text, columns):
        columns += 2  # what stands under a key would look like one
    columns = min(columns, line.textLength())
    return min(_x(line, columns) - _x(line, 0), _WIDEST_INDENT * room)


def _x(line: QTextLine, column: int) -> float:
    # PySide gives the place together with the column; its types say it may be anything.
    found: Any = line.cursorToX(column)
    return float(found[0])


def _around(
    formats: list[QTextLayout.FormatRange], layout: QTextLayout, length: int
) -> list[QTextLayout.FormatRange]:
    """Formats that make room for what is being composed, and its own formats."""
    start = layout.preeditAreaPosition()
    end = start + length
    kept = [one for one in layout.formats() if start <= one.start and one.start + one.length <= end]
    for one in formats:
        if one.start >= start:
            one.start += length
        elif one.start + one.length > start:
            one.length += length
    return formats + kept
