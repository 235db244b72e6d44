"""Makes the parts of the program that the first card does not need.

Each is loaded by the function that makes it, which is called when the part is first used.
"""

# ruff: noqa: PLC0415 - to load them late is what this file is for

from __future__ import annotations

from typing import TYPE_CHECKING

_BRIEFLY = 0.05
"""Seconds for which a key waits for another program that writes to the index."""

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QDialog, QWidget

    from briefing.core.card import Card
    from briefing.core.index import SearchIndex
    from briefing.core.library import CardFolder
    from briefing.gui.banner import Banner
    from briefing.gui.card_copying import CardCopying
    from briefing.gui.file_work import FileWork
    from briefing.gui.locator_picture import MapMaker
    from briefing.gui.print_opening import PrintOpening
    from briefing.gui.reference_panel import ReferencePanel
    from briefing.gui.session import Session
    from briefing.gui.source_texts import SourceTexts
    from briefing.gui.table_exports import TableExports
    from briefing.gui.tokens import Tokens
    from briefing.gui.tools import Tools
    from briefing.gui.web_exports import WebExports
    from briefing.gui.window import MainWindow


def file_work(window: MainWindow, state: Path) -> FileWork:
    """What changes files."""
    from briefing.gui.file_work import FileWork

    return FileWork(window, state)


def has_drafts(state: Path) -> bool:
    """Whether an earlier start left text unsaved, or what may have been some."""
    from briefing.core.drafts import Drafts

    found = Drafts(state).all()
    return bool(found.drafts or found.damaged)


def search_index(folder: CardFolder) -> SearchIndex:
    """What finds words in a library: its index, which is on its way from the disk by then."""
    from briefing.core.index import SearchIndex

    index = SearchIndex(folder, _BRIEFLY)
    if folder.index is not None:
        folder.index.read_ahead()
    return index


def map_maker(tools: Tools, card: Card | None, frame: tuple[float, float, float]) -> MapMaker:
    """What draws the maps of cards, with that of a card at hand; any thread may ask for it."""
    from briefing.gui.locator_picture import MapMaker

    maker = MapMaker(tools.outlines)
    if card is not None:
        maker.picture(card, frame)
    return maker


def source_texts(window: QWidget, session: Session) -> SourceTexts:
    """What finds source texts and the quotes in them."""
    from briefing.gui.source_texts import SourceTexts

    return SourceTexts(window, session)


def print_opening(window: MainWindow, session: Session, tools: Tools) -> PrintOpening:
    """What prints."""
    from briefing.gui.print_opening import PrintOpening

    return PrintOpening(window, session, tools)


def table_exports(window: MainWindow, tools: Tools) -> TableExports:
    """What saves tables."""
    from briefing.gui.table_exports import TableExports

    return TableExports(window, tools.typesetter)


def web_exports(window: MainWindow, tools: Tools) -> WebExports:
    """What saves web pages."""
    from briefing.gui.web_exports import WebExports

    return WebExports(window, tools.outlines)


def card_copying(window: MainWindow) -> CardCopying:
    """What copies whole cards."""
    from briefing.gui.card_copying import CardCopying

    return CardCopying(window)


def library_to_open(window: QWidget, start: str) -> Path | None:
    """The folder that the user chooses, or None."""
    from briefing.gui.asking import library_to_open

    return library_to_open(window, start)


def open_link(window: QWidget, address: str) -> None:
    """Open a web address in the browser, if the user agrees."""
    from briefing.gui.asking import open_link

    open_link(window, address)


def complain(window: QWidget, why: str) -> None:
    """Say why something could not be done."""
    from briefing.gui.asking import complain

    complain(window, why)


def banner() -> Banner:
    """The bar over a card whose file was broken since."""
    from briefing.gui.banner import Banner

    return Banner()


def reference_panel(tokens: Tokens, parent: QWidget) -> ReferencePanel:
    """The panel about a reference."""
    from briefing.gui.reference_panel import ReferencePanel

    return ReferencePanel(tokens, parent)


def shortcut_sheet(tokens: Tokens, zoom: float, window: QWidget) -> QDialog:
    """Every shortcut on one sheet."""
    from briefing.gui.help import ShortcutSheet

    return ShortcutSheet(tokens, zoom, window)


def about_box(window: QWidget, library_folder: str, log_file: str) -> QDialog:
    """What Briefing is."""
    from briefing.gui.help import about_box

    return about_box(window, library_folder, log_file)
