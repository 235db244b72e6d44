"""A card at a stop as a page: the compiler's panel, key points, quotations, policy steps."""

from __future__ import annotations

from itertools import chain, repeat
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, get_args

from briefing.core import words
from briefing.core.card import PointKind
from briefing.core.changes import by_verdict, changes_at
from briefing.core.citations import attribution
from briefing.core.timeline import editions_at, stop_before
from briefing.gui.card_foot_html import foot_sections
from briefing.gui.page_grid import MARK, Labels, Row, Section, document, field_table, text_width
from briefing.gui.page_html import (
    Page,
    badge,
    checked,
    escape,
    heading,
    link,
    paragraph,
    reference_link,
    rich,
    to_stop,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefing.core.card import Card, Edition, Point, Quote, Step
    from briefing.core.changes import TopicRow
    from briefing.core.library import CardFolder
    from briefing.core.quotes import Verified
    from briefing.core.timeline import Stop
    from briefing.gui.page_html import Look

_STEP, _VERDICTS = Labels(76, 4, 0), Labels(108, 8, 2)
_MANY = 40  # topics that became the same; more of them start on another line
_NO_FLAGS: Mapping[str, str] = MappingProxyType({})


class _Sheet(NamedTuple):
    """What every part of a card's page is made from; ``rows`` against the stop before."""

    folder: CardFolder
    card: Card
    stop: Stop
    look: Look
    before: Stop | None
    rows: tuple[TopicRow, ...]
    flags: Mapping[str, str]
    verified: Verified

    @property
    def since(self) -> str:
        """`` since 2004``, or nothing where this is the card's first stop."""
        label = words.stop_label(self.folder.stops, self.before) if self.before else ""
        return f" since {label}" if label else ""


def card_page(
    folder: CardFolder,
    card: Card,
    stop: Stop,
    look: Look,
    flags: Mapping[str, str] = _NO_FLAGS,
    verified: Verified = frozenset(),
) -> Page:
    """The card at a stop at which it has an edition.

    Every statement has the anchor under which a search finds it: ``point-0-2``, ``quote-0-1``,
    ``step-0-0``, ``bottom-0``, ``changed-0``, ``note-0``, and ``source-ID`` in the list of
    sources; the first number is the edition's place in the card. ``flags`` are words, by anchor,
    that mark a statement as faulty while it is edited. Quotes that are ``verified`` say so.
    """
    before = stop_before(card, folder.stops, stop)
    rows = changes_at(card, folder.stops, stop)
    sheet = _Sheet(folder, card, stop, look, before, rows, flags, verified)
    sections = chain(_editions(sheet), foot_sections(folder, card, stop))
    return Page(document(look, sections), look.column)


def step_fields(look: Look, step: Step, total: int) -> str:
    """The parts of a step as labels and values ``total`` px wide, last what is not stated."""
    fields = [("label", label, rich(text)) for label, text in words.step_fields(step)]
    absent = words.not_stated(step)
    if absent:
        fields.append(("quiet", "Not stated", absent))
    return field_table(look, _STEP, fields, total)


def no_steps(label: str) -> str:
    """What stands in the place of the steps where a source recommends none."""
    return paragraph("silence", f"None recommended in {escape(label)}")


def _editions(sheet: _Sheet) -> Iterator[Section]:
    shown = editions_at(sheet.card, sheet.stop)
    dropped = [row for row in sheet.rows if row.after is None]
    for number, edition in enumerate(sheet.card.editions):
        if edition.source not in sheet.stop.sources:
            continue
        if len(shown) > 1:
            yield _talk(sheet, edition, ruled=edition is not shown[0])
        topics = {point.topic for point in edition.points}
        yield _panel(
            sheet, number, edition, [row for row in sheet.rows if row.topic in topics] + dropped
        )
        dropped = []
        yield from _statements(sheet, number, edition)


def _talk(sheet: _Sheet, edition: Edition, *, ruled: bool) -> Section:
    source = sheet.folder.library.sources[edition.source]
    title = heading(2, "page", escape(words.talk_title(source)))
    by = paragraph("by", escape(words.given_by(source)))
    return Section((Row(title + by, size=24),), ruled=ruled)


def _panel(sheet: _Sheet, number: int, edition: Edition, changes: Sequence[TopicRow]) -> Section:
    css, size = ("lead-narrow", 19) if sheet.look.narrow else ("lead", 20)
    line = paragraph(css, rich(edition.bottom_line), f"bottom-{number}")
    rows = [Row(line, head="Bottom line", aside="Compiler’s reading", size=size)]
    said = edition.changed
    changed = paragraph("body", rich(said), f"changed-{number}") if said else ""
    first, *more = _verdicts(sheet, number, edition, changes) or [""]
    if changed or first:
        rows.append(Row(changed + first, head=f"What changed{sheet.since}"))
    rows += [Row(lines, is_joined=True) for lines in more]
    return Section(rows, tinted=True)


def _verdicts(
    sheet: _Sheet, number: int, edition: Edition, changes: Sequence[TopicRow]
) -> list[str]:
    """What became of the topics, a line a verdict; very many topics as several pieces."""
    places = _earlier_places(sheet)
    for index, point in enumerate(edition.points):
        places[point.topic] = f"#point-{number}-{index}"
    pieces: list[list[tuple[str, str, str]]] = []
    room = 0
    for verdict, topics in by_verdict(changes):
        css = "dropped" if verdict == "not addressed" else "label"
        links = [link(places[topic], rich(topic)) for topic in topics]
        for start in range(0, len(links), _MANY):
            if room <= 0:
                pieces.append([])
                room = _MANY
            some = links[start : start + _MANY]
            room -= len(some)
            comma = "," if start + _MANY < len(links) else ""
            name = "" if start else verdict.capitalize()
            pieces[-1].append((css, name, ", ".join(some) + comma))
    labels = (_VERDICTS, *repeat(_VERDICTS._replace(above=_VERDICTS.between), len(pieces)))
    width = text_width(sheet.look)
    return [field_table(sheet.look, *each, width) for each in zip(labels, pieces, strict=False)]


def _earlier_places(sheet: _Sheet) -> dict[str, str]:
    """Where the topics of the stop before stand; what is not addressed any more leads there."""
    return {
        point.topic: to_stop(edition.source, f"point-{number}-{index}")
        for number, edition in enumerate(sheet.card.editions)
        if sheet.before and edition.source in sheet.before.sources
        for index, point in enumerate(edition.points)
    }


def _statements(sheet: _Sheet, number: int, edition: Edition) -> Iterator[Section]:
    steps = (
        _step(sheet, edition, step, f"step-{number}-{index}", index + 1)
        for index, step in enumerate(edition.steps)
    )
    quotes = (
        _quote(sheet, edition, quote, f"quote-{number}-{index}")
        for index, quote in enumerate(edition.quotes)
    )
    label = words.stop_label(sheet.folder.stops, sheet.stop)
    none = (Row(no_steps(label)),)
    yield from _section("Key points", _points(sheet, number, edition))
    yield from _section("Quotations", quotes)
    yield from _section("Recommended policy steps", steps if edition.steps else none)


def _section(head: str, rows: Iterable[Row]) -> Iterator[Section]:
    """The rows under a head, if there are any; each is made when it is laid out."""
    made = iter(rows)
    for first in made:
        yield Section(chain((first._replace(head=head),), made))


def _points(sheet: _Sheet, number: int, edition: Edition) -> Iterator[Row]:
    verdicts = {row.topic: row.verdict for row in sheet.rows if row.verdict}
    for index, point in enumerate(edition.points):
        verdict = verdicts.get(point.topic, "")
        change = verdict.capitalize() + (sheet.since if verdict != "new" else "")
        yield _point(sheet, edition, point, change if verdict else "", f"point-{number}-{index}")


def _point(sheet: _Sheet, edition: Edition, point: Point, change: str, anchor: str) -> Row:
    reference = reference_link(sheet.folder.library, point.source or edition.source, point.para)
    body = heading(3, "topic", rich(point.topic), anchor) + paragraph("body", rich(point.text))
    flag = _flag(sheet, anchor)
    kind = (badge(point.kind),) if point.kind in get_args(PointKind) else ()
    return Row(body, (*flag, *kind, *((change,) if change else ()), reference))


def _quote(sheet: _Sheet, edition: Edition, quote: Quote, anchor: str) -> Row:
    reference = reference_link(sheet.folder.library, quote.source or edition.source, quote.para)
    by = paragraph("by", escape(attribution(sheet.folder.library, edition, quote)))
    said = checked(sheet.verified, edition, quote)
    if quote.voice == "summary":
        body = paragraph("reported", rich(quote.text), anchor)
        meta = (*_flag(sheet, anchor), badge("as reported"), reference, *said)
        return Row(body + by, meta, size=17)
    body = paragraph("quote", f"{rich(quote.text)}”", anchor)
    mark = paragraph("mark", "“")
    meta = (*_flag(sheet, anchor), reference, *said)
    return Row(body + by, meta, hang=mark, hang_size=MARK, size=19)


def _step(sheet: _Sheet, edition: Edition, step: Step, anchor: str, number: int) -> Row:
    reference = reference_link(sheet.folder.library, step.source or edition.source, step.para)
    actor = heading(3, "topic", rich(step.actor), anchor)
    action = paragraph("body", rich(words.as_sentence(step.action)))
    fields = step_fields(sheet.look, step, text_width(sheet.look))
    hang = paragraph("number", str(number))
    return Row(actor + action + fields, (*_flag(sheet, anchor), reference), hang=hang)


def _flag(sheet: _Sheet, anchor: str) -> tuple[str, ...]:
    word = sheet.flags.get(anchor)
    return (badge(word, "flag"),) if word else ()
