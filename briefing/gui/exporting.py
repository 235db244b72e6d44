"""Asks where a PDF shall go, and writes it there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog

from briefing.paper.output import OutputError, write_pdf

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Exporting(QObject):
    """Saves PDFs for the window that is its parent, and remembers their folder."""

    done = Signal(str)  # a sentence that says where
    failed = Signal(str)  # why, in plain words; what was there before is whole

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._folder = _documents()

    def start(self, pdf: bytes, name: str) -> None:
        """Let the user choose a place, proposing ``name``, and write the PDF."""
        dialog = QFileDialog(self._window, "Export PDF", str(self._folder), "PDF files (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        # The dialog itself adds it, and so asks before it replaces a file of the full name.
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(name)
        accepted = dialog.exec() == QFileDialog.DialogCode.Accepted
        chosen = dialog.selectedFiles()
        dialog.deleteLater()
        if not accepted:
            return
        path = Path(chosen[0])
        try:
            write_pdf(path, pdf)
        except OutputError as error:
            self.failed.emit(f"{error}.")
            return
        self._folder = path.parent
        self.done.emit(f"Saved as {path}")


def _documents() -> Path:
    """Where a new PDF goes unless told otherwise."""
    places = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.DocumentsLocation)
    return next((Path(place) for place in places if Path(place).is_dir()), Path.home())
