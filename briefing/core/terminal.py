"""Text for a terminal: what would steer it, or turn the order of letters round, is escaped."""

from __future__ import annotations

import re

from briefing.core.scalars import INVISIBLE

_STEERS = re.compile(INVISIBLE.pattern + "|[\t\n\r\u202a-\u202e\u2066-\u2069]")


def line(text: str) -> str:
    """The text as one line. Joiners and spaces of all kinds, which writing needs, stay.

    Source: Unicode Standard Annex 9, 2.1 and 2.2, for the characters that turn the order round.
    """
    return text if text.isascii() and text.isprintable() else _STEERS.sub(_escaped, text)


def lines(text: str) -> str:
    r"""The text with its line ends, which are ``\n``."""
    return "\n".join(map(line, text.split("\n")))


def _escaped(found: re.Match[str]) -> str:
    return found.group().encode("unicode_escape").decode()
