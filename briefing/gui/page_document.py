"""A page's HTML as a text document that loads nothing, and the places in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QUrl
from PySide6.QtGui import (
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
    QTextTable,
    QTextTableCell,
)

from briefing.gui.fonts import font

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QTextBlock, QTextFragment

_SIZE_ADJUSTMENT = QTextFormat.Property.FontSizeAdjustment.value
_KEEP = QTextCursor.MoveMode.KeepAnchor

_WRAPPING = QTextOption()  # as a view sets it, which would lay the page out once more
_WRAPPING.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)

_SIDE_HEAD = 2  # its level
_MARK = 3  # characters of a quotation mark, or of a number, at most


class PageDocument(QTextDocument):
    """A page as laid out by Qt. It never loads anything, whatever its HTML says."""

    def __init__(self, html: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._positions: dict[str, int] = {}
        self.setUndoRedoEnabled(False)
        self.setDocumentMargin(0)
        self.setDefaultFont(font("interface"))  # brings "unhinted" to all text
        self.setDefaultTextOption(_WRAPPING)
        if html:
            self.add([html])

    @property
    def height(self) -> float:
        """How far down the text goes, in px."""
        return self.rect_of(self.lastBlock().position()).bottom()

    def add(self, parts: Iterable[str], *, anew: bool = False) -> None:
        """Put HTML at the end, part by part, or in the place of all where ``anew``.

        What stands before it stays where it is, and it is laid out once.
        """
        cursor = QTextCursor(self)
        cursor.beginEditBlock()
        if anew:
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.removeSelectedText()
            self._positions = {}
        for part in parts:
            cursor.movePosition(QTextCursor.MoveOperation.End)
            start = cursor.position()
            cursor.insertHtml(part)
            self._positions = self._settle(start) | self._positions
        cursor.endEditBlock()

    def set_left_margin(self, px: int) -> None:
        """Keep that many px free at the left of the column."""
        frame = self.rootFrame().frameFormat()
        if frame.leftMargin() != px:
            frame.setLeftMargin(px)
            self.rootFrame().setFrameFormat(frame)

    def position_of(self, anchor: str) -> int | None:
        """The position of a named place in the text, or None."""
        return self._positions.get(anchor)

    def place_at(self, position: int, wanted: Callable[[str], bool]) -> str:
        """The named place that a position belongs to, of those wanted; or nothing.

        That is the last one before it in its cell of the page, or the first after it there. A cell
        beside the columns of the places, as with a step's number, belongs to the row's only one.
        """
        page = self._table_at(position)
        cell = page.cellAt(position) if page else QTextTableCell()
        if page is None or not cell.isValid():
            return ""
        first, last = page.firstPosition(), page.lastPosition()
        named = [(at, name) for at, name in self._in_order(wanted) if first <= at <= last]
        places = [(at, name, page.cellAt(at)) for at, name in named]
        inside = [(at, name) for at, name, other in places if other == cell]
        if inside:
            before = [name for at, name in inside if at <= position]
            return before[-1] if before else inside[0][1]
        beside = [name for _, name, other in places if other.row() == cell.row()]
        is_beside = cell.column() not in {other.column() for _, _, other in places}
        return beside[0] if is_beside and len(beside) == 1 else ""

    def place_between(self, top: float, bottom: float, wanted: Callable[[str], bool]) -> str:
        """The first named place, of those wanted, that begins in that stretch; or nothing.

        ``top`` and ``bottom`` are in px of the document.
        """
        for at, name in self._in_order(wanted):
            rect = self.rect_of(at)
            if rect.bottom() > top and rect.top() < bottom:
                return name
        return ""

    def rect_of(self, position: int) -> QRectF:
        """Where the block at a position stands, in px of the document."""
        return self.documentLayout().blockBoundingRect(self.findBlock(position))

    def top_of(self, position: int) -> float:
        """Where the block at a position begins, or the side head right over it, in px."""
        block = self.findBlock(position)
        before = block.previous()
        # Between the two there may be the cell of a quotation mark, or of a step's number.
        while before.isValid() and len(before.text()) <= _MARK:
            before = before.previous()
        tops = [self.rect_of(position).top()]
        if before.blockFormat().headingLevel() == _SIDE_HEAD:
            tops.append(self.rect_of(before.position()).top())
        return min(tops)

    def place_above(self, top: float) -> tuple[str, float] | None:
        """The last named place that begins at or above ``top``, and how many px above; or None."""
        tops = [(top - self.rect_of(at).top(), name) for name, at in self._positions.items()]
        above, name = min((item for item in tops if item[0] >= 0), default=(0.0, ""))
        return (name, above) if name else None

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002
        """Load nothing."""
        return QByteArray()

    def _table_at(self, position: int) -> QTextTable | None:
        """The table of the page, not of a cell in it, that a position is in."""
        frames = (one for one in self.rootFrame().childFrames() if isinstance(one, QTextTable))
        holds = (one for one in frames if one.firstPosition() <= position <= one.lastPosition())
        return next(holds, None)

    def _in_order(self, wanted: Callable[[str], bool]) -> list[tuple[int, str]]:
        return sorted((at, name) for name, at in self._positions.items() if wanted(name))

    def _settle(self, start: int) -> dict[str, int]:
        """Mend what Qt's HTML does to formats from there on, and return where named places are.

        Headings get a size of Qt's own on top of the style sheet's. A name sits on the first
        character of its paragraph alone, which would break its shaping from the second.
        """
        positions: dict[str, int] = {}
        cursor = QTextCursor(self)
        for block, fragment in [*self._fragments(self.findBlock(start))]:
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
        return positions

    @staticmethod
    def _fragments(block: QTextBlock) -> Iterator[tuple[QTextBlock, QTextFragment]]:
        while block.isValid():
            fragments = block.begin()
            while not fragments.atEnd():
                yield block, fragments.fragment()
                fragments += 1
            block = block.next()
