"""What can stand at a caret: keys, words of the format, and names that the library knows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.core.card import Card, Library
from briefing.core.citations import date_in_words
from briefing.core.dialect import parse
from briefing.core.inline import plain
from briefing.core.library import MANIFEST
from briefing.core.shape import choices, fields, holds_models, is_list, is_named
from briefing.core.spots import spot_at
from briefing.core.writing import scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefing.core.card import Model, Source
    from briefing.core.shape import Field
    from briefing.core.spots import Spot
    from briefing.core.surroundings import Surroundings

_TOPIC = re.compile(r"topic: +(?P<topic>\"(?:\\.|[^\"\\\n])*\"|'(?:''|[^'\n])*'|[^\s#][^\n]*)")
_BEFORE_KEY = re.compile(r"[ -]*\{? *")
_UNQUOTED_END = re.compile(r"[ \t]+#.*|\s+\Z")
_IN_BRACES_END = re.compile(r"\s*[,}].*")
_LIBRARY = re.compile(r"^(?:sources|regions|title):", re.MULTILINE)
_WORDS = {
    "fact": "What the source states as a fact.",
    "assessment": "What the source judges to be so.",
    "forecast": "What the source expects.",
    "warning": "What the source warns of.",
    "kept": "The source says the same as before.",
    "developed": "The source says more of it than before.",
    "softened": "The source says it less sharply than before.",
    "hardened": "The source says it more sharply than before.",
    "reversed": "The source says the opposite of before.",
    "speaker": "The source puts these words in quotation marks.",
    "summary": "The summary’s own words, at most 25 of them.",
}
_FREE = ("region", "speaker", "topic")  # these may be new ones
_CARD = re.compile(r"^(?:name|editions|region):", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Completion:
    """One thing that can stand at the caret: what is put in, what a list shows, and what it is."""

    text: str
    label: str
    description: str


@dataclass(frozen=True, slots=True)
class Completions:
    """What can stand at a caret; a choice replaces the text from ``start`` to ``end``.

    ``free`` says that other words may stand there as well, as for a topic.
    """

    start: int
    end: int
    items: tuple[Completion, ...] = ()
    free: bool = False


@dataclass(frozen=True, slots=True)
class _Name:
    """A value before it is written as YAML."""

    value: str
    description: str


def completions(
    text: str, caret: int, folder: Surroundings, path: Path | None = None
) -> Completions:
    """What can stand at a caret: those that begin as what is typed first, then those that hold it.

    ``path`` tells a card from library.yaml; without it, the keys of the text do. Works on a text
    that cannot be read, too, and reads no more of it than the lines around the caret need.
    """
    spot = spot_at(text, caret)
    if spot is None:
        return Completions(caret, caret)
    model = Library if _is_library(text, path) else Card
    known = _known(model, spot.path)
    holder = _known(model, spot.path[:-1]).get(spot.path[-1]) if spot.path else None
    if spot.key:
        names = _names(text, spot, spot.key, known.get(spot.key), folder)
        space = " " if text[caret - 1] == ":" else ""
        found = [_value(name, spot, known[spot.key], space) for name in names]
    elif holder is None or holds_models(holder):
        found = _keys(text, spot, known, holder)
    else:
        dash = "" if spot.dashed or spot.bracket else "- "
        names = _names(text, spot, spot.path[-1], holder, folder)
        own = path.stem if path else ""
        found = [_item(name, spot, dash) for name in names if name.value != own]
    fitting = tuple(_fitting(found, spot.prefix))
    return Completions(spot.start, spot.end, fitting, free=spot.key in _FREE)


def _is_library(text: str, path: Path | None) -> bool:
    if path is not None:
        return path.name == MANIFEST
    return bool(_LIBRARY.search(text)) and not _CARD.search(text)


def _known(model: type[Model], path: tuple[str, ...]) -> dict[str, Field]:
    try:
        return fields(model, path)
    except KeyError:
        return {}


def _keys(text: str, spot: Spot, known: dict[str, Field], holder: Field | None) -> list[Completion]:
    """The keys that the mapping does not have yet."""
    needs_item = holder is not None and is_list(holder) and not spot.dashed
    if (holder is not None and is_named(holder)) or (needs_item and spot.bracket == "["):
        return []
    dash = "- " if needs_item and not spot.bracket else ""
    found = []
    for key, field in known.items():
        if key not in spot.present:
            end = ":" if is_list(field) or is_named(field) else ": "
            end = "" if text[spot.end : spot.end + 1] == ":" else end
            found.append(Completion(f"{dash}{key}{end}", key, field.description))
    return found


def _value(name: _Name, spot: Spot, field: Field, space: str) -> Completion:
    if is_list(field):
        return Completion(f"{space}[{scalar(name.value, flow=True)}]", name.value, name.description)
    return _item(name, spot, space)


def _item(name: _Name, spot: Spot, before: str) -> Completion:
    written = scalar(name.value, flow=bool(spot.bracket))
    return Completion(before + written, name.value, name.description)


def _names(
    text: str, spot: Spot, key: str, field: Field | None, folder: Surroundings
) -> Iterable[_Name]:
    """The values that a key can have, as far as the format or the library knows them."""
    if field is None:
        return []
    words, library = choices(field), folder.library
    if words:
        return [_Name(word, _WORDS.get(word, field.description)) for word in words]
    match key:
        case "source":
            ids = [one for stop in folder.stops for one in stop.sources]
            return [_Name(one, _source_in_words(library.sources[one])) for one in ids]
        case "region":
            names = dict.fromkeys((*library.regions, *folder.regions))
            return [_Name(name, field.description) for name in names]
        case "see_also":
            return [_Name(file.id, plain(file.name)) for file in folder.files]
        case "speaker":
            names = dict.fromkeys(source.speaker for source in library.sources.values())
            return [_Name(name, "Speaker of a source.") for name in names]
        case "topic":
            return [_Name(topic, "Topic of another edition.") for topic in _topics(text, spot)]
    return []


def _source_in_words(source: Source) -> str:
    return f"{source.title}, {date_in_words(source)}"


def _topics(text: str, spot: Spot) -> list[str]:
    """The topics of the other editions that this one lacks, in the order of the text."""
    start, end = spot.edition or (0, 0)
    own: set[str] = set()
    others: dict[str, None] = {}
    for found in _TOPIC.finditer(text):
        line_start = text.rfind("\n", 0, found.start()) + 1
        before = _BEFORE_KEY.fullmatch(text, line_start, found.start())
        if before is None:
            continue
        topic = _unquoted(found["topic"], in_braces="{" in before.group())
        if start <= found.start("topic") < end:
            own |= {topic} if not spot.start <= found.start("topic") <= spot.end else set()
        elif topic:
            others[topic] = None
    return [topic for topic in others if topic not in own]


def _unquoted(written: str, *, in_braces: bool) -> str:
    if written[0] not in "'\"":
        return (_IN_BRACES_END if in_braces else _UNQUOTED_END).sub("", written)
    read = parse(written.encode("utf-8", "replace"), "").data
    return read if isinstance(read, str) else ""


def _fitting(found: list[Completion], prefix: str) -> Iterator[Completion]:
    """Those that begin with what is typed, then those that hold it in their label."""
    wanted = prefix.strip("'\"").casefold()
    yield from (one for one in found if one.label.casefold().startswith(wanted))
    yield from (
        one
        for one in found
        if wanted in one.label.casefold()[1:]
        and wanted
        and not one.label.casefold().startswith(wanted)
    )
