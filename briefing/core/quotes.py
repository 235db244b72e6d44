"""Quotes are checked, not trusted: each must stand in the source's text, letter for letter."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from briefing.core.citations import paragraphs_label
from briefing.core.library import MANIFEST
from briefing.core.paragraphs import plain_words
from briefing.core.problem import MOST, Problem
from briefing.core.reader import read_library
from briefing.core.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.core.card import Card, Library, Quote, Source
    from briefing.core.dialect import Document, Loc
    from briefing.core.library import CardFolder
    from briefing.core.shelf import Shelf, SourceText

    Verified = frozenset[tuple[str, Quote]]
    """Quotes that stand in their sources, each after the id of its source."""


_MOST_NAMED = 20  # paragraphs that a message names


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """What the check found: quotes looked at, those that stand, and every problem."""

    checked: int
    verified: int
    problems: tuple[Problem, ...]


class _Fault(NamedTuple):
    """What is wrong at a place of a file; ``at_key``: with the key there, not its value."""

    loc: Loc
    rule: str
    message: str
    hint: str
    at_key: bool = False


class Run(NamedTuple):
    """Paragraphs of a source that follow one another, the last one counted in."""

    source_id: str
    first: int
    last: int

    @property
    def length(self) -> int:
        """How many they are."""
        return self.last - self.first + 1


def check_quotes(folder: CardFolder, shelf: Shelf) -> QuoteCheck:
    """Hold every quote of the good cards against its source, and the sources against library.yaml.

    A quote whose source is not at hand is a problem too: nothing passes for checked.
    """
    problems: list[Problem] = []
    if folder.library.sources:
        path = folder.folder / MANIFEST
        manifest = read_library(path.read_bytes(), str(path)).document
        problems += check_sources(folder.library, manifest, shelf)
    checked = verified = 0
    for file in folder.files:
        card = file.card
        if card is not None:
            standing = [_stands(quote, shelf.text(of)) for _, of, quote in _quotes(card)]
            checked += len(standing)
            verified += sum(standing)
            if not all(standing):
                problems += _placed(_card_faults(card, shelf), file.document())
    return QuoteCheck(checked, verified, tuple(sorted(problems)))


def check_card(card: Card, document: Document, shelf: Shelf) -> list[Problem]:
    """What is wrong with the quotes of one card, at the places of its file.

    Quotes from sources that are not at hand are passed over.
    """
    faults = (fault for fault in _card_faults(card, shelf) if fault.rule != "quote-unchecked")
    return _placed(faults, document)


def check_sources(library: Library, document: Document, shelf: Shelf) -> list[Problem]:
    """What is wrong with the sources' texts, or with what library.yaml declares of them."""
    faults = (
        fault
        for source_id, source in library.sources.items()
        for fault in _text_faults(source_id, source, shelf.text(source_id))
    )
    return _placed(faults, document)


def verified_quotes(library: Library, cards: Iterable[Card], shelf: Shelf | None) -> Verified:
    """The quotes that stand in their sources; none where no texts are at hand.

    A text other than the one that library.yaml declares vouches for nothing.
    """
    if shelf is None:
        return frozenset()
    return frozenset(
        (source_id, quote)
        for card in cards
        for _, source_id, quote in _quotes(card)
        if (text := shelf.text(source_id)).state(library.sources.get(source_id)) != "another"
        and _stands(quote, text)
    )


def uncited(folder: CardFolder) -> tuple[Run, ...]:
    """The paragraphs that no good card cites."""
    known: dict[str, set[int]] = {}
    for file in folder.files:
        for source_id, numbers in file.cites.items():
            known.setdefault(source_id, set()).update(numbers)
    return tuple(
        Run(source_id, *gap)
        for source_id, source in folder.library.sources.items()
        for gap in _gaps(known.get(source_id, set()), source.paragraphs or 0)
    )


def _gaps(numbers: set[int], last: int) -> Iterator[tuple[int, int]]:
    """The runs of numbers from 1 to ``last`` that are not among those given."""
    start = 1
    for number in (*sorted(each for each in numbers if each <= last), last + 1):
        if start < number:
            yield start, number - 1
        start = number + 1


