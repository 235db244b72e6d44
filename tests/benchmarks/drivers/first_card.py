"""The product, from the start of the process until its first card is painted.

``first_card.py LIBRARY``. The process ends there.
"""

from __future__ import annotations

import sys
import time
from typing import Any

from kit import after_import, leave, measured, start

_LEAST = 40
"""Characters of a page that count as a card."""


def _watch(module: Any) -> None:
    paint = module.CardPage.paintEvent

    def paint_and_end(self: Any, event: Any) -> None:
        from PySide6.QtCore import QTimer

        paint(self, event)
        if self.document().characterCount() > _LEAST:
            # In the next turn of the loop, when the window has been handed to the display.
            QTimer.singleShot(0, _end)

    module.CardPage.paintEvent = paint_and_end


def _end() -> None:
    leave(painted=time.monotonic(), cpu=time.process_time())


after_import("briefing.gui.card_page", _watch)
with measured():
    sys.exit(start(["open", sys.argv[1]]))
