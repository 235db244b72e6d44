"""The status bar: which library this is, how much it holds, and how it or the edited file stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QStatusBar

from briefing.core.words import counted
from briefing.gui.elided_label import ElidedLabel
from briefing.gui.icons import icon
from briefing.gui.literal import literal
from briefing.gui.problem_words import counts
from briefing.gui.theme import restyle
from briefing.gui.tokens import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from briefing.core.library import CardFolder
    from briefing.core.problem import Problem
    from briefing.gui.tokens import Tokens


class LibraryStatus(QStatusBar):
    """Title and counts at the left; at the right the state, which leads to the problems."""

    problems_requested = Signal()
    unsaved_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._title = ElidedLabel()
        self._counts = ElidedLabel()
        self._message = ElidedLabel()
        self._said, self._lasting, self._address = "", "", ""
        self._tokens = LIGHT
        # The icon and the words, of the library and, while one is edited, of a file.
        self._library = ("check", "")
        self._file: tuple[str, str] | None = None
        self._over = QTimer(self, singleShot=True)
        self._over.timeout.connect(lambda: self.say(self._lasting))
        self._unsaved = QPushButton()
        self._unsaved.setObjectName("status-unsaved")
        self._unsaved.setFlat(True)
        self._unsaved.hide()
        self._unsaved.clicked.connect(self.unsaved_requested)
        self._state = QPushButton()
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
        """Say something beside the counts, to stay; or for so long, after which what stays is back."""
        self._said = message
        if not seconds:
            self._lasting = message
        if message:
            self._address = ""  # it is news, and the link was seen
        self._show_message()
        self._over.stop()
        if seconds:
            self._over.start(round(seconds * 1000))

    def show_address(self, address: str) -> None:
        """Show where the link under the pointer leads; with none, what was said before."""
        self._address = address
        self._show_message()

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
        self._tokens = tokens
        problems, errors = folder.problem_count, folder.error_count
        said = counted(errors, "problem") if errors else counted(problems, "warning")
        self._library = (_rank(errors, problems), said if problems else "All cards valid")
        self._show_state()

    def show_file(self, name: str, problems: Sequence[Problem] | None) -> None:
        """Show how the file stands that is edited; without ``problems`` it is being checked."""
        if problems is None:
            self._file = ("", f"Checking {name}…")
        else:
            errors = sum(problem.is_error for problem in problems)
            said = f"{counts(problems)} in {name}" if problems else "No problems"
            self._file = (_rank(errors, len(problems)), said)
        self._show_state()

    def leave_file(self) -> None:
        """Show how the library stands again."""
        self._file = None
        self._show_state()

    def _show_message(self) -> None:
        self._message.setText(self._address or self._said)

    def _show_state(self) -> None:
        rank, said = self._file or self._library
        tokens = self._tokens
        inks = {"check": tokens.ok, "warning": tokens.warn, "error": tokens.error}
        self._state.setIcon(icon(rank, tokens, inks[rank]) if rank else QIcon())
        self._state.setText(said)
        if rank and self._state.property("state") != rank:
            self._state.setProperty("state", rank)
            restyle(self._state)
        what = "Go to the next problem" if self._file else "Show the state of the library"
        self._state.setToolTip(f"{what} (F8)")


def _rank(errors: int, problems: int) -> str:
    """The name of the icon for so many errors among so many problems."""
    return "error" if errors else "warning" if problems else "check"
