"""The last good versions of cards whose files are broken now."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.core.card import Card
    from briefing.core.library import CardFile, CardFolder


class LastGood:
    """Knows where each card was good last. The card itself is fetched when it is asked for.

    One edit of library.yaml can break ten thousand cards, of which few are ever looked at.
    """

    def __init__(self) -> None:
        self._files: dict[str, CardFile] = {}

    def note(self, before: CardFolder, now: CardFolder) -> None:
        """Take note of the cards that were good before and cannot be read now."""
        # Only those: an index may give the room of a file that is gone to another one.
        any_broken = len(now.cards) < len(now.files)
        self._files = dict(self._good_before(before, now)) if any_broken else {}

    def forget(self) -> None:
        """Forget every card: another library is shown."""
        self._files = {}

    def card(self, card_id: str) -> Card | None:
        """The card as it was good last, or None where it never was."""
        file = self._files.get(card_id)
        return file.card if file else None

    def _good_before(self, before: CardFolder, now: CardFolder) -> Iterator[tuple[str, CardFile]]:
        for card_id in now.places:
            if card_id in now.cards:
                continue
            if card_id in before.cards:
                yield card_id, before.files[before.places[card_id]]
            elif card_id in self._files:
                yield card_id, self._files[card_id]
