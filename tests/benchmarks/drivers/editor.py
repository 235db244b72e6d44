"""Keys in the product's editor: milliseconds until each is painted, and until problems are shown.

``editor.py LIBRARY CARD KEYS PROBLEMS``: so many keys are typed, then so many times a problem is
made and mended again.
"""

from __future__ import annotations

import sys
import time
from itertools import cycle
from typing import Any

from kit import (
    Budget,
    after_import,
    drive,
    measured,
    note_painting,
    press,
    pump,
    rest,
    settle,
    until_painted,
)

_PLACES = (0.01, 0.5, 0.99)
_TYPED = "the parties go on talking, whatever happens next "
_PAUSES = (0.033, 0.033, 0.12, 0.25)
"""Seconds between keys: a key that is held down, and hands that let the text be checked meanwhile."""

_PATIENCE = 20.0

editors = note_painting("briefing.gui.code_edit", "CodeEdit")
problems: list[tuple[float, int]] = []


def _watch(module: Any) -> None:
    show = module.ProblemList.show_problems

    def show_and_note(self: Any, found: Any) -> None:
        show(self, found)
        problems.append((time.perf_counter(), len(found)))

    module.ProblemList.show_problems = show_and_note


def _script(window: Any) -> dict[str, Any]:
    from PySide6.QtCore import Qt

    settle()
    began = press(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    pump(lambda: any(at > began for at, _ in editors))
    opened = (time.perf_counter() - began) * 1000
    settle(patience=_PATIENCE)
    code = editors[-1][1]
    keys: list[float] = []
    for place in _PLACES:
        code.go_to(code.text().index("text: >-\n", round(place * len(code.text())) - 3000) + 30)
        code.setFocus()
        settle(patience=_PATIENCE)
        keys += _type(window, code, int(sys.argv[3]) // len(_PLACES))
    shown = _problems(window, code, int(sys.argv[4]))
    return {"opened": opened, "keys": keys, "problems": shown, "bytes": len(code.text().encode())}


def _type(window: Any, code: Any, count: int) -> list[float]:
    taken: list[float] = []
    budget = Budget(1 / len(_PLACES))
    for _, letter, pause in zip(range(count), cycle(_TYPED), cycle(_PAUSES), strict=False):
        editors.clear()
        with measured():
            spent = until_painted(press(window, letter), editors, code)
        taken.append(_PATIENCE * 1000 if spent is None else spent)
        rest(pause)
        if budget.over:
            break
    return taken


def _problems(window: Any, code: Any, count: int) -> list[float]:
    """A letter before a key, which makes it an unknown one, and Backspace, which mends it."""
    from PySide6.QtCore import Qt

    if not count:
        return []
    text = code.text()
    code.go_to(text.index("kind: ", len(text) // 2))
    settle()
    taken: list[float] = []
    budget = Budget()
    for key in ("x", Qt.Key.Key_Backspace) * count:
        problems.clear()
        began = press(window, key)
        wanted = key == "x"

        def shown(began: float = began, wanted: bool = wanted) -> bool:
            known = [at for at, found in problems if at > began and bool(found) is wanted]
            return bool(known) and any(at > known[0] for at, _ in editors)

        over = pump(shown, _PATIENCE)
        if wanted:
            taken.append((time.perf_counter() - began) * 1000 if over else _PATIENCE * 1000)
        settle(quiet=0.2)
        if budget.over:
            break
    return taken


after_import("briefing.gui.problem_list", _watch)
drive(["open", sys.argv[1], "--card", sys.argv[2]], _script)
