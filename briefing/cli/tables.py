"""The steps and quotes commands: tables across the library, as text, JSON or CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefing.cli.output import print_document, print_json
from briefing.cli.usage import stop_named, whole_folder
from briefing.core import terminal
from briefing.core.library import sort_name
from briefing.core.tables import (
    NOT_STATED,
    QUOTE_COLUMNS,
    STEP_COLUMNS,
    QuoteRow,
    StepRow,
    quote_rows,
    step_rows,
    to_csv,
)

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from briefing.core.library import CardFolder
    from briefing.core.starter import Places
    from briefing.core.tables import Kind
    from briefing.core.timeline import Stop


def steps(arguments: Namespace, places: Places) -> int:
    """Print every recommended step, or those of an actor or a stop."""
    folder = whole_folder(arguments, places)
    stop = stop_named(folder, arguments.at) if arguments.at is not None else None
    rows = [row for row in step_rows(folder) if _wanted(row, row.actor, stop, arguments.actor)]
    if arguments.pdf:
        return _print_pdf(folder, "steps", rows, arguments)
    return _print(rows, STEP_COLUMNS, arguments)


def quotes(arguments: Namespace, places: Places) -> int:
    """Print every quote, or those of a speaker or a stop."""
    folder = whole_folder(arguments, places)
    stop = stop_named(folder, arguments.at) if arguments.at is not None else None
    rows = [row for row in quote_rows(folder) if _wanted(row, row.speaker, stop, arguments.actor)]
    if arguments.pdf:
        return _print_pdf(folder, "quotes", rows, arguments)
    return _print(rows, QUOTE_COLUMNS, arguments)


def _print_pdf(
    folder: CardFolder, kind: Kind, rows: Sequence[StepRow | QuoteRow], arguments: Namespace
) -> int:
    # Only this form loads the typesetter, and only it pays for that.
    from briefing.cli.printing import print_table  # noqa: PLC0415

    return print_table(folder, kind, rows, arguments)


def _wanted(row: StepRow | QuoteRow, actor: str, stop: Stop | None, wanted: str) -> bool:
    if stop is not None and row.stop != stop:
        return False
    return sort_name(wanted)[0] in sort_name(actor)[0]


def _print(rows: Sequence[StepRow | QuoteRow], columns: Sequence[str], arguments: Namespace) -> int:
    if arguments.json:
        print_json([_json(row, columns) for row in rows])
    elif arguments.csv:
        print_document(to_csv(columns, [row.cells() for row in rows]))
    else:
        for row in rows:
            for column, cell in zip(columns, row.cells(), strict=True):
                print(terminal.line(f"{column + ':':<11}{cell}"))
            print()
        print(f"{len(rows):,} {'row' if len(rows) == 1 else 'rows'}")
    return 0


def _json(row: StepRow | QuoteRow, columns: Sequence[str]) -> dict[str, Any]:
    cells = dict(zip((name.lower() for name in columns), row.cells(), strict=True))
    known = {key: None if cell == NOT_STATED else cell for key, cell in cells.items()}
    return {
        **known,
        "country": [place.name for place in row.places],
        "source": row.source,
        "reference": row.reference,
        "cards": [place.card for place in row.places],
    }
