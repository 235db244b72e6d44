"""Finds a library's source texts and the quotes that stand in them, off the window's thread."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from briefing.core.quotes import verified_quotes
from briefing.core.shelf import Shelf, find_shelf
from briefing.core.words import counted
from briefing.gui.literal import literal
from briefing.gui.worker import Worker

if TYPE_CHECKING:
    from briefing.core.library import CardFolder
    from briefing.core.quotes import Verified
    from briefing.gui.session import Session


class AtHand(NamedTuple):
    """The texts of a library that are at hand, if any, and the quotes that stand in them."""

    folder: CardFolder
    shelf: Shelf | None
    verified: Verified


class SourceTexts(QObject):
    """Looks for texts when told to, and remembers the folder that was chosen for a library."""

    found = Signal(object)  # an AtHand
    said = Signal(str)  # what became of a choice

    def __init__(self, window: QWidget, session: Session) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._library: Path | None = None
        self._shelf: Shelf | None = None
        self._verified: Verified = frozenset()
        self._worker = Worker(parent=self)
        self._worker.finished.connect(self._take)
        self._worker.failed.connect(lambda error: self.said.emit(f"{error}"))

    @property
    def shelf(self) -> Shelf | None:
        """The texts found last."""
        return self._shelf

    @property
    def verified(self) -> Verified:
        """The quotes that stand in them."""
        return self._verified

    @property
    def paths(self) -> list[Path]:
        """What to watch for changes: the folder of the texts, and each text."""
        return self._shelf.paths if self._shelf else []

    def look(self, folder: CardFolder) -> None:
        """Look for the texts of a library, or again for those of the same one."""
        if folder.folder != self._library:
            self._library, self._shelf, self._verified = folder.folder, None, frozenset()
        chosen = self._session.texts_of(folder.folder)
        self._worker.start(partial(_look, folder, chosen, self._shelf))

    def choose(self, folder: CardFolder) -> None:
        """Ask for the folder that has the texts, and use it from now on."""
        start = self._shelf.folder if self._shelf else folder.folder
        chosen = QFileDialog.getExistingDirectory(self._window, "Choose source texts", str(start))
        if not chosen:
            return
        sources, shelf = folder.library.sources, Shelf(Path(chosen), is_chosen=True)
        missing = [source for source in sources if shelf.text(source).reason]
        if len(missing) == len(sources):
            named = f"{next(iter(sources), 'the id of a source')}.txt"
            why = f"{chosen} has no text of this library’s sources. A text is named {named}."
            QMessageBox.warning(self._window, "Briefing", literal(why))
            return
        self._session.set_texts_of(folder.folder, shelf.folder)
        lacking = f"; there is none of {', '.join(missing)}" if missing else ""
        self.said.emit(f"{counted(len(sources) - len(missing), 'source text')} at hand{lacking}.")
        self.look(folder)

    def _take(self, found: AtHand) -> None:
        self._shelf, self._verified = found.shelf, found.verified
        self.found.emit(found)


def _look(folder: CardFolder, chosen: Path | None, before: Shelf | None) -> AtHand:
    shelf = find_shelf(folder.folder, chosen)
    if before is not None and shelf is not None and before.place == shelf.place:
        shelf = before  # what it has read need not be read again
    return AtHand(folder, shelf, verified_quotes(folder.library, folder.cards.values(), shelf))
