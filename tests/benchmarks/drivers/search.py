"""Keys in the search field of the product's window: milliseconds until its results are painted.

``search.py LIBRARY COUNT``.
"""

from __future__ import annotations

import sys
import time
from itertools import cycle
from typing import Any

from kit import Budget, after_import, drive, measured, note_painting, press, pump, rest, settle

_PAUSE = 0.033
_ASKED = (
    "harbor",
    "energy prices",
    "coast guard",
    "goverment",
    '"joint patrols"',
    "treaty",
    "kind:warning transit",
    "republic of dan",
    "highlands -refugees",
)
_PATIENCE = 5.0

fields = note_painting("briefing.gui.sidebar", "SearchField")
shown: list[tuple[float, Any]] = []


def _watch(module: Any) -> None:
    for name in ("show_hits", "say"):
        _note_calls(module.Results, name)


def _note_calls(cls: Any, name: str) -> None:
    does = getattr(cls, name)

    def do_and_note(self: Any, *arguments: Any, **named: Any) -> None:
        does(self, *arguments, **named)
        shown.append((time.perf_counter(), self))

    setattr(cls, name, do_and_note)


def _script(window: Any) -> dict[str, Any]:
    from PySide6.QtCore import Qt

    pump(lambda: window.search.is_ready, 600)
    settle()
    count = int(sys.argv[2])
    taken: list[float] = []
    slow: dict[str, float] = {}
    missed, budget = 0, Budget()
    for words in cycle(_ASKED):
        press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        rest(0.1)
        for place, letter in enumerate(words, 1):
            with measured():
                spent = _type(window, letter)
            if spent is None:
                missed += 1
            else:
                taken.append(spent)
                slow[words[:place]] = max(spent, slow.get(words[:place], 0))
            rest(_PAUSE)
        if len(taken) + missed >= count or budget.over:
            break
    slowest = sorted(slow.items(), key=lambda pair: -pair[1])[:5]
    return {"taken": taken, "missed": missed, "slowest": slowest}


def _type(window: Any, letter: str) -> float | None:
    shown.clear()
    fields.clear()
    began = press(window, letter)

    def painted() -> bool:
        """All that changed is painted at one go: the field, for one, and passages if others."""
        if not shown:
            return False
        at, results = shown[-1]
        return results.page.is_painted and any(painted > at for painted, _ in fields)

    return (time.perf_counter() - began) * 1000 if pump(painted, _PATIENCE) else None


after_import("briefing.gui.results", _watch)
drive(["open", sys.argv[1]], _script)
