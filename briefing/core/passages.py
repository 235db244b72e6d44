"""The passages of a card: every stretch of text that a search can find, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.core.citations import reference
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


def passages(card_id: str, card: Card, library: Library) -> Iterator[Passage]:
    """Every passage of a card: its names, then each edition, then the notes."""
    names = ", ".join((card.name, *card.aliases, *([card.code] if card.code else ())))
    yield Passage(card_id, "", "Name", card.name, names)
    for number, edition in enumerate(card.editions):
        yield from _edition(card_id, number, edition, library)
    for number, note in enumerate(card.notes):
        yield Passage(card_id, "", "Note", note.by, plain(note.text), anchor=f"note-{number}")


def _edition(card_id: str, number: int, edition: Edition, library: Library) -> Iterator[Passage]:
    own = edition.source
    yield Passage(
        card_id, own, "Bottom line", "", plain(edition.bottom_line), anchor=f"bottom-{number}"
    )
    if edition.changed:
        text = plain(edition.changed)
        yield Passage(card_id, own, "What changed", "", text, anchor=f"changed-{number}")
    for index, point in enumerate(edition.points):
        yield Passage(
            card_id,
            own,
            "Key point",
            plain(point.topic),
            plain(point.text),
            point.kind,
            reference(library, point.source or own, point.para),
            f"point-{number}-{index}",
        )
    for index, quote in enumerate(edition.quotes):
        kind = "as reported" if quote.voice == "summary" else ""
        ref = reference(library, quote.source or own, quote.para)
        anchor = f"quote-{number}-{index}"
        yield Passage(card_id, own, "Quotation", "", plain(quote.text), kind, ref, anchor)
    for index, step in enumerate(edition.steps):
        ref = reference(library, step.source or own, step.para)
        anchor = f"step-{number}-{index}"
        title = plain(step.actor)
        yield Passage(card_id, own, "Policy step", title, _step_text(step), "", ref, anchor)


def _step_text(step: Step) -> str:
    """The action as a sentence, then each part that the source states with its label."""
    labelled = (f"{label}: {_sentence(text)}" for label, text in step_fields(step))
    return " ".join((_sentence(step.action), *labelled))


def _sentence(text: str) -> str:
    return "".join(run.text for run in as_sentence(text))
