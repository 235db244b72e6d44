"""Where the characters stand that no font has: the file and the lines, for a warning to name."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from briefing.core.dialect import parse
from briefing.core.library import MANIFEST
from briefing.core.words import counted, listed
from briefing.paper.glyphs import mark, named
from briefing.paper.options import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from briefing.core.card import Card
    from briefing.core.dialect import Document, Loc
    from briefing.core.library import CardFolder
    from briefing.paper.options import PrintOptions

    Lines = dict[str, list[int]]
    """Lines by the characters that they hold."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_OF_CARDS = ("name", "region")
_OF_LIBRARIES = ("title", "marking")
_OF_SOURCES = ("title", "speaker", "moderator", "prepared_by")
_MANY_CHARACTERS, _MANY_FILES, _MANY_LINES = 3, 3, 5


class Printed(NamedTuple):
    """What of a library is on paper. ``sources`` are those of the editions; None means all."""

    ids: tuple[str, ...]
    sections: frozenset[str] = SECTIONS
    sources: frozenset[str] | None = None
    about: bool = False

    @classmethod
    def of(cls, ids: Iterable[str], options: PrintOptions) -> Printed:
        """What a brief or a book of those cards holds."""
        cards = tuple(dict.fromkeys(ids))
        asked = frozenset(source for stop in options.stops for source in stop.sources)
        about = options.cover and len(cards) > 1
        return cls(cards, options.sections, asked if options.stops else None, about)


def no_font(folder: CardFolder, printed: Printed, characters: Sequence[str]) -> tuple[str, ...]:
    """A warning for each set of lines that hold some of the characters.

    ``georgia.yaml:12: no font on this computer has 😀 (U+1F600 GRINNING FACE); [U+1F600] is
    printed in its place.``
    """
    if not characters:
        return ()
    files = dict(_files(folder, printed, characters))
    together: dict[str, list[str]] = {}
    for char in characters:
        places = [(name, lines[char]) for name, lines in files.items() if char in lines]
        together.setdefault(_listed(places), []).append(char)
    return tuple(_warning(places, found) for places, found in together.items())


def _files(
    folder: CardFolder, printed: Printed, characters: Sequence[str]
) -> Iterator[tuple[str, Lines]]:
    for card_id in printed.ids:
        path = folder.folder / f"{card_id}.yaml"
        on_paper = partial(_of_card, folder.cards[card_id], printed)
        yield path.name, _lines(path, on_paper, characters)
    yield MANIFEST, _lines(folder.folder / MANIFEST, partial(_of_library, printed), characters)


def _of_card(card: Card, printed: Printed, loc: Loc) -> bool:
    key, number, part = (*loc, "", "", "")[:3]
    if key == "editions":
        editions = enumerate(card.editions)
        sources = [edition.source for place, edition in editions if place == number]
        asked = printed.sources is None or not printed.sources.isdisjoint(sources)
        return asked and part in printed.sections
    return key in _OF_CARDS or (key == "notes" and key in printed.sections)


def _of_library(printed: Printed, loc: Loc) -> bool:
    key, _, part = (*loc, "", "", "")[:3]
    if key == "sources":
        return part in _OF_SOURCES
    return key in _OF_LIBRARIES or (key == "about" and printed.about)


def _lines(path: Path, on_paper: Callable[[Loc], bool], characters: Sequence[str]) -> Lines:
    """The lines of a file that hold the characters in what is on paper."""
    try:
        document = parse(path.read_bytes(), str(path))
    except OSError:  # gone since it was read
        return {}
    found: Lines = {}
    leaves = list(_leaves(document.data))
    for place, (loc, value) in enumerate(leaves):
        held = [char for char in characters if char in str(value)]
        if held and on_paper(loc):
            after = leaves[place + 1][0] if place + 1 < len(leaves) else None
            for char in held:
                found.setdefault(char, []).extend(_lines_of(document, loc, after, char))
    return found


def _lines_of(document: Document, loc: Loc, after: Loc | None, char: str) -> list[int]:
    """The lines of the value at ``loc`` that hold the character; ``after`` is the next value."""
    text = _LINE_END.split(document.text)
    first, _ = document.place(loc)
    last = document.place(after, key=True)[0] - 1 if after else len(text)
    lines = range(first, max(first, last) + 1)
    # Typed as an escape it stands on no line as itself.
    return [line for line in lines if char in text[line - 1]] or [first]


def _leaves(data: Any, loc: Loc = ()) -> Iterator[tuple[Loc, Any]]:
    """What is neither a list nor a mapping, in the order of the file."""
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _leaves(value, (*loc, key))
    else:
        yield loc, data


def _listed(places: Sequence[tuple[str, list[int]]]) -> str:
    """``georgia.yaml:12``, and of several files and lines the first of each."""
    files = [f"{name}:{_numbers(lines)}" for name, lines in places[:_MANY_FILES]]
    more = len(places) - _MANY_FILES
    return "; ".join([*files, *([counted(more, "more file")] if more > 0 else [])])


def _numbers(lines: Iterable[int]) -> str:
    numbers = [str(line) for line in sorted(set(lines))]
    more = len(numbers) - _MANY_LINES
    return listed([*numbers[:_MANY_LINES], *([counted(more, "more line")] if more > 0 else [])])


def _warning(places: str, characters: Sequence[str]) -> str:
    names = [named(char) for char in characters[:_MANY_CHARACTERS]]
    more = len(characters) - _MANY_CHARACTERS
    if more > 0:
        names.append(counted(more, "other character"))
    instead = f"{mark(characters[0])} is printed in its place"
    if len(characters) > 1:
        instead = f"{mark(characters[0])} and the like are printed in their places"
    where = f"{places}: no" if places else "No"
    return f"{where} font on this computer has {listed(names)}; {instead}."
