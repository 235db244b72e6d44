"""The program around the window: libraries, files, printing, theme, and what is remembered."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox

from briefing.core.index import SearchIndex
from briefing.core.library import MANIFEST, LibraryNotFoundError, open_folder, reload
from briefing.core.words import listed
from briefing.gui import theme
from briefing.gui.card_copying import CardCopying
from briefing.gui.file_work import FileWork
from briefing.gui.help import ShortcutSheet, about_box
from briefing.gui.moves import to_card
from briefing.gui.print_opening import PrintOpening
from briefing.gui.session import ZOOMS, SavedPlace
from briefing.gui.source_texts import SourceTexts
from briefing.gui.table_exports import TableExports
from briefing.gui.watcher import LibraryWatcher
from briefing.gui.web_exports import WebExports
from briefing.gui.window import MainWindow
from briefing.gui.worker import Worker

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from briefing.core.library import CardFolder
    from briefing.core.outlines import Outlines
    from briefing.core.starter import Places
    from briefing.gui.history import Place
    from briefing.gui.print_window import PrintWindow
    from briefing.gui.session import Session
    from briefing.gui.source_texts import AtHand
    from briefing.paper.maps import PrintedMaps
    from briefing.paper.typeset import Typesetter


class Program(QObject):
    """Does for the window what needs the disk, the system or a window of its own."""

    def __init__(
        self,
        app: QApplication,
        places: Places,
        session: Session,
        outlines: Outlines,
        typesetter: Typesetter,
        maps: PrintedMaps,
    ) -> None:
        super().__init__(app)
        self._app = app
        self._places = places
        self._session = session
        self._tokens = theme.tokens_for(session.theme, app.styleHints())
        self.window = MainWindow(outlines, self._tokens)
        self._watcher = LibraryWatcher(self)
        self._reloading = Worker(parent=self)
        self._indexing = Worker(parent=self)
        self.work = FileWork(self.window, places.state)
        self._texts = SourceTexts(self.window, session)
        self._wanted = ""  # the id of a card that is shown once it is there
        self._printing = PrintOpening(self.window, session, typesetter, maps)
        self._exports = TableExports(self.window, typesetter)
        self._web_exports = WebExports(self.window, outlines)
        self._copying = CardCopying(self.window)
        self._connect()
        self._restore()

    def show_library(self, folder: CardFolder, card: str = "", stop_source: str = "") -> None:
        """Show a library at a card and stop, else where it was left, else at its first card."""
        self._save_place()
        self._show_anew(folder)
        last = self._session.place(folder.folder)
        if card or stop_source:
            last = SavedPlace(card or last.card, stop_source or last.source)
        self.window.start_at(*last)
        self._remember(folder.folder)

    def open_library(self, path: Path) -> None:
        """Open a library by its folder, or by any file in it; say why where it cannot be."""
        folder = path.parent if path.is_file() else path
        try:
            opened = open_folder(folder)
        except LibraryNotFoundError as error:
            self._complain(str(error))
            return
        if self.work.leave_library():
            self.show_library(opened)
            self.work.offer_drafts()

    def warm_up(self) -> None:
        """Make ready, in the background, for what may be asked next."""
        self._printing.warm_up()

    def _connect(self) -> None:
        actions = self.window.actions_by_id
        does = {
            "open": self._ask_library,
            "reload": self._reload,
            "texts": self._choose_texts,
            "print": self._print,
            "export": self._export,
            "problems": self.work.show_problems,
            "theme": lambda: self._choose_theme("light" if self._tokens.dark else "dark"),
            "theme-system": partial(self._choose_theme, "system"),
            "theme-light": partial(self._choose_theme, "light"),
            "theme-dark": partial(self._choose_theme, "dark"),
            "zoom-in": partial(self._step_zoom, 1),
            "zoom-out": partial(self._step_zoom, -1),
            "zoom-reset": partial(self._step_zoom, 0),
            "shortcuts": self._show_shortcuts,
            "about": self._show_about,
        }
        for action_id, does_it in does.items():
            actions[action_id].triggered.connect(lambda _=False, do=does_it: do())
        self.window.library_dropped.connect(self.open_library)
        self.window.recent_chosen.connect(lambda path: self.open_library(Path(path)))
        self.window.link_requested.connect(self._open_link)
        self.window.place_changed.connect(self._placed)
        self.window.closing.connect(self._save_session)
        self.window.zoom_requested.connect(self._step_zoom)
        self.window.status.problems_requested.connect(self.window.show_problems)
        self.work.changed.connect(self._reload)
        self.work.card_requested.connect(self._show_card)
        self.work.library_made.connect(self.open_library)
        self._texts.found.connect(self._take_texts)
        self._texts.said.connect(lambda said: self.window.status.say(said, 8))
        self._watcher.changed.connect(self._reload)
        self._reloading.finished.connect(self._reloaded)
        self._reloading.failed.connect(lambda error: self.window.status.say(str(error)))
        self._indexing.finished.connect(self.window.search.set_index)
        self._indexing.failed.connect(
            lambda error: self.window.status.say(f"This library cannot be searched: {error}")
        )
        self._app.styleHints().colorSchemeChanged.connect(self._apply_look)

    def _restore(self) -> None:
        self._apply_look()
        self.window.restoreGeometry(self._session.geometry)
        self.window.panes.restore(self._session.splitter)

    def _show_anew(self, folder: CardFolder) -> None:
        self.window.set_library(folder)
        self._texts.look(folder)
        self.work.set_library(folder, self._texts.shelf)
        self._watch()
        self._indexing.start(partial(SearchIndex, folder))

    def _ask_library(self) -> None:
        start = str(self.window.folder.folder) if self.window.folder else ""
        chosen = QFileDialog.getExistingDirectory(self.window, "Open library", start)
        if chosen:
            self.open_library(Path(chosen))

    def _reload(self) -> None:
        if self.window.folder is not None:
            self._reloading.start(partial(reload, self.window.folder))

    def _reloaded(self, folder: CardFolder) -> None:
        self.window.status.say("")
        if folder is not self.window.folder:
            self._show_anew(folder)
            self.window.refresh()
        else:
            self._texts.look(folder)
        if self._wanted:
            self._show_card(folder.folder / self._wanted)

    def _show_card(self, path: Path) -> None:
        """Show the card of a file, as soon as the library has it."""
        folder, place = self.window.folder, self.window.place
        if folder is None or folder.get(path.stem) is None:
            self._wanted = path.name
            return
        self._wanted = ""
        if place is not None and place.card != path.stem:
            self.window.go(to_card(folder, place, path.stem))

    def _placed(self, place: Place) -> None:
        self._watch()
        self.work.editing.set_stop(place.stop)

    def _watch(self) -> None:
        """Watch what the window shows, and the texts that it rests on."""
        folder, place = self.window.folder, self.window.place
        assert folder is not None
        file = folder.get(place.card) if place else None
        shown = [file.path] if file else []
        others = [*self.work.editing.paths, *self._texts.paths]
        self._watcher.watch(folder.folder, [folder.folder / MANIFEST, *shown, *others])

    def _choose_texts(self) -> None:
        if self.window.folder is not None:
            self._texts.choose(self.window.folder)

    def _take_texts(self, found: AtHand) -> None:
        """Show what the texts bear out, and let the editor have them."""
        self.window.desk.set_sources(found.shelf, found.verified)
        self.work.set_library(found.folder, found.shelf)
        self._watch()

    def _print(self) -> PrintWindow:
        shown = self._printing.open(self._tokens, self._texts.verified)
        unsaved = [buffer.path.name for buffer in self.work.editing.unsaved]
        if unsaved:
            shown.message.say([f"Not saved: {listed(unsaved)}. What the files say is printed."])
        return shown

    def _export(self) -> None:
        self._print().export_when_ready()

    def _open_link(self, address: str) -> None:
        box = QMessageBox(self.window)
        box.setWindowTitle("Open link")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText("Open this address in your web browser?")
        box.setInformativeText(address)
        opens = QMessageBox.StandardButton.Open
        box.setStandardButtons(opens | QMessageBox.StandardButton.Cancel)
        if box.exec() == opens:
            QDesktopServices.openUrl(QUrl(address))

    def _choose_theme(self, name: str) -> None:
        self._session.theme = name
        self._apply_look()

    def _step_zoom(self, by: int) -> None:
        """Larger text, smaller text, or with 0 the design's own size."""
        at = ZOOMS.index(self._session.zoom) + by
        self._session.zoom = ZOOMS[max(0, min(len(ZOOMS) - 1, at))] if by else 1.0
        self._apply_look()
        self.window.status.say(f"Text at {round(self._session.zoom * 100)}%", 3)

    def _apply_look(self) -> None:
        self._tokens = theme.tokens_for(self._session.theme, self._app.styleHints())
        theme.apply(self._app, self._tokens, self._session.zoom)
        self.window.set_look(self._tokens, self._session.zoom)
        self.work.set_look(self._tokens, self._session.zoom)
        for name in ("system", "light", "dark"):
            action = self.window.actions_by_id[f"theme-{name}"]
            action.setChecked(name == self._session.theme)

    def _show_shortcuts(self) -> None:
        ShortcutSheet(self._tokens, self.window).show()

    def _show_about(self) -> None:
        folder = self.window.folder
        shown = str(folder.folder.resolve()) if folder else ""
        about_box(self.window, shown, str(log_file(self._places))).open()

    def _save_place(self) -> None:
        folder, place = self.window.folder, self.window.place
        if folder is not None and place is not None:
            older = place.older.sources[0] if place.older else ""
            scroll = self.window.desk.page.verticalScrollBar().value()
            saved = SavedPlace(place.card, place.stop.sources[0], older, scroll)
            self._session.set_place(folder.folder, saved)

    def _save_session(self) -> None:
        # What the disk tells from now on finds no window.
        self._watcher.blockSignals(True)
        self._reloading.abandon()
        self._indexing.abandon()
        self._save_place()
        self._session.geometry = self.window.saveGeometry()
        self._session.splitter = self.window.panes.saveState()
        self._session.save()

    def _remember(self, folder: Path) -> None:
        self._session.add_recent(folder)
        self.window.show_recent(self._session.recent)
        try:
            self._places.remember(folder)
        except OSError as error:
            why = error.strerror or str(error)
            self.window.status.say(f"This library will not be remembered: {why}", 8)

    def _complain(self, why: str) -> None:
        QMessageBox.warning(self.window, "Briefing", why)


def log_file(places: Places) -> Path:
    """Where unexpected errors are written."""
    return places.state / "log" / "briefing.log"
