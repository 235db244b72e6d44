"""Notices when another program saves into the library."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QFileSystemWatcher, QObject, QTimer, Signal

from briefing.core.presence import is_there

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_SETTLE_MS = 40
_MOST_MS = 500
"""After which a burst of writes that goes on is told all the same."""


class LibraryWatcher(QObject):
    """Watches a library's folder, and within it library.yaml and the card on screen.

    An atomic save replaces the file, which only the folder tells; a save in place changes the
    file, which the folder does not tell; where another folder is put in its place, only the one
    above tells. A burst of writes is told once, when it is over; a long one now and then.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        self._folder = self._above = ""
        self._known = _NOTHING
        self._since = QElapsedTimer()
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLE_MS)
        self._settled.timeout.connect(self.changed)
        self._watcher.directoryChanged.connect(self._noticed_folder)
        self._watcher.fileChanged.connect(self._noticed)

    def watch(self, folder: Path, files: Sequence[Path]) -> None:
        """Watch this folder and these files, and nothing else."""
        before, self._folder = self._folder, str(folder)
        self._above = str(folder.parent)
        if self._is_replaced() and before == self._folder:
            # Another one in its place, of which nothing was told yet: it would pass for known.
            self._let_go()
            self._noticed()
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
        if not self._settled.isActive():
            self._since.start()
        elif self._since.elapsed() > _MOST_MS:
            return
        self._settled.start()

    def _let_go(self) -> list[str]:
        """Watch nothing: what is watched is the folder of before, wherever it is."""
        watched = [*self._watcher.directories(), *self._watcher.files()]
        if watched:
            self._watcher.removePaths(watched)
        return watched

    def _noticed_folder(self, path: str) -> None:
        if path == self._above:
            if not self._is_replaced():
                return  # something else up there
            there = [path for path in self._let_go() if is_there(path)]
            if there:  # who deletes the folder above leaves none
                self._watcher.addPaths(there)
        self._noticed()

    def _is_replaced(self) -> bool:
        """Whether the folder is another one than when this was asked last, or gone, or back.

        Some disks of a network give out another number each time, but not another time of change.
        """
        before, self._known = self._known, _identity(self._folder)
        return all(now != then for now, then in zip(self._known, before, strict=True))


_NOTHING = (0, 0)


def _identity(path: str) -> tuple[int, int]:
    """The number and the time of change of a folder, in nanoseconds; none where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:
        return _NOTHING
    return found.st_ino, found.st_ctime_ns
