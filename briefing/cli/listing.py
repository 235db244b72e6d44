"""The cards of a library, as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefing.cli.output import print_json
from briefing.cli.usage import good_folder
from briefing.core import terminal
from briefing.core.timeline import stops_with

if TYPE_CHECKING:
    from argparse import Namespace

    from briefing.core.starter import Places


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
