"""A card's YAML as it looks: its type and colours, the numbers of its lines, the current line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QTextBlock, QTextOption
from PySide6.QtWidgets import QPlainTextEdit

from briefing.gui.code_document import CodeDocument
from briefing.gui.code_gutter import Gutter, Row
from briefing.gui.code_highlight import Highlighter
from briefing.gui.code_layout import CodeLayout
from briefing.gui.code_text import CodeText
from briefing.gui.fonts import fixed_font

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from briefing.gui.tokens import Tokens

_TEXT, _MARGIN = 14, 8  # px
_NOTCH = 120  # what one notch of a wheel counts


class LineInSight(NamedTuple):
    """A line, and where it is in the viewport, in px."""

    block: QTextBlock
    top: float
    height: float


class CodeView(CodeText):
    """Shows a text of YAML. Only the lines in sight are coloured and laid out."""

    zoom_requested = Signal(int)  # steps, positive for larger

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        content = CodeDocument()
        self.highlighter = Highlighter(content, tokens)
        self._layout = CodeLayout(content, self.highlighter.formats)
        super().__init__(content, self._layout, parent)
        self.setObjectName("code")
        self.setAccessibleName("Text of the card")
        self._tokens, self._zoom = tokens, 1.0
        self.gutter = Gutter(tokens, self._rows, self)
        self._line = QRect()
        self._turned = 0
        self._set_up_document()
        self.updateRequest.connect(self._update_gutter)
        self.blockCountChanged.connect(self._fit_gutter)
        self.cursorPositionChanged.connect(self._update_line)
        self._set_type()

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = tokens
        self.highlighter.set_tokens(tokens)
        self.content.markContentsDirty(0, self.content.characterCount())
        self.gutter.set_look(tokens, self._zoom)
        self.viewport().update()

    def set_zoom(self, zoom: float) -> None:
        """Draw at another size."""
        self._zoom = zoom
        self._set_type()

    def set_wrapping(self, wraps: bool) -> None:
        """Break long lines under their indent, or let them run out to the right."""
        mode = QPlainTextEdit.LineWrapMode
        self._layout.wraps = wraps
        self.setLineWrapMode(mode.WidgetWidth if wraps else mode.NoWrap)

    def lines_in_sight(self) -> list[LineInSight]:
        """The lines of which something is in sight, from the top."""
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        bottom = self.viewport().height()
        lines = []
        while block.isValid() and top <= bottom:
            height = self.blockBoundingRect(block).height()
            lines.append(LineInSight(block, top, height))
            top += height
            block = block.next()
        return lines

    def paintEvent(self, event: QPaintEvent) -> None:
        for line in self.lines_in_sight():
            if self.highlighter.is_stale(line.block):
                self._layout.restyle(line.block)
        self._line = self._line_rect()
        painter = QPainter(self.viewport())
        painter.fillRect(self._line.adjusted(_MARGIN, 0, -_MARGIN, 0), QColor(self._tokens.raised))
        painter.end()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._layout.width = self.viewport().width()
        super().resizeEvent(event)
        self._fit_gutter()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._turned += event.angleDelta().y()
        steps = int(self._turned / _NOTCH)
        self._turned -= steps * _NOTCH
        if steps:
            self.zoom_requested.emit(steps)
        event.accept()

    def _set_type(self) -> None:
        font = fixed_font(_TEXT, self._zoom)
        self.setFont(font)
        # Or the program's style sheet, which names a font for everything, would have its way.
        self.setStyleSheet(
            f'#code {{ font-family: "{font.family()}"; font-size: {font.pixelSize()}px; }}'
        )
        self.gutter.set_look(self._tokens, self._zoom)
        self._fit_gutter()

    def _set_up_document(self) -> None:
        option = QTextOption()
        # A line that begins with Arabic or Hebrew keeps its indent at the left as the others do.
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        self.content.setDefaultTextOption(option)
        # The margin would be a step of its own to undo, and so never changes later.
        self.content.setDocumentMargin(_MARGIN)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.content.clearUndoRedoStacks()

    def _rows(self) -> list[Row]:
        row = self.fontMetrics().lineSpacing()
        return [
            Row(line.block.blockNumber(), line.top, line.top + line.height, row)
            for line in self.lines_in_sight()
        ]

    def _line_rect(self) -> QRect:
        block = self.textCursor().block()
        place = self.blockBoundingGeometry(block).translated(self.contentOffset())
        height = place.height()
        if not block.next().isValid():
            height -= self.content.documentMargin()  # of the last line, under it
        return QRect(0, round(place.top()), self.viewport().width(), round(height))

    def _update_line(self) -> None:
        now = self._line_rect()
        if now != self._line:
            self.viewport().update(self._line)
            self.viewport().update(now)

    def _update_gutter(self, rect: QRect, dy: int) -> None:
        if dy:
            self.gutter.scroll(0, dy)
        else:
            self.gutter.update(0, rect.y(), self.gutter.width(), rect.height())

    def _fit_gutter(self) -> None:
        width = self.gutter.room_for(self.blockCount())
        if width != self.viewportMargins().left():
            self.setViewportMargins(width, 0, 0, 0)
        inside = self.contentsRect()
        self.gutter.setGeometry(inside.left(), inside.top(), width, self.viewport().height())
