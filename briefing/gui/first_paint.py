"""Tells when a widget was on the screen for the first time, so that other work can wait for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_PATIENCE = 1000  # ms; a window that is started minimized is not painted


class FirstPaint(QObject):
    """Watches a widget until it was painted, and no longer than a second."""

    over = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._timer = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._timer.timeout.connect(self._end)
        self._timer.start()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the painting, and for what comes with it to be over."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._timer.start(0)
        return False

    def _end(self) -> None:
        self._widget.removeEventFilter(self)
        self.over.emit()
        self.deleteLater()
