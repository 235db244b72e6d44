"""Statements on their way to the clipboard: the menu that offers it, and the forms they take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from briefing.core.quoting import CitedText
    from briefing.gui.card_page import CardPage


def to_mime(cited: CitedText) -> QMimeData:
    """Plain text, Markdown and rich text at once."""
    data = QMimeData()
    data.setText(cited.plain)
    # Without the charset some programs under X read the bytes as Latin-1.
    data.setHtml(f'<meta charset="utf-8">{cited.html}')
    data.setData("text/markdown", cited.markdown.encode())
    return data


def copy_menu(page: CardPage, place: str) -> QMenu:
    """What a page offers to copy: the selection, the statement at a place, or all.

    The menu goes once it is closed.
    """
    menu = QMenu(page)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    copy = menu.addAction("Copy", page.copy)
    copy.setEnabled(page.textCursor().hasSelection())
    cite = menu.addAction("Copy with citation", lambda: page.citation_requested.emit(place))
    cite.setEnabled(bool(place))
    menu.addAction("Select all", page.selectAll)
    return menu
