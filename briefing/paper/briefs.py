"""From a library and the ids of cards to a PDF: what the window and the command line call."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from briefing.paper.book import book_data
from briefing.paper.missing import Printed, no_font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.core.library import CardFolder
    from briefing.core.quotes import Verified
    from briefing.paper.book import CoverMap
    from briefing.paper.options import PrintOptions
    from briefing.paper.sheet import Locator
    from briefing.paper.typeset import Fit, Typeset, Typesetter


class NothingToPrintError(ValueError):
    """None of the asked cards can be printed; the message says why."""


def make_pdf(
    folder: CardFolder,
    ids: Sequence[str],
    options: PrintOptions,
    typesetter: Typesetter,
    *,
    locator: Locator | None = None,
    cover_map: CoverMap | None = None,
    verified: Verified = frozenset(),
) -> Typeset:
    """Typeset the cards: one as a brief, several as a book in the order of the country list.

    A card that cannot be read is left out, with a warning; so is told where a character stands
    that no font has. One page can be asked of a brief; a book takes as many as it needs. Quotes that
    are ``verified`` are marked. The same arguments give the same bytes. Raises NothingToPrintError and TypesetError.
    """
    left_out = tuple(_why_not(folder, card_id) for card_id in ids if card_id not in folder.cards)
    printed = [card_id for card_id in ids if card_id in folder.cards]
    if not printed:
        raise NothingToPrintError("; ".join(left_out) or "no card was chosen")
    data = book_data(folder, printed, options, locator, cover_map, verified)
    fit = _one_page() if options.one_page and len(data["cards"]) == 1 else None
    made = typesetter.typeset(data, options.timestamp or last_saved(folder, printed), fit)
    lacking = no_font(folder, Printed.of(printed, options), made.missing)
    return made._replace(warnings=left_out + lacking + made.warnings)


def last_saved(folder: CardFolder, ids: Sequence[str]) -> datetime:
    """When the newest of the cards' files was saved, in whole seconds of UTC."""
    saved = [file.stamp[2] for card_id in ids if (file := folder.get(card_id))]
    nanoseconds = max(saved, default=0)
    return datetime.fromtimestamp(nanoseconds // 1_000_000_000, UTC)


def _one_page() -> Fit:
    # Few prints ask for it.
    from briefing.paper.one_page import fit  # noqa: PLC0415

    return fit


def _why_not(folder: CardFolder, card_id: str) -> str:
    if folder.get(card_id):
        return f"{card_id} is left out: its file has errors"
    return f"{card_id} is left out: there is no such card"
