"""Finding in a text that is edited, letter for letter or by a pattern, and replacing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRegularExpression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QRegularExpressionMatch

    from briefing.gui.code_document import CodeDocument

Span = tuple[int, int]
_OPTION = QRegularExpression.PatternOption
_ESCAPE = re.compile(r"\\(\d|.)", re.DOTALL)
_SPECIAL = {"n": "\n", "t": "\t"}


class PatternError(Exception):
    """What was typed is no regular expression; the message says why."""


@dataclass(frozen=True, slots=True)
class Query:
    """What to find: in any case unless ``case``, whole words only, or a regular expression."""

    text: str = ""
    case: bool = False
    words: bool = False
    pattern: bool = False


def spans(document: CodeDocument, query: Query) -> list[Span]:
    """The positions where each hit begins and ends. Raises PatternError.

    A hit without a character is none: there would be nothing to show.
    """
    if not query.text:
        return []
    if query.pattern:
        return [(hit.capturedStart(), hit.capturedEnd()) for hit in _matches(document, query)]
    wanted = re.escape(query.text)
    if query.words:
        wanted = rf"(?<!\w){wanted}(?!\w)"
    found = re.finditer(wanted, document.text(), 0 if query.case else re.IGNORECASE)
    place = document.position_of
    return [(place(hit.start()), place(hit.end())) for hit in found]


def replacements(document: CodeDocument, query: Query, text: str) -> list[tuple[Span, str]]:
    r"""Each hit with what goes in its place. Raises PatternError.

    For a pattern ``\1`` stands for its first group, ``\0`` for all of it, ``\n`` for a line end.
    """
    if not query.pattern:
        return [(span, text) for span in spans(document, query)]
    return [
        ((hit.capturedStart(), hit.capturedEnd()), _expanded(text, hit))
        for hit in _matches(document, query)
    ]


def _matches(document: CodeDocument, query: Query) -> Iterator[QRegularExpressionMatch]:
    # Qt's expressions give up on a pattern that would take forever; Python's would not.
    options = _OPTION.MultilineOption | _OPTION.UseUnicodePropertiesOption
    if not query.case:
        options |= _OPTION.CaseInsensitiveOption
    wanted = rf"\b(?:{query.text})\b" if query.words else query.text
    expression = QRegularExpression(wanted, options)
    if not expression.isValid():
        raise PatternError(expression.errorString())
    found = expression.globalMatch(document.text())
    while found.hasNext():
        hit = found.next()
        if hit.capturedLength():
            yield hit


def _expanded(text: str, hit: QRegularExpressionMatch) -> str:
    def put(escape: re.Match[str]) -> str:
        char = escape[1]
        return hit.captured(int(char)) if char.isdecimal() else _SPECIAL.get(char, char)

    return _ESCAPE.sub(put, text)
