"""A query as FTS5 understands it: words quoted, filters as the tags that stand beside each passage."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefing.core.dates import PartialDate
from briefing.core.folding import folded
from briefing.core.passage_rows import kind_tag, region_tag, section_tag, source_tag
from briefing.core.problem import did_you_mean
from briefing.core.query import SECTIONS, QueryError, Term, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.core.query import Filter, Query
    from briefing.core.timeline import Stop


class Match(NamedTuple):
    """What to look for in FTS5's own language: ``whole`` is all of it.

    ``words`` are the words alone, empty where only filters are given, and ``only_words`` says
    that there is nothing else. ``parts`` are looked up in the index, one by one, to find it.
    """

    whole: str
    words: str
    only_words: bool
    parts: tuple[str, ...]


class Matcher:
    """Puts queries for one library into FTS5's language."""

    def __init__(self, regions: Sequence[str], stops: Sequence[Stop]) -> None:
        self._regions = regions
        self._stops = stops

    def match(self, query: Query) -> Match:
        """The query for FTS5. Raises QueryError for a filter's value that does not exist."""
        wanted = [term for term in query.terms if not term.excluded]
        words = match_expression(wanted)
        filters = [(each.excluded, self._condition(each)) for each in query.filters]
        asked = [_in_texts(words)] if words else []
        asked += [condition for excluded, condition in filters if not excluded]
        refused = [_in_texts(_quoted(term)) for term in query.terms if term.excluded]
        refused += [condition for excluded, condition in filters if excluded]
        whole = " AND ".join(asked) or _any_of(map(section_tag, SECTIONS))
        whole = f"({whole})" + "".join(f" NOT {condition}" for condition in refused)
        parts = (*(_in_texts(_quoted(term)) for term in wanted), *asked[bool(words) :])
        return Match(whole, words, len(asked) == bool(words) and not refused, parts)

    def _condition(self, known: Filter) -> str:
        match known.name:
            case "in":
                return _tag(section_tag(known.value.casefold()))
            case "kind":
                return _tag(kind_tag(known.value.casefold()))
            case "actor":
                words = words_of(known.value)
                steps = _tag(section_tag("steps"))
                named = _quoted(Term(words, is_phrase=False, excluded=False))
                return f"(title : ({named}) AND {steps})" if words else steps
            case "region":
                return _any_of(map(region_tag, self._regions_named(known.value)))
        return _any_of(map(source_tag, self._sources_at(known.value)))

    def _regions_named(self, value: str) -> Iterator[str]:
        start = folded(value)
        named = [region for region in self._regions if folded(region).startswith(start)]
        if not named:
            hint = did_you_mean(value, self._regions)
            raise QueryError(f"there is no region {value}; {hint}")
        yield from named

    def _sources_at(self, value: str) -> Iterator[str]:
        at = [stop for stop in self._stops if value in stop.sources or _covers(value, stop)]
        if not at:
            listed = "; ".join(map(str, self._stops))
            raise QueryError(f"no stop is called {value}; there are: {listed}")
        for stop in at:
            yield from stop.sources


def match_expression(terms: Sequence[Term]) -> str:
    """Terms that all must be there as an FTS5 expression, empty where there are none.

    Every word is quoted, so nothing that is typed is ever read as FTS5's own syntax.
    """
    return " AND ".join(map(_quoted, terms))


def _quoted(term: Term) -> str:
    return f'"{" ".join(term.words)}"{"" if term.is_phrase else "*"}'


def _in_texts(expression: str) -> str:
    return f"({{title text}} : ({expression}))"


def _tag(tag: str) -> str:
    return f'(tags : "{tag}")'


def _any_of(tags: Iterable[str]) -> str:
    return f"({' OR '.join(map(_tag, tags))})"


def _covers(value: str, stop: Stop) -> bool:
    try:
        return PartialDate.parse(value).covers(stop.date)
    except ValueError:
        return False
