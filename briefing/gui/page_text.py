"""What a selection of a page is as plain text: a row a paragraph, and nothing of the layout."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QTextTable

from briefing.gui.page_html import BREAK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextBlock

_GAP = re.compile("\u00a0+ ")  # between a badge and what follows it on the line
_ENDLESS = re.compile(rf"\S{{1000}}{BREAK}")
_SPACES = re.compile("[ \u00a0]+")


class _Line(NamedTuple):
    """A stretch of text, the row of the page that it stands in, and what joins it to the next.

    A row is where its table begins, and its number there.
    """

    text: str
    row: tuple[int, int]
    joint: str


def selected_text(cursor: QTextCursor) -> str:
    """The selection in reading order.

    Rows are set apart by a blank line. Labels go before their values with a colon, numbers
    before their steps with a full stop, and opening quotation marks close up.
    """
    text, last_row, joint = "", (-1, -1), ""
    for line in _lines(cursor):
        if text and line.row != last_row:
            joint = "\n\n"
        text += (joint if text else "") + line.text
        last_row, joint = line.row, line.joint
    return text


def _lines(cursor: QTextCursor) -> Iterator[_Line]:
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    block = cursor.document().findBlock(start)
    while block.isValid() and block.position() < end:
        first = max(start - block.position(), 0)
        whole = block.text()
        text = _utf16_slice(whole, first, end - block.position())
        if _ENDLESS.search(whole):
            text = text.replace(BREAK, "")
        tidy = _SPACES.sub(" ", _GAP.sub(", ", text.strip())).strip()
        if tidy and _is_selected(cursor, block):
            yield _Line(tidy.replace("\u2028", "\n").replace("\ufffc", ""), *_place(block))
        block = block.next()


def _utf16_slice(text: str, start: int, end: int) -> str:
    """The part of a text between two positions as Qt counts them, in UTF-16 units."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * start : 2 * end].decode("utf-16-le", "replace")


def _is_selected(cursor: QTextCursor, block: QTextBlock) -> bool:
    """Whether a block between the ends is selected: dragging over rows leaves columns out."""
    table = cursor.currentTable()
    if table is None or not cursor.hasComplexSelection():
        return True
    first_row, rows, first_column, columns = _selected_cells(cursor)
    cell = table.cellAt(block.position())
    inside_rows = first_row <= cell.row() < first_row + rows
    return inside_rows and first_column <= cell.column() < first_column + columns


def _selected_cells(cursor: QTextCursor) -> tuple[int, int, int, int]:
    found: tuple[int, int, int, int] = cursor.selectedTableCells()  # type: ignore[assignment]
    return found


def _place(block: QTextBlock) -> tuple[tuple[int, int], str]:
    """The row that a block stands in, and what joins it to what follows in that row."""
    inner = QTextCursor(block).currentTable()
    if inner is None:
        return (-1, -1), "\n"
    outer, is_label = inner, False
    parent = inner.parentFrame()
    if isinstance(parent, QTextTable):
        outer, is_label = parent, inner.cellAt(block.position()).column() == 0
    row = outer.firstPosition(), outer.cellAt(block.position()).row()
    if is_label:
        return row, ": "
    if block.blockFormat().alignment() & Qt.AlignmentFlag.AlignRight:
        return row, ". " if block.text().isdigit() else ""
    return row, "\n"
