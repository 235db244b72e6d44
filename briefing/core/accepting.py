"""Plain data that is plainly a card or a library becomes one, with no help from pydantic.

Nearly all data is: only what is not needs pydantic, which says why, and takes longer to load than
a card takes to show. What the index gave back comes through here too, so that whatever somebody
wrote into that file is a card by the rules, or nothing.
"""

from __future__ import annotations

import re
from dataclasses import MISSING, fields
from functools import cache
from types import NoneType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Literal,
    TypeVar,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from briefing.core.card import Model, Rule, key_of
from briefing.core.dates import PartialDate
from briefing.core.limits import MAX_PARAGRAPHS
from briefing.core.scalars import INVISIBLE

if TYPE_CHECKING:
    from collections.abc import Callable

    Take = Callable[[Any], Any]

Read = TypeVar("Read", bound=Model)

_CODE = re.compile("[A-Z]{2}")
_SHA256 = re.compile("[0-9a-f]{64}")


def accepted(model: type[Read], data: Any, *, visible: bool = False) -> Read | None:
    """The model of plain data, or None where it is none; the same that ``validated`` gives.

    ``visible``: no text in the data holds an invisible character, and none needs to be looked at.
    """
    try:
        return cast("Read", _taker(model, visible)(data))  # type: ignore[arg-type]
    except _Refused:
        return None


class _Refused(Exception):  # noqa: N818 - it never leaves this room
    """A value is not what it must be; which one, pydantic says better."""


@cache
def _taker(model: Any, visible: bool) -> Take:
    """What makes a model of plain data. Raises _Refused."""
    types = get_type_hints(model, include_extras=True)
    parts = [
        (key_of(each), each.name, _take(types[each.name], visible), each.default is MISSING)
        for each in fields(model)
    ]

    def take(data: Any) -> Any:
        if type(data) is not dict:
            raise _Refused
        values = {}
        for key, name, take_value, is_required in parts:
            if key in data:
                values[name] = take_value(data[key])
            elif is_required:
                raise _Refused
        if len(values) != len(data):
            raise _Refused
        return model(**values)

    return take


def _take(annotation: Any, visible: bool) -> Take:
    """What takes a value of a type: gives it as the model holds it, or raises _Refused."""
    inner, *more = get_args(annotation) or (annotation,)
    if get_origin(annotation) is Annotated:
        (rule,) = more
        assert isinstance(rule, Rule)
        if rule.name == "maybe":
            return _or_nothing(_list_of(_take(get_args(inner)[0], visible)), ())
        if rule.name == "sources":
            return _named(*(_take(part, visible) for part in get_args(inner)))
        return _by_rule(rule.name, visible)
    if get_origin(annotation) is Literal:
        return _one_of(get_args(annotation))
    if NoneType in more:
        return _or_nothing(_take(inner, visible), None)
    return _taker(annotation, visible)


def _by_rule(rule: str, visible: bool) -> Take:
    if rule in ("text", "line", "blank"):
        take = {"text": _text, "line": _line, "blank": _or_nothing(_string, "")}[rule]
        return take if visible else _looked_at(take)
    return _RULES[rule]


def _string(value: Any) -> str:
    if type(value) is not str:
        raise _Refused
    return value


def _text(value: Any) -> str:
    # Text that is all white space counts as none: isspace() is of that what strip() takes away.
    if type(value) is not str or not value or value.isspace():
        raise _Refused
    return value


def _line(value: Any) -> str:
    if "\n" in _text(value) or "\r" in value:
        raise _Refused
    return str(value)


def _looked_at(take: Take) -> Take:
    def look(value: Any) -> Any:
        if type(value) is str and INVISIBLE.search(value):
            raise _Refused
        return take(value)

    return look


def _date(value: Any) -> PartialDate:
    try:
        return PartialDate.parse(value)
    except ValueError:
        raise _Refused from None


def _paragraphs(value: Any) -> tuple[int, ...]:
    numbers = value if type(value) is list else [value]
    for number in numbers:
        if type(number) is not int or number < 1:
            raise _Refused
    if not numbers:
        raise _Refused
    return tuple(numbers)


def _count(value: Any) -> int:
    if type(value) is not int or not 1 <= value <= MAX_PARAGRAPHS:
        raise _Refused
    return value


def _matching(pattern: re.Pattern[str]) -> Take:
    def take(value: Any) -> str:
        if type(value) is not str or not pattern.fullmatch(value):
            raise _Refused
        return value

    return take


def _degrees(most: int) -> Take:
    def take(value: Any) -> float:
        if type(value) not in (int, float) or not -most <= value <= most:
            raise _Refused
        return float(value)

    return take


def _one_of(allowed: tuple[str, ...]) -> Take:
    def take(value: Any) -> str:
        if type(value) is not str or value not in allowed:
            raise _Refused
        return value

    return take


def _or_nothing(take: Take, nothing: Any) -> Take:
    return lambda value: nothing if value is None else take(value)


def _list_of(take: Take) -> Take:
    def take_all(value: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            raise _Refused
        return tuple(map(take, value))

    return take_all


def _named(take_name: Take, take: Take) -> Take:
    def take_all(value: Any) -> dict[str, Any]:
        if type(value) is not dict or not value:
            raise _Refused
        return {take_name(name): take(part) for name, part in value.items()}

    return take_all


_RULES: dict[str, Take] = {
    "date": _date,
    "paragraphs": _paragraphs,
    "code": _matching(_CODE),
    "sha256": _matching(_SHA256),
    "count": _count,
    "latitude": _degrees(90),
    "longitude": _degrees(180),
}
