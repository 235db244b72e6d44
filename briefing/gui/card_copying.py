"""Copies the whole card that is shown, as plain text or as Markdown for a mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtWidgets import QApplication

from briefing.core.card_markdown import card_markdown, compare_markdown
from briefing.core.plaintext import card_text, compare_text

if TYPE_CHECKING:
    from briefing.core.card import Card
    from briefing.core.library import CardFolder
    from briefing.gui.history import Place
    from briefing.gui.window import MainWindow


class CardCopying(QObject):
    """Carries out Edit > Copy card for a window: the card at its stop, or its two stops."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def copy(self, *, markdown: bool) -> None:
        """Put the card on the clipboard as plain text, or as Markdown."""
        folder, place = self._window.folder, self._window.place
        card = folder.cards.get(place.card) if folder and place else None
        if folder is None or place is None or card is None:
            return
        text = _written(folder, card, place, markdown=markdown)
        data = QMimeData()
        data.setText(text)
        if markdown:
            data.setData("text/markdown", text.encode())
        QApplication.clipboard().setMimeData(data)
        self._window.status.say(f"Copied the card as {'Markdown' if markdown else 'text'}", 4)


def _written(folder: CardFolder, card: Card, place: Place, *, markdown: bool) -> str:
    """The card as it is shown: at one stop, or at two."""
    if place.older:
        compared = compare_markdown if markdown else compare_text
        return compared(card, folder.library, folder.stops, place.older, place.stop)
    written = card_markdown if markdown else card_text
    return written(card, folder.library, folder.stops, (place.stop,))
