"""Names and words without what a reader passes over: accents and case."""

from __future__ import annotations

import re
import unicodedata

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def folded(text: str) -> str:
    """The text without accents and in one case."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text).casefold()
    return _NOT_ASCII.sub(lambda char: "" if unicodedata.combining(char[0]) else char[0], apart)


def sort_name(name: str) -> tuple[str, str]:
    """Orders names as a reader expects: without regard to accents and case."""
    return folded(name), name
