"""What the models' rules mean to pydantic, which validates data.

Loading pydantic takes longer than showing a card. Only what reads or describes files imports this.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError, core_schema

from briefing.core.card import Model
from briefing.core.dates import PartialDate
from briefing.core.scalars import INVISIBLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import ErrorDetails

    Core = core_schema.CoreSchema
    Check = Callable[[Any], Any]

Read = TypeVar("Read", bound=Model)


class InvalidError(ValueError):
    """The data is no such model; ``errors`` are pydantic's, every one of them."""

    def __init__(self, error: ValidationError) -> None:
        super().__init__(str(error))
        self.errors: list[ErrorDetails] = error.errors(include_url=False)


def validated(model: type[Read], data: Any) -> Read:
    """The model of plain data. Raises InvalidError."""
    try:
        return cast("Read", adapter(model).validate_python(data))  # type: ignore[arg-type]
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
    return _SCHEMAS[rule]


def _after(check: Check, schema: Core) -> Core:
    return core_schema.no_info_before_validator_function(check, schema)


def _no_blank(value: Any) -> Any:
    if isinstance(value, str) and not value.strip():
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
_TEXT = _after(_no_blank, _after(_all_visible, core_schema.str_schema(strict=True, min_length=1)))
_SCHEMAS: dict[str, Core] = {
    "text": _TEXT,
    "line": _after(_one_line, _TEXT),
    "blank": _after(_empty_text, _after(_all_visible, _STRING)),
    "date": core_schema.no_info_plain_validator_function(_as_date),
    "paragraphs": core_schema.no_info_plain_validator_function(_as_paragraphs),
    "code": core_schema.str_schema(strict=True, pattern="^[A-Z]{2}$"),
    "sha256": core_schema.str_schema(strict=True, pattern="^[0-9a-f]{64}$"),
    "count": core_schema.int_schema(strict=True, ge=1),
    "latitude": _degrees(90),
    "longitude": _degrees(180),
}
