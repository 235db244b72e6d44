"""What each command does, once its arguments are read."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

from briefing.cli.checking import check
from briefing.cli.output import print_json
from briefing.cli.showing import show
from briefing.cli.tables import print_quotes, print_steps
from briefing.cli.usage import (
    UsageError,
    good_folder,
    whole_folder,
)
from briefing.core import terminal
from briefing.core.index import SearchIndex
from briefing.core.library import MANIFEST
from briefing.core.problem import did_you_mean, visible
from briefing.core.query import QueryError
from briefing.core.skeleton import card_id, modeline, skeleton
from briefing.core.storage import write_atomic
from briefing.core.timeline import stops_with
from briefing.core.words import counted

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from briefing.core.index import Hit
    from briefing.core.library import CardFolder
    from briefing.core.starter import Places

_SNIPPET = 160
_CODE = re.compile(r"[A-Z]{2}\Z")


def list_cards(arguments: Namespace, places: Places) -> int:
    """List the cards in the order of the country list, broken ones last."""
    folder = good_folder(arguments, places)
    rows: list[dict[str, Any]] = [
        {
            "id": file.id,
            "name": file.name,
            "kind": file.head.kind if file.head else None,
            "region": file.head.region if file.head else None,
            "code": file.head.code or None if file.head else None,
            "stops": [str(stop.date) for stop in stops_with(file.sources, folder.stops)],
            "problems": file.row.errors + file.row.warnings,
        }
        for file in folder.files
    ]
    if arguments.json:
        print_json(rows)
        return 0
    width = max((len(row["id"]) for row in rows), default=0)
    for row in rows:
        known = ", ".join(row["stops"]) or "no edition"
        said = "cannot be read; see briefing check" if row["kind"] is None else known
        print(terminal.line(f"{row['id']:<{width}}  {row['name']}  ({said})"))
    return 0


def search(arguments: Namespace, places: Places) -> int:
    """Print the passages that match, the best first."""
    folder = whole_folder(arguments, places)
    with SearchIndex(folder) as index:
        try:
            hits, corrected = index.search_or_correct(arguments.query, arguments.limit)
        except QueryError as error:
            raise UsageError(str(error)) from error
    if corrected:
        print(terminal.line(f"briefing: nothing found; searched for {corrected}"), file=sys.stderr)
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


def new(arguments: Namespace, places: Places) -> int:
    """Write the skeleton of a new card, never over a file that is there."""
    folder = good_folder(arguments, places)
    if arguments.code and not _CODE.match(arguments.code):
        raise UsageError(f"{arguments.code} is not a code; give two capital letters, such as GE")
    regions = folder.library.regions
    if arguments.region and regions and arguments.region not in regions:
        raise UsageError(
            f"library.yaml has no region {arguments.region}; {did_you_mean(arguments.region, regions)}"
        )
    stem = card_id(arguments.name)
    path = folder.folder / f"{stem}.yaml"
    if not stem or path.name == MANIFEST:
        raise UsageError(f"{arguments.name!r} cannot be the name of a file; give another name")
    if path.exists():
        raise UsageError(f"{path} is there already; give another name, or edit that card")
    text = modeline(folder.folder)
    text += skeleton(arguments.name, folder.library, code=arguments.code, region=arguments.region)
    try:
        write_atomic(path, text.encode())
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error
    print(visible(str(path)))
    return 0


def schema(arguments: Namespace, _places: Places) -> int:
    """Print or write the JSON Schema of a card, or of library.yaml."""
    # Only this command and the reading of files take what is slow to load.
    from briefing.cli.schema import print_schema  # noqa: PLC0415

    return print_schema(arguments)


def steps(arguments: Namespace, places: Places) -> int:
    """Print the recommended steps of the whole library."""
    return print_steps(whole_folder(arguments, places), arguments)


def quotes(arguments: Namespace, places: Places) -> int:
    """Print the quotes of the whole library."""
    return print_quotes(whole_folder(arguments, places), arguments)


def pdf(arguments: Namespace, places: Places) -> int:
    """Typeset cards into a PDF file."""
    # Only this command loads the typesetter, and only it pays for that.
    from briefing.cli.printing import print_pdf  # noqa: PLC0415

    find = good_folder if arguments.cards else whole_folder
    return print_pdf(find(arguments, places), arguments)


def html(arguments: Namespace, places: Places) -> int:
    """Write cards as one web page that works with no network."""
    from briefing.cli.web import write_page  # noqa: PLC0415 - as for the typesetter

    find = good_folder if arguments.cards else whole_folder
    return write_page(find(arguments, places), arguments)


COMMANDS: dict[str, Callable[[Namespace, Places], int]] = {
    "check": check,
    "list": list_cards,
    "show": show,
    "search": search,
    "steps": steps,
    "quotes": quotes,
    "pdf": pdf,
    "html": html,
    "new": new,
    "schema": schema,
}
"""Each command by its name; ``open`` is the window's."""


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
