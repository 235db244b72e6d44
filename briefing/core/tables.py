"""Every step and every quote of a library as rows, the same one on several cards told once."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from briefing.core.citations import reference
from briefing.core.inline import plain
from briefing.core.words import stop_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from briefing.core.card import Edition, Quote, Step
    from briefing.core.library import CardFolder
    from briefing.core.timeline import Stop

Said = TypeVar("Said", "Step", "Quote")
Kind = Literal["steps", "quotes"]
"""Which of the two tables."""

_FORMULA = re.compile('((?:^|[;\t])"*)(?=[=+\\-@\t\r\n＝＋－＠])')
"""Where a formula begins, also for programs that divide cells by semicolons or tabs."""

NOT_STATED = "not stated"
"""What stands where a source leaves out an optional part of a step."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the library: a card by id and name, the anchor on its page, and which page.

    ``source`` is the id of the edition's source, whose stop is the page to show.
    """

    card: str
    name: str
    anchor: str
    source: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """A recommended step, and every card that tells it. Optional parts are empty if not stated."""

    actor: str
    action: str
    partner: str
    condition: str
    why: str
    risk: str
    stop: Stop
    source: str
    reference: str
    paras: tuple[int, ...]
    places: tuple[Where, ...]

    def cells(self) -> tuple[str, ...]:
        """The row as text, in the order of STEP_COLUMNS."""
        optional = (self.partner, self.condition, self.why, self.risk)
        return (
            self.actor,
            self.action,
            *(part or NOT_STATED for part in optional),
            _names(self.places),
            str(self.stop.date),
            self.reference,
        )


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A verbatim quote, and every card that gives it."""

    text: str
    voice: str
    speaker: str
    stop: Stop
    source: str
    reference: str
    paras: tuple[int, ...]
    places: tuple[Where, ...]

    def cells(self) -> tuple[str, ...]:
        """The row as text, in the order of QUOTE_COLUMNS."""
        voice = "as reported" if self.voice == "summary" else "verbatim"
        names = _names(self.places)
        return (self.text, voice, self.speaker, names, str(self.stop.date), self.reference)


Row = StepRow | QuoteRow

STEP_COLUMNS = (
    "Actor",
    "Action",
    "With",
    "Condition",
    "Why",
    "Risk",
    "Country",
    "Stop",
    "Source",
)
QUOTE_COLUMNS = ("Quote", "Voice", "Speaker", "Country", "Stop", "Source")
COLUMNS: dict[Kind, tuple[str, ...]] = {"steps": STEP_COLUMNS, "quotes": QUOTE_COLUMNS}
NOUNS: dict[Kind, str] = {"steps": "policy step", "quotes": "quote"}
"""What one row of a table is called."""


def table_rows(folder: CardFolder, kind: Kind) -> tuple[Row, ...]:
    """Every row of a table, the newest stop first, then as the cards stand."""
    return step_rows(folder) if kind == "steps" else quote_rows(folder)


def shown_cells(row: Row, stops: Sequence[Stop]) -> tuple[str, ...]:
    """The cells of a row with the stop as a page names it: ``Feb 2004`` for ``2004-02-25``."""
    *most, _, source = row.cells()
    return (*most, stop_date(stops, row.stop), source)


def step_rows(folder: CardFolder) -> tuple[StepRow, ...]:
    """Every step of the good cards, the newest stop first, then as the cards stand."""
    return tuple(
        StepRow(
            plain(step.actor),
            plain(step.action),
            plain(step.partner or ""),
            plain(step.condition or ""),
            plain(step.why or ""),
            plain(step.risk or ""),
            stop,
            source,
            reference(folder.library, source, step.para),
            step.para,
            tuple(places),
        )
        for step, stop, source, places in _gathered(folder, "step", lambda one: one.steps)
    )


def quote_rows(folder: CardFolder) -> tuple[QuoteRow, ...]:
    """Every quote of the good cards, the newest stop first, then as the cards stand."""
    return tuple(
        QuoteRow(
            plain(quote.text),
            quote.voice,
            plain(quote.speaker or _speaker(folder, source)),
            stop,
            source,
            reference(folder.library, source, quote.para),
            quote.para,
            tuple(places),
        )
        for quote, stop, source, places in _gathered(folder, "quote", lambda one: one.quotes)
    )


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV with a heading line. Source: RFC 4180.

    What a spreadsheet would take for a formula gets an apostrophe in front, also behind a
    semicolon: where that is what divides lists, it begins a cell. Source: OWASP, CSV injection.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([no_formula(cell) for cell in row] for row in rows)
    return out.getvalue()


def _gathered(
    folder: CardFolder, name: str, said: Callable[[Edition], Sequence[Said]]
) -> Iterable[tuple[Said, Stop, str, list[Where]]]:
    """Each different statement once: its stop, its source, and every place that tells it.

    ``name`` begins the anchors of such statements.
    """
    stop_of = {source: stop for stop in folder.stops for source in stop.sources}
    told: dict[Stop, list[tuple[Said, Where]]] = {stop: [] for stop in reversed(folder.stops)}
    for card_id, card in folder.cards.items():  # once: each card is fetched
        for number, edition in enumerate(card.editions):
            if edition.source in stop_of:
                told[stop_of[edition.source]] += (
                    (one, Where(card_id, plain(card.name), f"{name}-{number}-{i}", edition.source))
                    for i, one in enumerate(said(edition))
                )
    found: dict[tuple[Any, ...], tuple[Said, Stop, str, list[Where]]] = {}
    for stop, statements in told.items():
        for one, place in statements:
            source = one.source or place.source
            key = (stop, source, replace(one, source=None))
            found.setdefault(key, (one, stop, source, []))[-1].append(place)
    return found.values()


def _speaker(folder: CardFolder, source_id: str) -> str:
    source = folder.library.sources.get(source_id)
    return source.speaker if source else ""


def _names(places: tuple[Where, ...]) -> str:
    return "; ".join(dict.fromkeys(place.name for place in places))


def no_formula(cell: str) -> str:
    """The cell so that no program calculates with it: an apostrophe says that it is text."""
    return _FORMULA.sub(r"\1'", cell)
