"""The html command: cards as one web page that works with no network."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from briefing.cli.usage import UsageError, card_file, good_folder, whole_folder
from briefing.core.outlines import Outlines
from briefing.paper.briefs import NothingToPrintError
from briefing.paper.output import OutputError, write_file
from briefing.paper.webmaps import web_map
from briefing.paper.webpage import make_web_page

if TYPE_CHECKING:
    from argparse import Namespace

    from briefing.core.starter import Places


def html(arguments: Namespace, places: Places) -> int:
    """Write the cards that are named, or all good ones, into the output file."""
    find = good_folder if arguments.cards else whole_folder
    folder = find(arguments, places)
    for card_id in arguments.cards:
        card_file(folder, card_id)
    try:
        page = make_web_page(folder, arguments.cards, partial(web_map, Outlines()))
        write_file(arguments.output, page)
    except (NothingToPrintError, OutputError) as error:
        raise UsageError(str(error)) from error
    return 0
