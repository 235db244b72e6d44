"""The fast way through YAML for the files that are right, which is nearly all of them.

It knows no problem and no place: where anything is out of the ordinary it gives up, and the
dialect reads the text again with care.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from briefing.core.limits import MAX_TEXT
from briefing.core.scalars import RESOLVED_STARTS, resolve

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_LEVELS = 20
MAX_VALUES = 100_000
"""Keys, values and items: some 2 MB of a card as they are written, and half a second's work."""

UNSURE = object()
"""Stands for data that only the careful way can tell."""

_NO_KEY = object()


def quick_data(text: str) -> Any:
    """The plain data of a text that is one mapping or list, or UNSURE.

    UNSURE for all that breaks the dialect or could: anchors, tags, aliases, keys that are no
    text or stand twice, too many levels or values, texts that are too long, several documents, no
    document, and bad YAML.
    """
    try:
        found = _data(text)
    except yaml.YAMLError:
        return UNSURE
    return UNSURE if len(text) > MAX_TEXT and _has_too_long(found) else found


def _has_too_long(data: Any) -> bool:
    if type(data) is str:
        return len(data) > MAX_TEXT
    if type(data) is dict:
        return any(map(_has_too_long, (*data, *data.values())))
    return type(data) is list and any(map(_has_too_long, data))


def _data(text: str) -> Any:  # noqa: C901, PLR0912 - one loop: a call for each event costs as much as libyaml
    next_event: Callable[[], Any] = yaml.CBaseLoader(text).get_event
    next_event()  # the stream starts
    next_event()  # and so does the document; an empty stream ends here, and the loop gives up
    scalar, mapping, sequence = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
    ends = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
    levels: list[tuple[Any, Any]] = []
    found: Any = None  # what is being filled
    append: Any = None  # and how, where it is a list
    key: Any = _NO_KEY
    for _ in range(MAX_VALUES):
        event = next_event()
        kind = type(event)
        if kind in ends:
            whole = found
            found, append = levels.pop()
            key = _NO_KEY
            if found is None:
                break
            continue
        if kind is scalar:
            value = event.value
            if event.implicit[0] and not event.style and value[:1] in RESOLVED_STARTS:
                value = resolve(value)
        elif kind is mapping:
            value = {}
        elif kind is sequence:
            value = []
        else:
            return UNSURE
        if event.anchor is not None or event.tag is not None:
            return UNSURE
        if append is not None:
            append(value)
        elif found is None:
            if kind is scalar:
                return UNSURE
        elif key is _NO_KEY:
            if type(value) is not str or value == "<<":
                return UNSURE
            key = value
            continue
        elif key in found:
            return UNSURE
        else:
            found[key] = value
            key = _NO_KEY
        if kind is not scalar:
            levels.append((found, append))
            if len(levels) > MAX_LEVELS:
                return UNSURE
            found = value
            append = value.append if kind is sequence else None
    else:
        return UNSURE
    next_event()  # the document ends
    return whole if type(next_event()) is yaml.StreamEndEvent else UNSURE
