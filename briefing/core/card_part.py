"""The part of a long card that its preview shows: what stands near the caret, and its true places.

Laying out thousands of statements at every pause of the keys would hold up the window.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.core.card import Card, Edition
    from briefing.core.quotes import Verified
    from briefing.core.timeline import Stop

MOST = 24
"""Statements of each list that are shown at once."""

_LONGEST = 4000  # characters of a text
_KINDS = {"points": "point", "quotes": "quote", "steps": "step"}
_TEXTS = ("bottom_line", "changed", "text", "action", "partner", "condition", "why", "risk")


@dataclass(frozen=True, slots=True)
class CardPart:
    """A card with the middle of its long lists alone.

    ``skipped`` says how many statements are left out before those shown, by kind and edition;
    ``is_whole`` whether nothing is left out. ``verified`` are those of its quotes that stand in
    the sources at hand.
    """

    card: Card
    skipped: Mapping[tuple[str, int], int]
    is_whole: bool
    verified: Verified = frozenset()

    def shown(self, anchor: str) -> str:
        """The place on the page of a statement of the whole card."""
        return self._moved(anchor, -1)

    def true(self, anchor: str) -> str:
        """The place in the whole card of a statement on the page."""
        return self._moved(anchor, 1)

    def _moved(self, anchor: str, sign: int) -> str:
        kind, *numbers = anchor.split("-")
        if len(numbers) != 2 or not all(number.isdecimal() for number in numbers):  # noqa: PLR2004
            return anchor
        edition, index = map(int, numbers)
        return f"{kind}-{edition}-{index + sign * self.skipped.get((kind, edition), 0)}"


def part_of(card: Card, stop: Stop, near: str, verified: Verified = frozenset()) -> CardPart:
    """The part of a card to show at a stop, around the statement of that anchor."""
    skipped: dict[tuple[str, int], int] = {}
    editions = []
    whole = True
    for number, edition in enumerate(card.editions):
        cut: dict[str, Any] = {}
        if edition.source in stop.sources:
            cut = _cut(edition, number, near, skipped)
        whole = whole and not cut
        editions.append(replace(edition, **cut) if cut else edition)
    if whole:
        return CardPart(card, {}, True, verified)
    # Beside the whole of another edition, what is left out here would look like silence.
    alone = [
        edition if edition.source in stop.sources else replace(edition, source="")
        for edition in editions
    ]
    shown = {
        (quote.source or edition.source, quote) for edition in alone for quote in edition.quotes
    }
    return CardPart(replace(card, editions=tuple(alone)), skipped, False, verified & shown)


def _cut(
    edition: Edition, number: int, near: str, skipped: dict[tuple[str, int], int]
) -> dict[str, Any]:
    cut: dict[str, Any] = _shortened(edition)
    for key, kind in _KINDS.items():
        items = getattr(edition, key)
        start = 0
        if len(items) > MOST:
            at = near.removeprefix(f"{kind}-{number}-")
            middle = int(at) if at.isdecimal() else 0
            start = max(0, min(middle - MOST // 2, len(items) - MOST))
            skipped[kind, number] = start
        shown = [
            replace(item, **short) if (short := _shortened(item)) else item
            for item in items[start : start + MOST]
        ]
        if tuple(shown) != items:
            cut[key] = tuple(shown)
    return cut


def _shortened(item: object) -> dict[str, str]:
    """The texts of a statement that are too long to be laid out at once, cut."""
    texts = {name: getattr(item, name, None) for name in _TEXTS}
    return {
        name: f"{text[:_LONGEST]}…"
        for name, text in texts.items()
        if isinstance(text, str) and len(text) > _LONGEST
    }
