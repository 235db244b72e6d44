"""Which paper is usual where: Letter in some countries, A4 everywhere else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.paper.options import Paper

LETTER = frozenset(
    ["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"]
)
"""The countries of Letter, by ISO 3166-1. Source: CLDR, measurementData, paperSize US-Letter."""

# As POSIX (Base Definitions, 8.2) has one variable stand for another.
_VARIABLES = ("LC_ALL", "LC_PAPER", "LANG")
_TERRITORY = re.compile(r"[a-z]{2,3}(?:[_-][A-Z][a-z]{3})?[_-]([A-Z]{2})(?:[.@].*)?\Z")


def usual_paper(territory: str) -> Paper:
    """The paper that is usual in a country, by its ISO 3166-1 alpha-2 code; A4 where unknown."""
    return "letter" if territory in LETTER else "a4"


def paper_of(environment: Mapping[str, str]) -> Paper:
    """The paper of the locale that the environment's variables name, such as ``en_US.UTF-8``."""
    name = next((value for key in _VARIABLES if (value := environment.get(key))), "")
    found = _TERRITORY.match(name)
    return usual_paper(found[1] if found else "")
