"""Rows as a table: for a terminal, and as Markdown between two markers of the README."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.benchmarks.figures import Limit, Row

HEAD = ("work", "ours", "limit", "peers in the same run", "ours / peer", "met")
START, END = "<!-- table: made by --write-readme -->", "<!-- end of the table -->"
_MET = {True: "yes", False: "no", None: "-"}
_TENFOLD = 10


class MarkerError(ValueError):
    """The text has not one start and one end for the table."""


def cells(row: Row) -> tuple[str, ...]:
    """What stands in each column of a row; several peers or limits are on lines of their own."""
    return (
        row.name,
        f"{amount(row.ours, row.unit)}\n{row.statistic}",
        "\n".join(_limit(row, limit) for limit in row.limits) or "-",
        "\n".join(f"{peer.name} {amount(peer.value, row.unit)}" for peer in row.peers) or "-",
        "\n".join(times(row.ratio(peer)) for peer in row.peers) or "-",
        _MET[row.met],
    )


def plain(rows: Sequence[Row]) -> str:
    """The table for a terminal, the notes below it."""
    table = [[cell.split("\n") for cell in line] for line in (HEAD, *map(cells, rows))]
    widths = [
        max(len(part) for line in table for part in line[column]) for column in range(len(HEAD))
    ]
    lines: list[str] = []
    for number, line in enumerate(table):
        for at in range(max(map(len, line))):
            parts = [cell[at] if at < len(cell) else "" for cell in line]
            lines.append("  ".join(map(str.ljust, parts, widths)).rstrip())
        if not number:
            lines.append("  ".join("-" * width for width in widths))
    return "\n".join([*lines, "", *_notes(rows)])


def markdown(rows: Sequence[Row], about: str) -> str:
    """The table as Markdown, below it the notes and ``about``, which says where it was measured."""
    lines = [_line(HEAD), _line("---" for _ in HEAD)]
    lines += [_line(cell.replace("\n", "<br>") for cell in cells(row)) for row in rows]
    notes = [f"- {note}" for note in _notes(rows)]
    return "\n".join([*lines, "", *notes, *([""] if notes else []), about])


def between_markers(text: str, table: str) -> str:
    """The text with another table between its markers. Raises MarkerError."""
    if text.count(START) != 1 or text.count(END) != 1 or text.index(START) > text.index(END):
        raise MarkerError(f"the text needs one line {START} and below it one {END}")
    before, rest = text.split(START)
    return f"{before}{START}\n\n{table}\n\n{END}{rest.split(END)[1]}"


def amount(value: float, unit: str) -> str:
    """A figure as one reads it: two digits below ten, none above a hundred."""
    if value == inf:
        return "not in time"
    digits = 2 if value < _TENFOLD else 1 if value < _TENFOLD**2 else 0
    return f"{value:,.{digits}f} {unit}"


def times(ratio: float) -> str:
    """A ratio as one reads it, such as ``1.4 ×``; a small one as the peer's many times."""
    if ratio == inf:
        return "-"
    if 0 < ratio < 1 / 2:
        return f"1/{1 / ratio:.1f}"
    return f"{ratio:.2f} ×"


def _limit(row: Row, limit: Limit) -> str:
    allowed = row.allowed(limit)
    if not limit.of:
        return f"≤ {amount(allowed, row.unit)}"
    factor = "" if limit.factor == 1 else f"{times(limit.factor).removesuffix(' ×')} × "
    plus = f" + {limit.plus:g} {row.unit}" if limit.plus else ""
    equals = f" = {amount(allowed, row.unit)}" if allowed < inf else ""
    return f"≤ {factor}{limit.of}{plus}{equals}"


def _notes(rows: Iterable[Row]) -> list[str]:
    return [f"{row.name}: {row.note}" for row in rows if row.note]


def _line(parts: Iterable[str]) -> str:
    return f"| {' | '.join(parts)} |"
