"""A card as Markdown, for a mail or a wiki: the same honesty as on screen, in the same three voices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.core import words
from briefing.core.changes import by_verdict, changes_at, compare_topics
from briefing.core.citations import attribution, citation, cited, paragraphs_label, reference
from briefing.core.inline import Run, runs
from briefing.core.markup import as_markdown
from briefing.core.timeline import editions_at, stop_before, stops_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.core.card import Card, Edition, Library, Point, Quote, Step
    from briefing.core.timeline import Stop


# What a heading would take for its own end. Source: CommonMark 0.31, ATX headings.
_END_OF_HEADING = re.compile(r"(?<![\\#])(#+)\Z")


def card_markdown(
    card: Card, library: Library, available: Sequence[Stop], shown: Sequence[Stop]
) -> str:
    """The card at each of the ``shown`` stops, in that order, then its notes and sources.

    CommonMark, a blank line between blocks. What a card says never becomes markup of its own
    beyond emphasis, strong, code and web links.
    """
    blocks = [*_title(card)]
    for stop in shown:
        blocks += _stop(card, library, available, stop)
    blocks += [*_notes(card), *_sources(card, library)]
    return "\n\n".join(blocks) + "\n"


def compare_markdown(
    card: Card, library: Library, available: Sequence[Stop], older: Stop, newer: Stop
) -> str:
    """The card at two stops, topic by topic, with what became of each."""
    sides = (older, newer)
    labels = {stop: words.stop_heading(available, stop) for stop in sides}
    blocks = [*_title(card), _heading(2, f"{_said(' and '.join(labels.values()))} compared")]
    blocks.append(_heading(3, "Bottom line (compiler’s reading)"))
    for stop in sides:
        found = editions_at(card, stop)
        blocks += [_labelled(labels[stop], _rich(edition.bottom_line)) for edition in found]
        if not found:
            blocks.append(_labelled(labels[stop], _absent(card, library, available, stop)))
    both = all(editions_at(card, stop) for stop in sides)
    for row in compare_topics(card, available, older, newer):
        verdict = f" ({row.verdict})" if both and row.verdict else ""
        blocks.append(_heading(3, f"{_rich(row.topic)}{verdict}"))
        for stop in sides:
            blocks += _topic(card, library, stop, row.topic, labels[stop])
    for stop in sides:
        for edition in editions_at(card, stop):
            blocks += _quotes(edition, library, f"Quotations, {labels[stop]}")
            blocks += _steps(edition, library, f"Policy steps, {labels[stop]}")
    return "\n\n".join([*blocks, *_sources(card, library)]) + "\n"


def _title(card: Card) -> Iterator[str]:
    yield _heading(1, _rich(card.name))
    yield f"{_rich(card.region)} · {card.kind.capitalize()}"


def _stop(card: Card, library: Library, available: Sequence[Stop], stop: Stop) -> Iterator[str]:
    editions = editions_at(card, stop)
    if not editions:
        yield _heading(2, _said(words.stop_heading(available, stop)))
        yield _absent(card, library, available, stop)
    for edition in editions:
        source = library.sources[edition.source]
        yield _heading(2, _said(words.stop_heading(available, stop)))
        yield _said(words.talk_line(source))
        yield from _panel(card, available, stop, edition)
        verdicts = {row.topic: row.verdict for row in changes_at(card, available, stop)}
        if edition.points:
            yield _heading(3, "Key points")
        for point in edition.points:
            yield _point(point, edition, library, verdicts.get(point.topic) or "")
        yield from _quotes(edition, library, "Quotations")
        yield from _steps(edition, library, "Recommended policy steps")
        if not edition.steps:
            yield _heading(3, "Recommended policy steps")
            yield f"*None recommended in {_said(words.stop_label(available, stop))}*"


def _absent(card: Card, library: Library, available: Sequence[Stop], stop: Stop) -> str:
    own = [words.stop_label(available, other) for other in stops_of(card, available)]
    has = f"The card has {words.listed(own)}." if own else "The card has no edition."
    talk = words.talk_of(library, available, stop)
    return f"{_rich(card.name)} does not come up in {_said(talk)}. {_said(has)}"


def _panel(card: Card, available: Sequence[Stop], stop: Stop, edition: Edition) -> Iterator[str]:
    yield _heading(3, "Bottom line (compiler’s reading)")
    yield _rich(edition.bottom_line)
    rows = changes_at(card, available, stop)
    before = stop_before(card, available, stop)
    if before is None or not (edition.changed or any(row.verdict for row in rows)):
        return
    since = _said(words.stop_label(available, before))
    yield _heading(3, f"What changed since {since} (compiler’s reading)")
    if edition.changed:
        yield _rich(edition.changed)
    listed = [
        f"- **{verdict.capitalize()}:** {', '.join(map(_rich, topics))}"
        for verdict, topics in by_verdict(rows)
    ]
    if listed:
        yield "\n".join(listed)


def _point(point: Point, edition: Edition, library: Library, verdict: str) -> str:
    evidence = _evidence(library, edition, point, point.kind, verdict)
    return f"- {_strong(point.topic)} {evidence}  \n  {_rich(point.text)}"


def _topic(card: Card, library: Library, stop: Stop, topic: str, label: str) -> Iterator[str]:
    found = [
        (edition, point)
        for edition in editions_at(card, stop)
        for point in edition.points
        if point.topic == topic
    ]
    for edition, point in found:
        evidence = _evidence(library, edition, point, point.kind)
        yield _labelled(label, f"{_rich(point.text)} {evidence}")
    if not found:
        yield _labelled(label, "*not addressed*")


def _quotes(edition: Edition, library: Library, heading: str) -> Iterator[str]:
    if edition.quotes:
        yield _heading(3, _said(heading))
    for quote in edition.quotes:
        by = _said(attribution(library, edition, quote))
        if quote.voice == "speaker":
            yield f"> “{_rich(quote.text)}”  \n> {by} {_evidence(library, edition, quote)}"
        else:
            evidence = _evidence(library, edition, quote, "as reported")
            yield f"> {_rich(quote.text)}  \n> {by} {evidence}"


def _steps(edition: Edition, library: Library, heading: str) -> Iterator[str]:
    if not edition.steps:
        return
    yield _heading(3, _said(heading))
    for number, step in enumerate(edition.steps, 1):
        action = as_markdown(words.as_sentence(step.action))
        head = f"{_strong(step.actor)} {action} {_evidence(library, edition, step)}"
        lines = [f"**{label}:** {_rich(text)}" for label, text in words.step_fields(step)]
        absent = words.not_stated(step)
        lines += [f"Not stated: {absent[:1].lower()}{absent[1:]}"] if absent else []
        yield "\n".join([f"{number}. {head}", *(f"    - {line}" for line in lines)])


def _notes(card: Card) -> Iterator[str]:
    if card.notes:
        yield _heading(2, "Notes")
    for note in card.notes:
        yield f"{_rich(note.text)}  \n{_said(f'{note.by}, {note.date.long}')}"


def _sources(card: Card, library: Library) -> Iterator[str]:
    known = [item for item in cited([card]).items() if item[0] in library.sources]
    if known:
        yield _heading(2, "Sources")
        yield "\n".join(
            f"- {_said(f'{citation(library.sources[source])} {paragraphs_label(found)}'.rstrip())}"
            for source, found in known
        )


def _evidence(library: Library, edition: Edition, item: Point | Quote | Step, *more: str) -> str:
    """What a statement is and rests on, in brackets that are no link."""
    said = reference(library, item.source or edition.source, item.para)
    return f"\\[{'; '.join([*filter(None, more), _said(said)])}\\]"


def _heading(level: int, text: str) -> str:
    """A heading of Markdown that already reads as one line."""
    ended = _END_OF_HEADING.sub(r"\\\1", text)
    return f"{'#' * level} {ended}"


def _labelled(label: str, text: str) -> str:
    return f"**{_said(label)}:** {text}"


def _strong(text: str) -> str:
    """A title as strong text; where it has styles of its own, those alone."""
    found = runs(text)
    if any(run.strong or run.emphasis or run.code or run.href for run in found):
        return as_markdown(found)
    return as_markdown([Run(run.text, strong=True) for run in found])


def _rich(text: str) -> str:
    return as_markdown(runs(text))


def _said(text: str) -> str:
    """Words that are no text field, as nothing but words."""
    return as_markdown([Run(" ".join(text.split()))])
