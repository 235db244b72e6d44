"""What a search field understands: words, phrases, words to leave out, and filters."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from briefing.core.problem import did_you_mean

FILTERS: dict[str, str] = {
    "at": "at:2004",
    "in": "in:quotes",
    "kind": "kind:warning",
    "actor": 'actor:"United States"',
    "region": 'region:"South Caucasus"',
}
"""Each filter with an example."""

SECTIONS: dict[str, str] = {
    "names": "Name",
    "bottom-line": "Bottom line",
    "changed": "What changed",
    "points": "Key point",
    "quotes": "Quotation",
    "steps": "Policy step",
    "notes": "Note",
}
"""What ``in:`` takes, and the section that each means."""

_TERM = re.compile(
    r"""(?P<no>-)?
        (?:(?P<filter>[^\W\d_]+):)?
        (?:"(?P<phrase>[^"]*)"? | (?P<word>[^\s"]+) | (?<=:)(?=\s|\Z))""",
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W_]+")  # the index takes _ for a space
_MOST_TERMS = 50
_KINDS = ("fact", "assessment", "forecast", "warning")


class QueryError(ValueError):
    """The query names a filter, or a filter's value, that does not exist; the message lists them."""


class IndexBusyError(QueryError):
    """Another program is at work on the index: it is to be asked again in a moment."""


class Term(NamedTuple):
    """Words to find: one or more in a row. The last part of a single word may lack."""

    words: tuple[str, ...]
    is_phrase: bool
    excluded: bool


class Filter(NamedTuple):
    """A condition on passages: its name, the value as typed, and whether it is turned round."""

    name: str
    value: str
    excluded: bool


class Query(NamedTuple):
    """A query as it was understood."""

    terms: tuple[Term, ...]
    filters: tuple[Filter, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.filters and all(term.excluded for term in self.terms)


def parse_query(text: str) -> Query:
    """Read what was typed. Raises QueryError for an unknown filter or value.

    A filter that has no value yet, as while typing, is left out. Of more than 50 terms, a
    pasted page say, the first 50 count.
    """
    terms: dict[Term, None] = {}
    filters: list[Filter] = []
    for found in _TERM.finditer(unicodedata.normalize("NFC", text)):
        typed = found["word"] or found["phrase"] or ""
        excluded = found["no"] is not None
        if found["filter"]:
            filters.append(_filter(found["filter"].casefold(), typed, excluded))
            continue
        words = words_of(typed)
        if words:
            terms[Term(words, found["phrase"] is not None, excluded)] = None
        if len(terms) == _MOST_TERMS:
            break
    return Query(tuple(terms), tuple(known for known in filters if known.value))


def words_of(typed: str) -> tuple[str, ...]:
    """The words of what was typed, as the index tells words apart."""
    return tuple(_WORD.findall(typed))


def _filter(name: str, typed: str, excluded: bool) -> Filter:
    if name not in FILTERS:
        listed = ", ".join(FILTERS.values())
        raise QueryError(f"there is no filter {name}:; the filters are {listed}")
    value = typed.strip()
    allowed = {"in": tuple(SECTIONS), "kind": _KINDS}.get(name)
    if allowed and value and value.casefold() not in allowed:
        raise QueryError(f"{name}:{value} finds nothing; {did_you_mean(value, allowed)}")
    return Filter(name, value, excluded)
