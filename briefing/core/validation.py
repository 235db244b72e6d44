"""What the models' rules mean to pydantic, which validates data.

Loading pydantic takes longer than showing a card. Only what reads or describes files imports this.
"""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError, core_schema

from briefing.core.card import Model
from briefing.core.dates import PartialDate
from briefing.core.limits import MAX_PARAGRAPHS
from briefing.core.problem import MOST
from briefing.core.scalars import INVISIBLE
from briefing.core.shape import fields

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import ErrorDetails

    Core = core_schema.CoreSchema
    Check = Callable[[Any], Any]

Read = TypeVar("Read", bound=Model)


_MOST_COUNTED = 4 * MOST
"""Errors after which the rest is passed over. Each is counted where it is and in each model
around it, and a card has three levels of those."""


class InvalidError(ValueError):
    """The data is no such model; ``errors`` are pydantic's, as many at least as are reported."""

    def __init__(self, error: ValidationError) -> None:
        super().__init__(error.title)
        self.errors: list[ErrorDetails] = error.errors(include_url=False)


class _Count:
    """What is left to be counted of the errors of one validation."""

    def __init__(self) -> None:
        self.left = _MOST_COUNTED


def validated(model: type[Read], data: Any) -> Read:
    """The model of plain data. Raises InvalidError."""
    try:
        return cast("Read", adapter(model).validate_python(data, context=_Count()))  # type: ignore[arg-type]
    except ValidationError as error:
        raise InvalidError(error) from None


@cache
def adapter(model: Any) -> TypeAdapter[Any]:
    """Pydantic's validator of a model, built once."""
    return TypeAdapter(model)


def core_schema_of(rule: str, source: Any, handler: GetCoreSchemaHandler) -> Core:
    """The core schema of a value of type ``source`` under a rule of ``card``."""
    if rule == "maybe":
        return _after(_empty_list, handler(source))
    if rule == "sources":
        found = handler(source)
        assert found["type"] == "dict"
        return {**found, "min_length": 1}
    return _counted(_SCHEMAS[rule])


def core_schema_of_model(model: type[Model], schema: Core) -> Core:
    """The core schema of a model: of more unknown keys than are reported, the first count."""

    def few_unknown(value: Any) -> Any:
        if not isinstance(value, dict) or len(value) <= MOST:
            return value
        known = fields(model)
        unknown = islice((key for key in value if key not in known), MOST + 1)
        return {key: value[key] for key in (*(key for key in known if key in value), *unknown)}

    return _counted(_after(few_unknown, schema))


def _counted(schema: Core) -> Core:
    """The schema, which is not asked any more once there are errors enough.

    Pydantic itself has no end: of a list of a million wrong items it makes a million errors.
    """

    def within(value: Any, validate: Any, info: Any) -> Any:
        if info.context.left <= 0:
            return value
        try:
            return validate(value)
        except ValidationError as error:
            info.context.left -= error.error_count()
            raise

    return core_schema.with_info_wrap_validator_function(within, schema)


def _after(check: Check, schema: Core) -> Core:
    return core_schema.no_info_before_validator_function(check, schema)


def _no_blank(value: Any) -> Any:
    if isinstance(value, str) and (not value or value.isspace()):
        raise PydanticCustomError("blank_text", "is empty")
    return value


def _all_visible(value: Any) -> Any:
    unseen = INVISIBLE.search(value) if isinstance(value, str) else None
    if unseen is not None:
        code = f"U+{ord(unseen.group()):04X}"
        raise PydanticCustomError("invisible", "holds {character}", {"character": code})
    return value


def _one_line(value: Any) -> Any:
    if isinstance(value, str) and ("\n" in value or "\r" in value):
        raise PydanticCustomError("line_break", "has a line break")
    return value


def _as_date(value: Any) -> PartialDate:
    try:
        return PartialDate.parse(value)
    except ValueError:
        raise PydanticCustomError("date", "is not a date") from None


def _as_paragraphs(value: Any) -> Any:
    numbers = value if isinstance(value, list) else [value]
    wrong = [i for i, number in enumerate(numbers) if type(number) is not int or number < 1]
    if wrong or not numbers:
        raise PydanticCustomError("para", "is not a paragraph number", {"wrong": wrong})
    return tuple(numbers)


def _empty_text(value: Any) -> Any:
    return "" if value is None else value


def _empty_list(value: Any) -> Any:
    return () if value is None else value


def _degrees(most: int) -> Core:
    return core_schema.float_schema(strict=True, ge=-most, le=most, allow_inf_nan=False)


_STRING = core_schema.str_schema(strict=True)
_TEXT = _after(_no_blank, _after(_all_visible, _STRING))
_SCHEMAS: dict[str, Core] = {
    "text": _TEXT,
    "line": _after(_one_line, _TEXT),
    "blank": _after(_empty_text, _after(_all_visible, _STRING)),
    "date": core_schema.no_info_plain_validator_function(_as_date),
    "paragraphs": core_schema.no_info_plain_validator_function(_as_paragraphs),
    "code": core_schema.str_schema(strict=True, pattern="^[A-Z]{2}$"),
    "sha256": core_schema.str_schema(strict=True, pattern="^[0-9a-f]{64}$"),
    "count": core_schema.int_schema(strict=True, ge=1, le=MAX_PARAGRAPHS),
    "latitude": _degrees(90),
    "longitude": _degrees(180),
}
