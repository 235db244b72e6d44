"""A file's bytes become a card or a library, or every problem that stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from briefing.core.accepting import accepted
from briefing.core.card import Card, Library, Model
from briefing.core.dialect import Document, parse
from briefing.core.limits import MAX_PARAGRAPHS
from briefing.core.problem import MOST, Problem, did_you_mean, quoted
from briefing.core.shape import fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from briefing.core.dialect import Loc

Read = TypeVar("Read", bound=Model)


@dataclass(frozen=True, slots=True)
class Reading(Generic[Read]):
    """What a file held: the model, or None where it has errors, and every problem found."""

    value: Read | None
    problems: tuple[Problem, ...]
    document: Document


def read_card(raw: bytes, path: str) -> Reading[Card]:
    """Read a card file's bytes; ``path`` is what its problems are reported under."""
    return _read(raw, path, Card)


def read_library(raw: bytes, path: str) -> Reading[Library]:
    """Read the bytes of a library.yaml; ``path`` is what its problems are reported under."""
    return _read(raw, path, Library)


def _read(raw: bytes, path: str, model: type[Read]) -> Reading[Read]:
    document = parse(raw, path)
    if not document.readable or (document.data is None and document.problems):
        return Reading(None, document.problems, document)
    if not document.problems:
        # Only a backslash in a text that was read can bring in what cannot be seen.
        quick = accepted(model, document.data, visible="\\" not in document.text)
        if quick is not None:
            return Reading(quick, (), document)
    # What is right does without this, which takes long to load.
    from briefing.core.validation import InvalidError, validated  # noqa: PLC0415

    try:
        value = validated(model, document.data)
    except InvalidError as error:
        found = _problems(error.errors, document, model)
        return Reading(None, tuple(sorted({*document.problems, *found})), document)
    return Reading(None if document.problems else value, document.problems, document)


def _problems(
    errors: list[ErrorDetails], document: Document, model: type[Model]
) -> Iterator[Problem]:
    known_places = {(problem.line, problem.column) for problem in document.problems}
    each = ((error, way) for error in errors for way in _ways(error))
    for error, way in islice(each, MOST):
        missing = error["type"] == "missing"
        at_key = error["type"] == "unexpected_keyword_argument" or "[key]" in error["loc"]
        place = document.place(way[:-1] if missing else way, key=at_key)
        # What YAML could not give (an alias, say) is one problem, not two.
        if missing or place not in known_places:
            said = _explain(error, way, model)
            yield Problem(document.path, *place, "error", *said)
    if next(each, None):
        message, hint = f"more than {MOST:,} problems", "mend these first"
        yield Problem(document.path, 1, 1, "error", "too-many", message, hint)


def _ways(error: ErrorDetails) -> Iterator[Loc]:
    """The ways to what an error is about: of a list of numbers, to each that is wrong."""
    loc: Loc = tuple(part for part in error["loc"] if part != "[key]")
    wrong_items = error.get("ctx", {}).get("wrong") if isinstance(error["input"], list) else ()
    yield from ((*loc, index) for index in wrong_items) if wrong_items else (loc,)


def _explain(error: ErrorDetails, loc: Loc, model: type[Model]) -> tuple[str, str, str]:
    """The rule, message and hint for one of pydantic's errors."""
    found, name, context = error["input"], _what(loc), error.get("ctx", {})
    match error["type"]:
        case "missing":
            return "missing-key", f"{name} is missing", f"add `{loc[-1]}: …`"
        case "unexpected_keyword_argument":
            known = fields(model, loc[:-1])
            message = f"unknown key {name}" if loc[-1] else "an empty key"
            return "unknown-key", message, did_you_mean(str(loc[-1]), known)
        case "literal_error":
            allowed = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
            near = did_you_mean("" if _is_empty(found) else str(found), allowed)
            if _is_empty(found):
                return "empty-value", f"{name} is empty", near
            return "unknown-value", f"{name} cannot be {_named(found)}", near
        case "para":
            hint = "write a number such as 3, or a list such as [3, 4]"
            number = found[loc[-1]] if isinstance(loc[-1], int) else found
            if _is_empty(number):
                return "empty-value", f"{name} is empty", hint
            return "bad-para", f"{_named(number)} is not a paragraph number", hint
    if _is_empty(found):
        return "empty-value", f"{name} is empty", f"write something{_or_remove(model, loc)}"
    return _explain_value(error["type"], found, name, context)


def _explain_value(
    kind: str, found: Any, name: str, context: dict[str, Any]
) -> tuple[str, str, str]:
    match kind:
        case "date":
            hint = "write 2004, 2004-02 or 2004-02-25: as precise as the source is, no more"
            return "bad-date", f"{_named(found)} is not a date", hint
        case "invisible":
            message = f"{name} holds the invisible character {context['character']}"
            return "control-character", message, "remove it"
        case "line_break":
            message = f"{name} has more than one line"
            return "line-break", message, "write it on one line, or on several below `>-`"
        case "string_pattern_mismatch":
            hints = {"`sha256`": "64 hexadecimal digits in lower case, as sha256sum prints them"}
            hint = hints.get(name, "two capital letters of ISO 3166-1, such as GE")
            return "bad-value", f"{name} cannot be {_named(found)}", f"write {hint}"
        case "greater_than_equal" | "less_than_equal" | "finite_number":
            ranges = {"`lat`": "degrees from -90 to 90", "`lon`": "degrees from -180 to 180"}
            hint = ranges.get(name, f"a number from 1 to {MAX_PARAGRAPHS}")
            return "out-of-range", f"{name} cannot be {_named(found)}", f"write {hint}"
    wanted, hint = {
        "string_type": ("text", "put it in quotation marks"),
        "tuple_type": ("a list", "start each item on a line of its own, with a dash"),
        "int_type": ("a whole number", "write digits only"),
        "float_type": ("a number", "write a number such as 42.5"),
    }.get(kind, ("keys and values", "write lines such as `key: value`"))
    return "wrong-type", f"{name} must be {wanted}, not {_named(found)}", hint


def _what(loc: Loc) -> str:
    """What a message calls the value at ``loc``."""
    keys = [part for part in loc if isinstance(part, str)]
    if not keys:
        return "the file"
    if not keys[-1]:
        return f"a key in {quoted(keys[-2])}" if len(keys) > 1 else "a key"
    return ("an item of " if isinstance(loc[-1], int) else "") + quoted(keys[-1])


def _is_empty(found: Any) -> bool:
    return found is None or found in ([], {}, "") or (isinstance(found, str) and found.isspace())


def _or_remove(model: type[Model], loc: Loc) -> str:
    if not loc:
        return " such as `key: value`"
    field = fields(model, loc[:-1]).get(loc[-1]) if isinstance(loc[-1], str) else None
    return "" if field is not None and field.is_required else ", or remove the line"


def _named(found: Any) -> str:
    """A value as a message names it, cut to a length that a line can hold."""
    match found:
        case bool():
            return f"the truth value {str(found).lower()}"
        case int() | float():
            return f"the number {found}"
        case dict():
            return "a mapping"
        case list():
            return "a list"
    return quoted(str(found))
