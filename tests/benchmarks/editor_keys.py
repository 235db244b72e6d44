"""How long a key in the editor takes to be seen, in a card of any size.

``python -m tests.benchmarks.editor_keys [BYTES]`` from the root of the project.
"""

from __future__ import annotations

import sys
from statistics import median, quantiles
from time import perf_counter

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from briefing.core.problem import Problem
from briefing.gui.code_edit import CodeEdit
from briefing.gui.fonts import load_fonts
from briefing.gui.theme import apply
from briefing.gui.tokens import LIGHT

TWO_MB = 2_000_000
_POINT = """\
      - topic: Border crossing {n}
        kind: assessment  # as read in the summary
        text: >-
          The ministry’s view of crossing {n} is that trade must not suffer from it, and that the
          parties will go on talking whatever happens at the next round of the talks.
        para: [{n}, 12]
      - {{topic: "Gas transit {n}", kind: forecast, text: It may be cut., para: {n}}}
"""
_HEAD = (
    "name: Testland\nkind: country\nregion: Europe\neditions:\n  - source: talk-2010\n    points:\n"
)
_PLACES = (0.01, 0.5, 0.99)  # of the text, where is typed
_TYPED = 'An analyst types some words.\r  kind: "fact" # why \b\b\b\b\r- topic: X\r'
_ROUNDS = 3
_PROBLEMS = 1000


def card_text(size: int) -> str:
    """A card's text of about so many bytes in UTF-8."""
    count = max(1, (size - len(_HEAD)) // len(_POINT.format(n=10_000).encode()))
    return _HEAD + "".join(_POINT.format(n=n) for n in range(1, count + 1))


def open_to_paint(size: int) -> tuple[CodeEdit, float]:
    """An editor that shows such a card, and the milliseconds from its text to the screen."""
    edit = CodeEdit()
    edit.resize(640, 560)
    edit.show()
    QApplication.processEvents()
    text = card_text(size)
    start = perf_counter()
    edit.set_text(text)
    edit.repaint()
    return edit, (perf_counter() - start) * 1000


def key_to_paint(size: int) -> list[float]:
    """The milliseconds of each of some hundred keys, from the press to the painted window.

    They are typed at the top, in the middle and at the end of a card of ``size`` bytes that has
    a thousand problems. Needs a QApplication.
    """
    edit, _ = open_to_paint(size)
    lines = edit.blockCount()
    step = max(1, lines // _PROBLEMS)
    edit.set_problems(
        Problem("card.yaml", line, 9, "error", "rule", "is wrong") for line in range(1, lines, step)
    )
    taken = []
    for place in _PLACES:
        edit.go_to(edit.text().index("\n", round(place * len(edit.text()))))
        QApplication.processEvents()
        for char in _TYPED * _ROUNDS:
            start = perf_counter()
            _press(edit, char)
            QApplication.sendPostedEvents()  # among them what is to be painted
            taken.append((perf_counter() - start) * 1000)
            QApplication.processEvents()
    edit.close()
    return taken


def _press(edit: CodeEdit, char: str) -> None:
    key = {"\r": Qt.Key.Key_Return, "\b": Qt.Key.Key_Backspace}.get(char, Qt.Key.Key_A)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, char)
        QApplication.sendEvent(edit, event)


def main(size: int = TWO_MB) -> None:
    """Print the figures."""
    app = QApplication.instance() or QApplication([])
    load_fonts()
    apply(app, LIGHT)
    edit, opened = open_to_paint(size)
    sys.stdout.write(f"{size:,} bytes, {edit.blockCount():,} lines: opened in {opened:.0f} ms\n")
    edit.close()
    taken = key_to_paint(size)
    high = quantiles(taken, n=100)[98]
    sys.stdout.write(
        f"{len(taken)} keys: median {median(taken):.1f}, p99 {high:.1f}, most {max(taken):.1f} ms\n"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
