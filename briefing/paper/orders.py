"""What can be printed in a process of its own: a book of cards, or a table of the whole library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from briefing.core.outlines import Outlines
from briefing.paper.briefs import make_pdf
from briefing.paper.maps import PrintedMaps
from briefing.paper.tables import make_table_pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from briefing.core.card import Card
    from briefing.core.library import CardFile, CardFolder
    from briefing.core.quotes import Verified
    from briefing.core.tables import Kind, Row
    from briefing.paper.options import Paper, PrintOptions
    from briefing.paper.sheet import Locator, Picture
    from briefing.paper.typeset import Typeset, Typesetter


class Progress(NamedTuple):
    """How far an order is: ``done`` of ``total`` cards prepared, then all of them in type.

    Typst does not tell how far it is.
    """

    phase: Literal["preparing", "typesetting"]
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class BookOrder:
    """Cards by their ids, as ``make_pdf`` takes them; with or without their maps."""

    ids: tuple[str, ...]
    options: PrintOptions
    maps: bool = True
    verified: Verified = frozenset()

    def files(self, folder: CardFolder) -> tuple[CardFile, ...]:
        """The card files that must be at hand."""
        wanted = set(self.ids)
        return tuple(file for file in folder.files if file.id in wanted)

    def make(
        self, folder: CardFolder, typesetter: Typesetter, tell: Callable[[Progress], object]
    ) -> Typeset:
        """Make the PDF. Raises what ``make_pdf`` raises."""
        total = sum(card_id in folder.cards for card_id in self.ids)
        tell(Progress("preparing", 0, total))
        maps = PrintedMaps(Outlines()) if self.maps else None
        return make_pdf(
            folder,
            self.ids,
            self.options,
            typesetter,
            locator=_counted(maps.locator, total, tell) if maps else None,
            cover_map=maps.cover if maps else None,
            verified=self.verified,
        )


@dataclass(frozen=True, slots=True)
class TableOrder:
    """Rows of one kind, as ``make_table_pdf`` takes them."""

    kind: Kind
    rows: Sequence[Row]
    paper: Paper = "a4"
    greyscale: bool = False
    timestamp: datetime | None = None

    def files(self, folder: CardFolder) -> tuple[CardFile, ...]:
        """The card files that must be at hand: the table says of how many rows it shows some."""
        return tuple(folder.files)

    def make(
        self, folder: CardFolder, typesetter: Typesetter, tell: Callable[[Progress], object]
    ) -> Typeset:
        """Make the PDF. Raises what ``make_table_pdf`` raises."""
        tell(Progress("preparing", 0, 0))
        return make_table_pdf(
            folder,
            self.kind,
            self.rows,
            typesetter,
            paper=self.paper,
            greyscale=self.greyscale,
            timestamp=self.timestamp,
        )


Order = BookOrder | TableOrder


def _counted(locator: Locator, total: int, tell: Callable[[Progress], object]) -> Locator:
    """A locator that tells of each card whose map is drawn: that is what preparing it takes."""
    done = 0

    def count(card: Card) -> Picture | None:
        nonlocal done
        picture = locator(card)
        done += 1
        tell(Progress("preparing", done, total))
        return picture

    return count
