"""Quick fixes for values: mistyped words, dates and numbers, text without quotation marks."""

from __future__ import annotations

import re
from contextlib import suppress
from difflib import get_close_matches
from typing import TYPE_CHECKING

from briefing.core.dates import PartialDate
from briefing.core.edits import Change, Edit
from briefing.core.faults import removed, replaced
from briefing.core.shape import choices, is_list
from briefing.core.writing import scalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.core.faults import Fault
    from briefing.core.outline import Node
    from briefing.core.shape import Field

_NUMBERS = re.compile(r"\d+")
_RANGE = re.compile(r"(\d{1,4})\s*[-–—]\s*(\d{1,4})")
_CLOCK = re.compile(r"\d:\d|\A[-+]\d")
_LONGEST_RANGE = 50
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?\Z")
_DATE = re.compile(r"(?<!\d)(\d{4})(?:\D(\d{1,2})(?:\D(\d{1,2}))?)?(?!\d)")
_DATE_IN_WORDS = re.compile(r"(?:(\d{1,2})\.? +)?([A-Z][a-z]+)\.?(?: (\d{1,2}),?)?,? +(\d{4})\Z")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def unknown_value(fault: Fault, node: Node) -> Iterator[Change]:
    """One of the words that can stand there, the nearest first."""
    field = _field(fault, node)
    if field is None or node.kind != "scalar":
        return
    yield from _instead(node, choices(field), node.value)


def empty_value(fault: Fault, node: Node) -> Iterator[Change]:
    """A word that can stand there, or the line taken away where the format can do without it."""
    if node.parent is None:
        return
    field = _field(fault, node)
    if field is not None:
        yield from _instead(node, choices(field), "")
        if node.loc[-1] == "region":
            yield from _instead(node, fault.folder.library.regions, "")
        if node.loc[-1] == "source" and field.is_required:
            yield from _instead(node, tuple(fault.folder.library.sources), "")
    if field is None or not field.is_required:
        what = "item" if isinstance(node.loc[-1], int) else f"`{node.loc[-1]}`"
        yield from removed(fault, node, f"Remove the empty {what}")


def bad_date(fault: Fault, node: Node) -> Iterator[Change]:
    """The date as the format writes it, as far as it is one."""
    written = fault.written(node)
    for date in _dates(written if node.kind == "list" else node.value):
        yield replaced(node, date, f"Write {date}")


def bad_para(fault: Fault, node: Node) -> Iterator[Change]:
    """The numbers that a text holds."""
    if node.kind != "scalar":
        return
    numbers = [] if _CLOCK.search(node.value) else _paragraphs(node.value)
    if isinstance(node.loc[-1], int):
        yield from removed(fault, node, "Remove it from the list")
    if not numbers:
        return
    in_list = isinstance(node.loc[-1], int)
    listed = ", ".join(map(str, numbers))
    written = listed if in_list or len(numbers) == 1 else f"[{listed}]"
    yield replaced(node, written, f"Write {written}")


def bad_value(_fault: Fault, node: Node) -> Iterator[Change]:
    """The same letters in the other case, where that is what the format wants."""
    for word in (node.value.strip().upper(), node.value.strip().lower()):
        if word != node.value:
            yield replaced(node, scalar(word, flow=_in_flow(node)), f"Write {word[:20]}")


def out_of_range(fault: Fault, node: Node) -> Iterator[Change]:
    """What the format can do without, taken away: the right number nobody can tell."""
    field = _field(fault, node)
    if field is not None and not field.is_required:
        yield from removed(fault, node, f"Remove `{node.loc[-1]}`")


def line_break(fault: Fault, node: Node) -> Iterator[Change]:
    """The text on one line."""
    written = scalar(" ".join(str(fault.data(node)).split()), flow=_in_flow(node))
    yield replaced(node, written, "Write it on one line")


