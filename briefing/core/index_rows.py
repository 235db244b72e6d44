"""Card files as rows of the database: as they are written, and as they come back."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, get_args

from briefing.core.card import CardKind
from briefing.core.entry import ENDING, Head
from briefing.core.index_schema import NoIndexError, sum_of
from briefing.core.keeping import Row

if TYPE_CHECKING:
    from briefing.core.entry import Entry

INTO_FILES = f"INTO files VALUES ({', '.join('?' * 22)})"
INTO_TEXTS = "INTO texts VALUES (?, ?, ?, ?, ?, ?)"
INTO_PROBLEMS = "INTO problems VALUES (?, ?, ?, ?)"
"""Where the rows below go: to be put behind INSERT."""

_KINDS = set(get_args(CardKind))
_GOOD = (int, bytes, *[int] * 5, *[bytes] * 3, *[int] * 3, *[str] * 5, int, int, str, int)
_BROKEN = (int, bytes, *[int] * 5, *[bytes] * 3, *[int] * 3, *[type(None)] * 7, str, int)

_written = json.JSONEncoder(separators=(",", ":")).encode


def file_values(row: Row) -> tuple[object, ...]:
    """A row of the table of files."""
    head = row.head
    short: tuple[object, ...] = (None,) * 7
    if head is not None:
        # A database knows no truth, only 0 and 1.
        does = (int(head.has_steps), int(head.has_quotes))
        short = (*head[:4], _written(head.sources), *does)
    name = os.fsencode(row.name)
    keys = (row.digest, row.library_key, row.ids_key)
    counts = (int(row.dangles), row.errors, row.warnings)
    kept = (name, *row.stamp, int(row.settled), *keys, *counts, *short, _written(row.links))
    return (row.slot or None, *kept, sum_of(kept))


def text_values(slot: int, entry: Entry) -> tuple[object, ...]:
    """A row of the table of texts."""
    sums = (sum_of(entry.text), sum_of(entry.cites))
    return (slot, entry.digest, sums[0], entry.text, entry.cites, sums[1])


def problem_values(slot: int, entry: Entry) -> tuple[object, ...]:
    """A row of the table of problems."""
    said = json.dumps(entry.said)
    return (slot, entry.digest, said, sum_of(said))


class Rows:
    """Makes rows of what the database gives, each text that many share only once."""

    def __init__(self) -> None:
        self._lists: dict[str, tuple[str, ...]] = {}
        self._keys: dict[bytes, bytes] = {}
        self._texts: dict[str, str] = {}

    def row(self, values: tuple[Any, ...]) -> Row:
        """A card file in short. Raises NoIndexError where it is none."""
        types = tuple(map(type, values))
        if types not in (_GOOD, _BROKEN):
            raise NoIndexError
        slot, raw_name, inode, size, changed, touched, settled, digest, *more = values
        library_key, ids_key, dangles, errors, warnings, title, kind, region, code, *rest = more
        name = os.fsdecode(raw_name)
        if not name.endswith(ENDING) or os.path.basename(name) != name or "\0" in name:  # noqa: PTH119
            raise NoIndexError
        sources, steps, quotes, links, _ = rest
        head = None
        if types == _GOOD:
            if kind not in _KINDS:
                raise NoIndexError
            shared = self._texts.setdefault
            names = (title, shared(kind, kind), shared(region, region), code)
            head = Head(*names, self._list(sources), bool(steps), bool(quotes))
        return Row(
            slot,
            name,
            (inode, size, changed, touched),
            bool(settled),
            digest,
            self._keys.setdefault(library_key, library_key),
            self._keys.setdefault(ids_key, ids_key),
            bool(dangles),
            errors,
            warnings,
            head,
            self._list(links),
        )

    def _list(self, written: str) -> tuple[str, ...]:
        found = self._lists.get(written)
        if found is None:
            try:
                found = tuple(json.loads(written))
            except (TypeError, ValueError, RecursionError) as error:
                raise NoIndexError from error
            if not all(type(part) is str for part in found):
                raise NoIndexError
            self._lists[written] = found
        return found
