"""A library as plain data for the web page: every word that its script shows, and no markup.

A text field is a string or, where it is styled, a list of runs: a string, or text, style and
address. Topics, sources and maps are told by their places in their lists.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefing.core import citations, words
from briefing.core.inline import plain, runs
from briefing.core.locator import subject
from briefing.core.problem import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from briefing.core.card import Card, Edition, Note, Point, Quote, Source, Step
    from briefing.core.dates import PartialDate
    from briefing.core.inline import Run
    from briefing.core.library import CardFolder
    from briefing.core.locator import Subject
    from briefing.core.timeline import Stop

    Chart = dict[str, Any]
    """A map as ``webmaps`` draws it."""

    DrawChart = Callable[[Card], Chart | None]

EMPHASIS, STRONG, CODE = 1, 2, 4
"""The styles of a run, added up."""


@dataclass(slots=True)
class _Desk:
    """What every card is told with; the maps grow as cards ask for them."""

    folder: CardFolder
    draw: DrawChart | None
    source_places: Mapping[str, int]
    maps: list[Chart] = field(default_factory=list)
    map_places: dict[Subject, int | None] = field(default_factory=dict)

    def map_of(self, card: Card) -> int | None:
        """The place of a card's map in their list; cards of the same place share one."""
        where = subject(card)
        if where not in self.map_places:
            chart = self.draw(card) if self.draw else None
            self.map_places[where] = len(self.maps) if chart else None
            self.maps += [chart] if chart else []
        return self.map_places[where]

    def ref(self, edition: Edition, item: Point | Quote | Step) -> list[Any]:
        """What a statement rests on: the words for it, the source, its paragraphs."""
        source = item.source or edition.source
        label = citations.reference(self.folder.library, source, item.para)
        return [label, self.source_places[source], list(item.para)]


def page_data(
    folder: CardFolder, cards: Mapping[str, Card], draw: DrawChart | None = None
) -> dict[str, Any]:
    """Everything that the page shows of a library and the given cards of it, ready for JSON.

    The library must have its sources. ``draw`` gives the map of a card.
    """
    library = folder.library
    desk = _Desk(folder, draw, {source: place for place, source in enumerate(library.sources)})
    editions = sum(len(card.editions) for card in cards.values())
    told = [_card(desk, card_id, card, cards) for card_id, card in cards.items()]
    return {
        "title": plain(library.title),
        "about": rich(library.about or ""),
        "marking": plain(library.marking),
        "counts": f"{words.counted(len(cards), 'card')}, {words.counted(editions, 'edition')}",
        "years": [folder.stops[0].date.first.year, folder.stops[-1].date.last.year],
        "stops": [_stop(folder, stop) for stop in folder.stops],
        "sources": [_source(folder, source_id) for source_id in library.sources],
        "cards": told,
        "maps": desk.maps,
    }


def rich(text: str | Iterable[Run]) -> str | list[Any]:
    """A text field, or runs made of some, as the script takes them."""
    found = tuple(runs(text) if isinstance(text, str) else text)
    told = [_run(run) for run in found]
    if all(isinstance(run, str) for run in told):
        return "".join(told)
    return told


def _run(run: Run) -> Any:
    style = EMPHASIS * run.emphasis + STRONG * run.strong + CODE * run.code
    if run.href:
        return [run.text, style, run.href]
    return [run.text, style] if style else run.text


def _stop(folder: CardFolder, stop: Stop) -> dict[str, Any]:
    stops = folder.stops
    years = [other.date.year for other in stops]
    sources = [folder.library.sources[source] for source in stop.sources]
    same_year = years.count(stop.date.year) > 1
    return {
        "date": str(stop.date),
        "year": "" if same_year else f"’{stop.date.year % 100:02d}",
        "label": words.stop_label(stops, stop),
        "short": words.stop_date(stops, stop),
        "heading": words.stop_heading(stops, stop),
        "talk": words.talk_of(folder.library, stops, stop),
        "names": [words.talk_title(source) for source in sources],
        "by": [words.given_by(source) for source in sources],
        "sources": list(stop.sources),
        "place": _place(stops, stop.date),
    }


