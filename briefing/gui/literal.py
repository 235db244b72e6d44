"""Text for what reads markup in it unless told otherwise: tooltips, and the system's messages."""

from __future__ import annotations

from PySide6.QtGui import Qt


def literal(text: str) -> str:
    """The text so that it is shown as it is, whatever markup it looks like."""
    if not Qt.mightBeRichText(text):
        return text
    return Qt.convertFromPlainText(text, Qt.WhiteSpaceMode.WhiteSpaceNormal)
