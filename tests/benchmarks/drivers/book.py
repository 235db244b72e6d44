"""A book of all cards in the print window: seconds, memory, and whether the window still answers.

``book.py LIBRARY``. Also how long it takes to cancel one that is under way.
"""

from __future__ import annotations

import sys
import time
from typing import Any

from kit import children, drive, memory, memory_with_children, press, pump, rest, settle
from print_kit import opened, pages_painted

_BEAT = 0.005  # seconds
_LOOK = 20  # beats between two looks at the memory
_CANCELS = 3
_UNDER_WAY = 0.6  # seconds after which a book is canceled
_PATIENCE = 120.0

painted = pages_painted()


class Pulse:
    """Notes by how many milliseconds each beat of the window's loop is late, and the memory."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.late: list[float] = []
        self.most_memory = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(interval=round(_BEAT * 1000), timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def stop(self) -> None:
        """Beat no more."""
        self._timer.stop()

    def _beat(self) -> None:
        self.late.append(max(0.0, time.perf_counter() - self._last - _BEAT) * 1000)
        if len(self.late) % _LOOK == 0:
            self.most_memory = max(self.most_memory, memory_with_children())
        self._last = time.perf_counter()


def _script(window: Any) -> dict[str, Any]:
    from PySide6.QtCore import Qt

    settle()
    press(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    shown = opened()
    settle()
    shown.options.editions.button("all").click()
    settle()
    before, pulse = memory(), Pulse()
    spent = painted.wait_for(shown.options.scope.button("all").click, _PATIENCE)
    pulse.stop()
    settle()
    pages = shown.view.page_count
    canceled = [_cancel(shown) for _ in range(_CANCELS)]
    return {
        "made": spent,
        "pages": pages,
        "late": pulse.late,
        "memory": pulse.most_memory,
        "before": before,
        "canceled": canceled,
    }


def _cancel(shown: Any) -> float | None:
    """Milliseconds from Esc until nothing is being made any more; None where it was not stopped."""
    from PySide6.QtCore import Qt

    shown.bar.greyscale.click()
    rest(_UNDER_WAY)
    if not shown.busy or not children():
        return None
    began = press(shown, Qt.Key.Key_Escape)
    over = pump(lambda: not shown.busy and not children(), 10, look=2)
    return (time.perf_counter() - began) * 1000 if over else None


drive(["open", sys.argv[1]], _script)
