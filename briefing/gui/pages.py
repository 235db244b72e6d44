"""The pages that a desk shows in place of a card at one stop; each is loaded when first shown."""

# ruff: noqa: PLC0415 - to load them late is what this file is for

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.core.card import Card
    from briefing.core.library import CardFile, CardFolder
    from briefing.core.quotes import Verified
    from briefing.core.timeline import Stop
    from briefing.gui.page_html import Look, Page

_EMPTY_HINT = "Alt+Shift+Left and Alt+Shift+Right go to the stops that have an edition"
_FILE_HINT = "Ctrl+E opens the file in the editor."


def compared(
    folder: CardFolder,
    card: Card,
    stops: tuple[Stop, Stop],
    look: Look,
    verified: Verified = frozenset(),
) -> Page:
    """The card at two stops, the older first."""
    from briefing.gui.compare_html import compare_page

    return compare_page(folder, card, *stops, look, verified)


def without_edition(folder: CardFolder, card: Card, stop: Stop, look: Look) -> Page:
    """The card at a stop at which it has no edition."""
    from briefing.gui.empty_html import empty_page

    return empty_page(folder, card, stop, look, _EMPTY_HINT)


def of_library(folder: CardFolder, look: Look) -> Page:
    """What is wrong with a library."""
    from briefing.gui.library_html import library_page

    return library_page(folder, look)


def of_problems(file: CardFile, look: Look) -> Page:
    """What is wrong with a card file."""
    from briefing.gui.problems_html import problems_page

    return problems_page(file, look, _FILE_HINT)
