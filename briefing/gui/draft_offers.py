"""Unsaved work of an earlier start, offered once its library is open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from briefing.core.presence import is_there
from briefing.core.raw_file import Unread, read_raw
from briefing.core.textfile import TextFile
from briefing.gui.drafts_window import DraftsWindow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from briefing.core.drafts import Draft, Drafts
    from briefing.core.library import CardFolder
    from briefing.gui.editing import Editing
    from briefing.gui.tokens import Tokens


class DraftOffers(QObject):
    """Asks what shall become of drafts, and opens those that are wanted."""

    opened = Signal()  # a draft is in the editor
    said = Signal(str)

    def __init__(self, drafts: Drafts, editing: Editing, window: QWidget) -> None:
        super().__init__(window)
        self._drafts, self._editing, self._window = drafts, editing, window
        self._look: tuple[Tokens, float] | None = None

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw windows that are opened from now on in a theme and at a size."""
        self._look = (tokens, zoom)

    def offer(self, folder: CardFolder) -> None:
        """Offer what was left unsaved of this library, if anything."""
        found = self._drafts.all()
        if found.damaged:
            names = ", ".join(map(str, found.damaged))
            self.said.emit(f"Unsaved text could not be read, and is kept in {names}")
        offered = [draft for draft in found.drafts if self._is_wanted(draft, folder)]
        if not offered:
            return
        shown = DraftsWindow(offered, self._window)
        shown.taken.connect(lambda draft: self._take(draft, folder))
        shown.discarded.connect(lambda draft: self._drafts.drop(draft.where))
        if self._look is not None:
            shown.set_look(*self._look)
        shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown.open()

    def _is_wanted(self, draft: Draft, folder: CardFolder) -> bool:
        """Whether a draft is one of this library's, and its text not saved by now.

        Those of other libraries are offered when they are opened.
        """
        if not isinstance(draft.where, Path):
            return True
        if draft.where.parent != folder.folder.absolute():
            return False
        raw = read_raw(str(draft.where))
        if isinstance(raw, Unread):
            return True
        saved = TextFile.read(raw.content).text
        if saved == draft.text:
            self._drafts.drop(draft.where)
        return saved != draft.text

    def _take(self, draft: Draft, folder: CardFolder) -> None:
        path = draft.where if isinstance(draft.where, Path) else folder.folder / draft.where
        if is_there(path):
            self._editing.open_draft(path, draft.text, draft.based_on)
        else:
            self._editing.open_new(path, draft.text)
        self.opened.emit()
