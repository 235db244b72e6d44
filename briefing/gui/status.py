"""The status bar: which library this is, how much it holds, and whether all of it can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QStatusBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QWidget

    from briefing.core.library import CardFolder


class LibraryStatus(QStatusBar):
    """Title and counts at the left; at the right the state, which leads to the problems."""

    problems_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._title = QLabel()
        self._counts = QLabel()
        self._state = QPushButton()
        self._state.setObjectName("status-state")
        self._state.setFlat(True)
        self._state.clicked.connect(self.problems_requested)
        self.addWidget(self._title)
        self.addWidget(self._counts)
        self.addPermanentWidget(self._state)

    def show_library(self, folder: CardFolder, icon: Callable[[str], QIcon]) -> None:
        """Show what a library holds and how it stands."""
        cards = len(folder.files)
        editions = sum(len(card.editions) for card in folder.cards.values())
        self._title.setText(folder.library.title)
        self._counts.setText(f"{counted(cards, 'card')}, {counted(editions, 'edition')}")
        problems = folder.all_problems
        errors = sum(problem.is_error for problem in problems)
        if not problems:
            name, text = "check", "All cards valid"
        elif errors:
            name, text = "error", counted(errors, "problem")
        else:
            name, text = "warning", counted(len(problems), "warning")
        self._state.setIcon(icon(name))
        self._state.setText(text)
        self._state.setProperty("state", name)
        # A style sheet's property selectors are read again only on request.
        self._state.style().polish(self._state)
        self._state.setEnabled(bool(problems))
        self._state.setToolTip("Show the problems (F8)" if problems else "")


def counted(number: int, noun: str) -> str:
    """A number and its noun: ``1 card``, ``2 cards``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
