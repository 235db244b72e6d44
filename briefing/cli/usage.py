"""What is named on the command line, found in the library or refused in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.core.problem import did_you_mean
from briefing.core.timeline import StopNotFoundError, find_stop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.core.library import CardFile, CardFolder
    from briefing.core.timeline import Stop


class UsageError(Exception):
    """The command cannot be carried out as it was given; the message says what to change."""


def card_file(folder: CardFolder, card_id: str) -> CardFile:
    """The good card of that id. Raises UsageError where there is none or it is broken."""
    found = folder.get(card_id)
    if found is None:
        raise UsageError(no_card(folder, card_id))
    if found.card is None:
        listed = "\n".join(str(problem) for problem in found.problems)
        raise UsageError(f"{found.path} has errors:\n{listed}")
    return found


def no_card(folder: CardFolder, card_id: str) -> str:
    """What is said of a card that is not there, with the nearest one that is."""
    hint = did_you_mean(card_id, [file.id for file in folder.files])
    near = hint if hint.startswith("did") else "briefing list shows them all"
    return f"there is no card {card_id}; {near}"


def stop_named(folder: CardFolder, wanted: str) -> Stop:
    """The stop of that name. Raises UsageError where none or several fit."""
    try:
        return find_stop(folder.stops, wanted)
    except StopNotFoundError as error:
        raise UsageError(str(error)) from error


def two_stops(folder: CardFolder, wanted: Sequence[str]) -> tuple[Stop, Stop]:
    """Two different stops, the older first. Raises UsageError."""
    stops = {stop_named(folder, name) for name in wanted}
    if len(stops) == 1:
        raise UsageError(f"{wanted[0]} and {wanted[1]} are the same stop; name two")
    older, newer = sorted(stops, key=lambda stop: stop.date.sort_key)
    return older, newer
