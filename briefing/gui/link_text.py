"""Text with links that can be followed by keyboard, and that loads nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPaintEvent, QTextLine

_FOCUS_WIDTH = 2  # px
_AROUND = 2  # px between a link's letters and its frame


class LinkText(QTextBrowser):
    """Goes from link to link with Tab. Where one leads is up to ``anchorClicked``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)

    def link_rects(self) -> Iterator[QRectF]:
        """Where the link that the keyboard is on stands, line by line, in px of the view."""
        cursor = self.textCursor()
        if not cursor.charFormat().anchorHref():
            return
        block = cursor.block()
        layout = block.layout()
        corner = self.document().documentLayout().blockBoundingRect(block).topLeft()
        corner -= layout.boundingRect().topLeft()
        corner -= QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        first = cursor.selectionStart() - block.position()
        last = cursor.selectionEnd() - block.position()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            start = max(first, line.textStart())
            end = min(last, line.textStart() + line.textLength())
            if start < end:
                rect = line.rect()
                rect.setLeft(_x(line, start))
                rect.setRight(_x(line, end))
                yield rect.translated(corner)

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002
        """Load nothing."""
        return QByteArray()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame the link that the keyboard is on more plainly than Qt does."""
        super().paintEvent(event)
        if not self.hasFocus():
            return
        painter = QPainter(self.viewport())
        painter.setPen(QPen(self.palette().highlight().color(), _FOCUS_WIDTH))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for rect in self.link_rects():
            painter.drawRect(rect.toAlignedRect().adjusted(-_AROUND, 0, _AROUND - 1, 0))
        painter.end()


def _x(line: QTextLine, position: int) -> float:
    """Where a character begins, in px of its block."""
    found: tuple[float, int] = line.cursorToX(position)  # type: ignore[assignment]
    return found[0]
