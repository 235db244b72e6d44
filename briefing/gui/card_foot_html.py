"""What ends a card's page: the analyst's notes, related cards, and the sources cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.core import words
from briefing.core.citations import anchored_statements, citation, cited
from briefing.gui.page_grid import Row, Section
from briefing.gui.page_html import escape, link, paragraph, rich, source_anchor, to_card, to_stop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.core.card import Card, Note
    from briefing.core.library import CardFolder
    from briefing.core.timeline import Stop


def foot_sections(folder: CardFolder, card: Card, stop: Stop) -> Iterator[Section]:
    """The sections below a card's editions, each only where the card has something for it."""
    notes = [_note(note, index) for index, note in enumerate(card.notes)]
    if notes:
        yield Section((notes[0]._replace(head="Notes"), *notes[1:]), tinted=True)
    if card.see_also:
        related = ", ".join(_related(folder, card_id) for card_id in card.see_also)
        yield Section((Row(paragraph("source", related), head="See also", size=14),), close=True)
    sources = _sources(folder, card, stop)
    if sources:
        yield Section((sources[0]._replace(head="Sources"), *sources[1:]), close=True)


def _note(note: Note, index: int) -> Row:
    about = (escape(words.day_label(note.date)), escape(note.by))
    return Row(paragraph("body", rich(note.text), f"note-{index}"), about)


def _related(folder: CardFolder, card_id: str) -> str:
    file = folder.get(card_id)
    return link(to_card(card_id), rich(file.name)) if file else escape(card_id)


def _sources(folder: CardFolder, card: Card, stop: Stop) -> list[Row]:
    """The sources in the order of their dates, with a link from each paragraph to its use."""
    numbers = cited([card])
    known = [source for other in folder.stops for source in other.sources if source in numbers]
    unknown = [source for source in numbers if source not in folder.library.sources]
    places = _first_uses(card, stop)
    rows = []
    for source_id in (*known, *unknown):
        links = ", ".join(link(places[source_id, para], f"¶{para}") for para in numbers[source_id])
        text = paragraph("source", _citation(folder, source_id), source_anchor(source_id))
        rows.append(Row(text, (links,), size=14, between=9))
    return rows


def _citation(folder: CardFolder, source_id: str) -> str:
    source = folder.library.sources.get(source_id)
    if source is None:
        return escape(source_id)
    rest = citation(source).removeprefix(source.speaker)
    return f'<span class="name">{escape(source.speaker)}</span>{escape(rest)}'


def _first_uses(card: Card, stop: Stop) -> dict[tuple[str, int], str]:
    """Where each paragraph is cited first: on this page if it is, else at its edition's stop."""
    places: dict[tuple[str, int], str] = {}
    for here in (True, False):
        for number, edition in enumerate(card.editions):
            if (edition.source in stop.sources) is not here:
                continue
            for anchor, item in anchored_statements(number, edition):
                place = f"#{anchor}" if here else to_stop(edition.source, anchor)
                for para in item.para:
                    places.setdefault((item.source or edition.source, para), place)
    return places
