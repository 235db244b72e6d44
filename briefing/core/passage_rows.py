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

# Private-use characters mark the hits; what a card holds of them is taken out of the index.
OPEN, CLOSE = "\ue000", "\ue001"
_MARKS = str.maketrans({OPEN: " ", CLOSE: " "})

# A tag is one word to the index: a few private-use characters, in a column of its own, so that
# no text can pass for one. A library has hundreds of thousands: the shorter, the smaller the index.
TAGS_START, TAGS_END = "\ue100", "\uf900"
"""Every tag, as against a word, sorts from the one to before the other."""

_SECTION, _KIND, _SOURCE, _REGION = 0xE100, 0xE110, 0xE200, 0xF000
_ROOM = {_SOURCE: 0xE00, _REGION: 0x900}
_MOST = 0x1800
_SECTION_TAGS = {where: chr(number) for number, where in enumerate(SECTIONS.values(), _SECTION)}
_KIND_TAGS = {kind: chr(number) for number, kind in enumerate(get_args(PointKind), _KIND)}
_KINDS = {"", "as reported", *_KIND_TAGS}

_END = "\x1f"
"""Ends a part of what is kept beside a passage: a character that no text of a card may hold."""

_ANCHOR = re.compile(r"(?:[a-z]+(?:-[0-9]{1,9}){1,2})?")
_NUMBERS = re.compile(r"(?:[0-9]{1,64}(?: [0-9]{1,64})*)?")


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
        yield _unmarked(title), _unmarked(text), tags, rest


def stretch_of(title: str, text: str, rest: Any) -> Stretch | None:
    """The passage of a row without its marks, or None where the row holds none."""
    if type(rest) is not str or rest.count(_END) != len(Stretch._fields) - 3:
        return None
    source, where, kind, anchor, cited, numbers = rest.split(_END)
    if where not in _SECTION_TAGS or kind not in _KINDS or not _ANCHOR.fullmatch(anchor):
        return None
    if not _NUMBERS.fullmatch(numbers):
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
    """Three characters, the first from where it tells what is named: one of 10^10 at least."""
    digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    number = int.from_bytes(digest)
    number, place = divmod(number, _ROOM[first])
    rest = (number % _MOST, number // _MOST % _MOST)
    return chr(first + place) + "".join(chr(_SECTION + each) for each in rest)


def _unmarked(text: str) -> str:
    return text.translate(_MARKS) if OPEN in text or CLOSE in text else text
