"""Inline CommonMark, the only markup of a text field, as plain runs that any view can show."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_inline import image, link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token


_SPACES = re.compile(r"[^\S\u00a0\u2007\u202f]+")
# What the enabled rules of the parser begin with, and the code point that it replaces.
_MARKS = re.compile(r"[*_`\[\\\0]")
_PRINTED_MARKS = "*_`[\\"
_TO_NOWHERE = re.compile(r"\]\( *\)\Z")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. ``href`` is an http(s) address, or empty."""

    text: str
    emphasis: bool = False
    strong: bool = False
    code: bool = False
    href: str = ""


def runs(text: str) -> tuple[Run, ...]:
    """The runs of a text field.

    Emphasis, strong, code and http(s) links are understood; HTML, images, other links and
    block markup stay the characters that they are. White space runs fold to one space, but
    a space that must not break stays one.
    Source: CommonMark 0.31, inline structure.
    """
    if _is_plain(text):
        # Most fields hold no markup: a table of the whole library asks for every one at once.
        return (Run(text.strip(" ")),) if text.strip(" ") else ()
    folded = _SPACES.sub(" ", text).strip(" ")
    if not _MARKS.search(folded):
        return (Run(folded),) if folded else ()
    (block,) = _parser().parseInline(folded)
    return merged(_styled(block.children or []))


def plain(text: str) -> str:
    """The text field without its markup."""
    return text.strip(" ") if _is_plain(text) else "".join(run.text for run in runs(text))


def _is_plain(text: str) -> bool:
    """Whether there is nothing to fold and no mark; what is printable has no space but " "."""
    return (
        text.isprintable() and "  " not in text and not any(mark in text for mark in _PRINTED_MARKS)
    )


def merged(found: Iterable[Run]) -> tuple[Run, ...]:
    """The runs with neighbors of one style made one, and without empty ones."""
    joined: list[Run] = []
    for run in found:
        if joined and replace(joined[-1], text="") == replace(run, text=""):
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        elif run.text:
            joined.append(run)
    return tuple(joined)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero")
    parser.enable(["emphasis", "balance_pairs", "backticks", "link", "escape"])
    parser.inline.ruler.before("link", "image_as_text", _image_as_text)
    parser.inline.ruler.at("link", _link_with_address)
    parser.validateLink = _is_web_address  # type: ignore[method-assign, assignment]
    return parser


def _image_as_text(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not image(state, silent):
        return False
    if not silent:
        state.tokens[-1].type = "text"
        state.tokens[-1].content = state.src[start : state.pos]
    return True


def _link_with_address(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not link(state, silent=True):
        return False
    end, state.pos = state.pos, start
    # CommonMark takes [this]() for a link to nowhere, and would show no bracket of it.
    return not _TO_NOWHERE.search(state.src, start, end) and link(state, silent)


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _styled(tokens: list[Token]) -> Iterator[Run]:
    depth = {"em": 0, "strong": 0}
    href = ""
    for token in tokens:
        tag = token.type.partition("_")[0]
        if tag in depth:
            depth[tag] += token.nesting
        elif tag == "link":
            href = str(token.attrs.get("href", ""))
        else:
            is_code = tag == "code"
            yield Run(token.content, depth["em"] > 0, depth["strong"] > 0, is_code, href)
