"""Finds a card by the first letters of its name, typed one after the other."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from briefing.core.library import sort_name

if TYPE_CHECKING:
    from collections.abc import Sequence

_TYPING_S = 1.0
"""Seconds after which typing starts a new name."""


class TypeAhead:
    """What was typed within the last second."""

    def __init__(self) -> None:
        self._typed = ""
        self._typed_at = 0.0

    def find(self, text: str, ids: Sequence[str], names: Sequence[str], current: str) -> str | None:
        """The id of the next card, after the current one, whose name starts with all of it."""
        now = monotonic()
        self._typed = self._typed + text if now - self._typed_at < _TYPING_S else text
        self._typed_at = now
        wanted = sort_name(self._typed)[0]
        at = ids.index(current) if current in ids else -1
        # A single letter again goes on to the next; more letters may stay where they are.
        start = at + 1 if len(self._typed) == 1 else max(at, 0)
        rows = (*range(start, len(ids)), *range(start))
        found = (ids[row] for row in rows if sort_name(names[row])[0].startswith(wanted))
        return next(found, None)
