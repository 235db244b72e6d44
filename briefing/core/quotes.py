"""Quotes are checked, not trusted: each must stand in the source's text, letter for letter."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.core.citations import cited, paragraphs_label
from briefing.core.library import MANIFEST
from briefing.core.problem import Problem
from briefing.core.reader import read_library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from briefing.core.card import Card, Quote
    from briefing.core.dialect import Document, Loc
    from briefing.core.library import CardFile, CardFolder

_OPENING, _CLOSING, _STRAIGHT = "“„‟", "”", '"'
_MARKS = str.maketrans({**dict.fromkeys("“”„‟", '"'), **dict.fromkeys("‘’‚‛", "'")})


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """What the check found: quotes looked at, those that stand, and every problem."""

    checked: int
    verified: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, with marks and white space made equal.

    ``inside`` says of each character whether it stands within quotation marks.
    """

    text: str
    inside: tuple[bool, ...]

    @classmethod
    def of(cls, line: str) -> Paragraph:
        """Normalise one line of a source text."""
        nested = sum(map(line.count, _OPENING)) <= line.count(_CLOSING)
        chars: list[str] = []
        inside: list[bool] = []
        for char, quoted in zip(line, _inside(line, nested=nested), strict=True):
            if char.isspace():
                if chars and chars[-1] == " ":
                    continue
                char = " "  # noqa: PLW2901
            chars.append(char)
            inside.append(quoted)
        return cls("".join(chars).translate(_MARKS), tuple(inside))

    def holds(self, words: str, *, spoken: bool) -> bool:
        """Whether the words stand here; ``spoken``: within quotation marks."""
        wanted = " ".join(words.split()).translate(_MARKS)
        start = self.text.find(wanted)
        while start >= 0:
            if not spoken or all(self.inside[start : start + len(wanted)]):
                return True
            start = self.text.find(wanted, start + 1)
        return False


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a source text: its non-blank lines, headings counted."""
    return tuple(Paragraph.of(line) for line in text.splitlines() if line.strip())


def check_quotes(folder: CardFolder, texts: Path) -> QuoteCheck:
    """Hold every quote of the good cards against ``texts/<source id>.txt``."""
    problems: list[Problem] = []
    sources: dict[str, tuple[Paragraph, ...]] = {}
    for source_id in folder.library.sources:
        read = _source_text(folder, source_id, texts, problems)
        if read is not None:
            sources[source_id] = read
    checked = verified = 0
    for file in folder.files:
        wrong: list[tuple[Loc, str, str, str]] = []
        for loc, source_id, quote in _quotes(file.card) if file.card else ():
            checked += 1
            fault = _fault(quote, sources.get(source_id), source_id)
            verified += fault is None
            wrong += [] if fault is None else [(loc, *fault)]
        problems += _placed(file, wrong)
    return QuoteCheck(checked, verified, tuple(sorted(problems)))


def card_problems(
    card: Card,
    document: Document,
    paragraphs_of: Callable[[str], tuple[Paragraph, ...] | None],
) -> Iterator[Problem]:
    """What is wrong with the quotes of one card.

    ``paragraphs_of`` gives the text of a source by its id, or None: then nothing is said of its
    quotes.
    """
    for loc, source_id, quote in _quotes(card):
        text = paragraphs_of(source_id)
        fault = _fault(quote, text, source_id) if text is not None else None
        if fault is not None:
            yield _problem(document, loc, *fault)


def uncited(folder: CardFolder) -> tuple[tuple[str, int], ...]:
    """The paragraphs (source id and number) that no good card cites."""
    known = cited(folder.cards.values())
    return tuple(
        (source_id, number)
        for source_id, source in folder.library.sources.items()
        for number in range(1, (source.paragraphs or 0) + 1)
        if number not in known.get(source_id, ())
    )


def _inside(line: str, *, nested: bool) -> Iterator[bool]:
    """For each character, whether it stands in quotation marks, the marks included.

    Where more marks open than close, an opening mark within an open quotation is taken for
    a slip, or else all that follows would count as spoken.
    """
    depth = 0
    straight = False
    for char in line:
        if char in _OPENING:
            depth = depth + 1 if nested else 1
        yield depth > 0 or straight or char == _STRAIGHT
        if char in _CLOSING:
            depth = max(depth - 1, 0)
        if char == _STRAIGHT:
            straight = not straight


def _source_text(
    folder: CardFolder, source_id: str, texts: Path, problems: list[Problem]
) -> tuple[Paragraph, ...] | None:
    path = texts / f"{source_id}.txt"
    loc: Loc = ("sources", source_id)
    try:
        raw = path.read_bytes()
        read = paragraphs(raw.decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        hint = f"put the source's text at {path}"
        message = f"the text of `{source_id}` cannot be read: {why}"
        problems.append(_at_manifest(folder, loc, "text-missing", message, hint, key=True))
        return None
    source = folder.library.sources[source_id]
    digest = hashlib.sha256(raw).hexdigest()
    if source.sha256 is None:
        message, hint = "no sha256 is declared", f"add `sha256: {digest}`"
        problems.append(_at_manifest(folder, loc, "text-undeclared", message, hint, key=True))
    elif source.sha256 != digest:
        message = "the text is not the one that was declared"
        hint = f"its sha256 is {digest}; check the quotes, then declare it"
        problems.append(_at_manifest(folder, (*loc, "sha256"), "text-changed", message, hint))
    if source.paragraphs is not None and source.paragraphs != len(read):
        message = f"the text has {len(read)} paragraphs"
        hint = f"declare `paragraphs: {len(read)}`, and check the numbers on the cards"
        place = (*loc, "paragraphs")
        problems.append(_at_manifest(folder, place, "paragraph-count", message, hint))
    return read


def _at_manifest(
    folder: CardFolder, loc: Loc, rule: str, message: str, hint: str, *, key: bool = False
) -> Problem:
    path = folder.folder / MANIFEST
    document = read_library(path.read_bytes(), str(path)).document
    return Problem(str(path), *document.place(loc, key=key), "error", rule, message, hint)


def _quotes(card: Card) -> Iterator[tuple[Loc, str, Quote]]:
    for number, edition in enumerate(card.editions):
        for index, quote in enumerate(edition.quotes):
            yield ("editions", number, "quotes", index), quote.source or edition.source, quote


def _fault(
    quote: Quote, text: tuple[Paragraph, ...] | None, source_id: str
) -> tuple[str, str, str] | None:
    """Rule, message and hint of what is wrong with a quote, or None where it stands."""
    if text is None:
        return "quote-unchecked", f"not checked: the text of `{source_id}` is missing", ""
    spoken = quote.voice == "speaker"
    named = [text[number - 1] for number in quote.para if number <= len(text)]
    if any(paragraph.holds(quote.text, spoken=spoken) for paragraph in named):
        return None
    where = paragraphs_label(quote.para)
    if spoken and any(paragraph.holds(quote.text, spoken=False) for paragraph in named):
        message = f"{where} of `{source_id}` does not put these words in quotation marks"
        return "quote-not-spoken", message, "set `voice: summary`, or quote the marked words only"
    others = [n for n, paragraph in enumerate(text, 1) if paragraph.holds(quote.text, spoken=False)]
    hint = f"it stands in {paragraphs_label(others)}" if others else "copy it letter for letter"
    return "quote-not-found", f"{where} of `{source_id}` does not say this", hint


def _placed(file: CardFile, wrong: list[tuple[Loc, str, str, str]]) -> Iterator[Problem]:
    if not wrong:
        return
    document = file.document()
    for loc, rule, message, hint in wrong:
        yield _problem(document, loc, rule, message, hint)


def _problem(document: Document, loc: Loc, rule: str, message: str, hint: str) -> Problem:
    place = document.place((*loc, "para" if hint.startswith("it stands") else "text"))
    return Problem(document.path, *place, "error", rule, message, hint)
