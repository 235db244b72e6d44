"""All that changes files, put together: the editor, its drafts and versions, and whole files."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox

from briefing.core.drafts import Drafts
from briefing.core.library import MANIFEST
from briefing.core.presence import is_folder, is_there
from briefing.core.textfile import TextFile
from briefing.core.versions import Versions
from briefing.core.words import listed
from briefing.gui.card_files import CardFiles
from briefing.gui.conflicts import Conflicts
from briefing.gui.draft_offers import DraftOffers
from briefing.gui.edit_state import EditState
from briefing.gui.editing import Editing
from briefing.gui.history import Place
from briefing.gui.moves import stop_of_source
from briefing.gui.questions import ask_give_up, ask_unsaved, warning_box
from briefing.gui.typing_actions import connect_typing
from briefing.gui.versions_window import VersionsWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.core.library import CardFolder
    from briefing.core.shelf import Shelf
    from briefing.core.timeline import Stop
    from briefing.gui.tokens import Tokens
    from briefing.gui.window import MainWindow

_Role = QMessageBox.ButtonRole
_DELETE = Qt.WidgetAttribute.WA_DeleteOnClose


class FileWork(QObject):
    """Does what the actions that change files ask for."""

    changed = Signal()  # files were written: the library is to be read anew
    card_requested = Signal(object)  # the Path of a card to be shown
    library_made = Signal(object)  # the Path of a folder

    def __init__(self, window: MainWindow, state: Path) -> None:
        super().__init__(window)
        self._window = window
        self._drafts, self._versions = Drafts(state), Versions(state)
        self._lock = QLockFile(str(state / "window.lock"))
        self._lock.setStaleLockTime(0)  # only where its process is gone
        self.editing = Editing(window.views.editor, self._drafts, self._versions, self)
        self._state = EditState(self.editing, window)
        self._conflicts = Conflicts(self.editing, window)
        self._offers = DraftOffers(self._drafts, self.editing, window)
        self._files = CardFiles(window, self._drafts, self._versions)
        self._tokens: Tokens | None = None
        self._zoom = 1.0
        window.may_close = self.may_close
        self._connect()

    def set_library(self, folder: CardFolder, shelf: Shelf | None) -> None:
        """Work on a library, or on the same one read anew."""
        self.editing.set_stop(self._stop())
        self.editing.set_library(folder, shelf)

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw windows that are opened from now on in a theme and at a size."""
        self._tokens, self._zoom = tokens, zoom
        self._conflicts.set_look(tokens, zoom)
        self._offers.set_look(tokens, zoom)

    def do(self, action_id: str) -> None:
        """Carry out an action of the window that changes files, or shows what did. Raises KeyError."""
        self._does[action_id]()

    def edit(self, path: Path, source: str = "", anchor: str = "") -> None:
        """Show a file in the editor."""
        self.editing.set_stop(self._stop())
        if self.editing.open(path, source, anchor):
            self._window.show_editor()

    def leave_library(self) -> bool:
        """Let go of all files before another library is opened; False where the user stays."""
        if not self.may_close():
            return False
        self.editing.close_all()
        return True

    def show_problems(self) -> None:
        """Go to the next problem of the file that is edited, else show those of the library."""
        pane = self._window.views.editor.pane
        if self._window.views.is_editing and pane is not None:
            pane.code.next_problem()
        else:
            self._window.show_problems()

    def offer_drafts(self) -> None:
        """Offer what an earlier start left unsaved, if anything."""
        # Another window's drafts are of work that goes on there.
        if self._window.folder is not None and self._lock.tryLock(0):
            self._offers.offer(self._window.folder)

    def may_close(self) -> bool:
        """Whether the window may close: nothing is unsaved, or the user has said what to do."""
        unsaved = self.editing.unsaved
        if not unsaved:
            return True
        chosen = ask_unsaved(self._window, [buffer.path.name for buffer in unsaved])
        if chosen == "save":
            return self._save_all()
        if chosen == "discard":
            self.editing.discard()
        return chosen == "discard"

    def _save_all(self) -> bool:
        """Save every file; show the first that could not be, and why."""
        if self.editing.save_all_now():
            return True
        self.edit(self.editing.unsaved[0].path)
        return False

    def _give_up(self, path: Path) -> None:
        """Ask once, and let go of a new card that was never saved."""
        if ask_give_up(self._window, path.name):
            self.editing.drafts.drop(path)
            self.editing.close(path)
            self._window.show_card()

    def _stop(self) -> Stop | None:
        """The stop at which cards are previewed: the one shown, else the last there is."""
        folder, place = self._window.folder, self._window.place
        if place is not None:
            return place.stop
        return folder.stops[-1] if folder is not None and folder.stops else None

    def _toggle(self) -> None:
        """Turn to the editor, or from it back to the card; what was typed stays there."""
        if self._window.views.is_editing:
            self._window.show_card()
            return
        folder, place = self._window.folder, self._window.place
        file = folder.get(place.card) if folder and place else None
        if file is not None and place is not None:
            self.edit(file.path, place.stop.sources[0], self._window.desk.page.statement())

    def _go_on(self) -> None:
        """Turn to the file that was left unsaved last."""
        if self.editing.unsaved:
            self.edit(self.editing.unsaved[-1].path)

    def _show_stop(self, source: str) -> None:
        """Show the stop of a source behind the editor."""
        folder, place = self._window.folder, self._window.place
        stop = stop_of_source(folder, source) if folder else None
        if place is not None and stop is not None and stop != place.stop:
            self._window.go(Place(place.card, stop), stay=True)

    def _leave(self) -> None:
        current = self.editing.current
        self._window.show_card()
        if current is not None and current.path.name != MANIFEST:
            self.card_requested.emit(current.path)

    def _save_as(self) -> None:
        current = self.editing.current
        if current is None:
            return
        path = current.path
        start = path if is_folder(path.parent) else Path.home() / path.name
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, "Save as", str(start), "Cards (*.yaml)"
        )
        path = Path(chosen)
        if chosen and path.suffix != ".yaml":
            path = path.with_name(f"{path.name}.yaml")
            if is_there(path):
                self._complain(f"{path.name} is there already. Choose it by its full name.")
                return
        if chosen:
            self.editing.save_as(path)

    def _show_versions(self) -> None:
        path = self._shown_path()
        if path is None:
            return
        current = self.editing.current
        try:
            text = (
                current.pane.code.text()
                if current is not None and current.path == path
                else TextFile.read(path.read_bytes()).text
            )
        except OSError as error:
            self._complain(f"{path} cannot be read: {error.strerror}.")
            return
        shown = VersionsWindow(path, text, self._versions, self._window)
        shown.restored.connect(partial(self._restore, path))
        self._show(shown)

    def _restore(self, path: Path, text: str) -> None:
        self.editing.open_draft(path, text)
        self._window.show_editor()
        self._window.status.say("Restored in the editor; save to keep it", 8)

    def _shown_path(self) -> Path | None:
        if self._window.views.is_editing and self.editing.current is not None:
            return self.editing.current.path
        folder, place = self._window.folder, self._window.place
        file = folder.get(place.card) if folder and place else None
        return file.path if file else None

    def _with_file(self, ask: str) -> None:
        """Rename or delete the card that is shown, once nothing of it is unsaved."""
        path, folder = self._shown_path(), self._window.folder
        file = folder.get(path.stem) if path and folder else None
        unsaved = [buffer.path for buffer in self.editing.unsaved]
        if file is None or folder is None:
            if path is not None and path in unsaved:
                self._give_up(path)
            return
        if file.path in unsaved:
            self._complain(f"{file.path.name} is not saved. Save it or revert it first.")
        elif ask == "rename" and unsaved:
            names = listed([other.name for other in unsaved])
            self._complain(f"Links in other cards follow a new name. Save or revert {names} first.")
        elif ask == "rename":
            self._files.ask_rename(folder, file)
        else:
            self._files.ask_delete(file)

    def _new_card(self) -> None:
        folder = self._window.folder
        if folder is not None:
            self._files.ask_new_card(folder, taken=self.editing.paths)

    def _edit_library(self) -> None:
        if self._window.folder is not None:
            self.edit(self._window.folder.folder / MANIFEST)

    def _written(self, path: Path, text: str) -> None:
        self.editing.open_new(path, text)
        self._window.show_editor()

    def _gone(self, path: Path) -> None:
        self.editing.close(path)
        if self._window.views.is_editing:
            self._window.show_card()
        self.changed.emit()

    def _renamed(self, old: Path, new: Path) -> None:
        self._gone(old)
        self.card_requested.emit(new)

    def _connect(self) -> None:
        self._does: dict[str, Callable[[], object]] = {
            "edit": self._toggle,
            "save": self.editing.save,
            "save-as": self._save_as,
            "versions": self._show_versions,
            "new-card": self._new_card,
            "new-library": self._files.ask_new_library,
            "edit-library": self._edit_library,
            "rename-card": partial(self._with_file, "rename"),
            "delete-card": partial(self._with_file, "delete"),
        }
        connect_typing(self._window.actions_by_id, self.editing)
        self.editing.saved.connect(self.changed)
        self.editing.said.connect(lambda said: self._window.status.say(said, 8))
        self.editing.failed.connect(self._complain)
        self.editing.not_saved.connect(self._complain_unsaved)
        self.editing.editor.changes.save_as_chosen.connect(self._save_as)
        self.editing.left.connect(self._leave)
        self.editing.give_up_requested.connect(self._give_up)
        self.editing.zoom_requested.connect(self._window.zoom_requested)
        self.editing.statement_chosen.connect(self._window.open_statement)
        self.editing.stop_chosen.connect(self._show_stop)
        self._window.status.unsaved_requested.connect(self._go_on)
        self._offers.opened.connect(self._window.show_editor)
        self._offers.said.connect(lambda said: self._window.status.say(said, 12))
        self._conflicts.closed.connect(self._window.show_card)
        self._conflicts.failed.connect(self._complain)
        self._conflicts.said.connect(lambda said: self._window.status.say(said, 12))
        self._files.written.connect(self._written)
        self._files.renamed.connect(self._renamed)
        self._files.deleted.connect(self._gone)
        self._files.library_made.connect(self.library_made)
        self._files.failed.connect(self._complain)
        self._files.said.connect(lambda said: self._window.status.say(said, 8))

    def _show(self, window: VersionsWindow) -> None:
        if self._tokens is not None:
            window.set_look(self._tokens, self._zoom)
        window.setAttribute(_DELETE)
        window.open()

    def _complain_unsaved(self, why: str) -> None:
        save_as = warning_box(self._window, why).addButton("Save as…", _Role.ActionRole)
        save_as.clicked.connect(self._save_as)

    def _complain(self, why: str) -> None:
        warning_box(self._window, why)
