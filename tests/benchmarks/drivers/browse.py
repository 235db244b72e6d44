"""Changes of card and of stop by key in the product's window: milliseconds until each is painted.

``browse.py LIBRARY COUNT``. Keys come at the pace of a key that is held down.
"""

from __future__ import annotations

import sys
import time
from itertools import cycle
from typing import Any

from kit import Budget, drive, measured, note_painting, press, pump, rest, settle

_PAUSE = 0.033  # seconds between keys
_PATIENCE = 5.0  # seconds for one change
_TURN = 19  # cards down, then as many up

painted = note_painting("briefing.gui.card_page", "CardPage", lambda page: page.document())


def _script(window: Any) -> dict[str, Any]:
    from PySide6.QtCore import Qt

    settle()
    both = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    none = Qt.KeyboardModifier.NoModifier
    turn = min(_TURN, len(window.folder.cards) - 1)
    keys = [(Qt.Key.Key_Left, both), (Qt.Key.Key_Right, both)]
    down, up = ([(key, none), *keys] * turn for key in (Qt.Key.Key_Down, Qt.Key.Key_Up))
    taken: list[float] = []
    missed, budget = 0, Budget()
    window.sidebar.cards.setFocus()
    for key, modifiers in cycle([*down, *up]):
        if len(taken) >= int(sys.argv[2]) or budget.over:
            break
        before, old = window.place, window.desk.page.document()
        painted.clear()
        with measured():
            began = press(window, key, modifiers)
            if window.place == before:  # a card may have one edition alone
                continue
            shown = pump(lambda old=old: any(seen is not old for _, seen in painted), _PATIENCE)
        taken += [(time.perf_counter() - began) * 1000] if shown else []
        missed += not shown
        rest(_PAUSE)
    return {"taken": taken, "missed": missed}


drive(["open", sys.argv[1]], _script)
