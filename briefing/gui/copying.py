"""Puts a statement with its citation on the clipboard, in every form that others can take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

if TYPE_CHECKING:
    from briefing.core.quoting import CitedText


def to_mime(cited: CitedText) -> QMimeData:
    """Plain text, Markdown and rich text at once."""
    data = QMimeData()
    data.setText(cited.plain)
    data.setHtml(cited.html)
    data.setData("text/markdown", cited.markdown.encode())
    return data
