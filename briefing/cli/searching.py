"""Full-text search on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.cli.output import complain, print_json
from briefing.cli.usage import UsageError, whole_folder
from briefing.core import terminal
from briefing.core.index import SearchIndex
from briefing.core.query import QueryError
from briefing.core.words import counted

if TYPE_CHECKING:
    from argparse import Namespace

    from briefing.core.index import Hit
    from briefing.core.library import CardFolder
    from briefing.core.starter import Places

_SNIPPET = 160


def search(arguments: Namespace, places: Places) -> int:
    """Print the passages that match, the best first."""
    folder = whole_folder(arguments, places)
    with SearchIndex(folder) as index:
        try:
            hits, corrected = index.search_or_correct(arguments.query, arguments.limit)
        except QueryError as error:
            raise UsageError(str(error)) from error
    if corrected:
        complain(terminal.line(f"nothing found; searched for {corrected}"))
    rows = [
        {
            "card": hit.passage.card,
            "stop": _stop_of(hit.passage.source, folder),
            "where": hit.passage.where,
            "snippet": _snippet(hit),
            "score": round(hit.score, 3),
        }
        for hit in hits
    ]
    if arguments.json:
        print_json(rows)
        return 0
    for row in rows:
        print(
            terminal.line(f"{row['card']}  {row['stop'] or ''}  {row['where']}: {row['snippet']}")
        )
    cards = len({row["card"] for row in rows})
    print(f"{counted(len(rows), 'passage')} in {counted(cards, 'card')}")
    return 0


def _stop_of(source_id: str, folder: CardFolder) -> str | None:
    source = folder.library.sources.get(source_id)
    return str(source.date) if source else None


def _snippet(hit: Hit) -> str:
    """The text around the first hit, cut at words."""
    title = hit.passage.title
    text = (
        hit.passage.text
        if not title or hit.passage.where == "Name"
        else f"{title}: {hit.passage.text}"
    )
    shift = len(text) - len(hit.passage.text)
    first = hit.text_spans[0][0] + shift if hit.text_spans else 0
    start = max(0, first - _SNIPPET // 2)
    end = start + _SNIPPET
    cut = text[start:end]
    if start:
        cut = "…" + cut[cut.find(" ") + 1 :]
    if end < len(text):
        cut = cut[: cut.rfind(" ")] + "…"
    return cut
