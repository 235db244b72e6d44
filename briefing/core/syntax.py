"""Where YAML itself cannot be read: the parser's complaint in plain words, with the fix."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from briefing.core.quick_yaml import MAX_VALUES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from yaml.error import MarkedYAMLError

_TAB_INDENT = re.compile(r"(?<![^\r\n]) *(\t)[\t ]*(?=\S)")
_QUOTE_IT = "put the text in quotation marks, or on lines of its own below `>-`"
_QUOTE_ALL = "put all of the text on lines of its own below `>-`, or double the marks inside it"


@dataclass(frozen=True, slots=True)
class Complaint:
    """A syntax error: where (character index), by which rule, what, and what to do."""

    index: int
    rule: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class _Known:
    context: str
    problem: str
    message: str
    hint: str
    at_context: bool = False
    at: str = ""
    after: str = ""
    rule: str = "yaml-syntax"


# The first entry whose two phrases both occur in libyaml's message is the one that speaks;
# `at` and `after` ask of the characters at the place and before it to be one of theirs.
_KNOWN = (
    _Known("", "", "a tab in the indentation", "indent with spaces", at="\t", rule="tab"),
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
        "",
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
    _Known("", "tag handle", "unquoted text cannot start with !", _QUOTE_IT, at_context=True),
    _Known(
        "",
        "mapping keys are not allowed",
        "unquoted text cannot start with a question mark and a space",
        _QUOTE_IT,
    ),
    _Known("directive", "", "a line cannot start with %", _QUOTE_IT, at_context=True),
    _Known("", "YAML d", "this line about the version of YAML is not understood", "remove it"),
    _Known(
        "block scalar",
        "",
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
        "a colon with no key before it",
        "write the key before the colon, or put the text in quotation marks",
        at=":",
    ),
    _Known(
        "block mapping",
        "did not find expected key",
        "text follows the closing quotation mark",
        _QUOTE_ALL,
        after="'\"",
    ),
    _Known(
        "block mapping",
        "did not find expected key",
        "text follows the closing bracket",
        "put all of the text in quotation marks",
        after="]}",
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
        "this line lines up neither with the list above it nor with a key of its items",
        "indent it like the item or the key that it goes with",
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


def complaint(error: MarkedYAMLError, text: str) -> Complaint:
    """The parser's error about ``text`` as a place and plain words."""
    context, problem = error.context or "", error.problem or ""
    index = _index(error, at_context=False)
    here, before = text[index : index + 1], text[:index].rstrip(" \t")[-1:]
    for known in _KNOWN:
        is_said = known.context in context and known.problem in problem
        if is_said and _is_one_of(here, known.at) and _is_one_of(before, known.after):
            where = _index(error, at_context=known.at_context)
            return Complaint(where, known.rule, known.message, known.hint)
    return Complaint(index, "yaml-syntax", f"this is not YAML: {problem}", "")


def tab_indents(text: str) -> Iterator[int]:
    """Where a tab indents a line; tabs inside quoted and block text are text."""
    spans = _text_spans(text)
    start, end = 0, 0
    for match in _TAB_INDENT.finditer(text):
        index = match.start(1)
        while end <= index:
            start, end = next(spans, (len(text), len(text)))
        if index < start:
            yield index


def _is_one_of(character: str, wanted: str) -> bool:
    return not wanted or (character != "" and character in wanted)


def _index(error: MarkedYAMLError, *, at_context: bool) -> int:
    marks = [error.problem_mark, error.context_mark]
    found = next((mark for mark in (reversed(marks) if at_context else marks) if mark), None)
    return found.index if found else 0


def _text_spans(text: str) -> Iterator[tuple[int, int]]:
    next_event: Callable[[], Any] = yaml.CBaseLoader(text).get_event
    with suppress(yaml.YAMLError):
        for _ in range(MAX_VALUES):
            event = next_event()
            if type(event) is yaml.StreamEndEvent:
                return
            if getattr(event, "style", None):
                yield event.start_mark.index, event.end_mark.index
        # What is beyond was not read, and nothing is known of it.
        yield event.end_mark.index, len(text)
