"""Which names a card's file can have on every system, so that a library can be carried anywhere."""

from __future__ import annotations

import re

from briefing.core.scalars import INVISIBLE

MOST_BYTES = 200
"""Bytes of an id in UTF-8; with its ending, some file systems take little more."""

# Source: Microsoft, "Naming Files, Paths, and Namespaces"; the superscript digits count there too.
_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?=\.|\Z)", re.IGNORECASE
)
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
_INVISIBLE = re.compile(
    INVISIBLE.pattern + "|[\t\n\r\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f]"
)


def fault_of(card_id: str) -> str:
    """Why no card can have this id, in plain words; empty where one can.

    The words begin without a capital and end without a stop.
    """
    forbidden = _FORBIDDEN.search(card_id)
    checks = {
        "a file needs a name": not card_id.strip(),
        "leave out .yaml: it is added": card_id.lower().endswith((".yaml", ".yml")),
        "a name cannot begin with a dot: such files are hidden": card_id.startswith("."),
        "a name cannot begin or end with a space": card_id.strip() != card_id,
        "a name cannot end with a dot: Windows takes it away": card_id.endswith("."),
        "a name cannot hold an invisible character": bool(_INVISIBLE.search(card_id)),
        f"a name cannot hold {forbidden[0] if forbidden else ''}: not every system allows it": bool(
            forbidden
        ),
        f"{card_id} is a name that Windows keeps for itself": is_reserved(card_id),
        "library.yaml is the library itself, and no card": card_id.casefold() == "library",
        "the name is too long": len(card_id.encode("utf-8", "surrogatepass")) > MOST_BYTES,
    }
    return next((reason for reason, is_so in checks.items() if is_so), "")


def is_reserved(card_id: str) -> bool:
    """Whether Windows keeps the name for a device, whatever ending it has."""
    return bool(_RESERVED.match(card_id))
