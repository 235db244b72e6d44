"""How a source and its paragraphs are named beside what they support."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.core.card import Card, Edition, Library, Point, Quote, Source, Step
    from briefing.core.quotes import Verified


def source_label(library: Library, source_id: str) -> str:
    """The shortest date that tells the source from the others, else its id.

    A source that the library does not know is named by its id.
    """
    if source_id not in library.sources:
        return source_id
    own = library.sources[source_id].date
    dates = [source.date for source in library.sources.values()]
    for label, others in (
        (str(own.year), [str(date.year) for date in dates]),
        (own.short, [date.short for date in dates]),
        (own.long, [date.long for date in dates]),
    ):
        if others.count(label) == 1:
            return label
    return source_id


def paragraphs_label(numbers: Iterable[int]) -> str:
    """Paragraph numbers as printed: ``¶6``, ``¶18–19``, ``¶18, ¶20``."""
    return ", ".join(run_label(first, last) for first, last in _runs(numbers))


def run_label(first: int, last: int) -> str:
    """Paragraphs that follow one another as printed: ``¶6``, ``¶18–19``."""
    return f"¶{first}" if first == last else f"¶{first}–{last}"


def reference(library: Library, source_id: str, numbers: Iterable[int]) -> str:
    """The reference that ends a statement: ``2010 ¶18–19``."""
    return f"{source_label(library, source_id)} {paragraphs_label(numbers)}"


class References:
    """References to the sources of one library, each source's label worked out once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._labels: dict[str, str] = {}

    def __call__(self, source_id: str, numbers: Iterable[int]) -> str:
        """The same as ``reference``."""
        if source_id not in self._labels:
            self._labels[source_id] = source_label(self._library, source_id)
        return f"{self._labels[source_id]} {paragraphs_label(numbers)}"


def date_in_words(source: Source) -> str:
    """The source's date, and what of it is not recorded: ``2010 (day not recorded)``."""
    if source.date.day:
        return source.date.long
    missing = "day" if source.date.month else "month and day"
    return f"{source.date.long} ({missing} not recorded)"


def citation(source: Source) -> str:
    """The full citation of a source, as in the list of sources."""
    parts = [f"{source.speaker}, {source.title}, {date_in_words(source)}."]
    if source.moderator:
        parts.append(f"Moderated by {source.moderator}.")
    if source.prepared_by:
        parts.append(f"Summary prepared by {source.prepared_by}.")
    return " ".join(parts)


def attribution(library: Library, edition: Edition, quote: Quote) -> str:
    """Who is quoted and where: ``Dmitri Trenin, February 2004``.

    The summary's own words are not put in the speaker's mouth.
    """
    source = library.sources.get(quote.source or edition.source)
    if source is None:
        return quote.speaker or quote.source or edition.source
    speaker = quote.speaker or source.speaker
    who = speaker if quote.voice == "speaker" else f"Summary of a talk by {speaker}"
    return f"{who}, {source.date.month_and_year}"


def statements(edition: Edition) -> Iterator[Point | Quote | Step]:
    """Everything in an edition that cites a paragraph."""
    yield from edition.points
    yield from edition.quotes
    yield from edition.steps


def anchored_statements(
    number: int, edition: Edition
) -> Iterator[tuple[str, Point | Quote | Step]]:
    """The same with their anchors on a card's page; ``number`` is the edition's place in the card."""
    lists: dict[str, Sequence[Point | Quote | Step]] = {
        "point": edition.points,
        "quote": edition.quotes,
        "step": edition.steps,
    }
    for kind, items in lists.items():
        for index, item in enumerate(items):
            yield f"{kind}-{number}-{index}", item


def cited(cards: Iterable[Card]) -> dict[str, tuple[int, ...]]:
    """The paragraphs that the cards cite, sorted, by source id."""
    numbers: dict[str, set[int]] = {}
    for card in cards:
        for edition in card.editions:
            numbers.setdefault(edition.source, set())
            for item in statements(edition):
                numbers.setdefault(item.source or edition.source, set()).update(item.para)
    return {source: tuple(sorted(found)) for source, found in numbers.items()}


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = None
    for number in sorted(set(numbers)):
        if first is not None and last is not None and number == last + 1:
            last = number
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = number
    if first is not None and last is not None:
        yield first, last


def is_verified(verified: Verified, edition: Edition, quote: Quote) -> bool:
    """Whether a quote of an edition is one of those that stand in their sources."""
    return (quote.source or edition.source, quote) in verified
