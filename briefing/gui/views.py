"""The views beside the sidebar, and what copying and finding mean in the one that is shown.

Only the desk is there from the start; each other view is loaded and made when it is first shown.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal

from briefing.core.library import MANIFEST
from briefing.gui.later import Later

if TYPE_CHECKING:
    from briefing.core.library import CardFolder
    from briefing.core.tables import Kind
    from briefing.gui.card_page import CardPage
    from briefing.gui.code_edit import CodeEdit
    from briefing.gui.desk import Desk
    from briefing.gui.editor import Editor
    from briefing.gui.panes import Panes
    from briefing.gui.replace_bar import ReplaceBar
    from briefing.gui.results import Results
    from briefing.gui.table_view import TableView
    from briefing.gui.tokens import Tokens

_KINDS: tuple[Kind, ...] = ("steps", "quotes")


class Views(QObject):
    """The desk, the results, the editor and the tables, of which ``panes`` shows one."""

    hit_chosen = Signal(object)  # a Hit
    search_left = Signal()  # from the results, back to the card
    statement_chosen = Signal(str, str, str)  # a card, a source of its stop, a place on its page
    table_made = Signal(str, object)  # its Kind and the TableView, before it is first shown
    link_requested = Signal(str)  # these three from the page of the results, as of the card's
    zoom_requested = Signal(int)
    highlighted = Signal(QUrl)
    conditions_changed = Signal()

    def __init__(self, panes: Panes, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._panes, self._desk = panes, desk
        self._folder: CardFolder | None = None
        self._look: tuple[Tokens, float] | None = None
        self._results = Later(self._make_results)
        self._editor = Later(self._make_editor)
        self._tables: dict[Kind, Later[TableView]] = {
            kind: Later(partial(self._make_table, kind)) for kind in _KINDS
        }
        panes.add(desk)

    @property
    def results(self) -> Results:
        """The results of a search."""
        return self._results()

    @property
    def editor(self) -> Editor:
        """The editor."""
        return self._editor()

    def table(self, kind: Kind) -> TableView:
        """The table of all steps, or of all quotes."""
        return self._tables[kind]()

    @property
    def name(self) -> str:
        """What is shown: ``cards`` also for the results, the kind of a table, or nothing."""
        shown = self._panes.view
        if shown is self._desk or self.is_searching:
            return "cards"
        return next((kind for kind in _KINDS if self._tables[kind].made is shown), "")

    @property
    def is_editing(self) -> bool:
        """Whether the editor is shown."""
        return self._panes.view is self._editor.made

    @property
    def is_searching(self) -> bool:
        """Whether the results of a search are shown."""
        return self._panes.view is self._results.made

    @property
    def page(self) -> CardPage | TableView | CodeEdit:
        """What is copied from."""
        table = self._table
        if table is not None:
            return table
        if self.is_editing and self.editor.pane is not None:
            return self.editor.pane.code
        return self.results.page if self.is_searching else self._desk.page

    def set_folder(self, folder: CardFolder) -> None:
        """Show another library, or the same one read anew."""
        self._folder = folder
        self._desk.set_folder(folder)
        for view in (self._results.made, *(table.made for table in self._tables.values())):
            if view is not None:
                view.set_folder(folder)

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Show everything in another theme or at another size."""
        self._look = (tokens, zoom)
        self._desk.set_look(tokens, zoom)
        tables = (table.made for table in self._tables.values())
        for view in (self._results.made, self._editor.made, *tables):
            if view is not None:
                view.set_look(tokens, zoom)

    def copy(self) -> None:
        """Copy what is selected."""
        self.page.copy()

    def select_all(self) -> None:
        """Select all text of a card or of its file."""
        page = self.page
        if page is not self._table:
            page.selectAll()  # type: ignore[union-attr]

    def find(self) -> None:
        """Ask what is to be found."""
        table = self._table
        if table is not None:
            table.ask_filter()
        elif self.is_editing and self.editor.pane is not None:
            self.editor.pane.open_find()
        else:
            self._desk.finding.ask()

    def find_next(self) -> None:
        """Go to the next match."""
        bar = self._replace_bar
        if bar is not None:
            bar.find_next()
        else:
            self._desk.finding.next()

    def find_previous(self) -> None:
        """Go to the match before."""
        bar = self._replace_bar
        if bar is not None:
            bar.find_previous()
        else:
            self._desk.finding.previous()

    def conditions(self) -> set[str]:
        """What holds of the view, as the table of actions names it."""
        if self._panes.view is self._desk:
            return {"page", "text", "on-card"}
        if self.is_editing:
            return {"page", "text", "editing", "file"} | self._writing()
        return set() if self.is_searching else {"page"}

    def _writing(self) -> set[str]:
        """What can be done with the file in the editor."""
        pane = self.editor.pane
        is_card = pane is not None and pane.path.name != MANIFEST
        holds = {"editing-card"} if is_card else set()
        if pane is not None and not pane.code.isReadOnly():
            holds |= {"writing", "writing-card"} if is_card else {"writing"}
            content = pane.code.content
            holds |= {"undoable"} if content.isUndoAvailable() else set()
            holds |= {"redoable"} if content.isRedoAvailable() else set()
            holds |= {"unsaved"} if pane.is_modified else set()
        return holds

    @property
    def _table(self) -> TableView | None:
        shown = self._panes.view
        made = (table.made for table in self._tables.values())
        return next((table for table in made if table is shown), None)

    @property
    def _replace_bar(self) -> ReplaceBar | None:
        pane = self.editor.pane if self.is_editing else None
        return pane.replace_bar if pane else None

    def _make_results(self) -> Results:
        from briefing.gui.results import Results  # noqa: PLC0415 - only a search needs them

        results = Results()
        results.opened.connect(self.hit_chosen)
        results.cancelled.connect(self.search_left)
        results.page.link_requested.connect(self.link_requested)
        results.page.zoom_requested.connect(self.zoom_requested)
        results.page.highlighted.connect(self.highlighted)
        self._add(results)
        results.set_folder(self._shown_folder)
        return results

    def _make_editor(self) -> Editor:
        from briefing.gui.editor import Editor  # noqa: PLC0415 - only editing needs it

        editor = Editor()
        editor.state_changed.connect(self.conditions_changed)
        self._add(editor)
        return editor

    def _make_table(self, kind: Kind) -> TableView:
        from briefing.gui.table_view import TableView  # noqa: PLC0415 - for who looks at tables

        table = TableView(kind)
        table.opened.connect(lambda w: self.statement_chosen.emit(w.card, w.source, w.anchor))
        self._add(table)
        table.set_folder(self._shown_folder)
        self.table_made.emit(kind, table)
        return table

    @property
    def _shown_folder(self) -> CardFolder:
        assert self._folder is not None
        return self._folder

    def _add(self, view: Results | Editor | TableView) -> None:
        self._panes.add(view)
        if self._look is not None:
            view.set_look(*self._look)
