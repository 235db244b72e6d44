"""The maps of a print: each card's locator and the cover's, as SVG with words for those who listen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.core.inline import plain
from briefing.core.locator import Size, cover, locator, subject
from briefing.core.locator_map import to_svg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.core.card import Card
    from briefing.core.locator import Subject
    from briefing.core.outlines import Outlines
    from briefing.paper.sheet import Picture

_CARD = Size(168, 100)
_COVER = Size(588, 384, 1.5)


class PrintedMaps:
    """Draws the maps of prints, each once: drawing takes longer than setting the page."""

    def __init__(self, outlines: Outlines) -> None:
        self._outlines = outlines
        self._drawn: dict[Subject, str | None] = {}
        self._covers: dict[tuple[frozenset[str], frozenset[str]], str | None] = {}

    def locator(self, card: Card) -> Picture | None:
        """The map of a card, or None where it has no place."""
        where = subject(card)
        if where not in self._drawn:
            chart = locator(self._outlines, _CARD, *where)
            self._drawn[where] = to_svg(chart) if chart else None
        svg = self._drawn[where]
        return (svg, f"Locator map: {plain(card.name)}") if svg else None

    def cover(self, cards: Sequence[Card]) -> Picture | None:
        """The map of the countries that the cards cover, or None where none has an outline.

        The country of which the cards say most is the darkest, and the map is drawn from there.
        """
        places = [subject(card).codes for card in cards]
        codes = frozenset(code for found in places for code in found)
        emphasized = frozenset(_most_said_of(cards))
        key = (codes, emphasized)
        if key not in self._covers:
            chart = cover(self._outlines, _COVER, sorted(codes), sorted(emphasized))
            self._covers[key] = to_svg(chart) if chart else None
        svg = self._covers[key]
        return (svg, "Map of the countries that this book covers") if svg else None


def _most_said_of(cards: Sequence[Card]) -> tuple[str, ...]:
    """The code of the country on which the cards say most: the subject of the book, if any."""
    with_code = [card for card in cards if card.code]
    if not with_code:
        return ()
    most = max(with_code, key=lambda card: sum(len(e.points) for e in card.editions))
    return (str(most.code),)
