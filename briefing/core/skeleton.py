"""New cards and libraries: skeletons whose every key is explained by a comment."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from briefing.core.file_names import is_reserved
from briefing.core.presence import is_file
from briefing.core.writing import scalar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefing.core.card import Library

CARD_SCHEMA = "card.schema.json"
"""The name under which editors look for the JSON Schema of a card, beside the cards."""

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}\Z")

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

_LIBRARY = """\
# A library: what stands behind a # is a comment; take the # away to use the line.
title: {title}
# about: >-                 # what this library holds and how it was compiled
#   …
language: en                # of the texts; goes into PDFs and screen readers
marking: ""                 # handling text at head and foot of every page; blank prints none
regions: []                 # the regions in the order of the country list, such as [North, South]

sources:                    # the talks; cards name them by their ids
{sources}"""

_SOURCE = """\
  {id}:
    title: {title}
    # kind: talk summary
    speaker: {speaker}
    # role: …               # of the speaker, at the time
    # moderator: …
    # publisher: …
    # prepared_by: …
    date: {date}            # or 2004-02, or 2004: as precise as the source itself is, no more
    # paragraphs: 10        # non-blank lines of the source text, headings counted
    # sha256: …             # of the text file against which the quotes were checked
"""


class NewSource(NamedTuple):
    """A source of a new library: its title, who spoke, and when (2004-02-25, 2004-02 or 2004)."""

    title: str
    speaker: str
    date: str


def card_id(name: str) -> str:
    """The id, and file stem, for a name: ``Côte d’Ivoire`` becomes ``cote-d-ivoire``.

    Letters that have no plain form stay as they are. A name that Windows keeps for itself gets
    ``-card``. Empty where the name has no letter or digit.
    """
    folded = unicodedata.normalize("NFKD", name).casefold()
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    joined = "-".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", bare)))
    return f"{joined}-card" if is_reserved(joined) else joined


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


def modeline(folder: Path) -> str:
    """The first line of a new card, which leads editors to the JSON Schema in its folder.

    Empty where no ``card.schema.json`` stands there.
    """
    if not is_file(folder / CARD_SCHEMA):
        return ""
    return f"# yaml-language-server: $schema={CARD_SCHEMA}\n"


def library_skeleton(title: str, sources: Sequence[NewSource] = ()) -> str:
    """The text of a new library.yaml, valid as it stands where the sources are.

    A library without a source cannot be: where none is given, one stands in for the first.
    """
    given = sources or (NewSource("[Title of the talk]", "[Speaker]", str(datetime.now(UTC).year)),)
    written = [
        _SOURCE.format(
            id=scalar(source_id),  # some names read as numbers: 0e-2004
            title=scalar(source.title),
            speaker=scalar(source.speaker),
            date=source.date if _DATE.match(source.date) else scalar(source.date),
        )
        for source_id, source in zip(_source_ids(given), given, strict=True)
    ]
    return _LIBRARY.format(title=scalar(title), sources="\n".join(written))


def _source_ids(sources: Sequence[NewSource]) -> list[str]:
    """An id for each source, from the speaker's last name and the year: ``hale-2005``."""
    ids: list[str] = []
    for source in sources:
        name = card_id(source.speaker).rpartition("-")[2] or "source"
        wanted = f"{name}-{source.date[:4]}" if _DATE.match(source.date) else name
        tries = (f"{wanted}{'' if number == 1 else f'-{number}'}" for number in count(1))
        ids.append(next(source_id for source_id in tries if source_id not in ids))
    return ids
