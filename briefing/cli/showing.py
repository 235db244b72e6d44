"""The show command: a card as text, Markdown or JSON, at a stop or two."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefing.cli.output import print_document, print_json, print_text
from briefing.cli.usage import card_file, folder_of, stop_named, two_stops
from briefing.core.card import as_data
from briefing.core.card_markdown import card_markdown, compare_markdown
from briefing.core.changes import compare_topics
from briefing.core.plaintext import card_text, compare_text
from briefing.core.timeline import editions_at, stops_of

if TYPE_CHECKING:
    from argparse import Namespace

    from briefing.core.card import Card, Edition
    from briefing.core.library import CardFolder
    from briefing.core.starter import Places
    from briefing.core.timeline import Stop


def show(arguments: Namespace, places: Places) -> int:
    """Print a card as text, Markdown or JSON: all its editions, one, or two compared."""
    folder = folder_of([arguments.card], arguments, places)
    card = card_file(folder, arguments.card).card
    assert card is not None
    if arguments.compare:
        older, newer = two_stops(folder, arguments.compare)
        if arguments.json:
            print_json(
                {**_head(arguments.card, card, folder), **_compared(card, folder, older, newer)}
            )
        else:
            compared = compare_markdown if arguments.format == "md" else compare_text
            _print(compared(card, folder.library, folder.stops, older, newer), arguments)
        return 0
    own = tuple(reversed(stops_of(card, folder.stops)))
    shown = (stop_named(folder, arguments.at),) if arguments.at is not None else own
    if arguments.json:
        editions = [_edition(e, folder) for stop in shown for e in editions_at(card, stop)]
        notes = [as_data(note) for note in card.notes]
        head = _head(arguments.card, card, folder)
        print_json({**head, "editions": editions, "notes": notes})
    else:
        written = card_markdown if arguments.format == "md" else card_text
        _print(written(card, folder.library, folder.stops, shown), arguments)
    return 0


def _print(written: str, arguments: Namespace) -> None:
    if arguments.format == "md":
        print_document(written)
    else:
        print_text(written)


def _head(ident: str, card: Card, folder: CardFolder) -> dict[str, Any]:
    own = stops_of(card, folder.stops)
    head = as_data(replace(card, editions=(), notes=()))
    del head["editions"], head["notes"]
    return {"id": ident, **head, "stops": [str(stop.date) for stop in own]}


def _edition(edition: Edition, folder: CardFolder) -> dict[str, Any]:
    date = folder.library.sources[edition.source].date
    return {"date": str(date), **as_data(edition)}


def _compared(card: Card, folder: CardFolder, older: Stop, newer: Stop) -> dict[str, Any]:
    return {
        "older": str(older.date),
        "newer": str(newer.date),
        "topics": [
            {
                "topic": row.topic,
                "verdict": row.verdict,
                "before": as_data(row.before) if row.before else None,
                "after": as_data(row.after) if row.after else None,
            }
            for row in compare_topics(card, folder.stops, older, newer)
        ],
    }
