"""The main window: wires the sidebar, the desk and the results to what the user asks for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu

from briefing.core.quoting import cited_text
from briefing.gui import moves
from briefing.gui.actions import Actions
from briefing.gui.addresses import web_address
from briefing.gui.copying import to_mime
from briefing.gui.desk import Desk
from briefing.gui.dropping import Dropping
from briefing.gui.history import History, Place
from briefing.gui.icons import icon_maker
from briefing.gui.menus import fill_menu_bar, fill_recent, tool_bar
from briefing.gui.panes import Panes
from briefing.gui.searching import Searching
from briefing.gui.sidebar import Sidebar
from briefing.gui.status import LibraryStatus
from briefing.gui.views import Views

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QCloseEvent

    from briefing.core.index import Hit
    from briefing.core.library import CardFolder
    from briefing.core.tables import Kind
    from briefing.core.timeline import Stop
    from briefing.gui.tokens import Tokens

_SIZE, _LEAST = (1280, 820), (960, 640)
_ICON = 18


class MainWindow(QMainWindow):
    """Shows one library. What needs a file, a dialog or another window goes out as a signal."""

    library_dropped = Signal(object)  # a Path
    recent_chosen = Signal(str)  # the path of a folder
    link_requested = Signal(str)
    place_changed = Signal(object)  # a Place
    zoom_requested = Signal(int)  # steps, positive for larger text
    closing = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self.may_close: Callable[[], bool] = lambda: True
        self._folder: CardFolder | None = None
        self._place: Place | None = None
        self._left: Place | None = None  # where to go back to once a broken library is mended
        self._history = History()
        self._title = ""
        self._titling = QTimer(self, singleShot=True)
        self._titling.timeout.connect(lambda: self.setWindowTitle(self._title))
        self.actions_by_id = Actions(self, icon_maker(tokens))
        self.sidebar = Sidebar(tokens)
        self.desk = Desk(self.actions_by_id)
        self.status = LibraryStatus()
        self.panes = Panes(self.sidebar)
        self.views = Views(self.panes, self.desk, self)
        self._recent = QMenu("Open re&cent", self)
        self._bar = tool_bar(self.actions_by_id)
        self.search = Searching(self.sidebar, self.views, self)
        self._lay_out()
        self._connect()

    @property
    def place(self) -> Place | None:
        """The card and stop that are shown, or chosen behind the results."""
        return self._place

    @property
    def folder(self) -> CardFolder | None:
        """The library that is shown."""
        return self._folder

    def set_library(self, folder: CardFolder) -> None:
        """Show another library, or the same one read anew."""
        if self._folder is None or self._folder.folder != folder.folder:
            self.search.drop_index()
            if self.views.is_searching:
                self.panes.turn_to(self.desk)
        self._folder = folder
        self.sidebar.set_folder(folder)
        self.views.set_folder(folder)
        self.status.show_library(folder, self._tokens)

    def show_recent(self, folders: Sequence[str]) -> None:
        """Offer the libraries that were opened last."""
        fill_recent(self._recent, folders, self.recent_chosen.emit)

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Show everything in another theme or at another size."""
        self._tokens = tokens
        self.panes.set_zoom(zoom)
        self.actions_by_id.redraw(icon_maker(tokens))
        self.actions_by_id["theme"].setIconText("Light" if tokens.dark else "Dark")
        self._bar.setIconSize(QSize(round(_ICON * zoom), round(_ICON * zoom)))
        self.sidebar.set_look(tokens, zoom)
        self.views.set_look(tokens, zoom)
        if self._folder is not None:
            self.status.show_library(self._folder, tokens)

    def go(
        self, place: Place, anchor: str = "", *, remember: bool = True, stay: bool = False
    ) -> None:
        """Show a place, from the top or from a named place on its page.

        ``stay`` leaves the view as it is: the place is shown behind it.
        """
        assert self._folder is not None
        before, self._place = self._place, place
        if remember:
            self._history.visit(place)
        self.sidebar.cards.select(place.card)
        self.sidebar.set_stops([place.older, place.stop] if place.older else [place.stop])
        self.desk.show_place(place, anchor)
        beside = self.sidebar.cards.beside
        self.desk.ahead.expect(partial(moves.likely, self._folder, before, place, beside))
        if not stay:
            self.panes.turn_to(self.desk)
        file = self._folder.get(place.card)
        self._entitle(f"{file.name if file else place.card} – Briefing")
        self.actions_by_id["compare"].setChecked(place.older is not None)
        self._enable()
        self.place_changed.emit(place)

    def start_at(self, card_id: str, source: str, older: str = "", scroll: int = 0) -> None:
        """Show the card and stop wanted, or the nearest that the library has; its problems if none."""
        assert self._folder is not None
        self._history.clear()
        self._go_or_show_problems(moves.first_place(self._folder, card_id, source, older))
        self.desk.page.scroll_down(scroll)

    def refresh(self) -> None:
        """Show the same place anew, at the same height, after the library was read anew.

        Problems that were asked for there are shown anew in its place.
        """
        assert self._folder is not None
        height = self.desk.page.verticalScrollBar().value()
        problems = self.desk.problems_again if self._place is not None else None
        last = self._place or self._left
        place = moves.still_there(self._folder, last) if last else None
        self._go_or_show_problems(place or moves.first_place(self._folder))
        if problems is not None and self._place is not None:
            problems()
        self.desk.page.scroll_down(height)

    def open_statement(self, card_id: str, source: str, anchor: str) -> None:
        """Show a card at the stop of a source and at a place on its page; say where it is gone."""
        if not self._has(card_id):
            return
        self.go(moves.to_edition_of(*self._shown(), card_id, source), anchor)
        self.desk.page.setFocus()

    def show_problems(self, *, stay: bool = False) -> None:
        """Show every problem of the library; ``stay`` shows them behind another view."""
        if not stay:
            self.panes.turn_to(self.desk)
        self.desk.show_library()
        self._enable()

    def _entitle(self, title: str) -> None:
        """Name the window once what it shows is painted: the display takes a millisecond."""
        self._title = title
        self._titling.start()

    def _go_or_show_problems(self, place: Place | None) -> None:
        # Who is editing stays with the text, whatever a save made of the library.
        is_editing = self.views.is_editing
        if place is not None:
            stay = is_editing or (self._place is not None and self.panes.view is not self.desk)
            self.go(place, remember=self._place is None, stay=stay)
        else:
            self._place, self._left = None, self._place or self._left
            self._entitle("Briefing")
            self.show_problems(stay=is_editing)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()  # also where asking fails: what is not saved stays in the editor
        if self.may_close():
            self.closing.emit()
            super().closeEvent(event)

    def _lay_out(self) -> None:
        self.setMinimumSize(*_LEAST)
        self.resize(*_SIZE)
        self.setCentralWidget(self.panes)
        self.panes.turn_to(self.desk)
        self.setStatusBar(self.status)
        self.addToolBar(self._bar)
        fill_menu_bar(self.menuBar(), self.actions_by_id, self._recent)
        self.sidebar.cards.setFocus()

    def _connect(self) -> None:
        does = {
            "compare": lambda: self.go(moves.to_compared(*self._shown())),
            "previous-stop": partial(self._step, moves.to_next_stop, -1),
            "next-stop": partial(self._step, moves.to_next_stop, 1),
            "previous-edition": partial(self._step, moves.to_edition, -1),
            "next-edition": partial(self._step, moves.to_edition, 1),
            "previous-card": partial(self.sidebar.cards.step, -1),
            "next-card": partial(self.sidebar.cards.step, 1),
            "back": partial(self._travel, self._history.back),
            "forward": partial(self._travel, self._history.forward),
            "search": self._ask_search,
            "list": self._ask_list,
            "copy": self.views.copy,
            "copy-citation": lambda: self._cite(self.desk.page.statement()),
            "select-all": self.views.select_all,
            "find": self.views.find,
            "find-next": self.views.find_next,
            "find-previous": self.views.find_previous,
            "full-screen": lambda: self.setWindowState(
                self.windowState() ^ Qt.WindowState.WindowFullScreen
            ),
            "view-cards": self.show_card,
            "view-steps": partial(self._show_table, "steps"),
            "view-quotes": partial(self._show_table, "quotes"),
            "quit": self.close,
        }
        for action_id, does_it in does.items():
            self.actions_by_id[action_id].triggered.connect(lambda _=False, do=does_it: do())
        self.actions_by_id["sidebar"].setChecked(True)
        self.actions_by_id["sidebar"].toggled.connect(
            lambda wanted: self.panes.show_sidebar(wanted=wanted)
        )
        Dropping(self).dropped.connect(self.library_dropped)
        self.sidebar.card_chosen.connect(self._choose_card)
        self.search.found.connect(self._show_results)
        self.search.ended.connect(self.show_card)
        self.views.hit_chosen.connect(self._open_hit)
        self.views.conditions_changed.connect(self._enable)
        self.views.statement_chosen.connect(self.open_statement)
        self.desk.stop_chosen.connect(self._choose_stop)
        self.desk.range_chosen.connect(lambda older, newer: self._choose_stop(newer, older))
        self.desk.country_clicked.connect(self._choose_code)
        self.desk.page.card_requested.connect(self._choose_card)
        self.desk.page.stop_requested.connect(self._choose_source)
        for page in (self.desk.page, self.views):
            page.link_requested.connect(self.link_requested)
        self.desk.page.citation_requested.connect(self._cite)
        self.desk.statement_chosen.connect(self.open_statement)
        self.desk.copied.connect(self.status.say_copied)
        for page in (self.desk.page, self.views):
            page.zoom_requested.connect(self.zoom_requested)
            page.highlighted.connect(lambda url: self.status.show_address(web_address(url)))

    def _travel(self, step: Callable[[], Place]) -> None:
        folder, _ = self._shown()
        place = moves.travelled(folder, step)
        if place is None:
            self._enable()
        else:
            self.go(place, remember=False)

    def _choose_card(self, card_id: str) -> None:
        if self._place is None:
            self.show_problems()
            return
        if self._has(card_id):
            self.search.forget()
            self.go(moves.to_card(*self._shown(), card_id))

    def _choose_code(self, code: str) -> None:
        folder, _ = self._shown()
        found = next((file.id for file in folder.files if file.head and file.head.code == code), "")
        if found:
            self._choose_card(found)

    def _choose_stop(self, stop: Stop, older: Stop | None = None, anchor: str = "") -> None:
        _, place = self._shown()
        self.go(Place(place.card, stop, older), anchor)

    def _choose_source(self, source: str, anchor: str) -> None:
        folder, _ = self._shown()
        stop = moves.stop_of_source(folder, source)
        if stop is not None:
            self._choose_stop(stop, None, anchor)

    def _step(self, to: Callable[[CardFolder, Place, int], Place | None], by: int) -> None:
        place = to(*self._shown(), by)
        if place is not None:
            self.go(place, stay=self.views.is_editing)

    def _ask_search(self) -> None:
        self._show_sidebar()
        self.search.ask()

    def _ask_list(self) -> None:
        self._show_sidebar()
        self.sidebar.cards.setFocus()

    def _show_sidebar(self) -> None:
        """Show the sidebar, beside the card where the editor had no room for it."""
        self.actions_by_id["sidebar"].setChecked(True)
        if self.views.is_editing:
            self.show_card()

    def _show_results(self) -> None:
        if not self.views.is_searching:  # as it is from the second letter on
            self.panes.turn_to(self.views.results)
            self._enable()

    def show_editor(self) -> None:
        """Show the editor in the place of the card."""
        self.search.forget()
        self.panes.turn_to(self.views.editor, alone=True)
        self._enable()

    def show_card(self) -> None:
        """Show the card again that was shown before the search, or the editor."""
        self.panes.turn_to(self.desk)
        self._enable()
        self.desk.page.setFocus()

    def _open_hit(self, hit: Hit) -> None:
        if self._place is None:
            self.search.forget()
            self.show_problems()
        elif self._has(hit.card):
            self.search.forget()
            self.go(moves.to_passage(*self._shown(), hit.passage), hit.passage.anchor)
            self.desk.page.setFocus()

    def _show_table(self, kind: Kind) -> None:
        self.search.forget()
        table = self.views.table(kind)
        self.panes.turn_to(table)
        table.setFocus()
        self._enable()

    def _cite(self, anchor: str) -> None:
        folder, place = self._shown()
        if anchor and place.card in folder.cards:
            cited = cited_text(folder, place.card, anchor)
            QApplication.clipboard().setMimeData(to_mime(cited))
            self.status.say_copied()

    def _has(self, card_id: str) -> bool:
        """Whether the library has a card; where it has not, that is said."""
        folder, _ = self._shown()
        is_there = folder.get(card_id) is not None
        if not is_there:
            self.status.say(f"There is no card {card_id} in this library.", 8)
        return is_there

    def _shown(self) -> tuple[CardFolder, Place]:
        assert self._folder is not None
        assert self._place is not None
        return self._folder, self._place

    def _enable(self) -> None:
        """Check and enable the actions as they can be used here."""
        shown = self.views.name
        for action_id in ("cards", "steps", "quotes"):
            self.actions_by_id[f"view-{action_id}"].setChecked(shown == action_id)
        holds = {"library"} if self._folder else set()
        if self._folder is not None and self._place is not None:
            holds |= moves.conditions(self._folder, self._place)
        compare = self.actions_by_id["compare"]
        compare.setToolTip(moves.compare_tip(holds))
        holds |= self.views.conditions()
        if "file" in holds and not ("editing" in holds and "editing-card" not in holds):
            holds.add("card-file")
        if self.panes.view is not self.desk:
            holds.discard("comparable")
        self.actions_by_id["edit"].setChecked(self.views.is_editing)
        holds |= {"back"} if self._history.can_go_back else set()
        holds |= {"forward"} if self._history.can_go_forward else set()
        self.actions_by_id.enable(holds)
