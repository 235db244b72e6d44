"""What the program asks of its user in dialogs of the system's own kind, and says in them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox

from briefing.gui.literal import literal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def library_to_open(window: QWidget, start: str) -> Path | None:
    """The folder that the user chooses, or None."""
    chosen = QFileDialog.getExistingDirectory(window, "Open library", start)
    return Path(chosen) if chosen else None


def open_link(window: QWidget, address: str) -> None:
    """Open a web address in the browser, if the user agrees to just that."""
    box = QMessageBox(window)
    box.setWindowTitle("Open link")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText("Open this address in your web browser?")
    box.setInformativeText(address)
    opens = QMessageBox.StandardButton.Open
    box.setStandardButtons(opens | QMessageBox.StandardButton.Cancel)
    if box.exec() == opens:
        QDesktopServices.openUrl(QUrl(address))


def complain(window: QWidget, why: str) -> None:
    """Say why something could not be done."""
    QMessageBox.warning(window, "Briefing", literal(why))
