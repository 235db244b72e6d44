"""The runs of a text field in the markup of other programs: HTML and Markdown."""

from __future__ import annotations

import re
from html import escape as escape_html
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from briefing.core.inline import Run, merged, runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

# What means something anywhere in a line, in CommonMark or in GitHub's tables and strikethrough.
_MARKUP = re.compile(r"[\\`*_\[\]<>&|~]")
# What would make a heading, list or quotation of a line that begins with it.
_AT_START = re.compile(r"^(\d{1,9}(?=[.)])|(?=[-+#=]))")


class _Style(NamedTuple):
    """The marks before and after a stretch of Markdown."""

    before: str
    after: str


def as_html(found: Iterable[Run], escape: Callable[[str], str] = escape_html) -> str:
    """Runs as HTML; ``escape`` makes text fit to stand in it, between quotation marks too."""
    return "".join(_tagged(run, escape) for run in found)


def as_markdown(found: Iterable[Run]) -> str:
    """Runs as CommonMark that reads as the same runs, fit to begin a paragraph.

    Where the styles stand so that CommonMark cannot tell them apart, the words come without.
    """
    wanted = merged(found)
    styled = _at_start("".join(_marked(wanted)))
    if runs(styled) == wanted:
        return styled
    return _at_start(_escaped("".join(run.text for run in wanted)))


def _tagged(run: Run, escape: Callable[[str], str]) -> str:
    text = escape(run.text)
    for wanted, tag in ((run.code, "code"), (run.emphasis, "em"), (run.strong, "strong")):
        text = f"<{tag}>{text}</{tag}>" if wanted else text
    return f'<a href="{escape(run.href)}">{text}</a>' if run.href else text


def _marked(found: Sequence[Run]) -> Iterator[str]:
    """The runs with the marks of each style once around the whole stretch that has it."""
    open_styles: list[_Style] = []
    for index, run in enumerate(found):
        wanted = _styles(run)
        while not wanted.issuperset(open_styles):
            yield open_styles.pop().after

        def length(style: _Style, after: Sequence[Run] = found[index:]) -> tuple[int, str]:
            return -sum(1 for _ in takewhile(lambda one: style in _styles(one), after)), style.after

        for style in sorted(wanted.difference(open_styles), key=length):
            open_styles.append(style)
            yield style.before
        yield _code(run.text) if run.code else _escaped(run.text)
    yield from (style.after for style in reversed(open_styles))


def _styles(run: Run) -> set[_Style]:
    styles = {
        _Style("*", "*"): run.emphasis,
        _Style("**", "**"): run.strong,
        _Style("[", f"](<{run.href}>)"): run.href,
    }
    return {style for style, is_wanted in styles.items() if is_wanted}


def _code(text: str) -> str:
    """A code span, in more backticks than it holds. Source: CommonMark 0.31, code spans."""
    longest = max((len(found) for found in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)


def _at_start(text: str) -> str:
    return _AT_START.sub(r"\1\\", text)
