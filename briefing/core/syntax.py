"""Where YAML itself cannot be read: the parser's complaint in plain words, with the fix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yaml.error import MarkedYAMLError

_QUOTE_IT = "put the text in quotation marks, or on lines of its own below `>-`"


@dataclass(frozen=True, slots=True)
class Complaint:
    """A syntax error: where (character index), what, and what to do."""

    index: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class _Known:
    context: str
    problem: str
    message: str
    hint: str
    at_context: bool = False


# The first entry whose two phrases both occur in libyaml's message is the one that speaks.
_KNOWN = (
    _Known(
        "quoted scalar",
        "unexpected end of stream",
        "a quotation mark opens here and is never closed",
        "close it, or leave it out",
        at_context=True,
    ),
    _Known(
        "quoted scalar",
        "document indicator",
        "a quotation mark opens here and is never closed",
        "close it, or leave it out",
        at_context=True,
    ),
    _Known(
        "quoted scalar",
        "escape",
        "a backslash inside double quotation marks must start an escape",
        "use single quotation marks, or double the backslash",
    ),
    _Known(
        "", "mapping values are not allowed", "a colon and a space inside unquoted text", _QUOTE_IT
    ),
    _Known(
        "scanning an alias",
        "",
        "unquoted text cannot start with *",
        _QUOTE_IT,
        at_context=True,
    ),
    _Known(
        "scanning an anchor",
        "",
        "unquoted text cannot start with &",
        _QUOTE_IT,
        at_context=True,
    ),
    _Known("tag", "", "unquoted text cannot start with !", _QUOTE_IT, at_context=True),
    _Known(
        "block scalar",
        "comment or line break",
        "text cannot follow | or > on the same line",
        "start the text on the next line, indented",
    ),
    _Known(
        "",
        "block sequence entries are not allowed",
        "a list item cannot start here",
        "put the dash on a line of its own, below the key",
    ),
    _Known(
        "flow sequence",
        "",
        "this list in [brackets] is not well formed",
        "separate its items by commas and close it with ]",
        at_context=True,
    ),
    _Known(
        "flow mapping",
        "",
        "this mapping in {braces} is not well formed",
        "separate its entries by commas and close it with }",
        at_context=True,
    ),
    _Known(
        "flow node",
        "",
        "a [list] or {mapping} is not closed, or holds a stray comma",
        "close it with ] or }",
    ),
    _Known(
        "block mapping",
        "did not find expected key",
        "this line does not line up with the keys above it",
        "indent it like the other keys, or quote the value above it",
    ),
    _Known(
        "block collection",
        "'-' indicator",
        "this line does not line up with the list above it",
        "indent it like the other items",
    ),
    _Known(
        "simple key",
        "could not find expected ':'",
        "a key without a colon",
        "end the key with a colon, or indent the line as part of the text above",
        at_context=True,
    ),
    _Known(
        "",
        "cannot start any token",
        "unquoted text cannot start with this character",
        _QUOTE_IT,
    ),
    _Known("", "node content", "a value cannot start with this character", _QUOTE_IT),
    _Known(
        "",
        "<document start>",
        "this line belongs to nothing above it",
        "indent it like the other keys, and give it a colon",
    ),
)


def complaint(error: MarkedYAMLError) -> Complaint:
    """The parser's error as a place and plain words."""
    context, problem = error.context or "", error.problem or ""
    for known in _KNOWN:
        if known.context in context and known.problem in problem:
            return Complaint(_index(error, known.at_context), known.message, known.hint)
    return Complaint(_index(error, False), f"this is not YAML: {problem}", "")


def _index(error: MarkedYAMLError, at_context: bool) -> int:
    marks = [error.problem_mark, error.context_mark]
    found = next((mark for mark in (reversed(marks) if at_context else marks) if mark), None)
    return found.index if found else 0
