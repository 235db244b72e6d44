"""A card as plain text, for a terminal or a mail: the same honesty, no type."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from briefing.core.changes import by_verdict, changes_at, compare_topics
from briefing.core.citations import attribution, citation, paragraphs_label, reference
from briefing.core.citations import cited as cited_paragraphs
from briefing.core.inline import plain
from briefing.core.timeline import editions_at, stop_before
from briefing.core.words import not_stated, step_fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.core.card import Card, Edition, Library, Point, Quote, Step
    from briefing.core.timeline import Stop

_WIDTH = 80


def card_text(
    card: Card, library: Library, available: Sequence[Stop], shown: Sequence[Stop]
) -> str:
    """The card at each of the ``shown`` stops, in that order, then its notes and sources."""
    lines = [*_title(card)]
    for stop in shown:
        lines += _stop(card, library, available, stop)
    lines += _notes(card)
    lines += _sources(card, library)
    return "\n".join(lines).rstrip() + "\n"


def compare_text(
    card: Card, library: Library, available: Sequence[Stop], older: Stop, newer: Stop
) -> str:
    """The card's topics at two stops, one below the other, with the verdict between them."""
    lines = [*_title(card)]
    for stop in (older, newer):
        lines += [f"{stop.date.month_and_year}: bottom line (compiler's reading)"]
        lines += [_indented(plain(e.bottom_line)) for e in editions_at(card, stop)] or [
            _indented(f"Not addressed in {stop.date.month_and_year}")
        ]
        lines += [""]
    for row in compare_topics(card, available, older, newer):
        verdict = f" ({row.verdict})" if row.verdict else ""
        lines += [f"{plain(row.topic)}{verdict}"]
        for stop, point in ((older, row.before), (newer, row.after)):
            label = stop.date.month_and_year
            said = _point_text(point, stop, card, library) if point else f"Not addressed in {label}"
            lines += [_indented(f"{label}: {said}" if point else said)]
        lines += [""]
    for stop in (older, newer):
        for edition in editions_at(card, stop):
            lines += _quotes(edition, library, f"Quotations, {stop.date.month_and_year}")
            lines += _steps(edition, library, f"Policy steps, {stop.date.month_and_year}")
    lines += _sources(card, library)
    return "\n".join(lines).rstrip() + "\n"


def not_addressed(card: Card, available: Sequence[Stop], stop: Stop) -> str:
    """What a card says of a stop at which it has no edition."""
    own = [other.date.month_and_year for other in available if editions_at(card, other)]
    has = f"It has {', '.join(own)}." if own else "It has no edition at all."
    return f"{card.name} has no edition of {stop.date.month_and_year}. {has}"


def _title(card: Card) -> Iterator[str]:
    yield card.name
    yield f"{card.region} · {card.kind.capitalize()}"
    yield ""


def _stop(card: Card, library: Library, available: Sequence[Stop], stop: Stop) -> Iterator[str]:
    editions = editions_at(card, stop)
    if not editions:
        yield _filled(not_addressed(card, available, stop))
        yield ""
    for edition in editions:
        source = library.sources[edition.source]
        heading = f"{source.date.month_and_year}: {source.title}, {source.speaker}"
        yield heading
        yield "=" * min(len(heading), _WIDTH)
        yield from _compiler(card, available, stop, edition)
        yield "Key points"
        verdicts = {row.topic: row.verdict for row in changes_at(card, available, stop)}
        for point in edition.points:
            yield from _point(point, edition, library, verdicts.get(point.topic))
        yield ""
        yield from _quotes(edition, library, "Quotations")
        yield from _steps(edition, library, "Recommended policy steps")


def _compiler(card: Card, available: Sequence[Stop], stop: Stop, edition: Edition) -> Iterator[str]:
    yield "Bottom line (compiler's reading)"
    yield _indented(plain(edition.bottom_line))
    yield ""
    rows = changes_at(card, available, stop)
    before = stop_before(card, available, stop)
    if before is not None and (edition.changed or any(row.verdict for row in rows)):
        yield f"What changed since {before.date.year} (compiler's reading)"
        if edition.changed:
            yield _indented(plain(edition.changed))
        for verdict, topics in by_verdict(rows):
            yield _indented(f"{verdict.capitalize()}: {', '.join(map(plain, topics))}")
        yield ""


def _point(point: Point, edition: Edition, library: Library, verdict: str | None) -> Iterator[str]:
    change = f"; {verdict}" if verdict else ""
    ref = reference(library, point.source or edition.source, point.para)
    yield _filled(f"- {plain(point.topic)} [{point.kind}{change}; {ref}]", "  ")
    yield _indented(plain(point.text))


def _point_text(point: Point, stop: Stop, card: Card, library: Library) -> str:
    own = next(edition for edition in editions_at(card, stop) if point in edition.points)
    source = point.source or own.source
    return f"{plain(point.text)} [{point.kind}; {reference(library, source, point.para)}]"


def _quotes(edition: Edition, library: Library, heading: str) -> Iterator[str]:
    if not edition.quotes:
        return
    yield heading
    for quote in edition.quotes:
        yield _filled(f"- {quoted(quote)}", "  ")
        ref = reference(library, quote.source or edition.source, quote.para)
        yield _indented(f"{attribution(library, edition, quote)} [{ref}]")
    yield ""


def quoted(quote: Quote) -> str:
    """The quote as text: the speaker's words in quotation marks, the summary's marked as such."""
    text = plain(quote.text)
    return f"“{text}”" if quote.voice == "speaker" else f"{text} [as reported]"


def _steps(edition: Edition, library: Library, heading: str) -> Iterator[str]:
    if not edition.steps:
        return
    yield heading
    for number, step in enumerate(edition.steps, 1):
        ref = reference(library, step.source or edition.source, step.para)
        yield _filled(f"{number}. {plain(step.actor)}: {plain(step.action)} [{ref}]", "   ")
        yield from _step_fields(step)
    yield ""


def _step_fields(step: Step) -> Iterator[str]:
    for label, value in step_fields(step):
        yield _indented(f"{label}: {plain(value)}")
    absent = not_stated(step)
    if absent:
        yield _indented(f"Not stated: {absent}")


def _notes(card: Card) -> Iterator[str]:
    for note in card.notes:
        yield f"Note, {note.date.long}, {note.by}"
        yield _indented(plain(note.text))
        yield ""


def _sources(card: Card, library: Library) -> Iterator[str]:
    known = [item for item in cited_paragraphs([card]).items() if item[0] in library.sources]
    if known:
        yield "Sources"
    for source_id, found in known:
        said = citation(library.sources[source_id])
        yield _filled(f"- {said} {paragraphs_label(found)}".rstrip(), "  ")


def _filled(text: str, indent: str = "") -> str:
    return fill(text, _WIDTH, subsequent_indent=indent, break_on_hyphens=False)


def _indented(text: str) -> str:
    return fill(text, _WIDTH, initial_indent="    ", subsequent_indent="    ")
