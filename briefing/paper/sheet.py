"""One card as plain data for the template: its editions one after the other, notes, sources."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from briefing.core import citations, words
from briefing.core.changes import by_verdict, changes_at
from briefing.core.inline import Run, plain, runs
from briefing.core.timeline import editions_at, stop_before, stops_of
from briefing.paper.texts import as_runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from briefing.core.card import Card, Edition, Library, Note, Point, Quote, Step
    from briefing.core.changes import TopicRow
    from briefing.core.quotes import Verified
    from briefing.core.timeline import Stop
    from briefing.paper.options import PrintOptions

    Picture = tuple[str, str]
    """A drawing as SVG, and the text that says what it shows."""

    Locator = Callable[[Card], Picture | None]


class Desk(NamedTuple):
    """What every card of one print is laid out with."""

    library: Library
    stops: tuple[Stop, ...]
    options: PrintOptions
    locator: Locator | None = None
    verified: Verified = frozenset()

    def wants(self, section: str) -> bool:
        """Whether that section is printed."""
        return section in self.options.sections

    def label(self, stop: Stop) -> str:
        """The stop in a label: ``2004``."""
        return words.stop_label(self.stops, stop)

    def reference(self, edition: Edition, item: Point | Quote | Step) -> str:
        """What a statement rests on: ``2010 ¶18–19``."""
        return citations.reference(self.library, item.source or edition.source, item.para)


def card_data(desk: Desk, card_id: str, card: Card) -> dict[str, Any]:
    """What the top of a card's sheet holds, whatever editions follow."""
    picture = desk.locator(card) if desk.locator and desk.wants("map") else None
    return {
        "id": card_id,
        "name": words.shortened(plain(card.name)),
        "title": as_runs(card.name),
        "place": f"{plain(card.region)}\u2002·\u2002{card.kind.capitalize()}",
        "map": picture_data(picture),
    }


def picture_data(picture: Picture | None) -> dict[str, str] | None:
    """A drawing as the template takes it, or None."""
    return {"svg": picture[0], "alt": picture[1]} if picture else None


def editions_data(desk: Desk, card: Card) -> list[dict[str, Any]]:
    """The asked editions, newest first; where the card has none there, that it has none."""
    asked = desk.options.stops or stops_of(card, desk.stops)
    blocks: list[dict[str, Any]] = []
    for stop in reversed(asked):
        found = editions_at(card, stop)
        blocks += [_edition(desk, card, stop, place) for place in range(len(found))]
        if not found:
            blocks.append(absent(desk, card, stop))
    if not desk.options.stops:
        known = desk.library.sources
        blocks += [_undated(desk, item) for item in card.editions if item.source not in known]
    return blocks or [_empty(card)]


def absent(desk: Desk, card: Card, stop: Stop) -> dict[str, Any]:
    """What stands in the place of an edition that the card does not have at a stop."""
    talk = words.talk_of(desk.library, desk.stops, stop)
    own = [desk.label(other) for other in stops_of(card, desk.stops)]
    if own:
        noun = "an edition" if len(own) == 1 else "editions"
        hint = f"The card has {noun} for {words.listed(own)}."
    else:
        hint = "The card has no edition."
    heading = words.stop_heading(desk.stops, stop)
    absence = f"{plain(card.name)} does not come up in {talk}."
    return {"heading": heading, "absence": absence, "hint": hint}


def changed_head(desk: Desk, card: Card, stop: Stop) -> str:
    """The side head over what changed: ``What changed since 2004``."""
    before = stop_before(card, desk.stops, stop)
    return f"What changed since {desk.label(before)}" if before else "What changed"


def quote_data(desk: Desk, edition: Edition, quote: Quote) -> dict[str, Any]:
    """A quote, whose words they are, and where they stand."""
    return {
        "text": as_runs(quote.text),
        "verbatim": quote.voice == "speaker",
        "by": as_runs(citations.attribution(desk.library, edition, quote)),
        "reference": desk.reference(edition, quote),
        "checked": words.CHECKED if citations.is_verified(desk.verified, edition, quote) else "",
    }


def step_data(desk: Desk, edition: Edition, number: int, step: Step) -> dict[str, Any]:
    """A recommended step, and what the source leaves unsaid about it."""
    return {
        "number": str(number),
        "actor": as_runs(step.actor),
        "action": as_runs(words.as_sentence(step.action)),
        "fields": [
            {"label": label, "text": as_runs(text)} for label, text in words.step_fields(step)
        ],
        "not_stated": words.not_stated(step),
        "reference": desk.reference(edition, step),
    }


def no_steps(desk: Desk, stop: Stop) -> str:
    """What stands in the place of the steps where a source recommends none."""
    return f"None recommended in {desk.label(stop)}"


def notes_data(desk: Desk, card: Card) -> list[dict[str, Any]]:
    """The analyst's own notes."""
    return [_note(note) for note in card.notes] if desk.wants("notes") else []


def sources_data(desk: Desk, card: Card, shown: Iterable[Edition]) -> list[dict[str, Any]]:
    """The sources on which the shown editions rest, and the paragraphs cited."""
    if not desk.wants("sources"):
        return []
    return cited_sources(desk.library, desk.stops, _cited(card, shown))


