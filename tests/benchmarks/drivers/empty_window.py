"""An empty QMainWindow, from the start of the process to its first painting, or at rest.

What every PySide6 program pays at the least.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from kit import leave, memory, settle
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class Window(QMainWindow):
    """Ends the process once it is painted, or once it has come to rest."""

    def __init__(self, *, at_rest: bool) -> None:
        super().__init__()
        self._at_rest = at_rest
        self._painted = False
        self.resize(1280, 820)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._end)

    def _end(self) -> None:
        painted = time.monotonic()
        if self._at_rest:
            settle()
        leave(painted=painted, cpu=time.process_time(), memory=memory())


app = QApplication(sys.argv[:1])
window = Window(at_rest="--rest" in sys.argv)
window.show()
app.exec()
