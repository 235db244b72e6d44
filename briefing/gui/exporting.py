"""Asks where a finished file shall go, and writes it there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog

from briefing.core.presence import is_folder
from briefing.paper.output import OutputError, write_file, write_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class FileKind:
    """What is saved: the dialog's title and filter, the names' end, and what writes it."""

    title: str
    filter: str
    suffix: str
    write: Callable[[Path, bytes], None]


PDF = FileKind("Export PDF", "PDF files (*.pdf)", "pdf", write_pdf)
WEB_PAGE = FileKind("Export web page", "Web pages (*.html)", "html", write_file)


class Exporting(QObject):
    """Saves files for the window that is its parent, and remembers their folder."""

    done = Signal(str)  # a sentence that says where
    failed = Signal(str)  # why, in plain words; what was there before is whole

    def __init__(self, window: QWidget, folder: str = "") -> None:
        """Propose ``folder`` at first, else the user's documents."""
        super().__init__(window)
        self._window = window
        self._folder = Path(folder) if folder and is_folder(folder) else _documents()
        self._chosen = folder

    @property
    def folder(self) -> str:
        """Where the last PDF went, now or before; empty before the first."""
        return self._chosen

    def start(self, content: bytes, name: str, kind: FileKind = PDF) -> None:
        """Let the user choose a place, proposing ``name``, and write the file."""
        dialog = QFileDialog(self._window, kind.title, str(self._folder), kind.filter)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        # The dialog itself adds it, and so asks before it replaces a file of the full name.
        dialog.setDefaultSuffix(kind.suffix)
        dialog.selectFile(name)
        accepted = dialog.exec() == QFileDialog.DialogCode.Accepted
        chosen = dialog.selectedFiles()
        dialog.deleteLater()
        if not accepted:
            return
        path = Path(chosen[0])
        try:
            kind.write(path, content)
        except OutputError as error:
            self.failed.emit(f"{error}.")
            return
        self._folder = path.parent
        self._chosen = str(path.parent)
        self.done.emit(f"Saved as {path}")


def _documents() -> Path:
    """Where a new file goes unless told otherwise."""
    places = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.DocumentsLocation)
    return next((Path(place) for place in places if is_folder(place)), Path.home())
