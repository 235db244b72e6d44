"""Saves a library where the user says, as one web page for colleagues without the program."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from briefing.core.inline import plain
from briefing.core.skeleton import card_id
from briefing.core.words import counted
from briefing.gui.exporting import WEB_PAGE, Exporting
from briefing.gui.literal import literal
from briefing.gui.worker import Worker
from briefing.paper.webmaps import web_map
from briefing.paper.webpage import make_web_page

if TYPE_CHECKING:
    from briefing.core.library import CardFolder
    from briefing.core.outlines import Outlines
    from briefing.gui.window import MainWindow


class WebExports(QObject):
    """Carries out File > Export > Web page for a window, and tells it how it went."""

    def __init__(self, window: MainWindow, outlines: Outlines) -> None:
        super().__init__(window)
        self._window = window
        self._outlines = outlines
        self._name = ""
        self._left_out = ""
        self._worker = Worker(parent=self)
        self._exporting = Exporting(window)
        self._worker.finished.connect(self._save)
        self._worker.failed.connect(lambda error: self._complain(f"{error}."))
        self._exporting.done.connect(lambda said: window.status.say(said + self._left_out, 8))
        self._exporting.failed.connect(self._complain)

    def make(self) -> None:
        """Make the page of the library that is shown, and ask where to save it."""
        folder = self._window.folder
        assert folder is not None
        self._name = f"{card_id(plain(folder.library.title)) or 'briefing'}.html"
        self._left_out = _left_out(folder)
        self._window.status.say("Making the web page…")
        draw = partial(web_map, self._outlines)
        self._worker.start(partial(make_web_page, folder, (), draw))

    def _save(self, page: bytes) -> None:
        self._window.status.say("")
        self._exporting.start(page, self._name, WEB_PAGE)

    def _complain(self, why: str) -> None:
        self._window.status.say("")
        QMessageBox.warning(self._window, "Briefing", literal(why))


def _left_out(folder: CardFolder) -> str:
    broken = len(folder.files) - len(folder.cards)
    said = f". {counted(broken, 'card')} that cannot be read left out" if broken else ""
    pending = f". {counted(folder.pending, 'card')} yet to be read left out"
    return said + pending if folder.pending else said