def _place(stops: Iterable[Stop], date: PartialDate) -> list[float]:
    """Where a date stands between the first and the last year: its middle, its start, its end.

    A date of which the day is known has its middle alone. 0 is the start of the first year.
    """
    dates = [stop.date for stop in stops]
    begin = min(other.first.replace(month=1, day=1).toordinal() for other in dates)
    end = max(other.last.replace(month=12, day=31).toordinal() for other in dates) + 1
    # The middle of a day is half a day after it begins.
    ends = [] if date.day else [date.first.toordinal(), date.last.toordinal() + 1]
    return [round((day - begin) / (end - begin), 5) for day in (date.middle + 0.5, *ends)]


def _source(folder: CardFolder, source_id: str) -> dict[str, Any]:
    source: Source = folder.library.sources[source_id]
    stop = next(place for place, s in enumerate(folder.stops) if source_id in s.sources)
    return {
        "id": source_id,
        "stop": stop,
        "month": source.date.month_and_year,
        "title": words.talk_title(source),
        "by": words.given_by(source),
        "speaker": source.speaker,
        "rest": citations.citation(source).removeprefix(source.speaker),
    }


def _card(desk: _Desk, card_id: str, card: Card, cards: Mapping[str, Card]) -> dict[str, Any]:
    topics = {p.topic: 0 for edition in card.editions for p in edition.points}
    places = {topic: place for place, topic in enumerate(topics)}
    return {
        "id": visible(card_id),
        "name": rich(card.name),
        "region": plain(card.region),
        "kind": card.kind.capitalize(),
        "known": [*card.aliases, *([card.code] if card.code else ())],
        "map": desk.map_of(card),
        "topics": [rich(topic) for topic in places],
        "editions": [_edition(desk, edition, places) for edition in card.editions],
        "notes": [_note(note) for note in card.notes],
        "related": [_related(desk, other, cards) for other in card.see_also],
    }


def _related(desk: _Desk, card_id: str, cards: Mapping[str, Card]) -> list[Any]:
    """The name of a related card, and its id where this page has it."""
    file = desk.folder.get(card_id)
    name = rich(file.name) if file else visible(card_id)
    return [name, visible(card_id)] if card_id in cards else [name]


def _edition(desk: _Desk, edition: Edition, topics: Mapping[str, int]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "source": desk.source_places[edition.source],
        "bottom": rich(edition.bottom_line),
        "points": [_point(desk, edition, point, topics) for point in edition.points],
        "quotes": [_quote(desk, edition, quote) for quote in edition.quotes],
        "steps": [_step(desk, edition, step) for step in edition.steps],
    }
    if edition.changed:
        told["changed"] = rich(edition.changed)
    return told


def _point(
    desk: _Desk, edition: Edition, point: Point, topics: Mapping[str, int]
) -> dict[str, Any]:
    told = {
        "topic": topics[point.topic],
        "kind": point.kind,
        "text": rich(point.text),
        "ref": desk.ref(edition, point),
    }
    return told | ({"change": point.change} if point.change else {})


def _quote(desk: _Desk, edition: Edition, quote: Quote) -> dict[str, Any]:
    return {
        "text": rich(quote.text),
        "said": quote.voice == "speaker",
        "by": citations.attribution(desk.folder.library, edition, quote),
        "ref": desk.ref(edition, quote),
    }


def _step(desk: _Desk, edition: Edition, step: Step) -> dict[str, Any]:
    return {
        "actor": rich(step.actor),
        "action": rich(words.as_sentence(step.action)),
        "fields": [[label, rich(text)] for label, text in words.step_fields(step)],
        "silent": words.not_stated(step),
        "ref": desk.ref(edition, step),
    }


def _note(note: Note) -> dict[str, Any]:
    return {"date": words.day_label(note.date), "by": note.by, "text": rich(note.text)}
