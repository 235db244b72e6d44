"""The desk: one card with its header, timeline and page, all on the same two edges."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from briefing.core.timeline import editions_at
from briefing.gui import pages, parts
from briefing.gui.action_button import ActionButton
from briefing.gui.card_html import card_page
from briefing.gui.card_page import CardPage
from briefing.gui.header import Header
from briefing.gui.last_good import LastGood
from briefing.gui.later import Later
from briefing.gui.locator import Locator
from briefing.gui.page_finding import PageFinding
from briefing.gui.page_html import MARGIN
from briefing.gui.read_ahead import Basis, ReadAhead
from briefing.gui.timeline import Timeline
from briefing.gui.tokens import LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from briefing.core.card import Card
    from briefing.core.library import CardFile, CardFolder
    from briefing.core.quotes import Verified
    from briefing.core.shelf import Shelf
    from briefing.gui.actions import Actions
    from briefing.gui.banner import Banner
    from briefing.gui.card_page import Builder
    from briefing.gui.history import Place
    from briefing.gui.page_html import Page
    from briefing.gui.reference_panel import ReferencePanel
    from briefing.gui.tokens import Tokens

_GAP, _BUTTON_TOP, _BETWEEN = 23, 9, 4
_LARGEST_MAP = 1.25
"""The zoom up to which the map grows: a larger one would take the room of the name."""


class Desk(QWidget):
    """Shows the card of a place. What is asked of it by link or timeline goes out as a signal."""

    stop_chosen = Signal(object)  # a Stop
    range_chosen = Signal(object, object)  # two Stops, the older first
    statement_chosen = Signal(str, str, str)  # a card, a source of its stop, a place on its page
    copied = Signal()  # a citation went to the clipboard
    country_clicked = Signal(str)  # the code of a country on the map

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._folder: CardFolder | None = None
        self._kept = LastGood()
        self._place: Place | None = None
        self._is_anew = False  # the library, and the page not yet
        self._again: Callable[[], None] | None = None
        self._verified: Verified = frozenset()
        self._shelf: Shelf | None = None
        self._look = (LIGHT, 1.0)
        self.header = Header()
        self.timeline = Timeline()
        self.page = CardPage()
        self.locator = Locator(self)
        self._banner = Later(self._make_banner)
        self._reference = Later(self._make_reference)
        self.compare_button = ActionButton(actions["compare"])
        self.edition_buttons = tuple(
            ActionButton(actions[name], icon_only=True)
            for name in ("previous-edition", "next-edition")
        )
        self._rule = QFrame()
        self._rule.setObjectName("rule")
        self._track, self._button_room, self._pair = QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        self.ahead = ReadAhead(self.page, self._builder_at, self._basis)
        self.header.set_map(self.locator)
        self._rows = QVBoxLayout(self)
        self.finding = PageFinding(self.page, self._rows)
        self._lay_out()
        self.timeline.stop_chosen.connect(self.stop_chosen)
        self.timeline.range_chosen.connect(self.range_chosen)
        self.locator.country_clicked.connect(self.country_clicked)
        self.page.column_changed.connect(self._align)
        self.page.reference_requested.connect(self._show_reference)

    @property
    def banner(self) -> Banner:
        """The bar over a card whose file was broken since."""
        return self._banner()

    @property
    def reference(self) -> ReferencePanel:
        """The panel about a reference."""
        return self._reference()

    def set_folder(self, folder: CardFolder) -> None:
        """Show cards of another library, or of the same one read anew."""
        self._is_anew = self._folder is not None and self._folder.folder == folder.folder
        if self._folder is not None and self._is_anew:
            self._kept.note(self._folder, folder)
        else:
            self._kept.forget()
            self._verified = frozenset()
            self._take_shelf(None)
        self._folder = folder
        self.ahead.forget()
        self.timeline.set_library(folder.library, folder.stops)
        self.locator.set_known_codes(folder.roll.codes())

    def set_sources(self, shelf: Shelf | None, verified: Verified) -> None:
        """Take the texts at hand: references show their words, and verified quotes say so."""
        self._take_shelf(shelf)
        if verified != self._verified:
            self._verified = verified
            self.page.redraw()
            self.ahead.look_again()

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Show everything in another theme or at another size."""
        for part in (self.header, self.timeline, self.page, self.locator):
            part.set_tokens(tokens)
            part.set_zoom(min(zoom, _LARGEST_MAP) if part is self.locator else zoom)
        self._look = (tokens, zoom)
        self.finding.set_look(tokens, zoom)
        for later in (self._banner.made, self._reference.made):
            if later is not None:
                later.set_look(tokens, zoom)
        self.compare_button.setFixedSize(round(100 * zoom), round(32 * zoom))
        for button in self.edition_buttons:
            button.setFixedSize(round(48 * zoom), round(26 * zoom))
        for button in (self.compare_button, *self.edition_buttons):
            button.setIconSize(QSize(round(16 * zoom), round(16 * zoom)))
        self._button_room.setContentsMargins(0, round(_BUTTON_TOP * zoom), 0, 0)
        for row in (self._button_room, self._pair):
            row.setSpacing(round(_BETWEEN * zoom))

    def show_place(self, place: Place, anchor: str = "") -> None:
        """Show the card at its stop or stops, from the top or from a named place.

        A card without an edition there, or one that cannot be read, is shown as just that.
        """
        assert self._folder is not None
        self._place = place
        file = self._folder.get(place.card)
        card = file.card if file else None
        self._hide_banner()
        if file is not None and card is None:
            card = self._kept.card(place.card)
            if card is not None:
                self.banner.show_problems_of(file)
        if file is None or card is None:
            self._show_broken(file, place)
            self._again = None  # nobody asked for them
            return
        self.header.show_card(card)
        self._show_card_tools(shown=True)
        self.locator.set_card(card)
        stops = [place.older, place.stop] if place.older else [place.stop]
        self.timeline.show_card(card, stops)
        self._again = None
        builder = self._builder(card, place)
        leaf = self.ahead.turn_to(place, builder)
        if self._is_anew and not anchor:
            self.page.show_anew(builder, card.name, leaf)
        else:
            self.page.show_page(builder, card.name, anchor, leaf)
        self._is_anew = False

    @property
    def problems_again(self) -> Callable[[], None] | None:
        """Shows the problems anew that were asked for; None while a card is shown."""
        return self._again

    def show_library(self) -> None:
        """Show what is wrong with the library as a whole, or that it has nothing to show."""
        assert self._folder is not None
        self._again = self.show_library
        self.ahead.turn_away()
        self.header.show_title(self._folder.library.title, "Library")
        self._hide_banner()
        self._show_card_tools(shown=False)
        self.page.show_page(partial(pages.of_library, self._folder), self._folder.library.title)

    def minimumSizeHint(self) -> QSize:
        """The margins beside the column give way, so they ask for no room."""
        margins = self._track.contentsMargins()
        track = self._track.minimumSize().width() - margins.left() - margins.right()
        return QSize(track + 2 * MARGIN, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._align(*self.page.column)

    def _show_reference(self, wanted: str) -> None:
        assert self._folder is not None
        source, _, listed = wanted.rpartition("/")
        paras = [int(number) for number in listed.split(",")]
        rects = list(self.page.link_rects())
        corner = rects[-1].bottomLeft().toPoint() if rects else self.page.cursorRect().bottomLeft()
        below = self.page.viewport().mapToGlobal(corner)
        self.reference.show_reference(self._folder, source, paras, below)

    def _copy_citation(self, citation: str) -> None:
        QApplication.clipboard().setText(citation)
        self.copied.emit()

    def _show_file_problems(self) -> None:
        assert self._folder is not None
        assert self._place is not None
        file = self._folder.get(self._place.card)
        if file is not None and file.is_broken:  # it may be mended since
            self._hide_banner()
            self._show_broken(file, self._place)
            self._again = self._show_file_problems

    def _basis(self) -> Basis:
        """What pages are made from now."""
        height = self.page.viewport().height()
        return Basis(self._folder, self._verified, self.page.look, height)

    def _builder_at(self, place: Place) -> Builder | None:
        """How the page of a place is made, or None where there is no card to be read there."""
        file = self._folder.get(place.card) if self._folder else None
        card = file.card if file else None
        return self._builder(card, place) if card else None

    def _builder(self, card: Card, place: Place) -> Builder:
        assert self._folder is not None
        if place.older is not None:
            stops = (place.older, place.stop)
            return self._marked(partial(pages.compared, self._folder, card, stops))
        if editions_at(card, place.stop):
            return self._marked(partial(card_page, self._folder, card, place.stop))
        return partial(pages.without_edition, self._folder, card, place.stop)

    def _marked(self, builder: Callable[..., Page]) -> Builder:
        """A builder of pages that mark the quotes that are verified when the page is drawn."""
        return lambda look: builder(look, verified=self._verified)

    def _show_broken(self, file: CardFile | None, place: Place) -> None:
        self.header.show_title(file.name if file else place.card, "Cannot be read")
        self._show_card_tools(shown=False)
        self.ahead.turn_away()
        if file is not None:
            self.page.show_page(partial(pages.of_problems, file), file.name)
        else:
            self.show_library()

    def _show_card_tools(self, *, shown: bool) -> None:
        self.timeline.setVisible(shown)
        for button in (self.compare_button, *self.edition_buttons):
            button.setVisible(shown)
        if not shown:
            self.locator.set_card(None)

    def _lay_out(self) -> None:
        self._track.setSpacing(_GAP)
        self._track.addWidget(self.timeline, 1)
        self._button_room.addWidget(self.compare_button)
        for button in self.edition_buttons:
            self._pair.addWidget(button)
        self._button_room.addLayout(self._pair)
        self._button_room.addStretch()
        self._track.addLayout(self._button_room)
        layout = self._rows
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addLayout(self._track)
        layout.addWidget(self._rule)
        layout.addWidget(self.page, 1)

    def _align(self, left: int, width: int) -> None:
        right = max(0, self.width() - left - width)
        self.header.set_column(left, width)
        self._track.setContentsMargins(left, 0, right, 0)
        self.finding.set_margins(left, right)
        if self._banner.made is not None:
            self._banner.made.set_margins(left, right)

    def _take_shelf(self, shelf: Shelf | None) -> None:
        self._shelf = shelf
        if self._reference.made is not None:
            self._reference.made.set_shelf(shelf)

    def _hide_banner(self) -> None:
        if self._banner.made is not None:
            self._banner.made.hide()

    def _make_banner(self) -> Banner:
        banner = parts.banner()
        left, width = self.page.column
        banner.set_margins(left, max(0, self.width() - left - width))
        banner.problems_requested.connect(self._show_file_problems)
        banner.set_look(*self._look)
        self._rows.insertWidget(self._rows.indexOf(self.page), banner)
        return banner

    def _make_reference(self) -> ReferencePanel:
        tokens, zoom = self._look
        panel = parts.reference_panel(tokens, self)
        panel.opened.connect(self.statement_chosen)
        panel.copied.connect(self._copy_citation)
        panel.set_shelf(self._shelf)
        panel.set_look(tokens, zoom)
        return panel
