"""The status bar: which library this is, how much it holds, and whether all of it can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QStatusBar

from briefing.core.words import counted
from briefing.gui.icons import icon
from briefing.gui.literal import literal
from briefing.gui.theme import restyle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from briefing.core.library import CardFolder
    from briefing.gui.tokens import Tokens


class LibraryStatus(QStatusBar):
    """Title and counts at the left; at the right the state, which leads to the problems."""

    problems_requested = Signal()
    unsaved_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._title = QLabel()
        self._counts = QLabel()
        self._message = QLabel()
        self._over = QTimer(self, singleShot=True)
        self._over.timeout.connect(self._message.clear)
        self._unsaved = QPushButton()
        self._unsaved.setObjectName("status-unsaved")
        self._unsaved.setFlat(True)
        self._unsaved.hide()
        self._unsaved.clicked.connect(self.unsaved_requested)
        self._state = QPushButton()
        for label in (self._title, self._counts, self._message):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._state.setObjectName("status-state")
        self._state.setProperty("state", "check")
        self._state.setFlat(True)
        self._state.clicked.connect(self.problems_requested)
        self.addWidget(self._title)
        self.addWidget(self._counts)
        self.addWidget(self._message, 1)
        self.addPermanentWidget(self._unsaved)
        self.addPermanentWidget(self._state)

    @property
    def message(self) -> str:
        """What is said at the moment, or nothing."""
        return self._message.text()

    def say(self, message: str, seconds: float = 0) -> None:
        """Say something beside the counts, for a while or until something else is said."""
        self._message.setText(message)
        self._over.stop()
        if seconds:
            self._over.start(round(seconds * 1000))

    def show_unsaved(self, names: Sequence[str]) -> None:
        """Show which files have text that is not saved."""
        self._unsaved.setVisible(bool(names))
        self._unsaved.setText(f"{counted(len(names), 'card')} not saved" if names else "")
        self._unsaved.setToolTip(literal("Go on editing " + ", ".join(names)))

    def say_copied(self) -> None:
        """Say that something went to the clipboard with its citation."""
        self.say("Copied with its citation", 4)

    def show_library(self, folder: CardFolder, tokens: Tokens) -> None:
        """Show what a library holds and how it stands."""
        cards = len(folder.files)
        self._title.setText(folder.library.title)
        self._counts.setText(
            f"{counted(cards, 'card')}, {counted(folder.edition_count, 'edition')}"
        )
        problems, errors = folder.problem_count, folder.error_count
        if not problems:
            name, ink, text = "check", tokens.ok, "All cards valid"
        elif errors:
            name, ink, text = "error", tokens.error, counted(errors, "problem")
        else:
            name, ink, text = "warning", tokens.warn, counted(problems, "warning")
        self._state.setIcon(icon(name, tokens, ink))
        self._state.setText(text)
        if self._state.property("state") != name:
            self._state.setProperty("state", name)
            restyle(self._state)
        self._state.setToolTip("Show the state of the library (F8)")
