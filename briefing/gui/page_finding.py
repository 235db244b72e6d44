"""Finding words on a page: the bar that asks for them, made when it is first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from briefing.gui.icons import icon_maker
from briefing.gui.later import Later

if TYPE_CHECKING:
    from PySide6.QtWidgets import QBoxLayout

    from briefing.gui.card_page import CardPage
    from briefing.gui.find_bar import FindBar
    from briefing.gui.tokens import Tokens

_LONGEST_FIND = 60


class PageFinding(QObject):
    """Finds on a page what is asked for in a bar at the end of a layout."""

    def __init__(self, page: CardPage, layout: QBoxLayout) -> None:
        super().__init__(page)
        self._page, self._layout = page, layout
        self._look: tuple[Tokens, float] | None = None
        self._margins = (0, 0)
        self._bar = Later(self._make_bar)

    @property
    def bar(self) -> FindBar:
        """The bar."""
        return self._bar()

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Show the bar in another theme or at another size."""
        self._look = (tokens, zoom)
        if self._bar.made is not None:
            self._bar.made.set_look(icon_maker(tokens), zoom)

    def set_margins(self, left: int, right: int) -> None:
        """Take the px that are free beside the page's column."""
        self._margins = (left, right)
        if self._bar.made is not None:
            self._bar.made.set_margins(left, right)

    def ask(self) -> None:
        """Ask for words to find on the page, the selected ones to begin with."""
        selected = self._page.textCursor().selectedText()
        self.bar.open_with(selected if len(selected) <= _LONGEST_FIND else "")

    def next(self) -> None:
        """Go to the next match of what is being found, or ask for something to find."""
        if self.bar.isHidden():
            self.ask()
        else:
            self.bar.show_count(self._page.finder.next(), self._page.finder.count)

    def previous(self) -> None:
        """Go to the match before, or ask for something to find."""
        if self.bar.isHidden():
            self.ask()
        else:
            self.bar.show_count(self._page.finder.previous(), self._page.finder.count)

    def close(self) -> None:
        """Put the bar away and the marks with it."""
        self.bar.hide()
        self._page.finder.clear()
        self._page.setFocus()

    def _find(self, words: str) -> None:
        count = self._page.finder.find(words)
        self.bar.show_count(self._page.finder.current, count)

    def _make_bar(self) -> FindBar:
        from briefing.gui.find_bar import FindBar  # noqa: PLC0415 - the first card needs none

        bar = FindBar()
        bar.hide()
        if self._look is not None:
            bar.set_look(icon_maker(self._look[0]), self._look[1])
        bar.set_margins(*self._margins)
        bar.searched.connect(self._find)
        bar.next_requested.connect(self.next)
        bar.previous_requested.connect(self.previous)
        bar.closed.connect(self.close)
        self._layout.addWidget(bar)
        return bar
