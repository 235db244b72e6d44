"""Text on its way to Typst: runs as plain data, and what must not reach a PDF taken out."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from briefing.core.inline import runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from briefing.core.inline import Run

Runs = list[dict[str, Any]]
"""Runs as JSON: ``text``, and of the styles and ``href`` those that are set.

The first says by ``leftward`` which way all of them are written, where that is known.
"""

# A word of more letters than a column has room for, in scripts that break at spaces only.
_LONG_WORD = re.compile("[!-\u08ff\u10a0-\u10ff\u1c90-\u1cbf\u1e00-\u1fff]{31,}")
_BREAK_EVERY = 8
_ZERO_WIDTH_SPACE = "\u200b"
_BYTE_ORDER_MARK = "\ufeff"
_JOINER = "\u200d"
_VIRAMA = 9  # the canonical combining class of what joins the letters of India
_LONGEST_CLUSTER = 64
"""Characters that may stand as one: no script has near as many, and of some hundred Typst panics."""

# Where such a cluster may be; no character is of both sets, so that nothing is tried twice.
_JOINED = "\u0300-\u036f\u0483-\u1fff\u200c\u200d\u20d0-\u20ff\ua66f-\uabff\ufe00-\ufe2f\U00010000-\U0010ffff"
_DENSE = re.compile(f"(?:[^\\s{_JOINED}]?[{_JOINED}]){{{_LONGEST_CLUSTER // 2},}}")
_SPACES = "\t\n\v\f\r\x85\u2028\u2029"


def as_runs(text: str | Iterable[Run]) -> Runs:
    """A text field, or runs made of some, as the template takes them."""
    found = [_as_data(run) for run in (runs(text) if isinstance(text, str) else text)]
    leftward = runs_leftward("".join(run["text"] for run in found))
    if leftward is not None:
        found[0]["leftward"] = leftward
    return found


def runs_leftward(text: str) -> bool | None:
    """Whether the text is written from right to left; None where it has no letter.

    Source: Unicode Standard Annex 9, rule P2: the first strong character decides.
    """
    for char in text:
        strong = unicodedata.bidirectional(char)
        if strong in ("L", "R", "AL"):
            return strong != "L"
    return None


def cleaned(text: str) -> str:
    """The text without what no PDF may hold: control codes, half surrogates, noncharacters.

    Line breaks and tabs become spaces, and characters that join without end are parted. Source:
    PDF/UA-1 (ISO 14289-1), 7.21.7.
    """
    if not text.isascii():
        text = _DENSE.sub(_parted, text)
    if text.isprintable():
        return text
    # Each character once: a map is drawn in ten thousand, and twenty different ones.
    changed = {ord(char): " " if char in _SPACES else None for char in set(text) if _changes(char)}
    return text.translate(changed)


def breakable(text: str) -> str:
    """The text with invisible places to break in words that are wider than a column.

    Without them the end of a long web address would run off the paper.
    """
    return _LONG_WORD.sub(_broken, text)


def mapped(data: Any, change: Callable[[str], str]) -> Any:
    """The same plain data with every text in it changed; keys are left alone."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        return {key: mapped(value, change) for key, value in data.items()}
    if isinstance(data, list):
        return [mapped(value, change) for value in data]
    return data


def strings(data: Any) -> Iterator[str]:
    """Every text in plain data, keys aside."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from strings(value)


def _as_data(run: Run) -> dict[str, Any]:
    styles = ("emphasis", "strong", "code", "href")
    return {"text": breakable(run.text)} | {name: v for name in styles if (v := getattr(run, name))}


def _parted(match: re.Match[str]) -> str:
    made: list[str] = []
    length, joins = 0, False
    for char in match[0]:
        joined = joins or char == _JOINER or unicodedata.category(char).startswith("M")
        length = length + 1 if joined else 1
        if length > _LONGEST_CLUSTER:
            made.append(_ZERO_WIDTH_SPACE)
            length = 1
        made.append(char)
        joins = char == _JOINER or unicodedata.combining(char) == _VIRAMA
    return "".join(made)


def _broken(match: re.Match[str]) -> str:
    word = match[0]
    places = range(0, len(word), _BREAK_EVERY)
    return "".join(
        (_ZERO_WIDTH_SPACE if place and not unicodedata.combining(word[place]) else "")
        + word[place : place + _BREAK_EVERY]
        for place in places
    )


def _changes(char: str) -> bool:
    nonchar = ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF  # noqa: PLR2004
    return (
        nonchar
        or char in _SPACES
        or char == _BYTE_ORDER_MARK
        or unicodedata.category(char) in ("Cc", "Cs")
    )
