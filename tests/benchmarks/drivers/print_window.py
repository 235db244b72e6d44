"""Ctrl+P in the product's window: milliseconds until the first page is on the screen.

``print_window.py LIBRARY CARD TIMES``. Reports the first time, the times after that, and those of
changes of option that leave out one section after the other.
"""

from __future__ import annotations

import sys
from typing import Any

from kit import drive, measured, press, rest, settle
from print_kit import opened, pages_painted

painted = pages_painted()


def _script(window: Any) -> dict[str, Any]:
    from PySide6.QtCore import Qt

    settle()
    opening: list[float | None] = []
    changing: list[float | None] = []
    for _ in range(int(sys.argv[3])):
        window.activateWindow()
        rest(0.3)
        with measured():
            began = press(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
            opening.append(painted.wait(began))
        shown = opened()
        settle(quiet=0.3)
        # One after the other is left out: what was made once would come out of Typst's memory. The
        # last one stays.
        boxes = [box for box in shown.options.sections.values() if box.isChecked()]
        for box in boxes[:-1] if not changing else ():
            if box.isEnabled():
                changing.append(painted.wait_for(box.click))
                settle(quiet=0.2)
        shown.reject()
    return {"first": opening[0], "again": opening[1:], "changes": changing}


drive(["open", sys.argv[1], "--card", sys.argv[2]], _script)
