"""A card as far as it can be told from a text that is still being typed, for a preview.

Nothing of it is ever saved or printed: it may hold kinds that are none and texts that are empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from briefing.core.card import (
    CHANGES,
    Card,
    Edition,
    Location,
    Model,
    Note,
    Point,
    Quote,
    Step,
)
from briefing.core.validation import InvalidError, validated

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from briefing.core.card import CardKind, Library, PointKind

Made = TypeVar("Made", bound=Model)

MISSING = "…"
"""Stands where a required text is still to come."""


def tentative_card(data: Any, library: Library) -> Card:
    """The card that plain data will be once it is finished.

    Lists keep the length and order of the data's, so that the places of the statements are those
    of the text. What is no text reads as its YAML would; what is missing is shown as ``…``.
    """
    found = data if isinstance(data, dict) else {}
    card = _whole(Card, found)
    if card is not None and _sources_of(card) <= library.sources.keys():
        return card
    editions = [_edition(each, library.sources) for each in _mappings(found.get("editions"))]
    return Card(
        name=_text(found.get("name")),
        kind=cast("CardKind", _text(found.get("kind"))),
        code=found["code"] if isinstance(found.get("code"), str) else None,
        members=_texts(found.get("members")),
        location=_whole(Location, found.get("location")),
        region=_text(found.get("region")),
        aliases=_texts(found.get("aliases")),
        see_also=_texts(found.get("see_also")),
        editions=tuple(editions),
        # A note without a date has no place yet among the others.
        notes=tuple(note for each in _items(found.get("notes")) if (note := _whole(Note, each))),
    )


def _sources_of(card: Card) -> set[str]:
    items: list[Any] = [
        item
        for edition in card.editions
        for item in (edition, *edition.points, *edition.quotes, *edition.steps)
    ]
    return {item.source for item in items if item.source}


def _edition(data: dict[str, Any], sources: Collection[str]) -> Edition:
    def items(key: str, one: Callable[[dict[str, Any], Collection[str]], Made]) -> Any:
        return tuple(one(item, sources) for item in _mappings(data.get(key)))

    return Edition(
        source=_text(data.get("source")),
        bottom_line=_text(data.get("bottom_line")),
        changed=_maybe(data.get("changed")),
        points=items("points", _point),
        quotes=items("quotes", _quote),
        steps=items("steps", _step),
    )


def _point(data: dict[str, Any], sources: Collection[str]) -> Point:
    change = data.get("change")
    return Point(
        topic=_text(data.get("topic")),
        kind=cast("PointKind", _text(data.get("kind"))),
        text=_text(data.get("text")),
        para=_numbers(data.get("para")),
        change=change if change in CHANGES else None,
        source=_known(data.get("source"), sources),
    )


def _quote(data: dict[str, Any], sources: Collection[str]) -> Quote:
    return Quote(
        text=_text(data.get("text")),
        voice="speaker" if data.get("voice") == "speaker" else "summary",
        speaker=_maybe(data.get("speaker")),
        para=_numbers(data.get("para")),
        source=_known(data.get("source"), sources),
    )


def _step(data: dict[str, Any], sources: Collection[str]) -> Step:
    parts = {key: _maybe(data.get(key)) for key in ("condition", "why", "risk")}
    return Step(
        actor=_text(data.get("actor")),
        action=_text(data.get("action")),
        partner=_maybe(data.get("with")),
        para=_numbers(data.get("para")),
        source=_known(data.get("source"), sources),
        **parts,
    )


def _whole(model: type[Made], data: Any) -> Made | None:
    """The model where the data is one without a fault."""
    try:
        return validated(model, data)
    except InvalidError:
        return None


def _mappings(value: Any) -> list[dict[str, Any]]:
    """The items of a list; one that is no mapping yet is an empty one."""
    return [item if isinstance(item, dict) else {} for item in _items(value)]


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(item for item in _items(value) if isinstance(item, str))


def _text(value: Any) -> str:
    return _maybe(value) or MISSING


def _maybe(value: Any) -> str | None:
    if isinstance(value, str) and value.strip():
        return value
    return str(value) if isinstance(value, int | float) else None


def _numbers(value: Any) -> tuple[int, ...]:
    found = value if isinstance(value, list) else [value]
    return tuple(number for number in found if type(number) is int and number > 0)


def _known(value: Any, sources: Collection[str]) -> str | None:
    return value if isinstance(value, str) and value in sources else None
