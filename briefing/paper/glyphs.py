"""Characters that no font can draw: which they are, by Typst's own word, and what stands in."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from briefing.paper.texts import mapped, strings

if TYPE_CHECKING:
    from collections.abc import Iterable

# Typst's PDF exporter, when held to PDF/UA-1, names each of them in Rust's notation of strings.
_MISSING = re.compile(r'the text (?:contains the disallowed codepoint )?`"((?:[^"\\]|\\.)*)"`')
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")
_SIMPLE = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}


def missing_texts(diagnostic: str) -> tuple[str, ...]:
    """The pieces of text, mostly single characters, that Typst says it cannot set."""
    return tuple(sorted({_unescaped(text) for text in _MISSING.findall(diagnostic)}))


def spelled_out(data: Any, missing: Iterable[str]) -> Any:
    """The data with the missing characters as ``[U+1F600]``, so that the reader sees them."""
    marks = str.maketrans({char: f"[U+{ord(char):04X}]" for char in characters(missing)})
    return mapped(data, lambda text: text.translate(marks))


def characters(missing: Iterable[str]) -> tuple[str, ...]:
    """The characters of the missing pieces. Those that every font has are not at fault."""
    return tuple(sorted({char for text in missing for char in text if not char.isascii()}))


def named(char: str) -> str:
    """A character as a warning names it: ``😀 (U+1F600 GRINNING FACE)``."""
    name = unicodedata.name(char, "")
    shown = f"{char} " if char.isprintable() else ""
    return f"{shown}(U+{ord(char):04X}{' ' + name if name else ''})"


def holders(data: dict[str, Any], char: str) -> tuple[str, ...]:
    """The ids of the cards, or of those of a table's rows, that hold a character; else the library."""
    parts = [*data["cards"], *data.get("table", {}).get("rows", ())]
    found = [part["id"] for part in parts if any(char in text for text in strings(part))]
    return tuple(dict.fromkeys(found)) or ("library.yaml",)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(
        lambda match: chr(int(match[1], 16)) if match[1] else _SIMPLE.get(match[2], match[2]), text
    )
