"""Where the reader has been: the places that Back and Forward walk through."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from briefing.core.timeline import Stop


_MOST = 1000
"""Places that are remembered; each holds stops of the library as it was then."""


class Place(NamedTuple):
    """A card at a stop; with ``older`` set, that card compared from ``older`` to ``stop``."""

    card: str
    stop: Stop
    older: Stop | None = None


@dataclass(slots=True)
class History:
    """A line of visited places with the reader somewhere on it."""

    _places: list[Place] = field(default_factory=list)
    _at: int = -1

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before this one."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a place after this one."""
        return self._at < len(self._places) - 1

    def visit(self, place: Place) -> None:
        """Go to a new place; what lay ahead is forgotten. The same place twice is one visit.

        The oldest places are forgotten, too, once there are more than anybody goes back through.
        """
        if self._at >= 0 and self._places[self._at] == place:
            return
        del self._places[self._at + 1 :]
        self._places.append(place)
        del self._places[:-_MOST]
        self._at = len(self._places) - 1

    def clear(self) -> None:
        """Forget every place."""
        self._places.clear()
        self._at = -1

    def back(self) -> Place:
        """Step to the place before. Raises IndexError where there is none."""
        if not self.can_go_back:
            raise IndexError("there is no place before this one")
        self._at -= 1
        return self._places[self._at]

    def forward(self) -> Place:
        """Step to the place after. Raises IndexError where there is none."""
        if not self.can_go_forward:
            raise IndexError("there is no place after this one")
        self._at += 1
        return self._places[self._at]
