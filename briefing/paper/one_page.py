"""One page where one is asked for: whole items are left out, the least important first.

Nothing is made smaller, and the page says what it lacks.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefing.core.words import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Data = dict[str, Any]
    Ask = Callable[[str, Data], Any]
    """What a template of that name answers, given the data."""

# The lower goes first. Of one rank the oldest edition's goes first, and there the last item.
_SOURCES = 0
_POINTS = {"fact": 1, "assessment": 2, "forecast": 3, "warning": 8}
_SUMMARY, _NOTE, _VERBATIM, _CHANGED = 4, 5, 6, 7
_STEP, _EDITION = 9, 10

_NOUNS = {
    "point": "points",
    "quote": "quotes",
    "note": "notes",
    "account of what changed": "accounts of what changed",
    "step": "steps",
    "edition": "editions",
}
_GONE = "Left out to fit one page"


@dataclass(frozen=True, slots=True)
class Fitted:
    """A brief as it fits on one side, what the side says is left out, and what to tell its maker."""

    data: Data
    left_out: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """Something that is left out as a whole. ``parts`` are the data that then go."""

    priority: int
    noun: str
    parts: list[Data] = field(repr=False)
    count: int = 1


def fit(data: Data, ask: Ask) -> Fitted:
    """The brief of one card without the least that must go for it to fit on one side.

    ``data`` is that of ``book_data``. Where even the newest edition's bottom line is too long,
    nothing is left out: that would lose it for nothing.
    """
    card, items = ranked(data["cards"][0])
    fewest = ask("fits.typ", data | {"cards": [card], "items": len(items)})
    if fewest is None:
        return Fitted(data, warnings=(_too_long(data),))
    said = left_out(items[:fewest])
    return Fitted(data | {"cards": [kept(card, fewest)], "left_out": said}, said)


def ranked(card: Data) -> tuple[Data, tuple[Item, ...]]:
    """A card's data with the items that may go, each with its rank: the first goes first."""
    card = deepcopy(card)
    items = tuple(sorted(_items(card), key=lambda item: item.priority))
    for rank, item in enumerate(items):
        for part in item.parts:
            part["rank"] = rank
    if card["sources"]:
        card["sources"].append({**card["short_sources"], "after": 0})
    if "compare" in card:
        _say_what_went(card["compare"]["quotes"])
    return card, items


def kept(node: Any, count: int) -> Any:
    """The ranked data without the first ``count`` items, as ``fits.typ`` measured it."""
    if isinstance(node, list):
        return [kept(child, count) for child in node if _stays(child, count)]
    if isinstance(node, dict):
        return {key: kept(child, count) for key, child in node.items()}
    return node


def left_out(items: Iterable[Item]) -> str:
    """What is left out, in words: ``3 points and 2 quotes left out to fit one page``."""
    counts = dict.fromkeys(_NOUNS, 0)
    shortened = False
    for item in items:
        if item.noun:
            counts[item.noun] += item.count
        else:
            shortened = True
    parts = [
        f"{count:,} {noun if count == 1 else _NOUNS[noun]}"
        for noun, count in counts.items()
        if count
    ]
    if parts:
        return f"{listed(parts)} left out to fit one page"
    return "Sources shortened to fit one page" if shortened else ""


def _stays(item: Any, count: int) -> bool:
    if not isinstance(item, dict):
        return True
    return bool(item.get("after", -1) < count <= item.get("rank", count))


def _items(card: Data) -> Iterator[Item]:
    """What may be left out of a card, of each kind what goes first first."""
    if card["sources"]:
        yield Item(_SOURCES, "", card["sources"])
    for note in reversed(card["notes"]):
        yield Item(_NOTE, "note", [note])
    if "compare" in card:
        yield from _compared(card["compare"])
        return
    newest = card["editions"][0]
    for edition in reversed(card["editions"]):
        yield from _edition(edition)
        if edition is not newest:
            yield Item(_EDITION, "edition", [edition])


def _edition(edition: Data) -> Iterator[Item]:
    for point in reversed(edition.get("points", ())):
        yield Item(_POINTS[point["kind"]], "point", [point])
    yield from _quotes(edition.get("quotes", ()))
    for part in edition.get("panel", ()):
        if not part.get("lead"):
            yield Item(_CHANGED, "account of what changed", [part])
    for step in reversed(edition.get("steps", ())):
        yield Item(_STEP, "step", [step])


def _compared(compare: Data) -> Iterator[Item]:
    for part in reversed(compare["changed"]):
        yield Item(_CHANGED, "account of what changed", [part])
    for row in reversed(compare["points"]):
        points = [point for cell in row["cells"] for point in cell["points"]]
        # A row stays whole, or its empty half would say that a source is silent.
        most = max(_POINTS[point["kind"]] for point in points)
        yield Item(most, "point", [row], len(points))
    for side in compare["quotes"]:
        yield from _quotes([quote for quote in side if "silence" not in quote])
    for row in reversed(compare["steps"]):
        count = sum(step is not None for step in row["pair"])
        if count:
            yield Item(_STEP, "step", [row], count)


def _quotes(quotes: Iterable[Data]) -> Iterator[Item]:
    for quote in reversed(list(quotes)):
        yield Item(_VERBATIM if quote["verbatim"] else _SUMMARY, "quote", [quote])


def _say_what_went(sides: list[list[Data]]) -> None:
    """Let a side without its quotes say so, for as long as the other still has some."""
    ranks = [[quote["rank"] for quote in side if "rank" in quote] for side in sides]
    last = max((rank for side in ranks for rank in side), default=0)
    for side, own in zip(sides, ranks, strict=True):
        if own:
            side.append({"silence": _GONE, "after": max(own), "rank": last})
        else:
            side[0]["rank"] = last


def _too_long(data: Data) -> str:
    name = data["cards"][0]["name"]
    return (
        f"{name} cannot be fitted to one page: its name and bottom line alone are longer. "
        "Nothing is left out, and the brief runs on."
    )
