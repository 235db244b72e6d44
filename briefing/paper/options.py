"""What a print is asked to hold: editions, sections, paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from datetime import datetime

    from briefing.core.timeline import Stop

Editions = Literal["all", "stop", "compare"]
Paper = Literal["a4", "letter"]
Section = Literal["bottom_line", "changed", "points", "quotes", "steps", "notes", "sources", "map"]

SECTIONS: frozenset[Section] = frozenset(get_args(Section))
"""Every section, which is what is printed unless asked otherwise."""

_STOPS_NEEDED = {"all": 0, "stop": 1, "compare": 2}


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """What to print of the chosen cards, and on what.

    ``one_page`` leaves whole items out of a brief until it fits one side; it does not apply to a
    book. ``stops`` names the one stop of ``editions="stop"`` or the two of ``"compare"``, older first;
    it is empty for ``"all"``. ``cover`` (with the contents) and ``new_page`` matter for two or
    more cards only. ``timestamp`` goes into the PDF as its date: the same cards, options and
    timestamp give the same bytes; None takes the time at which the newest file was saved.

    Raises ValueError where the stops do not fit the editions, or the timestamp has no time zone.
    """

    editions: Editions = "all"
    stops: tuple[Stop, ...] = ()
    paper: Paper = "a4"
    sections: frozenset[Section] = SECTIONS
    cover: bool = True
    new_page: bool = False
    greyscale: bool = False
    one_page: bool = False
    timestamp: datetime | None = None

    def __post_init__(self) -> None:
        needed = _STOPS_NEEDED[self.editions]
        if len(self.stops) != needed:
            raise ValueError(f"editions {self.editions!r} takes {needed} stops")
        keys = [stop.date.sort_key for stop in self.stops]
        if keys != sorted(keys):
            raise ValueError("the older stop comes first")
        if self.timestamp and self.timestamp.utcoffset() is None:
            raise ValueError("the timestamp needs a time zone")
