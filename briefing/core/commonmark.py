"""Inline CommonMark as the parser of markdown-it reads it: only what a text field may hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_inline import image, link

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

_TO_NOWHERE = re.compile(r"\]\( *\)\Z")


def make_parser() -> MarkdownIt:
    """A parser of emphasis, strong, code and http(s) links, to which all else is text."""
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
