"""Searching: what is typed in the sidebar becomes results, and a shorter list of cards."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSignalBlocker, QTimer, Signal

from briefing.core.query import IndexBusyError, QueryError

if TYPE_CHECKING:
    from briefing.core.index import SearchIndex
    from briefing.gui.sidebar import Sidebar
    from briefing.gui.views import Views


_READING = "Still reading the library…"
_AGAIN = 200  # ms until the index is asked again that another program writes to


class Searching(QObject):
    """Hands what is typed to the index, and what it finds to the results and the list."""

    found = Signal()  # the results are to be shown
    ended = Signal()  # the card is to be shown again

    def __init__(self, sidebar: Sidebar, views: Views, parent: QObject) -> None:
        super().__init__(parent)
        self._sidebar = sidebar
        self._views = views
        self._index: SearchIndex | None = None
        self._why = _READING
        sidebar.search_changed.connect(self._search)
        sidebar.search_accepted.connect(self._open_chosen)
        sidebar.search_moved.connect(self._step)
        sidebar.search_cancelled.connect(self._end)
        views.search_left.connect(self._end)

    @property
    def is_ready(self) -> bool:
        """Whether the library can be searched yet."""
        return self._index is not None

    def set_index(self, index: SearchIndex) -> None:
        """Search with this index from now on; the one before closes as it goes."""
        self._index = index
        query = self._sidebar.field.text()
        if query.strip():  # the view stays: the card that is read, or the results
            self._find(query, index, anew=True)

    def drop_index(self) -> None:
        """Search no more until there is another index, and forget what was typed."""
        self._index, self._why = None, _READING
        self.forget()

    def give_up(self, why: str) -> None:
        """There will be no index; ``why`` is said to whoever searches."""
        self._why = why
        if self._index is None and self._sidebar.field.text().strip():
            self._views.results.say(why)

    def ask(self) -> None:
        """Put the cursor into the field, over what was typed before."""
        self._sidebar.field.setFocus()
        self._sidebar.field.selectAll()
        # Loaded and made while the first letter is typed.
        QTimer.singleShot(0, self, lambda: self._views.results)

    def forget(self) -> None:
        """Empty the field and show the whole list again, without a word to anybody."""
        with QSignalBlocker(self._sidebar.field):
            self._sidebar.field.clear()
        self._sidebar.set_hits(None)

    def _search(self, query: str) -> None:
        if not query.strip():
            self._end()
        elif self._index is not None:
            self._find(query, self._index)
            self.found.emit()
        else:
            self._views.results.say(self._why)
            self.found.emit()

    def _open_chosen(self) -> None:
        self._views.results.open_chosen()

    def _step(self, by: int) -> None:
        self._views.results.step(by)

    def _find(self, query: str, index: SearchIndex, *, anew: bool = False) -> None:
        try:
            hits, corrected = index.search_or_correct(query)
        except IndexBusyError:
            if not anew:  # else what was found before stays meanwhile
                self._views.results.say("Another program is at work on this library…")
            QTimer.singleShot(_AGAIN, self, lambda: self._find_again(query, anew=anew))
            return
        except QueryError as error:
            self._views.results.say(str(error))
            return
        self._sidebar.set_hits(Counter(hit.card for hit in hits))
        self._views.results.show_hits(hits, query, corrected, anew=anew)

    def _find_again(self, query: str, *, anew: bool) -> None:
        if self._index is not None and self._sidebar.field.text() == query:
            self._find(query, self._index, anew=anew)

    def _end(self) -> None:
        self.forget()
        self.ended.emit()
