"""What else in a library rests on the same paragraphs of a source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.core.card import Quote, Step
from briefing.core.citations import anchored_statements
from briefing.core.inline import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from briefing.core.card import Card, Point
    from briefing.core.library import CardFolder


@dataclass(frozen=True, slots=True)
class Citing:
    """A statement that cites a paragraph: whose it is, where it stands, and what it says.

    ``source`` is that of its edition, ``anchor`` its place on the card's page, ``paras`` those of
    the paragraphs asked for that it cites.
    """

    card: str
    name: str
    source: str
    where: str
    text: str
    anchor: str
    paras: tuple[int, ...]


def citing(folder: CardFolder, source_id: str, paras: Collection[int]) -> tuple[Citing, ...]:
    """Every statement of the good cards that cites one of the paragraphs, as the cards stand."""
    wanted = set(paras)
    return tuple(
        Citing(card_id, plain(card.name), edition.source, *_says(item), anchor, tuple(shared))
        for card_id, card in _citing(folder, source_id, wanted)
        for number, edition in enumerate(card.editions)
        for anchor, item in anchored_statements(number, edition)
        if (item.source or edition.source) == source_id
        and (shared := sorted(wanted.intersection(item.para)))
    )


def _citing(folder: CardFolder, source_id: str, paras: set[int]) -> Iterator[tuple[str, Card]]:
    """The good cards that cite one of the paragraphs: no other one is fetched."""
    for file in folder.files:
        if not paras.isdisjoint(file.cites.get(source_id, ())) and file.card is not None:
            yield file.id, file.card


def cited_by(folder: CardFolder, source_id: str, count: int) -> tuple[tuple[Citing, ...], ...]:
    """For each of a source's paragraphs, ``count`` in all, what cites it; nothing where nobody does."""
    found: dict[int, list[Citing]] = {number: [] for number in range(1, count + 1)}
    for one in citing(folder, source_id, found):
        for number in one.paras:
            found[number].append(one)
    return tuple(map(tuple, found.values()))


def _says(item: Point | Quote | Step) -> tuple[str, str]:
    """The section of a statement and its gist. Only verbatim words stand in quotation marks."""
    if isinstance(item, Step):
        return "Policy step", f"{plain(item.actor)}: {plain(item.action)}"
    if isinstance(item, Quote):
        said = plain(item.text)
        return ("Quotation", f"“{said}”") if item.voice == "speaker" else ("As reported", said)
    return "Key point", plain(item.topic)
