"""The passages of a card: every stretch of text that a search can find, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from briefing.core.citations import References
from briefing.core.inline import plain
from briefing.core.words import as_sentence, step_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.core.card import Card, Edition, Library, Step


@dataclass(frozen=True, slots=True)
class Passage:
    """One findable stretch of a card.

    ``source`` is the id of the edition's source, empty for what belongs to no edition;
    ``where`` names the section, ``kind`` the badge, ``anchor`` the place on the card's page.
    """

    card: str
    source: str
    where: str
    title: str
    text: str
    kind: str = ""
    reference: str = ""
    anchor: str = ""


class Stretch(NamedTuple):
    """A passage as its card alone knows it: ``paras`` of ``cited`` are what it rests on."""

    source: str
    where: str
    title: str
    text: str
    kind: str = ""
    anchor: str = ""
    cited: str = ""
    paras: tuple[int, ...] = ()


def passages(card_id: str, card: Card, library: Library) -> Iterator[Passage]:
    """Every passage of a card: its names, then each edition, then the notes."""
    references = References(library)
    return (passage(card_id, each, references) for each in stretches(card))


def passage(card_id: str, found: Stretch, references: References) -> Passage:
    """A stretch of a card as a passage of the library."""
    source, where, title, text, kind, anchor, cited, paras = found
    reference = references(cited, paras) if paras else ""
    return Passage(card_id, source, where, title, text, kind, reference, anchor)


def stretches(card: Card) -> Iterator[Stretch]:
    """Every passage of a card, as far as the card alone can tell."""
    names = ", ".join((card.name, *card.aliases, *([card.code] if card.code else ())))
    yield Stretch("", "Name", card.name, names)
    for number, edition in enumerate(card.editions):
        yield from _edition(number, edition)
    for number, note in enumerate(card.notes):
        yield Stretch("", "Note", note.by, plain(note.text), "", f"note-{number}")


def _edition(number: int, edition: Edition) -> Iterator[Stretch]:
    own = edition.source
    yield Stretch(own, "Bottom line", "", plain(edition.bottom_line), "", f"bottom-{number}")
    if edition.changed:
        text = plain(edition.changed)
        yield Stretch(own, "What changed", "", text, "", f"changed-{number}")
    for index, point in enumerate(edition.points):
        topic, text, anchor = plain(point.topic), plain(point.text), f"point-{number}-{index}"
        cited = point.source or own
        yield Stretch(own, "Key point", topic, text, point.kind, anchor, cited, point.para)
    for index, quote in enumerate(edition.quotes):
        kind = "as reported" if quote.voice == "summary" else ""
        text, anchor = plain(quote.text), f"quote-{number}-{index}"
        cited = quote.source or own
        yield Stretch(own, "Quotation", "", text, kind, anchor, cited, quote.para)
    for index, step in enumerate(edition.steps):
        actor, text, anchor = plain(step.actor), _step_text(step), f"step-{number}-{index}"
        cited = step.source or own
        yield Stretch(own, "Policy step", actor, text, "", anchor, cited, step.para)


def _step_text(step: Step) -> str:
    """The action as a sentence, then each part that the source states with its label."""
    labelled = (f"{label}: {_sentence(text)}" for label, text in step_fields(step))
    return " ".join((_sentence(step.action), *labelled))


def _sentence(text: str) -> str:
    return "".join(run.text for run in as_sentence(text))
