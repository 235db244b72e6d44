"""The pdf command: which editions are asked for, and where the typeset pages go."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from briefing.cli.usage import UsageError, card_file, stop_named, two_stops
from briefing.core.outlines import Outlines
from briefing.core.problem import visible
from briefing.core.timeline import stops_of
from briefing.paper.briefs import NothingToPrintError, make_pdf
from briefing.paper.maps import PrintedMaps
from briefing.paper.options import PrintOptions
from briefing.paper.output import OutputError, write_pdf
from briefing.paper.typeset import TypesetError, Typesetter

if TYPE_CHECKING:
    from argparse import Namespace

    from briefing.core.library import CardFolder


def print_pdf(folder: CardFolder, arguments: Namespace) -> int:
    """Typeset the cards that are named, or a book of all, into the output file."""
    for card_id in arguments.cards:
        card_file(folder, card_id)
    ids = arguments.cards or list(folder.cards)
    try:
        maps = PrintedMaps(Outlines())
        made = make_pdf(
            folder,
            ids,
            _options(folder, arguments),
            Typesetter(),
            locator=maps.locator,
            cover_map=maps.cover,
        )
        write_pdf(arguments.output, made.pdf)
    except (NothingToPrintError, TypesetError, OutputError) as error:
        raise UsageError(str(error)) from error
    for warning in made.warnings:
        print(f"briefing: {visible(warning)}", file=sys.stderr)
    return 0


def _options(folder: CardFolder, arguments: Namespace) -> PrintOptions:
    if arguments.compare:
        stops = two_stops(folder, arguments.compare)
        return PrintOptions("compare", stops, paper=arguments.paper)
    if arguments.at is not None:
        return PrintOptions("stop", (stop_named(folder, arguments.at),), paper=arguments.paper)
    if arguments.all_stops or len(arguments.cards) != 1:
        return PrintOptions("all", paper=arguments.paper)
    own = stops_of(folder.cards[arguments.cards[0]], folder.stops)
    newest = own[-1:] or folder.stops[-1:]
    return PrintOptions("stop", newest, paper=arguments.paper)
