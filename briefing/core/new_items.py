"""A new point, quote, step, note or edition as text, with the place of the field to fill first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from briefing.core import shape
from briefing.core.card import Edition, Note, Point, Quote, Step
from briefing.core.writing import Prose, value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.core.card import Model

ItemKind = Literal["point", "quote", "step", "note", "edition"]

LIST_OF: dict[ItemKind, str] = {
    "point": "points",
    "quote": "quotes",
    "step": "steps",
    "note": "notes",
    "edition": "editions",
}
_MODELS: dict[ItemKind, type[Model]] = {
    "point": Point,
    "quote": Quote,
    "step": Step,
    "note": Note,
    "edition": Edition,
}
_BLANK: dict[ItemKind, dict[str, Any]] = {
    "point": {"topic": "", "kind": "assessment", "text": "", "para": ""},
    "quote": {"text": "", "voice": "speaker", "para": ""},
    "step": {"actor": "", "action": "", "para": ""},
    "note": {"date": "", "by": "", "text": ""},
    "edition": {"source": "", "bottom_line": ""},
}
_PROSE = {"text", "bottom_line", "changed", "action", "condition", "why", "risk"}


@dataclass(frozen=True, slots=True)
class Written:
    """A new item as text. ``stops`` are its fields' values, from its start, in their order.

    ``first`` says which of them is to be filled first.
    """

    text: str
    stops: tuple[tuple[int, int], ...]
    first: int


@dataclass(frozen=True, slots=True)
class NewItem:
    """The fields of a new item in their order, and the name of the one to fill first."""

    fields: tuple[tuple[str, Any], ...]
    first: str

    def block(self, column: int, gap: int, step: int) -> Written:
        """The item on lines of its own: the dash in ``column``, the keys ``gap`` after it.

        Text below a key stands ``step`` columns further in. The first line has no indentation.
        """
        inner = column + gap
        text, stops = "-".ljust(gap), []
        for number, (key, found) in enumerate(self.fields):
            text += ("\n" + " " * inner if number else "") + f"{key}: "
            written = value(found, inner + len(key) + 2, inner + step)
            stops.append(_selection(len(text), written))
            text += written
        return Written(text, tuple(stops), self._number_of_first)

    def braces(self) -> Written:
        """The item in {braces} on one line."""
        text, stops = "{", []
        for number, (key, found) in enumerate(self.fields):
            text += (", " if number else "") + f"{key}: "
            written = value(found, 0, 0, flow=True)
            stops.append(_selection(len(text), written))
            text += written
        return Written(text + "}", tuple(stops), self._number_of_first)

    @property
    def _number_of_first(self) -> int:
        return [key for key, _ in self.fields].index(self.first)


def new_item(kind: ItemKind, values: Mapping[str, Any], **defaults: Any) -> NewItem:
    """An item with the values given; of its other fields, those that it must have.

    Running text loses the white space around it. The field to fill first is the first that ``values`` does not give. Raises ValueError where
    the kind has no such field.
    """
    names = list(shape.fields(_MODELS[kind]))
    unknown = set(values) - set(names)
    if unknown:
        raise ValueError(f"a {kind} has no field {min(unknown)}")
    known = {**_BLANK[kind], **defaults, **values}
    fields = tuple((name, _as_prose(name, known[name])) for name in names if name in known)
    open_fields = [name for name, _ in fields if name not in values]
    return NewItem(fields, (open_fields or [fields[0][0]])[0])


def _as_prose(name: str, found: Any) -> Any:
    return Prose(found.strip()) if name in _PROSE and isinstance(found, str) else found


def _selection(start: int, written: str) -> tuple[int, int]:
    """The field's value, without quotation marks around it; an empty one is where to type."""
    if written.startswith(">-\n"):
        body = written.removeprefix(">-\n")
        offset = start + 3 + len(body) - len(body.lstrip(" "))
        return offset, start + len(written)
    marks = int(written[:1] in ("'", '"'))
    return start + marks, start + len(written) - marks
