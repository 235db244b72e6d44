"""The product, from the start of the process until everything in a library can be found.

``first_index.py LIBRARY``. Reports when the window was painted, when its first card was, when the
index of all was ready, when all work had ended, how many cards there were, and the memory at rest.
Ends as a user ends it, so that what is kept for the next start is kept.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any

from kit import after_import, drive, memory, note_painting, processor_time, pump, report, settle

_PATIENCE = float(os.environ.get("PATIENCE", "600"))
_LEAST = 40

cards = note_painting("briefing.gui.card_page", "CardPage")
windows: list[float] = []
indexes: list[float] = []


def _watch_search(module: Any) -> None:
    take = module.Searching.set_index

    def take_and_note(self: Any, index: Any) -> None:
        take(self, index)
        indexes.append(time.monotonic())

    module.Searching.set_index = take_and_note


def _watch(module: Any) -> None:
    paint = module.MainWindow.paintEvent

    def paint_and_note(self: Any, event: Any) -> None:
        paint(self, event)
        windows.append(time.monotonic())

    module.MainWindow.paintEvent = paint_and_note


def _is_card(widget: Any) -> bool:
    return bool(widget.document().characterCount() > _LEAST)


def _script(window: Any) -> dict[str, Any]:
    pump(lambda: bool(windows))
    pump(lambda: any(_is_card(widget) for _, widget in cards), _PATIENCE)
    card = time.monotonic()
    pump(lambda: window.search.is_ready, _PATIENCE)
    ended = settle(quiet=1.0, patience=_PATIENCE)
    figures = {
        "window": windows[0],
        "painted": card,
        # An index of a part of the cards may have come before that of all.
        "ready": indexes[-1],
        "cards": len(window.folder.cards),
        "ended": ended,
        "cpu": processor_time(),
        "memory": memory(),
    }
    report(**figures)
    window.close()
    settle(quiet=0.2, patience=10)
    return figures


after_import("briefing.gui.window", _watch)
after_import("briefing.gui.searching", _watch_search)
drive(["open", sys.argv[1]], _script)
