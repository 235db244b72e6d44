"""The shape of the format: which keys a mapping can have, and which values a key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

    from briefing.core.dialect import Loc


def fields(model: type[BaseModel], loc: Loc) -> dict[str, FieldInfo]:
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
    return {field.alias or name: field for name, field in model.model_fields.items()}


def choices(field: FieldInfo) -> tuple[str, ...]:
    """The words that a value is one of; empty where any text will do."""
    literals = (part for part in _parts(field.annotation) if get_origin(part) is Literal)
    return next((get_args(part) for part in literals), ())


def is_list(field: FieldInfo) -> bool:
    """Whether only a list will do; paragraph numbers can stand alone."""
    parts = list(_parts(field.annotation))
    return int not in parts and any(get_origin(part) is tuple for part in parts)


def holds_models(field: FieldInfo) -> bool:
    """Whether keys and values stand below the key, or in the items of its list."""
    return next(_models(field.annotation), None) is not None


def is_named(field: FieldInfo) -> bool:
    """Whether the keys below it are names of its own, as the sources' ids are."""
    return get_origin(field.annotation) is dict


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    for part in _parts(annotation):
        if isinstance(part, type) and issubclass(part, BaseModel):
            yield part


def _parts(annotation: Any) -> Iterator[Any]:
    """A type and, from the outside in, all that it is made of."""
    yield annotation
    for argument in get_args(annotation):
        yield from _parts(argument)
