"""Keeps the status bar saying how the file in the editor stands, as long as it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from briefing.gui.editing import Editing
    from briefing.gui.window import MainWindow


class EditState(QObject):
    """Follows the editor and the views of a window, and tells its status bar."""

    def __init__(self, editing: Editing, window: MainWindow) -> None:
        super().__init__(window)
        self._editing, self._window = editing, window
        editing.unsaved_changed.connect(self._show)
        window.panes.turned.connect(self._show)

    def _show(self) -> None:
        status, buffers = self._window.status, self._editing.unsaved
        status.show_unsaved([buffer.path.name for buffer in buffers])
        current = self._editing.current if self._window.views.is_editing else None
        if current is None:
            status.leave_file()
        else:
            proof = current.pane.proof
            status.show_file(current.path.name, proof.problems if proof else None)
