"""Random cards as analysts type them: any indentation and quoting, comments and blank lines."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = st.sampled_from(
    [
        *(
            "dues",
            "port’s",
            "ice",
            "road: north",
            "#1",
            "it's",
            'the "city"',
            "a, b",
            "café",
            "- x",
        ),
        *(
            "2010",
            "3.5",
            "no",
            "true",
            "~",
            "[draft]",
            "{x}",
            "& co",
            "*star*",
            "!",
            "%",
            "@",
            "`c`",
        ),
        *("end:", "C:\\Dues", "😀", "a\u00a0b", "?", "long-ago", "Norway"),
    ]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
PARAS = st.one_of(st.integers(1, 4), st.lists(st.integers(1, 4), min_size=1, max_size=3))
COMMENTS = st.sampled_from(["", "", "", "# a comment", "# topic: no key", "#"])


@dataclass(frozen=True)
class Style:
    """How one text is typed."""

    dash: int
    gap: int
    spaced: bool
    final_line_end: bool
    draw: Callable[[st.SearchStrategy[Any]], Any]


@st.composite
def card_texts(draw: st.DrawFn, *, editions: int = 0) -> str:
    """The text of a good card of the sample library, with ``editions`` of them at least."""
    dash, gap = draw(st.sampled_from([(0, 2), (2, 2), (2, 4), (4, 2), (4, 4)]))
    style = Style(dash, gap, draw(st.booleans()), draw(st.booleans()), draw)
    card = draw(cards(editions))
    lines = _mapping(style, card, 0)
    end = "\n" if style.final_line_end else ""
    return "\n".join([*_comment_lines(style, 0), *lines]) + end


@st.composite
def cards(draw: st.DrawFn, editions: int = 0) -> dict[str, Any]:
    """A good card as plain data, its keys in any order."""
    card: dict[str, Any] = {"name": draw(NAMES), "kind": "country", "region": "North"}
    if draw(st.booleans()):
        card["aliases"] = draw(st.lists(NAMES, max_size=3))
    if draw(st.booleans()):
        card["see_also"] = draw(
            st.lists(st.sampled_from(["norrey", "the-isles", "old"]), max_size=3)
        )
    if draw(st.booleans()):
        card["location"] = {"lat": draw(st.integers(-90, 90)), "lon": 5}
    sources = draw(st.permutations(["first", "second"]))[: draw(st.integers(editions, 2))]
    if sources or draw(st.booleans()):
        card["editions"] = [draw(_editions(source)) for source in sources]
    if draw(st.booleans()):
        card["notes"] = draw(st.lists(_notes(), max_size=2))
    return dict(draw(st.permutations(list(card.items()))))


@st.composite
def _editions(draw: st.DrawFn, source: str) -> dict[str, Any]:
    topics = draw(st.lists(NAMES, max_size=3, unique=True))
    edition: dict[str, Any] = {"source": source, "bottom_line": draw(TEXTS)}
    if draw(st.booleans()):
        edition["points"] = [draw(_points(topic)) for topic in topics]
    if draw(st.booleans()):
        edition["quotes"] = draw(st.lists(_quotes(), max_size=2))
    if draw(st.booleans()):
        edition["steps"] = draw(st.lists(_steps(), max_size=2))
    return edition


@st.composite
def _points(draw: st.DrawFn, topic: str) -> dict[str, Any]:
    kind = draw(st.sampled_from(["fact", "assessment", "forecast", "warning"]))
    return {"topic": topic, "kind": kind, "text": draw(TEXTS), "para": draw(PARAS)}


@st.composite
def _quotes(draw: st.DrawFn) -> dict[str, Any]:
    return {"text": draw(NAMES), "voice": draw(st.sampled_from(["speaker", "summary"])), "para": 1}


@st.composite
def _steps(draw: st.DrawFn) -> dict[str, Any]:
    more = {"with": draw(NAMES)} if draw(st.booleans()) else {}
    return {"actor": draw(NAMES), "action": draw(TEXTS), **more, "para": draw(PARAS)}


@st.composite
def _notes(draw: st.DrawFn) -> dict[str, Any]:
    return {"date": draw(st.sampled_from(["2010-02-03", "2010-02"])), "by": "Ada", "text": "Look."}


def _mapping(style: Style, data: dict[str, Any], column: int) -> list[str]:
    lines: list[str] = []
    for key, found in data.items():
        lines += _comment_lines(style, column)
        lines += _entry(style, key, found, column)
    return lines


def _entry(style: Style, key: str, found: Any, column: int) -> list[str]:
    head = " " * column + f"{key}:"
    if isinstance(found, dict):
        if style.draw(st.booleans()):
            return [f"{head} {_flow(found)}"]
        return [head + _trailing(style), *_mapping(style, found, column + 2)]
    if isinstance(found, list) and (not found or isinstance(found[0], (str, int))):
        return _short_list(style, head, found, column)
    if isinstance(found, list):
        if style.draw(st.integers(0, 4)) == 0:
            return [f"{head} {_flow(found)}"]
        lines = [head + _trailing(style)]
        for number, item in enumerate(found):
            lines += [""] if style.spaced and number else []
            lines += _item(style, item, column + style.dash)
        return lines
    return _scalar(style, head, found, column)


def _short_list(style: Style, head: str, found: list[Any], column: int) -> list[str]:
    if not found or isinstance(found[0], int) or style.draw(st.booleans()):
        return [f"{head} {_flow(found)}{_trailing(style)}"]
    dash = " " * (column + style.dash) + "-".ljust(style.gap)
    items = [dash + _scalar(style, "", item, column + style.dash)[0].lstrip() for item in found]
    return [head + _trailing(style), *(line for item in items for line in item.split("\n"))]


def _item(style: Style, item: dict[str, Any], column: int) -> list[str]:
    if style.draw(st.integers(0, 4)) == 0:
        return [" " * column + "- " + _flow(item) + _trailing(style)]
    inner = _mapping(style, item, column + style.gap)
    place = next(i for i, line in enumerate(inner) if not line.lstrip().startswith("#") and line)
    first = inner[place]
    inner[place] = " " * column + "-".ljust(style.gap) + first.lstrip(" ")
    return inner


def _scalar(style: Style, head: str, found: Any, column: int) -> list[str]:
    if not isinstance(found, str):
        return [f"{head} {found}{_trailing(style)}"]
    ways = ["double", "single"]
    if _is_safe(found):
        ways += ["plain", "plain", "several"]
    if found == " ".join(found.split(" ")) and not found.startswith(" "):
        ways += ["folded", "kept"]
    way = style.draw(st.sampled_from(ways))
    words = found.split(" ")
    indent = "\n" + " " * (column + style.gap)
    if way == "double":
        return [f"{head} {json.dumps(found, ensure_ascii=False)}{_trailing(style)}"]
    if way == "single":
        doubled = found.replace("'", "''")
        return [f"{head} '{doubled}'{_trailing(style)}"]
    if way == "plain":
        return [f"{head} {found}{_trailing(style)}"]
    if way == "several":
        return [f"{head} {indent.join(words)}"]
    if way == "folded":
        half = len(words) // 2
        parts = [" ".join(part) for part in (words[:half], words[half:]) if part]
        return [f"{head} >-{indent}{indent.join(parts)}"]
    return [f"{head} |-{indent}{found}"]


def _flow(found: Any) -> str:
    """In brackets on one line; JSON is YAML."""
    return json.dumps(found, ensure_ascii=False)


def _is_safe(text: str) -> bool:
    return all(word.isalpha() and word not in ("true", "null") for word in text.split(" "))


def _comment_lines(style: Style, column: int) -> list[str]:
    comment = style.draw(COMMENTS)
    blank = [""] if style.draw(st.integers(0, 9)) == 0 else []
    return [*blank, " " * column + comment] if comment else blank


def _trailing(style: Style) -> str:
    comment = style.draw(COMMENTS)
    return f"  {comment}" if comment else ""
