"""What goes on paper from the command line: cards, or a table of the whole library."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from briefing.cli.output import complain
from briefing.cli.usage import (
    UsageError,
    card_file,
    folder_of,
    stop_named,
    texts_named,
    two_stops,
    whole_folder,
)
from briefing.core.library import sort_name
from briefing.core.outlines import Outlines
from briefing.core.problem import did_you_mean
from briefing.core.terminal import line
from briefing.core.text_folder import texts_near
from briefing.core.timeline import stops_of
from briefing.paper.briefs import NothingToPrintError, make_pdf
from briefing.paper.maps import PrintedMaps
from briefing.paper.options import SECTIONS, PrintOptions
from briefing.paper.output import OutputError, write_pdf
from briefing.paper.paper_size import paper_of
from briefing.paper.typeset import TypesetError, Typesetter

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from briefing.core.card import Card
    from briefing.core.library import CardFolder
    from briefing.core.quotes import Verified
    from briefing.core.shelf import Shelf
    from briefing.core.starter import Places
    from briefing.core.tables import Kind, Row
    from briefing.core.timeline import Stop
    from briefing.paper.options import Editions, Paper, Section
    from briefing.paper.typeset import Typeset

_DATE = "SOURCE_DATE_EPOCH"


def pdf(arguments: Namespace, places: Places) -> int:
    """Typeset the cards that are named, those of a region, or a book of all, into a file."""
    ids = arguments.cards
    folder = folder_of(ids, arguments, places) if ids else whole_folder(arguments, places)
    ids = _ids(folder, arguments)
    if arguments.one_page and len(set(ids)) != 1:
        raise UsageError(
            f"--one-page is for one card, and here are {len(set(ids))}; name one, or leave it out"
        )
    options = _options(folder, arguments, ids)
    maps = PrintedMaps(Outlines())
    cards = [folder.cards[card_id] for card_id in ids if card_id in folder.cards]
    shelf = _shelf(folder, arguments.texts)

    def make() -> Typeset:
        return make_pdf(
            folder,
            ids,
            options,
            Typesetter(),
            locator=maps.locator,
            cover_map=maps.cover,
            verified=_verified(folder, cards, shelf) if shelf else frozenset(),
        )

    return _print(make, arguments.output)


def _shelf(folder: CardFolder, chosen: Path | None) -> Shelf | None:
    if chosen is not None:
        return texts_named(chosen)
    near = texts_near(folder.folder)
    return texts_named(near, is_chosen=False) if near else None


def _verified(folder: CardFolder, cards: Iterable[Card], shelf: Shelf) -> Verified:
    # Where no texts are at hand, nothing waits for this to be loaded.
    from briefing.core.quotes import verified_quotes  # noqa: PLC0415

    return verified_quotes(folder.library, cards, shelf)


def print_table(folder: CardFolder, kind: Kind, rows: Sequence[Row], arguments: Namespace) -> int:
    """Typeset rows of steps or quotes into the file that ``--pdf`` names."""
    from briefing.paper.tables import make_table_pdf  # noqa: PLC0415 - no card needs it

    def make() -> Typeset:
        return make_table_pdf(
            folder,
            kind,
            rows,
            Typesetter(),
            paper=_paper(arguments),
            greyscale=arguments.greyscale,
            timestamp=_timestamp(),
        )

    return _print(make, arguments.pdf)


def _print(make: Callable[[], Typeset], output: Path) -> int:
    try:
        made = make()
        write_pdf(output, made.pdf)
    except (NothingToPrintError, TypesetError, OutputError) as error:
        raise UsageError(str(error)) from error
    for said in (*made.warnings, made.left_out):
        if said:
            complain(line(said))
    return 0


def _ids(folder: CardFolder, arguments: Namespace) -> list[str]:
    if arguments.region is not None:
        if arguments.cards:
            raise UsageError("name cards or a --region, not both")
        return _of_region(folder, arguments.region)
    for card_id in arguments.cards:
        card_file(folder, card_id)
    return arguments.cards or list(folder.cards)


def _of_region(folder: CardFolder, wanted: str) -> list[str]:
    for region in folder.regions:
        if sort_name(region)[0] == sort_name(wanted)[0]:
            return [file.id for file in folder.files if file.head and file.region == region]
    hint = did_you_mean(wanted, folder.regions)
    raise UsageError(f"no card is of a region {wanted}; {hint or 'see briefing list'}")


def _options(folder: CardFolder, arguments: Namespace, ids: Sequence[str]) -> PrintOptions:
    editions, stops = _editions(folder, arguments, ids)
    return PrintOptions(
        editions,
        stops,
        paper=_paper(arguments),
        sections=_sections(arguments.sections),
        cover=not arguments.no_cover,
        new_page=arguments.new_page,
        greyscale=arguments.greyscale,
        one_page=arguments.one_page,
        timestamp=_timestamp(),
    )


def _editions(
    folder: CardFolder, arguments: Namespace, ids: Sequence[str]
) -> tuple[Editions, tuple[Stop, ...]]:
    if arguments.compare:
        return "compare", two_stops(folder, arguments.compare)
    if arguments.at is not None:
        return "stop", (stop_named(folder, arguments.at),)
    if arguments.all_stops or len(ids) != 1:
        return "all", ()
    own = stops_of(folder.cards[ids[0]], folder.stops)
    return "stop", own[-1:] or folder.stops[-1:]


def _sections(wanted: str | None) -> frozenset[Section]:
    if wanted is None:
        return SECTIONS
    names = [name.strip().casefold().replace("-", "_") for name in wanted.split(",")]
    for name in names:
        if name not in SECTIONS:
            known = [section.replace("_", "-") for section in sorted(SECTIONS)]
            hint = did_you_mean(name.replace("_", "-"), known)
            raise UsageError(f"there is no section {name.replace('_', '-')}; {hint}")
    return frozenset(cast("list[Section]", names))


def _paper(arguments: Namespace) -> Paper:
    return cast("Paper", arguments.paper or paper_of(os.environ))


def _timestamp() -> datetime | None:
    """The date that the PDF is to have, where the caller wants the same bytes from every copy.

    Source: reproducible-builds.org, SOURCE_DATE_EPOCH.
    """
    seconds = os.environ.get(_DATE)
    if not seconds:
        return None
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"{_DATE} is {seconds}, and not a number of seconds since 1970") from error
