"""A new card: the skeleton that ``briefing new`` writes, each key explained by a comment."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from briefing.core.writing import scalar

if TYPE_CHECKING:
    from briefing.core.card import Library

_TEMPLATE = """\
# A briefing card. What stands behind a # is a comment: take the # away to use the line.
name: {name}
kind: country               # country | territory | bloc | region
{code}
# location: {{lat: 0.0, lon: 0.0}}      # a place on the map, for what has no code
# members: []               # codes of the members of a bloc or region, such as [EE, LV, LT]
region: {region}            # one of the regions of library.yaml
aliases: []                 # other names that search must find
see_also: []                # file names of related cards, without .yaml

editions: []                # at most one a source: take the [] away and use the lines below
# - source: {source}
#   bottom_line: >-         # your reading, in one or two sentences
#     …
#   changed: >-             # your reading of what moved since the edition before
#     …
#   points:                 # paraphrase of the source
#     - topic: …            # the same topic in two editions lines up in Compare
#       kind: assessment    # fact | assessment | forecast | warning
#       text: >-
#         …
#       para: 1             # paragraph of the source, or a list of them
#       change: kept        # kept | developed | softened | hardened | reversed
#   quotes:                 # verbatim
#     - text: …
#       voice: speaker      # speaker: in quotation marks there; summary: its own words
#       para: 1
#   steps:                  # recommended policy steps, in the speaker's order
#     - actor: …
#       action: …           # starts with a verb
#       with: …             # this and the next three are optional
#       condition: …
#       why: …              # the expected effect
#       risk: …             # what follows if it is not done
#       para: 1

notes: []                   # your own, such as - {{date: 2026-11-22, by: …, text: …}}
"""


def card_id(name: str) -> str:
    """The id, and file stem, for a name: ``Côte d’Ivoire`` becomes ``cote-d-ivoire``.

    Letters that have no plain form stay as they are. Empty where the name has no letter or digit.
    """
    folded = unicodedata.normalize("NFKD", name).casefold()
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    return "-".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", bare)))


def skeleton(name: str, library: Library, *, code: str = "", region: str = "") -> str:
    """The text of a new card, valid as it stands."""
    regions = library.regions or ("",)
    return _TEMPLATE.format(
        name=scalar(name),
        code=f"code: {code}                    # ISO 3166-1 alpha-2; finds the outline on the map"
        if code
        else "# code: XX                  # ISO 3166-1 alpha-2; finds the outline on the map",
        region=scalar(region or regions[0] or "Other"),
        source=scalar(next(iter(library.sources), "…")),
    )
