"""Opens the print window on what the main window shows, and makes ready for that."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from briefing.core.words import listed
from briefing.gui.print_window import PrintWindow
from briefing.gui.typesetting import warm_up
from briefing.gui.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.core.library import CardFolder
    from briefing.core.quotes import Verified
    from briefing.gui.session import Session
    from briefing.gui.tokens import Tokens
    from briefing.gui.tools import Tools
    from briefing.gui.window import MainWindow

_log = logging.getLogger(__name__)


class PrintOpening(QObject):
    """Prints for one main window. What is chosen in the print window goes into the session."""

    def __init__(self, window: MainWindow, session: Session, tools: Tools) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._tools = tools
        self._warming = Worker(parent=self)
        # What fails here fails again, and is told, once somebody prints.
        self._warming.failed.connect(lambda error: _log.info("not warmed up: %r", error))

    def open(self, tokens: Tokens, verified: Verified, unsaved: Sequence[str] = ()) -> PrintWindow:
        """Open the window for the card that is shown; text in the files ``unsaved`` is not saved."""
        place, folder = self._window.place, self._window.folder
        assert place is not None
        assert folder is not None
        shown = PrintWindow(
            folder,
            place.card,
            place.stop,
            compare=(place.older, place.stop) if place.older else None,
            selected=self._window.sidebar.cards.selected_cards,
            choice=self._session.print_choice,
            tokens=tokens,
            zoom=self._session.zoom,
            typesetter=self._tools.typesetter,
            locator=self._tools.maps.locator,
            cover_map=self._tools.maps.cover,
            verified=verified,
            parent=self._window,
        )
        shown.chosen.connect(partial(setattr, self._session, "print_choice"))
        shown.preview.missing.say(list(_missing(folder, unsaved)))
        shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown.setWindowModality(Qt.WindowModality.WindowModal)
        shown.show()
        return shown

    def warm_up(self) -> None:
        """Read in the background what the first preview would have to wait for."""
        place, folder = self._window.place, self._window.folder
        if place is not None and folder is not None:
            self._warming.start(partial(warm_up, folder, place.card, self._tools))


def _missing(folder: CardFolder, unsaved: Sequence[str]) -> Iterator[str]:
    """What a reader of the pages would look for in vain."""
    if folder.pending:
        yield "The library is still being read: cards that are yet to come are not printed."
    if unsaved:
        yield f"Not saved: {listed(unsaved)}. What the files say is printed."
