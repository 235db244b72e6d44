"""Inline CommonMark, the only markup of a text field, as plain runs that any view can show."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it import MarkdownIt
    from markdown_it.token import Token


_SPACES = re.compile(r"[^\S\u00a0\u2007\u202f]+")
# What the enabled rules of the parser need (of a link, its middle), and what it replaces.
_MARKS = re.compile(r"[*_`\\\0]|\]\(")


class Run(NamedTuple):
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
    return not (
        # Written out: it is asked of every text of a library, and a loop takes ten times as long.
        "*" in text
        or "_" in text
        or "`" in text
        or ("]" in text and "](" in text)
        or "\\" in text
        or "  " in text
        or not text.isprintable()
    )


def merged(found: Iterable[Run]) -> tuple[Run, ...]:
    """The runs with neighbors of one style made one, and without empty ones."""
    joined: list[Run] = []
    for run in found:
        if joined and joined[-1]._replace(text="") == run._replace(text=""):
            joined[-1] = run._replace(text=joined[-1].text + run.text)
        elif run.text:
            joined.append(run)
    return tuple(joined)


@cache
def _parser() -> MarkdownIt:
    # Most libraries hold no markup at all, and need not wait for the parser to be loaded.
    from briefing.core.commonmark import make_parser  # noqa: PLC0415

    return make_parser()


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
