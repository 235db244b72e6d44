"""What can be asked of a print: which cards and which stops, and what its file is called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QLocale

from briefing.core.inline import plain
from briefing.core.timeline import editions_at, stop_after, stop_before, stops_with
from briefing.core.words import listed, stop_label
from briefing.paper.paper_size import usual_paper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.core.library import CardFolder
    from briefing.core.timeline import Stop
    from briefing.paper.options import Paper, PrintOptions

Scope = Literal["card", "selected", "region", "all"]

_NAMED = 3  # cards that a file's name lists; of more it gives the number
_LONGEST = 200  # bytes of a file's name, below what file systems take
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')


@dataclass(frozen=True, slots=True)
class PrintRequest:
    """The ids of the cards to print, and how."""

    ids: tuple[str, ...]
    options: PrintOptions


def default_paper(locale: QLocale) -> Paper:
    """The paper that is usual where the locale is."""
    return usual_paper(QLocale.territoryToCode(locale.territory()))


def cards_in(
    folder: CardFolder, card_id: str, selected: Sequence[str]
) -> dict[Scope, tuple[str, ...]]:
    """The ids that each choice of cards stands for, broken cards among them.

    The print leaves a broken card out and says so.
    """
    file = folder.get(card_id)
    region = file.region if file else ""
    same_region = (each.id for each in folder.files if region and each.region == region)
    return {
        "card": (card_id,) if file else (),
        "selected": tuple(selected),
        "region": tuple(same_region),
        "all": tuple(each.id for each in folder.files),
    }


def printable(folder: CardFolder, ids: Sequence[str]) -> int:
    """How many of the cards can be printed."""
    return sum(card_id in folder.cards for card_id in ids)


def stops_in(folder: CardFolder, ids: Sequence[str]) -> tuple[Stop, ...]:
    """The stops at which any of the cards has an edition, oldest first."""
    sources = {
        source for card_id in ids if (file := folder.get(card_id)) for source in file.sources
    }
    return stops_with(sources, folder.stops)


def usual_pair(folder: CardFolder, card_id: str, stop: Stop) -> tuple[Stop, Stop] | None:
    """The two stops to compare where the window does not compare yet, older first.

    The card's edition at ``stop`` and the one before it, else the one after it; else the
    library's two stops around ``stop``. None in a library with one stop.
    """
    stops, card = folder.stops, folder.cards.get(card_id)
    if card and editions_at(card, stop):
        before = stop_before(card, stops, stop)
        after = stop_after(card, stops, stop)
        if before:
            return before, stop
        if after:
            return stop, after
    if len(stops) < 2:  # noqa: PLR2004 - it takes two to compare
        return None
    place = max(1, stops.index(stop)) if stop in stops else len(stops) - 1
    return stops[place - 1], stops[place]


def comparable(folder: CardFolder, ids: Sequence[str], pair: tuple[Stop, Stop] | None) -> bool:
    """Whether any of the cards has an edition at both stops."""
    if pair is None:
        return False
    files = (folder.get(card_id) for card_id in ids)
    return any(
        all(stops_with(file.sources, (stop,)) for stop in pair)
        for file in files
        if file is not None
    )


def labels(folder: CardFolder, stops: Sequence[Stop]) -> list[str]:
    """The stops as the page names them."""
    return [stop_label(folder.stops, stop) for stop in stops]


def file_name(folder: CardFolder, request: PrintRequest) -> str:
    """The name proposed for the PDF: ``Georgia, 2004 and 2010.pdf``. Safe on every system."""
    options = request.options
    ids = [card_id for card_id in request.ids if card_id in folder.cards]
    stops = options.stops
    if not stops and len(ids) == 1:
        stops = stops_in(folder, ids)
    parts = [_subject(folder, ids)]
    if stops:
        parts.append(listed(labels(folder, stops)))
    if options.editions == "compare":
        parts[-1] += " compared"
    return safe_name(", ".join(parts), "pdf")


def safe_name(stem: str, suffix: str) -> str:
    """A name for a file that every system takes, however long or odd the stem."""
    name = " ".join(_FORBIDDEN.sub(" ", stem).split())
    short = name.encode()[:_LONGEST].decode(errors="ignore").strip(" .")
    return f"{short or 'Briefing'}.{suffix}"


def _subject(folder: CardFolder, ids: Sequence[str]) -> str:
    names = [plain(file.name) for card_id in ids if (file := folder.get(card_id))]
    if len(ids) == 1:
        return names[0]
    if len(ids) == len(folder.cards):
        return plain(folder.library.title)
    for region in folder.regions:
        if {file.id for file in folder.files if file.head and file.region == region} == {*ids}:
            return plain(region)
    return listed(names) if 0 < len(names) <= _NAMED else f"{len(names)} cards"
