"""Lets a library be opened by dropping its folder, or a file of it, on a widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from briefing.gui.addresses import dropped_path

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Dropping(QObject):
    """Watches a widget for what is dropped on it."""

    dropped = Signal(object)  # a Path

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files and folders of this computer, and nothing else."""
        if isinstance(event, QDropEvent) and event.type() in (
            QEvent.Type.DragEnter,
            QEvent.Type.Drop,
        ):
            path = dropped_path(event)
            if path is None:
                return False
            event.acceptProposedAction()
            if not isinstance(event, QDragEnterEvent):
                self.dropped.emit(path)
            return True
        return super().eventFilter(watched, event)
