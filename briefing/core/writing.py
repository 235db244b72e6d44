"""Values as YAML text: plain where that reads back as the same text, quoted or folded elsewhere."""

from __future__ import annotations

import json
import re
import textwrap
import unicodedata
from dataclasses import dataclass
from typing import Any

from briefing.core.dialect import parse
from briefing.core.scalars import resolve

WIDTH = 88
"""Columns after which text is folded."""

_PLAIN = re.compile(r"[^\W_](?:[^\n:#]|:(?=[^\s,\[\]{}])|(?<=\S)#)*")
_UNSAFE_IN_FLOW = re.compile(r"[,\[\]{}]|:\?")  # YAML 1.2 allows ":?" there; libyaml does not


@dataclass(frozen=True, slots=True)
class Prose:
    """Running text, which goes onto lines of its own below ``>-`` where it is long or empty."""

    text: str = ""


def scalar(text: str, *, flow: bool = False) -> str:
    """The text as YAML on one line, quoted only where it must be.

    ``flow``: inside [brackets] or {braces}.
    """
    if _is_plain(text, flow=flow):
        return text
    if '"' not in text and "\\" not in text and _shows(text):
        return f'"{text}"'
    if _shows(text):
        return single_quoted(text)
    # JSON's escapes are YAML's too; beyond JSON, what cannot be seen is escaped as well.
    return "".join(
        char if char.isprintable() else f"\\U{ord(char):08X}"
        for char in json.dumps(text, ensure_ascii=False)
    )


def single_quoted(text: str) -> str:
    """The text in single quotation marks, those inside it doubled."""
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def folded(text: str, indent: int, width: int = WIDTH) -> str | None:
    """The text below ``>-``, or None where lines cannot be joined to the same text again.

    ``indent`` is the column of the lines, ``width`` that in which they end. An empty text gives a
    line on which one can be typed.
    """
    room = max(width - indent, 20)
    lines = textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False) or [""]
    written = "\n".join([">-", *(" " * indent + line for line in lines)])
    return written if reads_as(written, text) else None


def value(found: Any, column: int, indent: int, *, flow: bool = False) -> str:
    """Any value as it stands after its key's colon and a space.

    ``column`` is where it starts, ``indent`` that of lines below its key.
    """
    if isinstance(found, Prose):
        written = None
        if not flow and (not found.text or column + len(found.text) > WIDTH):
            written = folded(found.text, indent)
        return scalar(found.text, flow=flow) if written is None else written
    if isinstance(found, (list, tuple)):
        return "[" + ", ".join(value(item, column, indent, flow=True) for item in found) + "]"
    if isinstance(found, str):
        return scalar(found, flow=flow) if found or flow else ""
    return str(found)


def reads_as(written: str, wanted: Any) -> bool:
    """Whether a value written in YAML is read as this value."""
    document = parse(f"- {written}\n".encode("utf-8", "surrogatepass"), "")
    return not document.problems and bool(document.data == [wanted])


def _is_plain(text: str, *, flow: bool) -> bool:
    if not _PLAIN.fullmatch(text) or not _shows(text):
        return False
    if flow and _UNSAFE_IN_FLOW.search(text):
        return False
    return text[-1] not in ": " and resolve(text) is text


def _shows(text: str) -> bool:
    """Whether a reader of the file sees all of the text; spaces of any width count."""
    return all(char.isprintable() or unicodedata.category(char) == "Zs" for char in text)
