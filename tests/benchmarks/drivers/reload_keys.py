"""Changes of card by key while a library is read anew: milliseconds until each is painted.

``reload_keys.py LIBRARY COUNT``. A card of the library is saved again and again, as another program
does; keys come at the pace of a key that is held down, and those count that come meanwhile.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

from kit import Budget, after_import, drive, note_painting, press, pump, rest, settle

_PAUSE = 0.033  # seconds between keys
_PATIENCE = 5.0  # seconds for one change

painted = note_painting("briefing.gui.card_page", "CardPage", lambda page: page.document())
reading: list[bool] = []


def _watch(module: Any) -> None:
    read = module._read

    def read_and_note(*arguments: Any) -> Any:
        reading.append(True)
        try:
            return read(*arguments)
        finally:
            reading.append(False)

    module._read = read_and_note


def _script(window: Any) -> dict[str, Any]:
    pump(lambda: window.search.is_ready, 600)
    settle()
    card = max(Path(sys.argv[1]).glob("card-*.yaml"))
    text = card.read_text("utf-8")
    taken: list[float] = []
    missed, saves, budget = 0, 0, Budget()
    window.sidebar.cards.setFocus()
    while len(taken) + missed < int(sys.argv[2]) and not budget.over:
        saves += 1
        _save(card, text.replace("name: ", f"name: {saves} ", 1))
        pump(lambda: bool(reading) and reading[-1], _PATIENCE)
        while reading[-1]:
            spent = _change(window)
            taken += [spent] if spent is not None else []
            missed += spent is None
            rest(_PAUSE)
        settle()
    return {"taken": taken, "missed": missed, "saves": saves}


def _save(path: Path, text: str) -> None:
    beside = path.with_suffix(".saved")
    beside.write_text(text, "utf-8")
    os.replace(beside, path)


def _change(window: Any) -> float | None:
    from PySide6.QtCore import Qt

    old = window.desk.page.document()
    painted.clear()
    began = press(window, Qt.Key.Key_Down)
    shown = pump(lambda: any(seen is not old for _, seen in painted), _PATIENCE)
    return (time.perf_counter() - began) * 1000 if shown else None


after_import("briefing.gui.reloading", _watch)
drive(["open", sys.argv[1]], _script)
