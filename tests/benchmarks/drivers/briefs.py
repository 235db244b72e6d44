"""Briefs to PDF in a program that is open: milliseconds for each card of a library.

``briefs.py LIBRARY``. Each is set once: what was set before would come out of Typst's memory.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from kit import report

from briefing.core.library import open_folder
from briefing.core.outlines import Outlines
from briefing.core.timeline import stops_of
from briefing.paper.briefs import make_pdf
from briefing.paper.maps import PrintedMaps
from briefing.paper.options import PrintOptions
from briefing.paper.typeset import Typesetter

folder = open_folder(Path(sys.argv[1]))
typesetter, maps = Typesetter(), PrintedMaps(Outlines())


def _make(card_id: str, options: PrintOptions) -> float:
    began = time.perf_counter()
    make_pdf(folder, [card_id], options, typesetter, locator=maps.locator, cover_map=maps.cover)
    return (time.perf_counter() - began) * 1000


taken = [
    _make(card_id, PrintOptions("stop", (stop,)))
    for card_id, card in folder.cards.items()
    for stop in stops_of(card, folder.stops)
]
report(first=taken[0], taken=taken[1:])
