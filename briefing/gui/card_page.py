"""The page: shows cards, comparisons, results and problems as one centred column of text.

It opens and loads nothing itself; whatever is asked of it by a link goes out as a signal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeySequence,
    QPalette,
    QTextCursor,
)

from briefing.core.quoting import is_statement
from briefing.gui.copying import copy_menu
from briefing.gui.growing_text import GrowingText
from briefing.gui.leaf import Leaf
from briefing.gui.page_buttons import PageButtons
from briefing.gui.page_find import Finder
from briefing.gui.page_html import Look, Page
from briefing.gui.page_text import selected_text
from briefing.gui.tokens import LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from briefing.gui.tokens import Tokens

    Builder = Callable[[Look], Page]
    """Makes a page for a look, such as card_page with its first arguments given."""

_ABOVE_PLACE = 14  # px of air above a place that was scrolled to: nothing of what stands before it
_NOTCH = 120  # of a wheel, in eighths of a degree
_Keys, _Move = QKeySequence.StandardKey, QTextCursor.MoveOperation
_SELECTING = {
    _Keys.SelectNextChar: _Move.NextCharacter,
    _Keys.SelectPreviousChar: _Move.PreviousCharacter,
    _Keys.SelectNextWord: _Move.NextWord,
    _Keys.SelectPreviousWord: _Move.PreviousWord,
    _Keys.SelectNextLine: _Move.Down,
    _Keys.SelectPreviousLine: _Move.Up,
    _Keys.SelectStartOfLine: _Move.StartOfLine,
    _Keys.SelectEndOfLine: _Move.EndOfLine,
    _Keys.SelectStartOfDocument: _Move.Start,
    _Keys.SelectEndOfDocument: _Move.End,
}


class CardPage(GrowingText):
    """Shows a page. ``finder`` finds words in it.

    Text can be selected with the mouse, or with Shift and the arrow keys; the arrow keys alone
    scroll. Tab goes from link to link and Return follows.
    """

    card_requested = Signal(str)  # the card's id
    stop_requested = Signal(str, str)  # a source of the stop, and a place to scroll to or ""
    reference_requested = Signal(str)  # "SOURCE/10,18"
    citation_requested = Signal(str)  # the place of the statement to copy with its citation
    link_requested = Signal(str)  # an http or https address
    hit_requested = Signal(int)  # the number of a passage among results
    zoom_requested = Signal(int)  # steps, positive for larger text
    column_changed = Signal(int, int)  # left edge and width in px

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = Look(LIGHT)
        self._column = (0, 0)
        self._builder: Builder | None = None
        self._page = Page("", 0)
        self._wheel = 0
        self.finder = Finder(self, LIGHT, self.finish)
        self.buttons = PageButtons(self)
        self.anchorClicked.connect(self._clicked)
        self.buttons.pressed.connect(self.follow)
        self._take_colors()

    @property
    def look(self) -> Look:
        """What the page is drawn with."""
        return self._look

    @property
    def column(self) -> tuple[int, int]:
        """The left edge and the width of the column, in px."""
        return self._column

    def cursor_at(self, anchor: str) -> QTextCursor | None:
        """A cursor at a named place, or None where the page has none of the name."""
        position = self.position_of(anchor)
        if position is None:
            return None
        cursor = QTextCursor(self._shown)
        cursor.setPosition(position)
        return cursor

    def leaf(self, builder: Builder) -> Leaf:
        """A page to show later; it fits as long as the look and the size of the view stay."""
        return Leaf(builder, self._look, self.viewport().height(), self)

    def show_page(
        self, builder: Builder, name: str, anchor: str = "", leaf: Leaf | None = None
    ) -> None:
        """Show what ``builder`` makes, from the top or from a named place.

        ``name`` is what a screen reader calls the page. The builder is called again whenever
        the theme, the zoom or the width asks for another page; ``leaf`` is what it makes now,
        where that is at hand.
        """
        self.finder.clear()
        self.setAccessibleName(name)
        self._builder = builder
        self._set(leaf or self.leaf(builder))
        self.verticalScrollBar().setValue(0)
        if anchor:
            self.scroll_to(anchor)

    def show_anew(self, builder: Builder, name: str, leaf: Leaf) -> None:
        """Show what is shown as ``builder`` makes it now; where that is the same, all stays.

        What was selected, found or scrolled to stays as well, then.
        """
        if self.keep(leaf, is_same=True):
            self._builder, self._page = builder, leaf.page
            self._show_parts()
        else:
            self.show_page(builder, name, leaf=leaf)

    def redraw(self) -> None:
        """Build the page anew, with the same words at the top of the view."""
        if self._builder is not None:
            page = self._builder(self._look)
            if page.html != self._page.html:
                self._replace(page, 1)

    def set_tokens(self, tokens: Tokens) -> None:
        """Show the page in the colours of a theme."""
        self._change(Look(tokens, self._look.zoom, self._look.width))
        self._take_colors()

    def set_zoom(self, zoom: float) -> None:
        """Show the page with text that many times as large; 1 is the design's size."""
        self._change(Look(self._look.tokens, zoom, self._look.width))

    def statement(self) -> str:
        """The place of the statement at the text cursor, else of the first one in view; or nothing."""
        view, cursor = self.viewport().rect(), self.textCursor()
        if view.intersects(self.cursorRect(cursor)):
            place = self._shown.place_at(cursor.position(), is_statement)
            if place:
                return place
        top = self.verticalScrollBar().value()
        place = self._shown.place_between(top, top + view.height(), is_statement)
        middle = self.cursorForPosition(QPoint(view.center().x(), 0))
        return place or self._shown.place_at(middle.position(), is_statement)

    def scroll_to(self, anchor: str) -> bool:
        """Bring a named place to the top of the view; False where the page has none of the name."""
        cursor = self.cursor_at(anchor)
        if cursor is None:
            return False
        self.setTextCursor(cursor)
        top = self._shown.top_of(cursor.position()) - self._look.px(_ABOVE_PLACE)
        self.scroll_down(round(top))
        return True

    def follow(self, href: str) -> None:
        """Go where a link of the page leads: scroll, or ask for it with a signal."""
        scheme, _, rest = href.partition(":")
        if href.startswith("#"):
            self.scroll_to(href[1:])
        elif scheme == "card":
            self.card_requested.emit(unquote(rest))
        elif scheme == "stop":
            source, _, anchor = rest.partition("#")
            self.stop_requested.emit(unquote(source), anchor)
        elif scheme == "ref":
            source, _, paras = rest.partition("/")
            self.reference_requested.emit(f"{unquote(source)}/{paras}")
        elif scheme == "hit":
            self.hit_requested.emit(int(rest))
        elif scheme in ("http", "https"):
            self.link_requested.emit(href)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy as plain text alone: the columns and colours of a page are of no use elsewhere."""
        data = QMimeData()
        data.setText(selected_text(self.textCursor()))
        return data

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Select with Shift and the keys that move a text cursor."""
        for keys, move in _SELECTING.items():
            if event.matches(keys):
                self.finish()
                self._select(move)
                event.accept()
                return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ask for another zoom with Ctrl; Qt's own would not reach sizes in px."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._wheel += event.angleDelta().y()
        steps = int(self._wheel / _NOTCH)
        self._wheel -= steps * _NOTCH
        if steps:
            self.zoom_requested.emit(steps)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy: what is selected, the statement with its citation, or all."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        position = self.cursorForPosition(event.pos()).position()
        place = self.statement() if by_key else self._shown.place_at(position, is_statement)
        menu = copy_menu(self, place)
        menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle, and lay the page out anew where it has to be narrow."""
        super().resizeEvent(event)
        self._change(Look(self._look.tokens, self._look.zoom, self.width()))

    def _clicked(self, url: QUrl) -> None:
        self.follow(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))

    def _change(self, look: Look) -> None:
        """Lay the page out for another look, with the same words at the top of the view."""
        before, self._look = self._look, look
        if self._builder is None or look == before:
            return
        page = self._builder(look)
        if (
            look._replace(width=before.width) == before
            and look.narrow == before.narrow
            and page.column == self._page.column
        ):
            self._align()
        else:
            self._replace(page, look.zoom / before.zoom)

    def _replace(self, page: Page, scale: float) -> None:
        """Show the same page in another form, with the same words at the top of the view."""
        place = self._shown.place_above(self.verticalScrollBar().value())
        self._set(self.leaf(lambda _: page))
        if place is None:
            return
        position = self.position_of(place[0])
        if position is not None:
            self.scroll_down(round(self._shown.rect_of(position).top() + place[1] * scale))

    def _set(self, leaf: Leaf) -> None:
        self._page = leaf.page
        self.put(leaf)
        self._show_parts()
        self.finder.refresh(self._look.tokens)

    def _show_parts(self) -> None:
        """Show what the page has besides its words."""
        self.buttons.show_buttons(self._page.buttons, self._look.zoom)
        self._align()

    def _align(self) -> None:
        left = self._look.left_of(self._page.column)
        self._shown.set_left_margin(left)
        if self.column != (left, self._page.column):
            self._column = (left, self._page.column)
            self.column_changed.emit(*self.column)
        position = self.position_of("buttons") if self._page.buttons else None
        if position is not None:
            corner = self._shown.rect_of(position).topLeft().toPoint()
            room = left + self._page.column - corner.x()
            corner -= QPoint(0, self.verticalScrollBar().value())
            self.buttons.place(corner, room, stacked=self._look.narrow)

    def _select(self, move: QTextCursor.MoveOperation) -> None:
        cursor = self.textCursor()
        if not cursor.hasSelection() and not self.viewport().rect().intersects(self.cursorRect()):
            cursor = self.cursorForPosition(QPoint(self.column[0], 0))
        cursor.movePosition(move, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _take_colors(self) -> None:
        tokens, palette = self._look.tokens, self.palette()
        for role, color in (
            (QPalette.ColorRole.Base, tokens.page),
            (QPalette.ColorRole.Text, tokens.ink),
            (QPalette.ColorRole.Highlight, tokens.accent),
            (QPalette.ColorRole.HighlightedText, tokens.accent_ink),
        ):
            palette.setColor(role, QColor(color))
        self.setPalette(palette)