def wrong_type(fault: Fault, node: Node) -> Iterator[Change]:
    """The value as what the format wants there: text, a list, a number, or keys and values."""
    if "\n" in fault.written(node):
        yield from _items(fault, node)
        return
    written, wanted = fault.written(node), fault.problem.message
    if "must be text" in wanted:
        inner = written[1:-1].strip() if node.kind == "list" else ""
        if inner and len(fault.outline.children(node)) == 1:
            yield replaced(node, inner, "Take the brackets away")
        yield replaced(node, _quoted(written), "Put it in quotation marks")
    elif "must be a list" in wanted:
        yield from _items(fault, node)
        if node.kind == "scalar" and "," in node.value and not written.startswith(("'", '"')):
            parts = [scalar(part.strip(), flow=True) for part in node.value.split(",")]
            yield replaced(node, f"[{', '.join(parts)}]", "Make it a list, split at the commas")
        inside = scalar(node.value, flow=True) if node.kind == "scalar" else written
        yield replaced(node, f"[{inside}]", "Make it a list")
    elif "number" in wanted.partition(", not")[0]:
        yield from _number(node)
    else:
        yield from _keys_and_values(fault, node, written)


def _number(node: Node) -> Iterator[Change]:
    found = _NUMBER.match(node.value)
    if found is not None:
        number = found.group().replace(",", ".")
        for written in (number, number.removesuffix(".0")):
            yield replaced(node, written, f"Write {written}")


def _keys_and_values(fault: Fault, node: Node, written: str) -> Iterator[Change]:
    """A list of two numbers as a location; the one text that an item is by its first key."""
    keys = list(fault.known(node))
    items = fault.outline.children(node) if node.kind == "list" else []
    if keys == ["lat", "lon"] and len(items) == len(keys):
        lat, lon = (fault.written(item) for item in items)
        yield replaced(node, f"{{lat: {lat}, lon: {lon}}}", "Name the two numbers")
    elif node.kind == "scalar" and keys and written:
        inner = scalar(node.value, flow=True)
        yield replaced(node, f"{{{keys[0]}: {inner}}}", f"Make it `{keys[0]}`")


def _items(fault: Fault, node: Node) -> Iterator[Change]:
    """A mapping on lines of its own as the first item of a list."""
    field = _field(fault, node)
    if node.flow or node.kind != "mapping" or field is None or not is_list(field):
        return
    lines, edits = fault.outline.lines, [Edit(node.value_start, node.value_start, "- ")]
    at = lines.after(node.value_start)
    while at < node.end:
        if fault.text[at : lines.after(at)].strip():
            edits.append(Edit(at, at, "  "))
        at = lines.after(at)
    yield Change("Make it an item of a list", tuple(edits))


def _instead(node: Node, words: Sequence[str], typed: str) -> Iterator[Change]:
    near = get_close_matches(typed.casefold(), words, n=3, cutoff=0.6) if typed else []
    for word in dict.fromkeys([*near, *words]):
        yield replaced(node, scalar(word, flow=_in_flow(node)), f"Change to `{word}`")


def _field(fault: Fault, node: Node) -> Field | None:
    if node.parent is None or node.parent.kind != "mapping":
        return None
    return fault.known(node.parent).get(str(node.loc[-1]))


def _in_flow(node: Node) -> bool:
    return node.parent is not None and node.parent.flow


def _quoted(written: str) -> str:
    """What stands there in quotation marks, whatever it holds."""
    if '"' in written or "\\" in written:
        doubled = written.replace("'", "''")
        return f"'{doubled}'"
    return f'"{written}"'


def _dates(text: str) -> Iterator[str]:
    """The date that a text names, and then what of it is a date: ``2010-02-30`` is in 2010-02."""
    found, words = _DATE.search(text), _DATE_IN_WORDS.match(text.strip())
    parts: list[str] = []
    if words is not None and words[2][:3].lower() in _MONTHS:
        month = str(_MONTHS.index(words[2][:3].lower()) + 1)
        parts = [words[4], month, words[1] or words[3] or ""]
    elif found is not None:
        parts = [part or "" for part in found.groups()]
    while parts:
        date = "-".join(part.zfill(2) for part in parts if part)
        with suppress(ValueError):
            yield str(PartialDate.parse(date if "-" in date else int(date)))
        parts.pop()


def _paragraphs(text: str) -> list[int]:
    whole = text.removesuffix(".0")
    span = _RANGE.fullmatch(whole.strip())
    if span is not None and 0 < int(span[2]) - int(span[1]) < _LONGEST_RANGE:
        return list(range(int(span[1]), int(span[2]) + 1))
    return [int(number) for number in _NUMBERS.findall(whole) if len(number) <= len("9999")]
