"""Targets that read what somebody typed: the dialect, cards, library.yaml, and queries."""

from __future__ import annotations

import math
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.core import dialect
from briefing.core.accepting import accepted
from briefing.core.card import Card, Library, as_data
from briefing.core.card_file import CardFile
from briefing.core.card_folder import CardFolder
from briefing.core.dialect import parse
from briefing.core.index import SearchIndex
from briefing.core.marking import Marker
from briefing.core.query import QueryError, parse_query
from briefing.core.reader import read_card, read_library
from briefing.core.rules import check_card, dangling
from briefing.core.timeline import stops
from briefing.core.validation import InvalidError, validated
from briefing.core.words import language_of
from briefing.core.writing import scalar
from tests.core.core_samples import CARD, LIBRARY
from tests.fuzz.inputs import QUERIES, YAML, card_seeds
from tests.fuzz.target import Target, in_memory

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.core.dialect import Document, Loc
    from briefing.core.problem import Problem
    from tests.fuzz.target import Take

QUOTED = """\
    points:
      - {topic: Harbor dues, kind: warning, text: They rose in 2001., para: 1}
      - {topic: Éire, kind: fact, text: Öl und “Gas” – 3.5 %, para: [2, 3]}
    quotes:
      - {text: so it is, voice: speaker, para: [3, 1]}
see_also: [norrey]
"""

_LINE_END = re.compile(r"\r\n|\r|\n")
_LONGEST_KEY = 100
"""YAML takes no longer key than 1,024 bytes on the line of its value, as it is written."""

_LOCS: tuple[Loc, ...] = ((), ("name",), ("editions", 0, "points", 1, "text"), ("sources", ""))
_MOST_HITS = 20


@cache
def sample_folder() -> CardFolder:
    """A library with two cards in it, in memory."""
    library = read_library(LIBRARY.encode(), "library.yaml").value
    assert library is not None
    texts = {"aldmark": CARD + QUOTED, "norrey": CARD.replace("Aldmark", "Norrey")}
    files = []
    for card_id, text in texts.items():
        card = read_card(text.encode(), f"{card_id}.yaml").value
        files.append(CardFile(card_id, Path(f"{card_id}.yaml"), card, ()))
    return CardFolder(Path(), library, tuple(files), ())


def read_bytes(raw: bytes) -> None:
    """The dialect: data or problems with places in the text, the same by both of its ways.

    Data that are written as Briefing writes them are read as the same data.
    """
    document = parse(raw, "x")
    assert document.readable or document.problems
    _are_in_the_text(raw, document.problems, (document.place(loc) for loc in _LOCS))
    if document.problems:
        return
    careful = dialect._built(document.text, "x")
    assert careful.problems == ()
    assert repr(careful.data) == repr(document.data)
    if _can_be_written(document.data):
        written = _written(document.data)
        again = parse(written.encode(), "x")
        assert again.problems == ()
        assert again.data == document.data


def _are_in_the_text(raw: bytes, problems: Sequence[Problem], more: Any = ()) -> None:
    lines = _LINE_END.split(raw.decode("utf-8-sig", "replace"))
    for line, column in (*((problem.line, problem.column) for problem in problems), *more):
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1
    for problem in problems:
        assert problem.message
        assert str(problem).isprintable()


def _can_be_written(data: Any) -> bool:
    match data:
        case dict():
            return all(len(key) < _LONGEST_KEY for key in data) and all(
                map(_can_be_written, data.values())
            )
        case list():
            return all(map(_can_be_written, data))
        case float():
            return math.isfinite(data)
    return True


def _written(data: Any) -> str:
    match data:
        case dict():
            pairs = (f"{scalar(key, flow=True)}: {_written(each)}" for key, each in data.items())
            return "{" + ", ".join(pairs) + "}"
        case list():
            return "[" + ", ".join(map(_written, data)) + "]"
        case str():
            return scalar(data, flow=True)
        case bool() | None:
            return {True: "true", False: "false", None: "null"}[data]
    return repr(data)


def read_models(raw: bytes) -> None:
    """The reader: a value, or problems that say why not; the same by whatever way it was read."""
    for read, model in ((read_card, Card), (read_library, Library)):
        reading = read(raw, "x")
        assert reading.value is not None or reading.problems
        _are_in_the_text(raw, reading.problems)
        document = reading.document
        if document.readable and not document.problems:
            found = _validated(model, document.data)
            assert accepted(model, document.data) in (None, found)
            assert found == reading.value
        if reading.value is not None:
            assert _validated(model, as_data(reading.value)) == reading.value
    _are_in_the_text(raw, _ruled(reading.document, sample_folder().library))


def _ruled(document: Document, library: Library) -> list[Problem]:
    return [*check_card(document, library), *dangling(document, {"norrey"})]


def _validated(model: Any, data: Any) -> Any:
    try:
        return validated(model, data)
    except InvalidError:
        return None


def read_manifest(raw: bytes) -> None:
    """library.yaml: what it says, on the timeline, and what cards are held against it."""
    found = read_library(raw, "library.yaml")
    _are_in_the_text(raw, found.problems)
    library = found.value
    if library is None:
        assert found.problems
        return
    ordered = stops(library)
    assert sorted(source for stop in ordered for source in stop.sources) == sorted(library.sources)
    language_of(library.language)
    for text in (CARD + QUOTED, CARD.replace("first", next(iter(library.sources)))):
        content = text.encode("utf-8", "surrogatepass")
        _are_in_the_text(content, _ruled(parse(content, "x"), library))


def _library_seeds() -> list[bytes]:
    return [LIBRARY.encode(), *(raw for raw in card_seeds() if b"sources" in raw)]


def _asker() -> Take:
    index = SearchIndex(sample_folder())

    def ask(raw: bytes) -> None:
        """A query: hits that have what was asked for, and where; or why it asks for nothing."""
        query = raw.decode("utf-8", "surrogateescape")
        try:
            hits, corrected = index.search_or_correct(query, _MOST_HITS)
        except QueryError:
            return
        assert len(hits) <= _MOST_HITS
        parsed = parse_query(corrected or query)
        without = [
            Marker([term._replace(excluded=False)]) for term in parsed.terms if term.excluded
        ]
        for hit in hits:
            texts = (hit.passage.title, hit.passage.text)
            for spans, text in zip((hit.title_spans, hit.text_spans), texts, strict=True):
                ends = [0, *(end for span in spans for end in span)]
                assert ends == sorted(ends)
                assert ends[-1] <= len(text)
            assert not any(marker.spans(text) for marker in without for text in texts)

    return ask


def _query_seeds() -> list[bytes]:
    return [
        b'port -"x y" kind:warning at:2001 in:points',
        b"hrabor -dues region:North",
        b"\xc3\xb6l",
    ]


READING_TARGETS = (
    Target("dialect", in_memory(read_bytes), card_seeds, YAML, 30),
    Target("reader", in_memory(read_models), card_seeds, YAML, 16),
    Target("library", in_memory(read_manifest), _library_seeds, YAML, 16),
    Target("query", lambda _: _asker(), _query_seeds, QUERIES, 16),
)
