"""The passages of a card as rows of the search index: what is looked for, and in what it stands."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, get_args

from briefing.core.card import PointKind
from briefing.core.passages import Stretch, stretches
from briefing.core.query import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.core.card import Card

PassageRow = tuple[str, str, str, str]
"""Title, text, tags, and the rest of the passage."""

SLOT_BITS = 20
"""A row's number is that of its card, shifted by so many bits, plus its place in the card."""

# A tag is one word to the index: a few syllables of Yi, which no card is likely to be written in,
# and in a column of its own, so that no text can pass for one. A library has hundreds of
# thousands: the shorter they are, the smaller the index.
TAGS_START, TAGS_END = "\ua000", "\ua48d"
"""Every tag, as against a word, sorts from the one to before the other."""

_SECTION, _KIND, _SOURCE, _REGION = 0xA000, 0xA010, 0xA100, 0xA300
_ROOM = {_SOURCE: _REGION - _SOURCE, _REGION: 0xA48D - _REGION}
_SYLLABLES = 0xA48D - 0xA000

_SECTION_TAGS = {where: chr(number) for number, where in enumerate(SECTIONS.values(), _SECTION)}
_KIND_TAGS = {kind: chr(number) for number, kind in enumerate(get_args(PointKind), _KIND)}
_KINDS = {"", "as reported", *_KIND_TAGS}

_END = "\x1f"
"""Ends a part of what is kept beside a passage: a character that no text of a card may hold."""

_REST = re.compile(
    f"([^{_END}]*){_END}([^{_END}]*){_END}([^{_END}]*){_END}"
    f"((?:[a-z]+(?:-[0-9]{{1,9}}){{1,2}})?){_END}([^{_END}]*){_END}"
    "((?:[0-9]{1,64}(?: [0-9]{1,64})*)?)"
)
"""Source, section, kind, anchor, what is cited, and the numbers of its paragraphs."""


def passage_rows(card: Card) -> Iterator[PassageRow]:
    """The rows of a card's passages, in their order."""
    region = region_tag(card.region)
    sources: dict[str, str] = {}
    for source, where, title, text, kind, anchor, cited, paras in stretches(card):
        if source not in sources:
            sources[source] = source_tag(source)
        tags = f"{_SECTION_TAGS[where]} {region} {sources[source]}"
        if kind in _KIND_TAGS:
            tags += f" {_KIND_TAGS[kind]}"
        numbers = " ".join(map(str, paras))
        rest = f"{source}{_END}{where}{_END}{kind}{_END}{anchor}{_END}{cited}{_END}{numbers}"
        yield title, text, tags, rest


def stretch_of(title: Any, text: Any, rest: Any) -> Stretch | None:
    """The passage of a row, or None where the row holds none."""
    if not type(title) is type(text) is type(rest) is str:
        return None
    found = _REST.fullmatch(rest)
    if found is None:
        return None
    source, where, kind, anchor, cited, numbers = found.groups()
    if where not in _SECTION_TAGS or kind not in _KINDS:
        return None
    paras = tuple(map(int, numbers.split()))
    return Stretch(source, where, title, text, kind, anchor, cited, paras)


def section_tag(section: str) -> str:
    """The tag of the passages of a section, by what ``in:`` calls it."""
    return _SECTION_TAGS[SECTIONS[section]]


def kind_tag(kind: str) -> str:
    """The tag of the points of a kind."""
    return _KIND_TAGS[kind]


def source_tag(source: str) -> str:
    """The tag of the passages of a source's editions."""
    return _hashed(source, _SOURCE)


def region_tag(region: str) -> str:
    """The tag of the passages of a region's cards."""
    return _hashed(region, _REGION)


def _hashed(name: str, first: int) -> str:
    """Three syllables, of which the first tells what is named: one in 10^8 at least."""
    digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    rest, place = divmod(int.from_bytes(digest), _ROOM[first])
    rest, second = divmod(rest, _SYLLABLES)
    third = rest % _SYLLABLES
    return chr(first + place) + chr(_SECTION + second) + chr(_SECTION + third)
