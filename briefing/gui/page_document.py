"""A page's HTML as a text document that loads nothing, and the places in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QUrl
from PySide6.QtGui import QTextCursor, QTextDocument, QTextFormat

from briefing.gui.fonts import font

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QTextBlock, QTextFragment

_SIZE_ADJUSTMENT = QTextFormat.Property.FontSizeAdjustment.value
_KEEP = QTextCursor.MoveMode.KeepAnchor


class PageDocument(QTextDocument):
    """A page as laid out by Qt. It never loads anything, whatever its HTML says."""

    def __init__(self, html: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setUndoRedoEnabled(False)
        self.setDocumentMargin(0)
        self.setDefaultFont(font("interface"))  # brings "unhinted" to all text
        self.setHtml(html)
        self._positions = self._settle()

    def set_left_margin(self, px: int) -> None:
        """Keep that many px free at the left of the column."""
        frame = self.rootFrame().frameFormat()
        if frame.leftMargin() != px:
            frame.setLeftMargin(px)
            self.rootFrame().setFrameFormat(frame)

    def position_of(self, anchor: str) -> int | None:
        """The position of a named place in the text, or None."""
        return self._positions.get(anchor)

    def rect_of(self, position: int) -> QRectF:
        """Where the block at a position stands, in px of the document."""
        return self.documentLayout().blockBoundingRect(self.findBlock(position))

    def place_above(self, top: float) -> tuple[str, float] | None:
        """The last named place that begins at or above ``top``, and how many px above; or None."""
        tops = [(top - self.rect_of(at).top(), name) for name, at in self._positions.items()]
        above, name = min((item for item in tops if item[0] >= 0), default=(0.0, ""))
        return (name, above) if name else None

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002
        """Load nothing."""
        return QByteArray()

    def _settle(self) -> dict[str, int]:
        """Mend what Qt's HTML does to formats, and return where the named places are.

        Headings get a size of Qt's own on top of the style sheet's. A name sits on the first
        character of its paragraph alone, which would break its shaping from the second.
        """
        positions: dict[str, int] = {}
        cursor = QTextCursor(self)
        cursor.beginEditBlock()
        for block, fragment in [*self._fragments()]:
            style = fragment.charFormat()
            names = style.anchorNames()
            positions |= dict.fromkeys(names, block.position())
            if not names and not block.blockFormat().headingLevel():
                continue
            style.clearProperty(_SIZE_ADJUSTMENT)
            if names and not style.anchorHref():
                style.clearProperty(QTextFormat.Property.AnchorName.value)
                style.clearProperty(QTextFormat.Property.IsAnchor.value)
            cursor.setPosition(fragment.position())
            cursor.setPosition(fragment.position() + fragment.length(), _KEEP)
            cursor.setCharFormat(style)
        cursor.endEditBlock()
        return positions

    def _fragments(self) -> Iterator[tuple[QTextBlock, QTextFragment]]:
        block = self.begin()
        while block.isValid():
            fragments = block.begin()
            while not fragments.atEnd():
                yield block, fragments.fragment()
                fragments += 1
            block = block.next()
