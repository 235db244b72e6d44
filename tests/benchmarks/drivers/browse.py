"""Changes of card and of stop by key in the product's window: milliseconds until each is painted.

``browse.py LIBRARY COUNT``. Keys come at the pace of a key that is held down.
"""

from __future__ import annotations

import sys
from itertools import cycle
from typing import Any

from kit import drive, measured, note_painting, press, rest, settle, until_painted

_PAUSE = 0.033  # seconds between keys
_TURN = 19  # cards down, then as many up

pages = note_painting("briefing.gui.card_page", "CardPage")


def _script(window: Any) -> dict[str, Any]:
    from PySide6.QtCore import Qt

    settle()
    both = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    none = Qt.KeyboardModifier.NoModifier
    turn = min(_TURN, len(window.folder.cards) - 1)
    keys = [(Qt.Key.Key_Left, both), (Qt.Key.Key_Right, both)]
    down, up = ([(key, none), *keys] * turn for key in (Qt.Key.Key_Down, Qt.Key.Key_Up))
    taken: list[float] = []
    missed = pressed = 0
    window.sidebar.cards.setFocus()
    for key, modifiers in cycle([*down, *up]):
        if len(taken) >= int(sys.argv[2]) or pressed > 5 * int(sys.argv[2]) + 50:
            break
        before = window.place
        pages.clear()
        pressed += 1
        with measured():
            began = press(window, key, modifiers)
            if window.place == before:  # a card may have one edition alone
                continue
            shown = until_painted(began, pages, window.desk.page)
        missed += shown is None
        taken += [shown] if shown is not None else []
        rest(_PAUSE)
    return {"taken": taken, "missed": missed}


drive(["open", sys.argv[1]], _script)
