"""A problem's message and fix as sentences for widgets that show plain text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.core.problem import visible
from briefing.core.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.core.problem import Problem

_CODE = re.compile("`([^`]+)`")
# A name such as library.yaml at the head of a message stays as it is.
_WORD = re.compile(r"[a-z]+(?=[ ,;:]|\Z)")


def sentence(text: str) -> str:
    """A message with a capital first, and quotation marks in place of its backticks."""
    shown = _CODE.sub("“\\1”", visible(text))
    return shown[:1].upper() + shown[1:] if _WORD.match(shown) else shown


def counts(problems: Sequence[Problem]) -> str:
    """How many there are: ``2 errors, 1 warning``; nothing without any."""
    errors = sum(problem.is_error for problem in problems)
    numbers = {"error": errors, "warning": len(problems) - errors}
    return ", ".join(counted(number, word) for word, number in numbers.items() if number)


def place(problem: Problem) -> str:
    """Where it is: ``line 15, column 3``."""
    return f"line {problem.line}, column {problem.column}"
