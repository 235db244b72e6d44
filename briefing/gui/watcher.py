"""Notices when another program saves into the library."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from briefing.core.presence import is_there

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_SETTLE_MS = 40


class LibraryWatcher(QObject):
    """Watches a library's folder, and within it library.yaml and the card on screen.

    An atomic save replaces the file, which only the folder tells; a save in place changes the
    file, which the folder does not tell; where another folder is put in its place, only the one
    above tells. A burst of writes is told once, when it is over.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        self._folder = self._above = ""
        self._inode = 0
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLE_MS)
        self._settled.timeout.connect(self.changed)
        self._watcher.directoryChanged.connect(self._noticed_folder)
        self._watcher.fileChanged.connect(self._noticed)

    def watch(self, folder: Path, files: Sequence[Path]) -> None:
        """Watch this folder and these files, and nothing else."""
        self._folder, self._above = str(folder), str(folder.parent)
        self._inode = _inode(self._folder)
        wanted = {str(path) for path in (folder, *files) if is_there(path)}
        if self._above in wanted or not os.access(self._above, os.R_OK):
            self._above = ""
        else:
            wanted.add(self._above)
        watched = {*self._watcher.directories(), *self._watcher.files()}
        if watched - wanted:
            self._watcher.removePaths(sorted(watched - wanted))
        if wanted - watched:
            self._watcher.addPaths(sorted(wanted - watched))

    def _noticed(self) -> None:
        self._settled.start()

    def _noticed_folder(self, path: str) -> None:
        if path == self._above:
            inode = _inode(self._folder)
            if inode == self._inode:
                return  # something else up there
            self._inode = inode
            # Until now it is the folder of before that is watched, wherever it is.
            watched = [*self._watcher.directories(), *self._watcher.files()]
            there = [path for path in watched if is_there(path)]
            if watched:
                self._watcher.removePaths(watched)
            if there:  # who deletes the folder above leaves none
                self._watcher.addPaths(there)
        self._noticed()


def _inode(path: str) -> int:
    """What tells a folder from another one of the same name; 0 where none is there."""
    try:
        return os.stat(path).st_ino  # noqa: PTH116
    except OSError:
        return 0