def short_sources(desk: Desk, card: Card, shown: Iterable[Edition]) -> dict[str, Any]:
    """The same as one item: who spoke and when, and the label by which statements refer to it."""
    library = desk.library
    order = _in_order(library, desk.stops, _cited(card, shown))
    text = "; ".join(_short_source(library, source) for source in order)
    return {"speaker": [], "text": as_runs([Run(text)]), "paragraphs": "Short form"}


def cited_sources(
    library: Library, stops: Iterable[Stop], cited: Mapping[str, Iterable[int]]
) -> list[dict[str, Any]]:
    """The list of sources, oldest first, of the paragraphs cited by source id."""
    order = _in_order(library, stops, cited)
    return [_source(library, source, cited[source]) for source in order]


def _edition(desk: Desk, card: Card, stop: Stop, place: int) -> dict[str, Any]:
    edition = editions_at(card, stop)[place]
    source = desk.library.sources[edition.source]
    block = _statements(desk, edition, _verdicts(desk, card, stop))
    block["silence"] = no_steps(desk, stop) if desk.wants("steps") and not edition.steps else ""
    block["heading"] = words.stop_heading(desk.stops, stop)
    block["about"] = as_runs(words.talk_line(source))
    if desk.wants("changed"):
        # What is not addressed any more is said once, of all that was said at the stop.
        topics = {point.topic for point in edition.points}
        rows = [
            row
            for row in changes_at(card, desk.stops, stop)
            if row.topic in topics or (row.after is None and place == 0)
        ]
        block["panel"] += _changed(changed_head(desk, card, stop), rows, edition)
    return block


def _undated(desk: Desk, edition: Edition) -> dict[str, Any]:
    block = _statements(desk, edition, {})
    block["silence"] = ""
    block["heading"] = edition.source
    block["about"] = as_runs("The library does not describe this source.")
    if edition.changed and desk.wants("changed"):
        block["panel"].append({"head": "What changed", "text": as_runs(edition.changed)})
    return block


def _empty(card: Card) -> dict[str, Any]:
    absence = f"{plain(card.name)} has no edition in this library."
    return {"heading": "", "absence": absence, "hint": ""}


def _statements(desk: Desk, edition: Edition, verdicts: dict[str, str]) -> dict[str, Any]:
    panel: list[dict[str, Any]] = []
    if desk.wants("bottom_line"):
        text = as_runs(edition.bottom_line)
        panel.append({"head": "Bottom line", "text": text, "lead": True})
    points = edition.points if desk.wants("points") else ()
    quotes = edition.quotes if desk.wants("quotes") else ()
    steps = edition.steps if desk.wants("steps") else ()
    return {
        "panel": panel,
        "points": [_point(desk, edition, point, verdicts) for point in points],
        "quotes": [quote_data(desk, edition, quote) for quote in quotes],
        "steps": [step_data(desk, edition, *item) for item in enumerate(steps, 1)],
    }


def _point(desk: Desk, edition: Edition, point: Point, verdicts: dict[str, str]) -> dict[str, Any]:
    return {
        "topic": as_runs(point.topic),
        "text": as_runs(point.text),
        "kind": point.kind,
        "change": verdicts.get(point.topic, ""),
        "reference": desk.reference(edition, point),
    }


def _verdicts(desk: Desk, card: Card, stop: Stop) -> dict[str, str]:
    before = stop_before(card, desk.stops, stop)
    if before is None:
        return {}
    since = f" since {desk.label(before)}"
    return {
        row.topic: row.verdict.capitalize() + ("" if row.verdict == "new" else since)
        for row in changes_at(card, desk.stops, stop)
        if row.verdict
    }


def _changed(head: str, rows: Sequence[TopicRow], edition: Edition) -> list[dict[str, Any]]:
    verdicts = [
        {"word": verdict.capitalize(), "topics": as_runs(words.joined(map(runs, topics)))}
        for verdict, topics in by_verdict(rows)
    ]
    if not edition.changed and not verdicts:
        return []
    text = as_runs(edition.changed or "")
    return [{"head": head, "text": text, "verdicts": verdicts}]


def _note(note: Note) -> dict[str, Any]:
    about = [as_runs(words.day_label(note.date)), as_runs(note.by)]
    return {"text": as_runs(note.text), "about": about}


def _cited(card: Card, shown: Iterable[Edition]) -> dict[str, tuple[int, ...]]:
    return citations.cited([replace(card, editions=tuple(shown))])


def _in_order(library: Library, stops: Iterable[Stop], cited: Iterable[str]) -> list[str]:
    found = list(cited)
    order = [source for stop in stops for source in stop.sources if source in found]
    return order + [source for source in found if source not in library.sources]


def _short_source(library: Library, source_id: str) -> str:
    source = library.sources.get(source_id)
    if source is None:
        return source_id
    label = citations.source_label(library, source_id)
    dated = f"{source.speaker}, {source.date.long}"
    return f"{dated} ({label})" if label == source_id else dated


def _source(library: Library, source_id: str, paras: Iterable[int]) -> dict[str, Any]:
    source = library.sources.get(source_id)
    speaker, text = source_id, ""
    if source:
        speaker = source.speaker
        text = citations.citation(source).removeprefix(speaker)
    return {
        "speaker": as_runs(speaker),
        "text": as_runs(text) if text else [],
        "paragraphs": citations.paragraphs_label(paras),
    }
