"""The views beside the sidebar, and what copying and finding mean in the one that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

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


class Views:
    """The desk, the results, the editor and the tables, of which ``panes`` shows one."""

    def __init__(
        self,
        panes: Panes,
        desk: Desk,
        results: Results,
        editor: Editor,
        tables: Mapping[Kind, TableView],
    ) -> None:
        self._panes = panes
        self._desk, self._results, self._editor = desk, results, editor
        self._tables = tables

    @property
    def is_editing(self) -> bool:
        """Whether the editor is shown."""
        return self._panes.view is self._editor

    @property
    def is_searching(self) -> bool:
        """Whether the results of a search are shown."""
        return self._panes.view is self._results

    @property
    def page(self) -> CardPage | TableView | CodeEdit:
        """What is copied from."""
        table = self._table
        if table is not None:
            return table
        if self.is_editing and self._editor.pane is not None:
            return self._editor.pane.code
        return self._results.page if self.is_searching else self._desk.page

    def set_folder(self, folder: CardFolder) -> None:
        """Show another library, or the same one read anew."""
        self._desk.set_folder(folder)
        self._results.set_folder(folder)
        for table in self._tables.values():
            table.set_folder(folder)

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Show everything in another theme or at another size."""
        self._desk.set_look(tokens, zoom)
        self._results.set_look(tokens, zoom)
        self._editor.set_look(tokens, zoom)
        for table in self._tables.values():
            table.set_tokens(tokens)
            table.set_zoom(zoom)

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
        table, bar = self._table, self._replace_bar
        if table is not None:
            table.ask_filter()
        elif bar is not None:
            bar.open_find()
        else:
            self._desk.open_find()

    def find_next(self) -> None:
        """Go to the next match."""
        (self._replace_bar or self._desk).find_next()

    def find_previous(self) -> None:
        """Go to the match before."""
        (self._replace_bar or self._desk).find_previous()

    def conditions(self) -> set[str]:
        """What holds of the view, as the table of actions names it."""
        if self._panes.view is self._desk:
            return {"page", "text", "on-card"}
        if self.is_editing:
            return {"page", "text", "editing"}
        return set() if self.is_searching else {"page"}

    @property
    def _table(self) -> TableView | None:
        shown = self._panes.view
        return next((table for table in self._tables.values() if table is shown), None)

    @property
    def _replace_bar(self) -> ReplaceBar | None:
        pane = self._editor.pane
        return pane.replace_bar if self.is_editing and pane else None
