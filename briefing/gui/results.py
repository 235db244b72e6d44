"""What a search found: the count, a switch between stops, and the passages, one of them chosen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from briefing.gui.fonts import SERIF
from briefing.gui.page_html import MARGIN
from briefing.gui.search_html import arranged, found_in_words, search_page
from briefing.gui.search_page import SearchPage
from briefing.gui.stop_switch import StopSwitch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from briefing.core.index import Hit
    from briefing.core.library import CardFolder
    from briefing.gui.tokens import Tokens


_KEYS = "Up and Down choose a passage    Enter opens it on its card    Esc returns to the card"
_TOP, _AROUND_KEYS = 28, 7  # px above the count, and above and below the keys
_NAME = "Passages found"
_Way = QBoxLayout.Direction


class Results(QWidget):
    """The results of a search, of all stops or of one."""

    opened = Signal(object)  # a Hit
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("results")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.page = SearchPage()
        self._folder: CardFolder | None = None
        self._all: tuple[Hit, ...] = ()
        self._hits: tuple[Hit, ...] = ()
        self._title, self._said, self._keys = QLabel(), QLabel(), QLabel(_KEYS)
        self._switch = StopSwitch()
        self._head, self._row = QVBoxLayout(), QHBoxLayout()
        self._lay_out()
        self.page.hit_requested.connect(self._open)
        self.page.closed.connect(self.cancelled)
        self.page.column_changed.connect(self._align)
        self._switch.chosen.connect(lambda _: self._show())

    def set_folder(self, folder: CardFolder) -> None:
        """Show hits of another library, or of the same one read anew."""
        before, self._folder = self._folder, folder
        self._switch.set_stops(folder.stops)
        if before is None or before.folder != folder.folder:
            self._switch.choose_all()
            self.say("")

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Show everything in another theme or at another size."""
        self.page.set_tokens(tokens)
        self.page.set_zoom(zoom)
        self._title.setStyleSheet(
            f"font-family: '{SERIF}'; font-size: {round(28 * zoom)}px; font-weight: 600;"
            f"color: {tokens.ink}"
        )
        self._said.setStyleSheet(f"color: {tokens.ink2}")

    def show_hits(
        self, hits: Sequence[Hit], query: str, corrected: str = "", *, anew: bool = False
    ) -> None:
        """Show what was found for a query, or for the one that it was corrected to.

        What is found ``anew`` for the query before leaves the chosen passage where it is.
        """
        assert self._folder is not None
        chosen = self._chosen if anew else None
        self._all = arranged(self._folder, hits)
        asked = f"“{query.strip()}”"
        self._said.setText(
            f"for “{corrected}”; no card says {asked}" if corrected else f"for {asked}"
        )
        self._show(chosen)

    def say(self, message: str) -> None:
        """Show why nothing could be looked for."""
        self._all = ()
        self._show(asked=False)
        self._said.setText(message)

    def step(self, by: int) -> None:
        """Choose the passage ``by`` further down, or up where negative."""
        if self._hits:
            last = len(self._hits) - 1
            self.page.choose(max(0, min(last, self.page.current + by)))

    def open_chosen(self) -> None:
        """Open the chosen passage on its card."""
        self._open(self.page.current)

    def minimumSizeHint(self) -> QSize:
        """The margins beside the column give way, so they ask for no room."""
        least = self._switch.sizeHint().width() + 2 * MARGIN
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._align(*self.page.column)

    def _open(self, number: int) -> None:
        if 0 <= number < len(self._hits):
            self.opened.emit(self._hits[number])

    @property
    def _chosen(self) -> Hit | None:
        at = self.page.current
        return self._hits[at] if at < len(self._hits) else None

    def _show(self, chosen: Hit | None = None, *, asked: bool = True) -> None:
        """Show the passages of the stop from the top, or as they were around the chosen one."""
        assert self._folder is not None
        stop = self._switch.stop
        self._hits = tuple(
            hit for hit in self._all if stop is None or hit.stretch.source in stop.sources
        )
        self._title.setText(found_in_words(self._hits) if asked else "Search")
        self._align(*self.page.column)
        builder = partial(search_page, self._folder, self._hits, asked=asked)
        if chosen is None:
            self.page.show_page(builder, _NAME)
        else:
            at = _place_of(chosen, self._hits)
            self.page.show_again(builder, _NAME, self.page.current if at is None else at)

    def _lay_out(self) -> None:
        self._keys.setObjectName("keys")
        for label in (self._title, self._said, self._keys):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setIndent(0)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._said)
        self._row.setSpacing(8)
        self._row.addLayout(words, 1)
        self._row.addWidget(self._switch, 0, Qt.AlignmentFlag.AlignBottom)
        rule = QFrame()
        rule.setObjectName("section-rule")
        self._head.setSpacing(16)
        self._head.addLayout(self._row)
        self._head.addWidget(rule)
        foot = QFrame()
        foot.setObjectName("rule")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._head)
        layout.addWidget(self.page, 1)
        layout.addWidget(foot)
        layout.addWidget(self._keys)

    def _align(self, left: int, width: int) -> None:
        right = max(0, self.width() - left - width)
        self._head.setContentsMargins(left, _TOP, right, 0)
        self._keys.setContentsMargins(left, _AROUND_KEYS, right, _AROUND_KEYS)
        words = self._title.fontMetrics().horizontalAdvance(self._title.text())
        beside = words + self._row.spacing() + self._switch.sizeHint().width() <= width
        self._row.setDirection(_Way.LeftToRight if beside else _Way.TopToBottom)


def _place_of(chosen: Hit, hits: Sequence[Hit]) -> int | None:
    """Where the passage of a hit is among those of another search; None where it is gone."""

    def place(hit: Hit) -> tuple[str, str, str, str]:
        return hit.card, hit.stretch.source, hit.stretch.where, hit.stretch.anchor

    wanted = place(chosen)
    return next((at for at, hit in enumerate(hits) if place(hit) == wanted), None)
