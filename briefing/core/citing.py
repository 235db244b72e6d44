"""What else in a library rests on the same paragraphs of a source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.core.inline import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from briefing.core.card import Edition, Point, Quote, Step
    from briefing.core.library import CardFolder


@dataclass(frozen=True, slots=True)
class Citing:
    """A statement that cites a paragraph: whose it is, where it stands, and what it says.

    ``source`` is that of its edition, ``anchor`` its place on the card's page.
    """

    card: str
    name: str
    source: str
    where: str
    text: str
    anchor: str


def citing(folder: CardFolder, source_id: str, paras: Collection[int]) -> tuple[Citing, ...]:
    """Every statement of the good cards that cites one of the paragraphs, as the cards stand."""
    wanted = set(paras)
    return tuple(
        Citing(card_id, plain(card.name), edition.source, where, text, f"{anchor}-{number}-{index}")
        for card_id, card in folder.cards.items()
        for number, edition in enumerate(card.editions)
        for where, anchor, index, text, item in _statements(edition)
        if (item.source or edition.source) == source_id and wanted.intersection(item.para)
    )


def _statements(
    edition: Edition,
) -> Iterator[tuple[str, str, int, str, Point | Quote | Step]]:
    for index, point in enumerate(edition.points):
        yield "Key point", "point", index, plain(point.topic), point
    for index, quote in enumerate(edition.quotes):
        yield "Quotation", "quote", index, plain(quote.text), quote
    for index, step in enumerate(edition.steps):
        yield "Policy step", "step", index, f"{plain(step.actor)}: {plain(step.action)}", step
