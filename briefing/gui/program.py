"""The program around the window: libraries, files, printing, theme, and what is remembered."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from briefing.core.library import MANIFEST, LibraryNotFoundError
from briefing.core.listing import stamp_at
from briefing.core.opening import open_at_once
from briefing.core.presence import is_file
from briefing.gui import parts, theme
from briefing.gui.heap import share_one_heap
from briefing.gui.later import Later
from briefing.gui.moves import to_card
from briefing.gui.reloading import Reloading
from briefing.gui.session import ZOOMS, SavedPlace
from briefing.gui.watcher import LibraryWatcher
from briefing.gui.window import MainWindow
from briefing.gui.worker import Worker

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from briefing.core.library import CardFile, CardFolder
    from briefing.core.shelf import Shelf
    from briefing.core.starter import Places
    from briefing.gui.draft_keeper import Kept
    from briefing.gui.file_work import FileWork
    from briefing.gui.history import Place
    from briefing.gui.print_window import PrintWindow
    from briefing.gui.session import Session
    from briefing.gui.source_texts import AtHand, SourceTexts
    from briefing.gui.tools import Tools

_MANY = 500
"""Cards that take so long to be read anew that one asks oneself what is going on."""

_BRIEFLY = 3  # seconds

_FILE_ACTIONS = (
    "edit",
    "save",
    "save-as",
    "versions",
    "new-card",
    "new-library",
    "edit-library",
    "rename-card",
    "delete-card",
)


class Program(QObject):
    """Does for the window what needs the disk, the system or a window of its own."""

    def __init__(self, app: QApplication, places: Places, session: Session, tools: Tools) -> None:
        super().__init__(app)
        self._app = app
        self._places = places
        self._session = session
        self._tools = tools
        self._tokens = theme.tokens_for(session.theme, app.styleHints())
        # A style sheet is soonest applied to a window that is not there yet.
        theme.apply(app, self._tokens, session.zoom)
        self.window = MainWindow(self._tokens)
        self._watcher = LibraryWatcher(self)
        self._watching = QTimer(self, singleShot=True)
        self._reloading = Reloading(self)
        self._indexing = Worker(parent=self)
        self._drawing = Worker(parent=self)
        self._is_started = False
        self._wanted_place = SavedPlace()  # where to begin in the library that is shown
        self._first_place: Place | None = None
        self._is_over = False
        self._wanted = self._wanted_from = ""  # a file, shown once it is there; the card till then
        self._work = Later(self._make_work)
        self._texts = Later(self._make_texts)
        self._printing = Later(partial(parts.print_opening, self.window, session, tools))
        self._table_exports = Later(partial(parts.table_exports, self.window, tools))
        self._web_exports = Later(partial(parts.web_exports, self.window, tools))
        self._copying = Later(partial(parts.card_copying, self.window))
        self._connect()
        self._restore()

    @property
    def work(self) -> FileWork:
        """What changes files."""
        return self._work()

    def show_library(self, folder: CardFolder, card: str = "", stop_source: str = "") -> None:
        """Show a library at a card and stop, else where it was left, else at its first card."""
        self._save_place()
        self._reloading.abandon()
        self._indexing.abandon()
        self._wanted = ""
        self.window.status.say("")  # how far the reading was
        last = self._session.place(folder.folder)
        if card or stop_source:
            last = SavedPlace(card or last.card, stop_source or last.source)
        self._wanted_place, self._first_place = last, None
        self._show_anew(folder)
        self._begin()
        if self._is_started:
            self._remember(folder.folder)
            self._reload()

    def _begin(self) -> None:
        """Show the place that is wanted, or the nearest to it."""
        self.window.start_at(*self._wanted_place)
        self._first_place = self.window.place

    def keep_unsaved(self) -> Kept | None:
        """Bring what is typed and not saved to the disk; None where nothing was ever typed."""
        return self._work.made.editing.drafts.now() if self._work.made else None

    def start(self) -> None:
        """Begin what the first card need not wait for; to be called once it is on the screen."""
        self._is_started = True
        share_one_heap()
        folder, locator = self.window.folder, self.window.desk.locator
        self._drawing.start(partial(parts.map_maker, self._tools, locator.card, locator.frame))
        if folder is not None:
            self._read_along(folder)
            self._watch()
            self._remember(folder.folder)
            self._offer_drafts()
            self._reload()

    def open_library(self, path: Path) -> None:
        """Open a library by its folder, or by any file in it; say why where it cannot be."""
        folder = path.parent if is_file(path) else path
        try:
            opened = open_at_once(folder, self._places.cache)
        except LibraryNotFoundError as error:
            self._complain(str(error))
            return
        if self._work.made is None or self._work.made.leave_library():
            self.show_library(opened)
            self._offer_drafts()

    def warm_up(self) -> None:
        """Make ready, in the background, for what may be asked next."""
        self.window.desk.ahead.start()
        self._printing().warm_up()

    def _make_work(self) -> FileWork:
        work = parts.file_work(self.window, self._places.state)
        work.changed.connect(self._reload)
        work.card_requested.connect(self._show_card)
        work.library_made.connect(self.open_library)
        work.set_look(self._tokens, self._session.zoom)
        if self.window.folder is not None:
            work.set_library(self.window.folder, self._shelf)
        return work

    def _make_texts(self) -> SourceTexts:
        texts = parts.source_texts(self.window, self._session)
        texts.found.connect(self._take_texts)
        texts.said.connect(lambda said: self.window.status.say(said, 8))
        return texts

    def _connect(self) -> None:
        actions = self.window.actions_by_id
        does = {
            "open": self._ask_library,
            "reload": self._reload,
            "texts": self._choose_texts,
            "print": self._print,
            "export": self._export,
            "export-web": lambda: self._web_exports().make(),
            "copy-card-text": lambda: self._copying().copy(markdown=False),
            "copy-card-markdown": lambda: self._copying().copy(markdown=True),
            "problems": self._show_problems,
            "theme": lambda: self._choose_theme("light" if self._tokens.dark else "dark"),
            "theme-system": partial(self._choose_theme, "system"),
            "theme-light": partial(self._choose_theme, "light"),
            "theme-dark": partial(self._choose_theme, "dark"),
            "zoom-in": partial(self._step_zoom, 1),
            "zoom-out": partial(self._step_zoom, -1),
            "zoom-reset": partial(self._step_zoom, 0),
            "shortcuts": self._show_shortcuts,
            "about": self._show_about,
            **{action_id: partial(self._do_with_files, action_id) for action_id in _FILE_ACTIONS},
        }
        for action_id, does_it in does.items():
            actions[action_id].triggered.connect(lambda _=False, do=does_it: do())
        self.window.library_dropped.connect(self.open_library)
        self.window.recent_chosen.connect(lambda path: self.open_library(Path(path)))
        self.window.link_requested.connect(self._open_link)
        self.window.place_changed.connect(self._placed)
        self.window.closing.connect(self._save_session)
        self.window.zoom_requested.connect(self._step_zoom)
        self.window.status.problems_requested.connect(self._show_problems)
        self.window.views.table_made.connect(
            lambda kind, table: self._table_exports().serve(kind, table)
        )
        self._drawing.finished.connect(self.window.desk.locator.set_maker)
        self._watcher.changed.connect(self._reload)
        self._watching.timeout.connect(self._watch)
        self._reloading.finished.connect(self._reloaded)
        self._reloading.part.connect(self._show_more)
        self._reloading.progress.connect(self._show_progress)
        self._reloading.failed.connect(self._tell_gone)
        self._reloading.back.connect(lambda: self.window.status.say(""))
        self._indexing.finished.connect(self.window.search.set_index)
        self._indexing.failed.connect(self._tell_unsearched)
        self._app.styleHints().colorSchemeChanged.connect(self._apply_look)
        self._app.applicationStateChanged.connect(self._reload_on_return)

    def _restore(self) -> None:
        self._dress()
        self.window.restoreGeometry(self._session.geometry)
        self.window.panes.restore(self._session.splitter)

    def _show_anew(self, folder: CardFolder) -> None:
        self.window.set_library(folder)
        if self._is_started:
            self._read_along(folder)
        if self._work.made is not None:
            self._work.made.set_library(folder, self._shelf)
        self._watch()

    def _read_along(self, folder: CardFolder) -> None:
        """Read in the background what a library can be searched by, and its source texts."""
        if folder.pending:
            return
        self._texts().look(folder)
        self._indexing.start(partial(parts.search_index, folder))

    @property
    def _shelf(self) -> Shelf | None:
        return self._texts.made.shelf if self._texts.made else None

    def _ask_library(self) -> None:
        start = str(self.window.folder.folder) if self.window.folder else ""
        chosen = parts.library_to_open(self.window, start)
        if chosen is not None:
            self.open_library(chosen)

    def _reload(self) -> None:
        if self.window.folder is not None and not self._is_over:
            self._reloading.start(self.window.folder)

    def _reload_on_return(self, state: Qt.ApplicationState) -> None:
        """Look what other programs saved meanwhile: a save in place is told of the shown card only."""
        if state == Qt.ApplicationState.ApplicationActive and self._is_started:
            self._reload()

    def _reloaded(self, folder: CardFolder) -> None:
        if self._wanted and self._shown_card() != self._wanted_from:
            self._wanted = ""  # the reader went on
        if folder is not self.window.folder:
            self._show_more(folder)
        else:
            self._texts().look(folder)
        if self._wanted:
            self._show_card(folder.folder / self._wanted)

    def _tell_gone(self, why: str) -> None:
        """Say that the library is not there, also of the text that is being edited."""
        self.window.status.say(why)
        if self._work.made is not None:
            self._work.made.editing.look_at_disk()

    def _tell_unsearched(self, error: Exception) -> None:
        why = f"This library cannot be searched: {error}"
        self.window.status.say(why)
        self.window.search.give_up(why)

    def _show_more(self, folder: CardFolder) -> None:
        """Show the library read anew or further, at the same place; or where it was to begin."""
        was_there, wanted = self.window.folder, self._wanted_place.card
        self._show_anew(folder)
        is_first = self.window.place in (None, self._first_place)
        if is_first and was_there is not None and was_there.pending and folder.get(wanted):
            self._begin()
        else:
            self.window.refresh()

    def _show_progress(self, done: int, total: int) -> None:
        folder = self.window.folder
        if folder is not None and folder.pending:
            said = f"Reading the library: {done:,} of {total:,} cards" if done < total else ""
            self.window.status.say(said)
        elif total >= _MANY and done < total:
            said = f"Reading what changed: {done:,} of {total:,} cards"
            self.window.status.say(said, _BRIEFLY)

    def _show_card(self, path: Path) -> None:
        """Show the card of a file, as soon as the library has it."""
        folder, place = self.window.folder, self.window.place
        if folder is None or folder.get(path.stem) is None:
            self._wanted, self._wanted_from = path.name, self._shown_card()
            return
        self._wanted = ""
        if place is not None and place.card != path.stem:
            self.window.go(to_card(folder, place, path.stem))

    def _shown_card(self) -> str:
        return self.window.place.card if self.window.place else ""

    def _placed(self, place: Place) -> None:
        self._watching.start()  # once the card is painted: the system takes its time
        if self._work.made is not None:
            self._work.made.editing.set_stop(place.stop)

    def _watch(self) -> None:
        """Watch what the window shows, and the texts that it rests on."""
        folder, place = self.window.folder, self.window.place
        if folder is None or not self._is_started:
            return
        file = folder.get(place.card) if place else None
        shown = [file.path] if file else []
        if file is not None and _is_other(file):
            self._reload()  # it was saved in place while another card was shown
        edited = self._work.made.editing.paths if self._work.made else ()
        others = [*edited, *self._texts().paths]
        self._watcher.watch(folder.folder, [folder.folder / MANIFEST, *shown, *others])

    def _choose_texts(self) -> None:
        if self.window.folder is not None:
            self._texts().choose(self.window.folder)

    def _take_texts(self, found: AtHand) -> None:
        """Show what the texts bear out, and let the editor have them."""
        if self.window.folder is None or found.folder.folder != self.window.folder.folder:
            return
        self.window.desk.set_sources(found.shelf, found.verified)
        if self._work.made is not None:
            self._work.made.set_library(found.folder, found.shelf)
        self._watch()

    def _do_with_files(self, action_id: str) -> None:
        self.work.do(action_id)

    def _show_problems(self) -> None:
        """Go to the next problem of the file that is edited, else show those of the library."""
        if self.window.views.is_editing:
            self.work.show_problems()
        else:
            self.window.show_problems()

    def _offer_drafts(self) -> None:
        if parts.has_drafts(self._places.state):
            self.work.offer_drafts()

    def _print(self) -> PrintWindow:
        edited = self._work.made.editing.unsaved if self._work.made else ()
        unsaved = [buffer.path.name for buffer in edited]
        return self._printing().open(self._tokens, self._texts().verified, unsaved)

    def _export(self) -> None:
        self._print().export_when_ready()

    def _open_link(self, address: str) -> None:
        parts.open_link(self.window, address)

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
        self._dress()

    def _dress(self) -> None:
        """Show the window in the theme and at the size that the program has."""
        self.window.set_look(self._tokens, self._session.zoom)
        if self._work.made is not None:
            self._work.made.set_look(self._tokens, self._session.zoom)
        for name in ("system", "light", "dark"):
            action = self.window.actions_by_id[f"theme-{name}"]
            action.setChecked(name == self._session.theme)

    def _show_shortcuts(self) -> None:
        parts.shortcut_sheet(self._tokens, self._session.zoom, self.window).show()

    def _show_about(self) -> None:
        folder = self.window.folder
        shown = str(folder.folder.absolute()) if folder else ""
        parts.about_box(self.window, shown, str(self._places.log)).open()

    def _save_place(self) -> None:
        folder, place = self.window.folder, self.window.place
        if folder is not None and place is not None:
            older = place.older.sources[0] if place.older else ""
            scroll = self.window.desk.page.verticalScrollBar().value()
            saved = SavedPlace(place.card, place.stop.sources[0], older, scroll)
            self._session.set_place(folder.folder, saved)

    def _save_session(self) -> None:
        # What the disk tells from now on finds no window.
        self._is_over = True
        self._watching.stop()
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
        parts.complain(self.window, why)


def _is_other(file: CardFile) -> bool:
    """Whether a card's file is not as it was read.

    Its number counts for nothing here: some disks of a network give out another one each time.
    """
    now = stamp_at(str(file.path))
    return now is not None and now[1:] != file.stamp[1:]
