"""What is remembered of the print window from one opening to the next, and from start to start."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Any, get_args

from briefing.paper.options import SECTIONS, Editions, Paper, Section


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """What the user last chose. Which cards is not among it: that follows the main window.

    ``paper`` is None until one was chosen: that of the place then. ``folder`` is where the last
    PDF was exported to, empty before the first.
    """

    editions: Editions = "all"
    sections: frozenset[Section] = SECTIONS
    paper: Paper | None = None
    one_page: bool = False
    greyscale: bool = False
    cover: bool = True
    new_page: bool = False
    folder: str = ""

    @classmethod
    def from_text(cls, text: str) -> PrintChoice:
        """Read what ``to_text`` gave; what is missing or damaged is as at the first start."""
        try:
            found = json.loads(text)
        except ValueError:
            return cls()
        values = found if isinstance(found, dict) else {}
        return cls(
            **{name: value for name, value in values.items() if _fits(name, value)}
            | _sections(values)
        )

    def to_text(self) -> str:
        """The choice as one line of text."""
        return json.dumps(asdict(self) | {"sections": sorted(self.sections)})


_ALLOWED: dict[str, tuple[Any, ...]] = {
    "editions": get_args(Editions),
    "paper": (None, *get_args(Paper)),
}


def _fits(name: str, value: Any) -> bool:
    if name in _ALLOWED:
        return value in _ALLOWED[name]
    default = next((field.default for field in fields(PrintChoice) if field.name == name), None)
    return isinstance(value, type(default)) and isinstance(value, bool | str)


def _sections(values: dict[str, Any]) -> dict[str, frozenset[Section]]:
    """The sections that are named, where a list of names is there; without any there is no page."""
    found = values.get("sections")
    named = frozenset(s for s in SECTIONS if s in found) if isinstance(found, list) else None
    return {"sections": named} if named else {}
