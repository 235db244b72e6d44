"""Cards and options as plain data for the template: a brief of one card, or a book of several."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from briefing.core import words
from briefing.core.inline import plain
from briefing.core.timeline import editions_at, ordered_editions
from briefing.paper.columns import compare_data
from briefing.paper.sheet import (
    Desk,
    card_data,
    editions_data,
    notes_data,
    picture_data,
    short_sources,
    sources_data,
)
from briefing.paper.texts import as_runs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefing.core.card import Card, Edition, Library
    from briefing.core.library import CardFolder
    from briefing.core.quotes import Verified
    from briefing.core.timeline import Stop
    from briefing.paper.options import Paper, PrintOptions
    from briefing.paper.sheet import Locator, Picture

    CoverMap = Callable[[Sequence[Card]], Picture | None]

_MANY_EDITIONS = 4
_MANY_STOPS = 6
_COVER_STOPS = 3


def book_data(
    folder: CardFolder,
    ids: Sequence[str],
    options: PrintOptions,
    locator: Locator | None = None,
    cover_map: CoverMap | None = None,
    verified: Verified = frozenset(),
) -> dict[str, Any]:
    """Everything that the template prints, as JSON-ready data.

    ``ids`` are those of good cards; they are printed once each, in the order of the country
    list. ``locator`` gives a card's map, ``cover_map`` that of all of them. Quotes that are
    ``verified`` are marked as checked.
    """
    wanted = set(ids)
    cards = {card_id: folder.cards[card_id] for card_id in folder.cards if card_id in wanted}
    desk = Desk(folder.library, folder.stops, options, locator, verified)
    is_book = len(cards) > 1
    library_title = plain(folder.library.title)
    first = next(iter(cards.values()))
    bound = is_book and options.cover
    return frame_data(folder.library, options.paper, greyscale=options.greyscale) | {
        "title": library_title if is_book else f"{plain(first.name)}: {library_title}",
        "foot": _book_foot(desk) if is_book else _brief_foot(desk, first),
        "cover": _cover(desk, list(cards.values()), cover_map) if bound else None,
        "contents": _contents(desk, cards) if bound else None,
        "cards": _sheets(desk, cards),
    }


def frame_data(library: Library, paper: Paper, *, greyscale: bool) -> dict[str, Any]:
    """What every print has, whatever is on its pages: languages, head, marking, paper."""
    language, region = words.language_of(library.language)
    return {
        "library": words.shortened(plain(library.title)),
        "language": language,
        "region": region,
        "marking": plain(library.marking),
        "paper": {"a4": "a4", "letter": "us-letter"}[paper],
        "greyscale": greyscale,
        "left_out": "",
        "cover": None,
        "contents": None,
        "cards": [],
    }


def _sheets(desk: Desk, cards: dict[str, Card]) -> list[dict[str, Any]]:
    sheets: list[dict[str, Any]] = []
    short_before = False
    for card_id, card in cards.items():
        short = len(_shown(desk, card)) <= 1 and desk.options.editions != "compare"
        data = card_data(desk, card_id, card)
        data["shares_page"] = short and short_before and not desk.options.new_page
        if desk.options.editions == "compare":
            data["compare"] = compare_data(desk, card)
        else:
            data["editions"] = editions_data(desk, card)
        data["notes"] = notes_data(desk, card)
        data["sources"] = sources_data(desk, card, _shown(desk, card))
        data["short_sources"] = short_sources(desk, card, _shown(desk, card))
        sheets.append(data)
        short_before = short
    return sheets


def _shown(desk: Desk, card: Card) -> tuple[Edition, ...]:
    if not desk.options.stops:
        return card.editions
    return ordered_editions(card, desk.options.stops)


def _brief_foot(desk: Desk, card: Card) -> str:
    kind = f"{card.kind.capitalize()} brief"
    if desk.options.editions == "compare":
        return f"{kind}, {_compared(desk)}"
    asked = desk.options.stops or desk.stops
    labels = [desk.label(stop) for stop in asked if editions_at(card, stop)]
    if not labels:
        return f"{kind}, no edition{''.join(f' for {desk.label(s)}' for s in desk.options.stops)}"
    silent = [desk.label(stop) for stop in asked if not editions_at(card, stop)]
    if len(labels) > _MANY_EDITIONS:
        return f"{kind}, {len(labels)} editions, {labels[0]} to {labels[-1]}{_none_for(silent)}"
    plural = "s" if len(labels) > 1 else ""
    return f"{kind}, edition{plural} of {words.listed(labels)}{_none_for(silent)}"


def _none_for(silent: list[str]) -> str:
    """What the timeline of the window shows by hollow dots."""
    if len(silent) > _MANY_EDITIONS:
        return f"; none for {len(silent)} other dates"
    return f"; none for {words.listed(silent)}" if silent else ""


def _book_foot(desk: Desk) -> str:
    if desk.options.editions == "compare":
        return f"Briefing book, {_compared(desk)}"
    if desk.options.stops:
        return f"Briefing book, editions of {desk.label(desk.options.stops[0])}"
    return "Briefing book"


def _compared(desk: Desk) -> str:
    return f"{words.listed([desk.label(stop) for stop in desk.options.stops])} compared"


def _cover(desk: Desk, cards: list[Card], cover_map: CoverMap | None) -> dict[str, Any]:
    picture = cover_map(cards) if cover_map and desk.wants("map") else None
    shown = sum(len(_shown(desk, card)) for card in cards)
    counts = {
        "head": words.counted(len(cards), "card"),
        "lines": [as_runs(words.counted(shown, "edition"))],
    }
    return {
        "title": as_runs(desk.library.title),
        "about": as_runs(desk.library.about or ""),
        "map": picture_data(picture),
        "columns": [*_cover_stops(desk), counts],
    }


def _cover_stops(desk: Desk) -> list[dict[str, Any]]:
    stops = desk.options.stops or desk.stops
    if len(stops) > _COVER_STOPS:
        span = f"{stops[0].date.month_and_year} to {stops[-1].date.month_and_year}"
        return [{"head": span, "lines": [as_runs(words.counted(len(stops), "stop"))]}]
    return [_cover_stop(desk, stop) for stop in stops]


def _cover_stop(desk: Desk, stop: Stop) -> dict[str, Any]:
    sources = [desk.library.sources[source] for source in stop.sources]
    lines = [
        as_runs(line)
        for source in sources
        for line in (words.talk_title(source), words.given_by(source))
    ]
    return {"head": words.stop_heading(desk.stops, stop), "lines": lines}


def _contents(desk: Desk, cards: dict[str, Card]) -> dict[str, Any]:
    stops = desk.options.stops or desk.stops
    dotted = len(stops) <= _MANY_STOPS
    rows = [
        {"region": plain(card.region), "place": place, "name": as_runs(card.name)}
        | _editions_held(card, stops, dotted=dotted)
        for place, card in enumerate(cards.values())
    ]
    return {
        "stops": [desk.label(stop) for stop in stops] if dotted else ["Editions"],
        "regions": [
            {"name": region, "rows": list(group)}
            for region, group in groupby(rows, key=lambda row: row["region"])
        ],
        "legend": dotted,
    }


def _editions_held(card: Card, stops: Sequence[Stop], *, dotted: bool) -> dict[str, Any]:
    """Which stops the card has an edition at: dots, or where they are too many, a count."""
    held = [bool(editions_at(card, stop)) for stop in stops]
    if dotted:
        names = (words.stop_heading(stops, stop) for stop in stops)
        return {
            "dots": [
                {"filled": has, "alt": f"{name}: {'in this book' if has else 'not discussed'}"}
                for name, has in zip(names, held, strict=True)
            ]
        }
    return {"count": f"{sum(held)} of {len(held)}"}
