"""The shape of the format: which keys a mapping can have, and which values a key."""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from briefing.core.card import Model, key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.core.dialect import Loc


class Field(NamedTuple):
    """A key of a mapping: its name in the format, the type of its value, what it is for."""

    name: str
    annotation: Any
    description: str
    is_required: bool


def fields(model: type[Model], loc: Loc = ()) -> dict[str, Field]:
    """The keys that the mapping at ``loc`` can have, by their names in the format.

    List positions in ``loc`` do not matter and may be left out. Raises KeyError where the format
    has no such mapping.
    """
    rest = [part for part in loc if isinstance(part, str)]
    while rest:
        annotation = fields(model, ())[rest.pop(0)].annotation
        if get_origin(annotation) is dict:
            rest = rest[1:]
        found = next(_models(annotation), None)
        if found is None:
            raise KeyError(loc)
        model = found
    return {field.name: field for field in _fields(model)}  # type: ignore[arg-type]


def choices(field: Field) -> tuple[str, ...]:
    """The words that a value is one of; empty where any text will do."""
    literals = (part for part in _parts(field.annotation) if get_origin(part) is Literal)
    return next((get_args(part) for part in literals), ())


def is_list(field: Field) -> bool:
    """Whether only a list will do; paragraph numbers can stand alone."""
    parts = list(_parts(field.annotation))
    return int not in parts and any(get_origin(part) is tuple for part in parts)


def holds_models(field: Field) -> bool:
    """Whether keys and values stand below the key, or in the items of its list."""
    return next(_models(field.annotation), None) is not None


def is_named(field: Field) -> bool:
    """Whether the keys below it are names of its own, as the sources' ids are."""
    return get_origin(field.annotation) is dict


@cache
def _fields(model: Any) -> tuple[Field, ...]:
    types = get_type_hints(model)
    return tuple(
        Field(
            key_of(each),
            types[each.name],
            each.metadata["description"],
            each.default is dataclasses.MISSING,
        )
        for each in dataclasses.fields(model)
    )


def _models(annotation: Any) -> Iterator[type[Model]]:
    for part in _parts(annotation):
        if isinstance(part, type) and issubclass(part, Model):
            yield part


def _parts(annotation: Any) -> Iterator[Any]:
    """A type and, from the outside in, all that it is made of."""
    yield annotation
    for argument in get_args(annotation):
        yield from _parts(argument)
