"""Two stops of a card side by side: a row a topic, and under the topic what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from briefing.core import words
from briefing.core.changes import compare_topics
from briefing.core.citations import attribution
from briefing.core.timeline import stop_before
from briefing.gui.card_html import no_steps, step_fields
from briefing.gui.compare_grid import CompareGrid, Pair
from briefing.gui.page_grid import EVIDENCE_GAP
from briefing.gui.page_html import (
    Page,
    badge,
    checked,
    escape,
    heading,
    paragraph,
    reference_link,
    rich,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.core.card import Card, Edition, Quote, Step
    from briefing.core.changes import TopicRow
    from briefing.core.library import CardFolder
    from briefing.core.quotes import Verified
    from briefing.core.timeline import Stop
    from briefing.gui.page_html import Look


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two stops, and the card's editions there with their places in the card."""

    folder: CardFolder
    stop: Stop
    editions: tuple[tuple[int, Edition], ...]
    verified: Verified

    @property
    def label(self) -> str:
        return words.stop_label(self.folder.stops, self.stop)

    @property
    def heading(self) -> str:
        return words.stop_heading(self.folder.stops, self.stop)


def compare_page(
    folder: CardFolder,
    card: Card,
    older: Stop,
    newer: Stop,
    look: Look,
    verified: Verified = frozenset(),
) -> Page:
    """The card at two stops. Statements have the same anchors as on the card's own pages.

    Quotes that are ``verified`` say so.
    """
    sides = (_side(folder, card, older, verified), _side(folder, card, newer, verified))
    grid = CompareGrid(look, Pair(escape(sides[0].heading), escape(sides[1].heading)))
    rows = [
        grid.heads(Pair(_head(sides[0], "page"), _head(sides[1], "later"))),
        *_bottom_lines(grid, card, sides),
        *_changed(grid, card, sides),
        *_topics(grid, card, sides),
        *_quotes(grid, sides),
        *_steps(grid, sides),
    ]
    return Page(grid.document(rows), grid.column)


def _side(folder: CardFolder, card: Card, stop: Stop, verified: Verified) -> _Side:
    editions = enumerate(card.editions)
    shown = tuple(item for item in editions if item[1].source in stop.sources)
    return _Side(folder, stop, shown, verified)


def _head(side: _Side, css: str) -> str:
    sources = [side.folder.library.sources[source] for source in side.stop.sources]
    return heading(2, css, escape(side.heading)) + "".join(
        paragraph("meta", escape(line))
        for source in sources
        for line in (words.talk_title(source), words.given_by(source))
    )


def _bottom_lines(grid: CompareGrid, card: Card, sides: tuple[_Side, _Side]) -> Iterator[str]:
    cells = []
    for side in sides:
        lines = [
            paragraph("body", rich(edition.bottom_line), f"bottom-{number}")
            for number, edition in side.editions
        ]
        talk = words.talk_of(side.folder.library, side.folder.stops, side.stop)
        absent = f"{rich(card.name)} does not come up in {escape(talk)}."
        cells.append("".join(lines) or paragraph("silence", absent))
    label = heading(2, "side", "Bottom line") + paragraph("hint", "Compiler’s reading")
    yield grid.panels(label, Pair(*cells))


def _changed(grid: CompareGrid, card: Card, sides: tuple[_Side, _Side]) -> Iterator[str]:
    newer = sides[1]
    said = "".join(
        paragraph("body", rich(edition.changed), f"changed-{number}")
        for number, edition in newer.editions
        if edition.changed
    )
    if said:
        before = stop_before(card, newer.folder.stops, newer.stop)
        since = f" since {words.stop_label(newer.folder.stops, before)}" if before else ""
        yield grid.panel(heading(2, "side", f"What changed{escape(since)}"), said)


def _topics(grid: CompareGrid, card: Card, sides: tuple[_Side, _Side]) -> Iterator[str]:
    older, newer = sides
    rows = compare_topics(card, older.folder.stops, older.stop, newer.stop)
    # Against a stop at which the card has no edition nothing is new, and nothing was dropped.
    both = bool(older.editions and newer.editions)
    if rows:
        yield grid.section("Key points")
    for index, row in enumerate(rows):
        verdict = row.verdict.capitalize() if both and row.verdict else ""
        label = heading(3, "topic", rich(row.topic))
        label += paragraph("hint", verdict) if verdict else ""
        cells = [_points(side, row, both=both) for side in sides]
        yield grid.row(label, Pair(*cells), ruled=index > 0)


def _points(side: _Side, row: TopicRow, *, both: bool) -> str:
    found = []
    for number, edition in side.editions:
        for index, point in enumerate(edition.points):
            if point.topic != row.topic:
                continue
            source = point.source or edition.source
            reference = reference_link(side.folder.library, source, point.para)
            text = paragraph("body", rich(point.text), f"point-{number}-{index}")
            found.append(text + _evidence(badge(point.kind), reference))
    silence = "Not addressed in" if both else "No edition for"
    return "".join(found) or paragraph("silence", f"{silence} {escape(side.label)}")


def _quotes(grid: CompareGrid, sides: tuple[_Side, _Side]) -> Iterator[str]:
    cells = [
        [
            _quote(side, edition, quote, f"quote-{number}-{index}")
            for number, edition in side.editions
            for index, quote in enumerate(edition.quotes)
        ]
        for side in sides
    ]
    if not any(cells):
        return
    yield grid.section("Quotations")
    silent = [found or [paragraph("silence", "No quotation")] for found in cells]
    for pair in zip_longest(*silent, fillvalue=""):
        yield grid.row("", Pair(*pair), ruled=False)


def _quote(side: _Side, edition: Edition, quote: Quote, anchor: str) -> str:
    library = side.folder.library
    reference = reference_link(library, quote.source or edition.source, quote.para)
    by = paragraph("by-small", escape(attribution(library, edition, quote)))
    marks = checked(side.verified, edition, quote)
    if quote.voice == "summary":
        said = paragraph("reported", rich(quote.text), anchor)
        return said + by + _evidence(badge("as reported"), reference, *marks)
    return paragraph("words", f"“{rich(quote.text)}”", anchor) + by + _evidence(reference, *marks)


def _steps(grid: CompareGrid, sides: tuple[_Side, _Side]) -> Iterator[str]:
    cells = [
        "".join(
            _step(grid, side, edition, step, (number, index))
            for number, edition in side.editions
            for index, step in enumerate(edition.steps)
        )
        for side in sides
    ]
    if any(cells):
        yield grid.section("Policy steps")
        pair = Pair(
            *(found or no_steps(side.label) for found, side in zip(cells, sides, strict=True))
        )
        yield grid.row("", pair, ruled=False)


def _step(
    grid: CompareGrid, side: _Side, edition: Edition, step: Step, place: tuple[int, int]
) -> str:
    number, index = place
    reference = reference_link(side.folder.library, step.source or edition.source, step.para)
    css = "topic" if index == 0 else "next-topic"
    actor = heading(3, css, f"{index + 1}&nbsp; {rich(step.actor)}", f"step-{number}-{index}")
    action = paragraph("body", rich(words.as_sentence(step.action)))
    fields = step_fields(grid.look, step, grid.text)
    return actor + action + fields + _evidence(reference)


def _evidence(*parts: str) -> str:
    return paragraph("under", EVIDENCE_GAP.join(parts))
