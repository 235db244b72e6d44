"""A file's bytes become a card or a library, or every problem that stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from briefing.core.card import Card, Library
from briefing.core.dialect import Document, parse
from briefing.core.problem import Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from briefing.core.dialect import Loc

Read = TypeVar("Read", bound=BaseModel)

_LONGEST = 60
"""Characters of a wrong value that a message repeats."""


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
    try:
        value = model.model_validate(document.data)
    except ValidationError as error:
        found = _problems(error.errors(include_url=False), document, model)
        return Reading(None, tuple(sorted({*document.problems, *found})), document)
    return Reading(None if document.problems else value, document.problems, document)


def _problems(
    errors: list[ErrorDetails], document: Document, model: type[BaseModel]
) -> Iterator[Problem]:
    known_places = {(problem.line, problem.column) for problem in document.problems}
    for error in errors:
        loc: Loc = tuple(part for part in error["loc"] if part != "[key]")
        at_key = error["type"] == "extra_forbidden" or loc != error["loc"]
        missing = error["type"] == "missing"
        line, column = document.place(loc[:-1] if missing else loc, key=at_key)
        # What YAML could not give (an alias, say) is one problem, not two.
        if (line, column) in known_places and not missing:
            continue
        rule, message, hint = _explain(error, loc, model)
        yield Problem(document.path, line, column, "error", rule, message, hint)


def _explain(error: ErrorDetails, loc: Loc, model: type[BaseModel]) -> tuple[str, str, str]:
    """The rule, message and hint for one of pydantic's errors."""
    key = next((part for part in reversed(loc) if isinstance(part, str)), "")
    found = error["input"]
    context = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return "missing-key", f"`{key}` is missing", f"add a line `{key}: …`"
        case "extra_forbidden":
            return "unknown-key", f"unknown key `{key}`", did_you_mean(key, _keys(model, loc[:-1]))
        case "literal_error":
            return _unknown_value(key, found, context["expected"])
        case "blank_text":
            return "empty-value", f"`{key}` is empty", "write something, or remove the key"
        case "date":
            hint = "as precise as the source is, no more"
            return "bad-date", context["reason"], hint
        case "para":
            hint = "write a number such as 3, or a list such as [3, 4]"
            return "bad-para", f"{_named(found)} is not a paragraph number", hint
        case "string_pattern_mismatch":
            return _bad_pattern(key, found)
        case "greater_than_equal" | "less_than_equal" | "finite_number":
            return _out_of_range(key, found, context)
        case "too_short":
            return "empty-value", f"`{key}` is empty", f"give at least one entry of `{key}`"
        case _:
            return _wrong_type(key, found, error["type"])


def _unknown_value(key: str, found: Any, expected: str) -> tuple[str, str, str]:
    allowed = [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]
    if found is None:
        return "empty-value", f"`{key}` is empty", did_you_mean("", allowed)
    return "unknown-value", f"`{key}` cannot be {_named(found)}", did_you_mean(str(found), allowed)


def _bad_pattern(key: str, found: Any) -> tuple[str, str, str]:
    hints = {"sha256": "64 hexadecimal digits in lower case, as sha256sum prints them"}
    hint = hints.get(key, "two capital letters of ISO 3166-1, such as GE")
    return "bad-value", f"`{key}` cannot be {_named(found)}", hint


def _out_of_range(key: str, found: Any, context: dict[str, Any]) -> tuple[str, str, str]:
    ranges = {"lat": "degrees from -90 to 90", "lon": "degrees from -180 to 180"}
    hint = "give " + ranges.get(key, f"a number of at least {context.get('ge', 1)}")
    return "out-of-range", f"`{key}` cannot be {_named(found)}", hint


def _wrong_type(key: str, found: Any, kind: str) -> tuple[str, str, str]:
    wanted, hint = {
        "string_type": ("text", "put it in quotation marks"),
        "tuple_type": ("a list", "start each item on a line of its own, with a dash"),
        "int_type": ("a whole number", "write digits only"),
        "float_type": ("a number", "write a number such as 42.5"),
    }.get(kind, ("keys and values", "write lines such as `key: value`"))
    name = f"`{key}`" if key else "the file"
    if found is None:
        return "empty-value", f"{name} is empty", f"give {wanted}, or remove the line"
    if kind == "string_type" and isinstance(found, list | dict):
        hint = "write it as text"
    return "wrong-type", f"{name} must be {wanted}, not {_named(found)}", hint


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
            return "a list" if found else "an empty list"
        case None:
            return "nothing"
    text = str(found)
    return f"`{text[:_LONGEST]}…`" if len(text) > _LONGEST else f"`{text}`"


def _keys(model: type[BaseModel], loc: Loc) -> list[str]:
    """The keys that the mapping at ``loc`` can have."""
    rest = [part for part in loc if isinstance(part, str)]
    while rest:
        fields = {field.alias or name: field for name, field in model.model_fields.items()}
        annotation = fields[rest.pop(0)].annotation
        if get_origin(annotation) is dict:
            rest = rest[1:]
        model = next(_models(annotation))
    return [field.alias or name for name, field in model.model_fields.items()]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)
