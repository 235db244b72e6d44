"""How large a dialog is at first: as it would like to be, and no larger than what it stands over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

_LEFT_FREE = 40  # px of the window below, in width and in height


def fit_to_window(dialog: QDialog, wanted: QSize) -> None:
    """Give a dialog its first size, in px."""
    parent = dialog.parentWidget()
    room = parent.window().size() - QSize(_LEFT_FREE, _LEFT_FREE) if parent else wanted
    dialog.resize(wanted.boundedTo(room))