def _quotes(card: Card) -> Iterator[tuple[Loc, str, Quote]]:
    for number, edition in enumerate(card.editions):
        for index, quote in enumerate(edition.quotes):
            yield ("editions", number, "quotes", index), quote.source or edition.source, quote


def _stands(quote: Quote, text: SourceText) -> bool:
    """Whether one of the paragraphs named says this, in quotation marks if it is spoken."""
    return _is_said(quote, text, plain_words(quote.text), spoken=quote.voice == "speaker")


def _is_said(quote: Quote, text: SourceText, words: str, *, spoken: bool) -> bool:
    numbers = {number for number in quote.para if number <= len(text.paragraphs)}
    named = (text.paragraphs[number - 1] for number in numbers)
    return any(paragraph.find_plain(words, spoken=spoken) >= 0 for paragraph in named)


def _card_faults(card: Card, shelf: Shelf) -> Iterator[_Fault]:
    for loc, source_id, quote in _quotes(card):
        text = shelf.text(source_id)
        if not _stands(quote, text):
            yield _quote_fault(loc, quote, source_id, text)


def _quote_fault(loc: Loc, quote: Quote, source_id: str, text: SourceText) -> _Fault:
    """What is wrong with a quote that does not stand."""
    at_words = (*loc, "text")
    if text.reason:
        what = "cannot be read" if text.is_there else "is missing"
        message = f"not checked: the text of `{source_id}` {what}"
        return _Fault(at_words, "quote-unchecked", message, "")
    words = plain_words(quote.text)
    where = _first_of(quote.para)
    if _is_said(quote, text, words, spoken=False):
        message = f"{where} of `{source_id}` does not put these words in quotation marks"
        hint = "set `voice: summary`, or quote the marked words only"
        return _Fault(at_words, "quote-not-spoken", message, hint)
    message = f"{where} of `{source_id}` does not say this"
    others = tuple(islice(text.holding(words), _MOST_NAMED + 1))
    if others:
        hint = f"it stands in {_first_of(others)}"
        return _Fault((*loc, "para"), "quote-not-found", message, hint)
    return _Fault(at_words, "quote-not-found", message, "copy it letter for letter")


def _first_of(numbers: Sequence[int]) -> str:
    """Paragraphs as a message names them: of many, the first."""
    more = ", …" if len(numbers) > _MOST_NAMED else ""
    return paragraphs_label(numbers[:_MOST_NAMED]) + more


def _text_faults(source_id: str, source: Source, text: SourceText) -> Iterator[_Fault]:
    loc: Loc = ("sources", source_id)
    if text.reason:
        message = f"the text of `{source_id}` cannot be read: {text.reason}"
        yield _Fault(loc, "text-missing", message, text.hint, at_key=True)
        return
    state = text.state(source)
    if state == "undeclared":
        hint = f"add `sha256: {text.sha256}`"
        yield _Fault(loc, "text-undeclared", "no sha256 is declared", hint, at_key=True)
    if state == "another":
        message = "the text is not the one that was declared"
        hint = f"its sha256 is {text.sha256}; check the quotes, then declare it"
        yield _Fault((*loc, "sha256"), "text-changed", message, hint)
    count = len(text.paragraphs)
    if source.paragraphs is not None and source.paragraphs != count:
        hint = f"declare `paragraphs: {count}`, and check the numbers on the cards"
        message = f"the text has {counted(count, 'paragraph')}"
        yield _Fault((*loc, "paragraphs"), "paragraph-count", message, hint)


def _placed(faults: Iterable[_Fault], document: Document) -> list[Problem]:
    """The problems of one file, as many as are reported."""
    found = iter(faults)
    problems = [
        Problem(document.path, *document.place(loc, key=at_key), "error", rule, message, hint)
        for loc, rule, message, hint, at_key in islice(found, MOST)
    ]
    if next(found, None):
        message, hint = f"more than {MOST:,} problems", "mend these first"
        problems.append(Problem(document.path, 1, 1, "error", "too-many", message, hint))
    return problems
