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
# Basic Latin to Latin Extended-A, Cyrillic of Slavic languages, and the marks of good type.
_UNUSUAL = re.compile(
    "[^\t -~\xa0-\xac\xae-\u017f\u0401-\u0451\u200b\u2002\u2010\u2012-\u2014\u2018-\u201a\u201c-\u201e\u2026]"
)
_SIMPLE = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}


def missing_texts(diagnostic: str) -> tuple[str, ...]:
    """The pieces of text, mostly single characters, that Typst says it cannot set."""
    return tuple(sorted({_unescaped(text) for text in _MISSING.findall(diagnostic)}))


def spelled_out(data: Any, missing: Iterable[str]) -> Any:
    """The data with the missing characters as ``[U+1F600]``, so that the reader sees them."""
    marks = str.maketrans({char: mark(char) for char in missing})
    return mapped(data, lambda text: text.translate(marks))


def characters(missing: Iterable[str]) -> tuple[str, ...]:
    """The characters of the missing pieces. Those that every font has are not at fault."""
    return tuple(sorted({char for text in missing for char in text if not char.isascii()}))


def marks(characters: Iterable[str]) -> tuple[str, ...]:
    """Those of the characters that stand on others, or join them."""
    return tuple(c for c in characters if unicodedata.category(c) in ("Mn", "Me", "Mc", "Cf"))


def unusual(data: Any) -> tuple[str, ...]:
    """The characters of all text that the packaged fonts do not have for certain."""
    return tuple(sorted({char for text in strings(data) for char in _UNUSUAL.findall(text)}))


def still_there(missing: Iterable[str], data: Any) -> tuple[str, ...]:
    """The characters that stand spelled out in the data."""
    found = list(strings(data))
    return tuple(char for char in missing if any(mark(char) in text for text in found))


def mark(char: str) -> str:
    """What is printed in the place of a character: ``[U+1F600]``."""
    return f"[U+{ord(char):04X}]"


def named(char: str) -> str:
    """A character as a warning names it: ``😀 (U+1F600 GRINNING FACE)``."""
    name = unicodedata.name(char, "")
    shown = f"{char} " if char.isprintable() else ""
    return f"{shown}(U+{ord(char):04X}{' ' + name if name else ''})"


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(
        lambda match: chr(int(match[1], 16)) if match[1] else _SIMPLE.get(match[2], match[2]), text
    )
