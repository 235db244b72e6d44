"""Where a request leads: from one place of a library to the next. No widgets."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from briefing.core.timeline import stop_after, stop_before, stops_of
from briefing.gui.history import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from briefing.core.library import CardFolder
    from briefing.core.passages import Passage
    from briefing.core.timeline import Stop


def own_stops(folder: CardFolder, card_id: str) -> tuple[Stop, ...]:
    """The stops at which a card has an edition; none where it cannot be read."""
    card = folder.cards.get(card_id)
    return stops_of(card, folder.stops) if card else ()


def stop_of_source(folder: CardFolder, source: str) -> Stop | None:
    """The stop that a source belongs to."""
    return next((stop for stop in folder.stops if source in stop.sources), None)


def first_place(
    folder: CardFolder, card_id: str = "", source: str = "", older: str = ""
) -> Place | None:
    """Where to begin: at the card and stop wanted, else the first card and the last stop.

    With ``older``, a source of an earlier stop, the card is compared. None where the library has
    no card or no stop to begin at.
    """
    wanted = folder.get(card_id) or next(iter(folder.files), None)
    stop = stop_of_source(folder, source) or next(iter(reversed(folder.stops)), None)
    if wanted is None or stop is None:
        return None
    own = own_stops(folder, wanted.id)
    compared = stop_of_source(folder, older)
    return Place(wanted.id, stop, compared if compared in own and stop in own else None)


def to_card(folder: CardFolder, place: Place, card_id: str) -> Place:
    """Another card at the same stop, compared as before where that card can be."""
    older = place.older if len(own_stops(folder, card_id)) > 1 else None
    return Place(card_id, place.stop, older)


def to_next_stop(folder: CardFolder, place: Place, by: int) -> Place | None:
    """The same card ``by`` stops later, or earlier where negative; None beyond the ends."""
    at = folder.stops.index(place.stop) + by
    return Place(place.card, folder.stops[at]) if 0 <= at < len(folder.stops) else None


def to_edition(folder: CardFolder, place: Place, by: int) -> Place | None:
    """The card's edition after this stop, or before it where ``by`` is negative; None if none."""
    card = folder.cards.get(place.card)
    if card is None:
        return None
    find = stop_after if by > 0 else stop_before
    stop = find(card, folder.stops, place.stop)
    return Place(place.card, stop) if stop else None


def to_compared(folder: CardFolder, place: Place) -> Place:
    """The shown stop set beside the card's stop before it, or one stop again."""
    own = own_stops(folder, place.card)
    if place.older is not None or len(own) < 2:  # noqa: PLR2004
        return Place(place.card, place.stop)
    newer = place.stop if place.stop in own[1:] else own[-1]
    return Place(place.card, newer, stop_before(folder.cards[place.card], folder.stops, newer))


def likely(
    folder: CardFolder,
    before: Place | None,
    place: Place,
    beside: Callable[[], tuple[str | None, str | None]],
) -> Iterator[Place]:
    """Where the next key probably leads from a place, the likeliest first.

    Who went on to another card is taken to go on the same way, and else from stop to stop.
    ``beside`` gives the cards above and below on the list. Nothing while the library is read.
    """
    if folder.pending:
        return
    above, below = beside()
    came_from = before or place
    cards = [below, above] if came_from.card != below else [above, below]
    by = -1 if _is_earlier(folder, place.stop, came_from.stop) else 1
    stops = (to(folder, place, way) for way in (by, -by) for to in (to_edition, to_next_stop))
    others = (to_card(folder, place, card) for card in cards if card)
    if place == came_from or place.card != came_from.card:
        yield from islice(others, 1)
    yield from (found for found in stops if found)
    yield from others


def to_passage(folder: CardFolder, place: Place, passage: Passage) -> Place:
    """The card of a passage at the passage's stop, or for a name or note at one it has."""
    stop = stop_of_source(folder, passage.source)
    if stop is None:
        own = own_stops(folder, passage.card)
        stop = place.stop if place.stop in own or not own else own[-1]
    return Place(passage.card, stop)


def to_edition_of(folder: CardFolder, place: Place, card_id: str, source: str) -> Place:
    """A card at the stop of one of its sources."""
    return Place(card_id, stop_of_source(folder, source) or place.stop)


def found_again(folder: CardFolder, place: Place) -> Place | None:
    """The same place after the library was read anew; None where its card or stop is gone."""
    stop = stop_of_source(folder, place.stop.sources[0])
    if folder.get(place.card) is None or stop is None:
        return None
    older = stop_of_source(folder, place.older.sources[0]) if place.older else None
    return Place(place.card, stop, older)


def travelled(folder: CardFolder, step: Callable[[], Place]) -> Place | None:
    """The first place that steps back or forward lead to and that is still there; None if none."""
    while True:
        try:
            place = found_again(folder, step())
        except IndexError:
            return None
        if place is not None:
            return place


def still_there(folder: CardFolder, place: Place) -> Place | None:
    """The same place after the library was read anew, as near as there still is one."""
    return found_again(folder, place) or first_place(folder, place.card, place.stop.sources[0])


def conditions(folder: CardFolder, place: Place) -> set[str]:
    """What holds at a place, as the table of actions names it."""
    if not folder.stops:
        return set()
    own = own_stops(folder, place.card)
    holds = {
        "card": place.card in folder.cards,
        "file": folder.get(place.card) is not None,
        "comparable": len(own) > 1,
        "earlier": place.stop != folder.stops[0],
        "later": place.stop != folder.stops[-1],
        "earlier-edition": to_edition(folder, place, -1) is not None,
        "later-edition": to_edition(folder, place, 1) is not None,
    }
    return {name for name, does in holds.items() if does}


def compare_tip(holds: Collection[str]) -> str:
    """What Compare does, or why it cannot be used where only these conditions hold."""
    if "comparable" in holds:
        return "Show two stops side by side (Ctrl+D)"
    if "card" in holds:
        return "Only a card with two editions can be compared"
    return "A card whose file has errors cannot be compared"


def _is_earlier(folder: CardFolder, one: Stop, other: Stop) -> bool:
    known = folder.stops
    return one in known and other in known and known.index(one) < known.index(other)
