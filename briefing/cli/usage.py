"""What is named on the command line, found in the library or refused in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.cli.output import complain
from briefing.core.library import MANIFEST, open_folder
from briefing.core.presence import is_folder
from briefing.core.problem import did_you_mean
from briefing.core.timeline import StopNotFoundError, find_stop
from briefing.core.words import counted

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence
    from pathlib import Path

    from briefing.core.library import CardFile, CardFolder
    from briefing.core.shelf import Shelf
    from briefing.core.starter import Places
    from briefing.core.timeline import Stop

_MOST_LISTED = 20


class UsageError(Exception):
    """The command cannot be carried out as it was given; the message says what to change."""


def named_folder(arguments: Namespace, places: Places) -> CardFolder:
    """The library named, else the one opened when none is. Raises LibraryNotFoundError."""
    return opened(arguments.library or places.default_library(), places)


def opened(folder: Path, places: Places) -> CardFolder:
    """The library in a folder, from the index that the window made of it, where there is one.

    A command makes none: it may be the only one that is ever run here. Raises
    LibraryNotFoundError.
    """
    return open_folder(folder, places.cache, build=False)


def good_folder(arguments: Namespace, places: Places) -> CardFolder:
    """The library. Raises UsageError where library.yaml has errors: no edition would have a date."""
    folder = named_folder(arguments, places)
    if not folder.manifest_good:
        raise UsageError(f"{folder.folder / MANIFEST} has errors; see briefing check")
    return folder


def folder_of(ids: Sequence[str], arguments: Namespace, places: Places) -> CardFolder:
    """As ``good_folder``, with these cards alone where all are there: the rest need not be read.

    No index is looked at: to take in all of it takes longer than to read a few files.
    """
    folder = arguments.library or places.default_library()
    found = open_folder(folder, only=ids)
    if not found.manifest_good or any(found.get(card_id) is None for card_id in ids):
        return good_folder(arguments, places)
    return found


def whole_folder(arguments: Namespace, places: Places) -> CardFolder:
    """The library, with a word on standard error about the cards that what follows lacks."""
    folder = good_folder(arguments, places)
    broken = len(folder.files) - len(folder.cards)
    if broken:
        complain(f"left out {counted(broken, 'card')} that cannot be read; see briefing check")
    return folder


def texts_named(folder: Path, *, is_chosen: bool = True) -> Shelf:
    """The source texts in a folder. Raises UsageError where it is no folder.

    ``is_chosen`` as of a Shelf.
    """
    if not is_folder(folder):
        raise UsageError(f"{folder} is not a folder of source texts")
    # The window names no texts, and need not wait for what reads them.
    from briefing.core.shelf import Shelf  # noqa: PLC0415

    return Shelf(folder, is_chosen=is_chosen)


def card_file(folder: CardFolder, card_id: str) -> CardFile:
    """The good card of that id. Raises UsageError where there is none or it is broken."""
    found = folder.get(card_id)
    if found is None:
        raise UsageError(no_card(folder, card_id))
    if found.card is None:
        lines = [str(problem) for problem in found.problems[:_MOST_LISTED]]
        if len(found.problems) > _MOST_LISTED:
            lines.append("and more; see briefing check")
        raise UsageError("\n".join([f"{found.path} has errors:", *lines]))
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
