"""Lists in [brackets] and mappings in {braces}, read as far as they have been typed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

_TOKEN = re.compile(
    r"\"(?:\\.|[^\"\\])*\"?|'[^']*'?|(?P<open>[\[{])|(?P<close>[\]}])|(?P<comma>,)"
    r"|(?P<colon>:(?=\s|$))|(?<=\s)#[^\n]*|[^\s\"'\[\]{},:#]+|."
)
_SPACE = re.compile(r"\s*")


@dataclass(slots=True)
class Open:
    """Brackets not closed yet: what is being typed in them starts at ``start``.

    ``key`` is the key whose value it is, ``keys`` those that stand before it in these brackets.
    """

    bracket: Literal["[", "{"]
    start: int
    key: str = ""
    keys: list[str] = field(default_factory=list)


def open_brackets(text: str, start: int, caret: int) -> list[Open]:
    """The brackets open at a caret, from the outside in; the first of them stands at ``start``."""
    opened: list[Open] = []
    for token in _TOKEN.finditer(text, start, caret):
        after = _after_space(text, token.end(), caret)
        if token["open"]:
            opened.append(Open("[" if token["open"] == "[" else "{", after))
        elif token["close"]:
            opened.pop()
        elif token["comma"]:
            inner = opened[-1]
            inner.keys += [inner.key] if inner.key else []
            inner.key, inner.start = "", after
        elif token["colon"] and opened[-1].bracket == "{":
            inner = opened[-1]
            inner.key = text[inner.start : token.start()].strip().strip("'\"")
            inner.start = after
        if not opened:
            break
    return opened


def _after_space(text: str, start: int, caret: int) -> int:
    found = _SPACE.match(text, start, caret)
    assert found is not None
    return found.end()
