"""The steps or quotes of a library as one printed table: what the window exports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefing.core.inline import plain
from briefing.core.tables import COLUMNS, NOT_STATED, NOUNS, QuoteRow, shown_cells, table_rows
from briefing.core.words import counted, listed, stop_label
from briefing.paper.book import frame_data
from briefing.paper.briefs import NothingToPrintError, last_saved
from briefing.paper.missing import Printed, no_font
from briefing.paper.sheet import cited_sources
from briefing.paper.texts import as_runs, breakable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from briefing.core.library import CardFolder
    from briefing.core.tables import Kind, Row
    from briefing.paper.options import Paper
    from briefing.paper.typeset import Typeset, Typesetter

_MANY_STOPS = 4
_LOOKS = {
    "Actor": "actor",
    "Action": "action",
    "Quote": "reported",
    "Stop": "reference",
    "Source": "reference",
}


def make_table_pdf(
    folder: CardFolder,
    kind: Kind,
    rows: Sequence[Row],
    typesetter: Typesetter,
    *,
    paper: Paper = "a4",
    greyscale: bool = False,
    timestamp: datetime | None = None,
) -> Typeset:
    """Typeset rows of that kind, in their order, on landscape paper.

    The PDF is dated ``timestamp``, by default when the newest of the rows' cards was saved.
    Raises NothingToPrintError and TypesetError.
    """
    if not rows:
        raise NothingToPrintError(f"no {NOUNS[kind]} was chosen")
    ids = {place.card for row in rows for place in row.places}
    data = table_data(folder, kind, rows, paper, greyscale=greyscale)
    made = typesetter.typeset(data, timestamp or last_saved(folder, sorted(ids)))
    printed = Printed(tuple(sorted(ids)), frozenset({kind}))
    return made._replace(warnings=no_font(folder, printed, made.missing) + made.warnings)


def table_data(
    folder: CardFolder, kind: Kind, rows: Sequence[Row], paper: Paper, *, greyscale: bool
) -> dict[str, Any]:
    """Everything that the template prints of a table, as JSON-ready data."""
    library, name = folder.library, f"{NOUNS[kind]}s".capitalize()
    library_title = plain(library.title)
    whole = counted(len(table_rows(folder, kind)), NOUNS[kind])
    count = whole if whole == counted(len(rows), NOUNS[kind]) else f"{len(rows):,} of {whole}"
    return frame_data(library, paper, greyscale=greyscale) | {
        "title": f"{name}: {library_title}",
        "foot": f"{name}, {_span(folder, rows)}",
        "table": {
            "kind": kind,
            "name": name,
            "title": as_runs(name),
            "place": f"{count}\u2002·\u2002{library_title}",
            "map": None,
            "columns": list(COLUMNS[kind]),
            "rows": [_row(folder, kind, row) for row in rows],
            "sources": cited_sources(library, folder.stops, _cited(rows)),
        },
    }


def _span(folder: CardFolder, rows: Sequence[Row]) -> str:
    held = {row.stop for row in rows}
    labels = [stop_label(folder.stops, stop) for stop in folder.stops if stop in held]
    if len(labels) > _MANY_STOPS:
        return f"{len(labels)} editions, {labels[0]} to {labels[-1]}"
    return listed(labels)


def _row(folder: CardFolder, kind: Kind, row: Row) -> dict[str, Any]:
    cells = zip(COLUMNS[kind], shown_cells(row, folder.stops), strict=True)
    return {"cells": [_cell(row, column, text) for column, text in cells]}


def _cell(row: Row, column: str, text: str) -> dict[str, str]:
    look = _LOOKS.get(column, "unstated" if text == NOT_STATED else "part")
    if isinstance(row, QuoteRow):
        if column == "Quote" and row.voice == "speaker":
            look = "verbatim"
        if column == "Voice":
            look = "part" if row.voice == "speaker" else "badge"
            text = text.capitalize()
    return {"look": look, "text": breakable(text)}


def _cited(rows: Sequence[Row]) -> dict[str, set[int]]:
    cited: dict[str, set[int]] = {}
    for row in rows:
        cited.setdefault(row.source, set()).update(row.paras)
    return cited
