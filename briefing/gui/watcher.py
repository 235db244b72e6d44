"""Notices when another program saves into the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_SETTLE_MS = 40


class LibraryWatcher(QObject):
    """Watches a library's folder, and within it library.yaml and the card on screen.

    An atomic save replaces the file, which only the folder tells; a save in place changes the
    file, which the folder does not tell. A burst of writes is told once, when it is over.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLE_MS)
        self._settled.timeout.connect(self.changed)
        self._watcher.directoryChanged.connect(self._noticed)
        self._watcher.fileChanged.connect(self._noticed)

    def watch(self, folder: Path, files: Sequence[Path]) -> None:
        """Watch this folder and these files, and nothing else."""
        wanted = {str(path) for path in (folder, *files) if path.exists()}
        watched = {*self._watcher.directories(), *self._watcher.files()}
        if watched - wanted:
            self._watcher.removePaths(sorted(watched - wanted))
        if wanted - watched:
            self._watcher.addPaths(sorted(wanted - watched))

    def _noticed(self) -> None:
        self._settled.start()
