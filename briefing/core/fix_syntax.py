"""Quick fixes for text that is no YAML: quotation marks, colons, dashes and indentation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.core.card import Card, Edition, Library, Note, Point, Quote, Source, Step
from briefing.core.edits import Change, Edit
from briefing.core.faults import commented
from briefing.core.shape import fields
from briefing.core.writing import single_quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.core.faults import Fault

_ENTRY = re.compile(
    r"(?P<head>[ ]*(?:- +)*(?:[^\s:#'\"\[{][^:\n]*?:[ \t]+|(?<=- )))(?P<value>\S.*)"
)
_COMMENT = re.compile(r"[ \t]+#.*\Z")
_INDENT = re.compile(r" *")
_KEY_ALONE = re.compile(r"[ ]*(?:- +)*(?P<key>[\w-]+)(?P<rest>[ \t]+\S.*|)\Z")
_CLOSING = {"[": "]", "{": "}"}
_MARKS = ("'", '"')
_COLUMNS = 8
_MISPLACED = ("line up", "lines up", "belongs to nothing", "key without a colon")


def yaml_syntax(fault: Fault) -> Iterator[Change]:
    """Whatever makes the line one that can be read; last, the line as a comment."""
    yield from _quoted(fault)
    yield from _brackets(fault)
    yield from _dash_below(fault)
    yield from _colon(fault)
    if any(said in fault.problem.message for said in _MISPLACED):
        yield from _indented(fault)
    start, end = fault.line
    yield commented(fault, start, end, "Make the line a comment")


def _quoted(fault: Fault) -> Iterator[Change]:
    """The value of the line in quotation marks that fit it, or below ``>-``."""
    start, end = fault.line
    found = _ENTRY.fullmatch(fault.text, start, end)
    if found is None:
        return
    typed = found["value"].rstrip()
    bare = _COMMENT.sub("", typed) if typed[0] not in _MARKS else typed
    at = found.start("value")
    last = _last_line(fault, at)
    if bare[0] in "[{":
        yield from _closed(at, bare)
    if last > end:
        yield from _quoted_lines(fault, at, last)
        return
    for inner in dict.fromkeys([_inside(bare), _unopened(bare), bare]):
        if inner:
            edit = Edit(at, at + len(bare), _in_marks(inner))
            select = (at, at + len(edit.text))
            title = "Put it in quotation marks" if inner == bare else "Mend the quotation marks"
            yield Change(title, (edit,), select)
    if bare[0] in _MARKS and bare.count(bare[0]) == 1:
        yield Change("Leave the quotation mark out", (Edit(at, at + 1, ""),))
    if bare[0] in "|>":
        indent = fault.outline.column(start + len(found["head"]) - len(found["head"].lstrip(" -")))
        head, rest = bare[0], bare[1:].strip()
        below = Edit(at, at + len(bare), f"{head}\n" + " " * (indent + 2) + rest)
        yield Change("Start the text on the next line", (below,))


def _quoted_lines(fault: Fault, at: int, last: int) -> Iterator[Change]:
    """A text of several lines in quotation marks, its lines left as they are."""
    inside = fault.text[at:last]
    doubled = [Edit(at + i, at + i + 1, "''") for i, char in enumerate(inside) if char == "'"]
    edits = (Edit(at, at, "'"), *doubled, Edit(last, last, "'"))
    yield Change("Put it in quotation marks", edits)


def _closed(at: int, bare: str) -> Iterator[Change]:
    """What opens a bracket closed at the end of the line, or with its commas mended."""
    close = _CLOSING[bare[0]]
    end = at + len(bare)
    if close not in bare:
        yield Change(f"Close it with {close}", (Edit(end, end, close),))
    mended = re.sub(r",(?:\s*,)+", ",", bare)
    mended = re.sub(r"(?<=[^\s,{\[]) +(?=[\w-]+: )", ", ", mended)
    if mended != bare:
        yield Change("Mend the commas", (Edit(at, end, mended),))


def _brackets(fault: Fault) -> Iterator[Change]:
    """A stray comma at the place taken away."""
    if fault.text[fault.offset : fault.offset + 1] == ",":
        yield Change("Remove the comma", (Edit(fault.offset, fault.offset + 1, ""),))


def _dash_below(fault: Fault) -> Iterator[Change]:
    """An item that starts behind its list's key on a line of its own."""
    start, end = fault.line
    found = _ENTRY.fullmatch(fault.text, start, end)
    if found is None or not found["value"].startswith("- "):
        return
    head = found["head"]
    column = len(head) - len(head.lstrip(" -")) + 2
    at = found.start("value")
    gap = len(head) - len(head.rstrip(" \t"))
    yield Change("Start the list on the next line", (Edit(at - gap, at, "\n" + " " * column),))


def _colon(fault: Fault) -> Iterator[Change]:
    """A colon behind the first word of the line."""
    start, end = fault.line
    found = _KEY_ALONE.match(fault.text, start, end)
    if found is not None and (not found["rest"] or found["key"] in _known_keys()):
        at = found.end("key")
        title = f"Put a colon after `{found['key']}`"
        yield Change(title, (Edit(at, at, ":"),), (at + 1, at + 1))


def _indented(fault: Fault) -> Iterator[Change]:
    """The line, and those under it, in the column of one of the lines above."""
    start = fault.line[0]
    own = _column(fault, start)
    block, lines = [start], fault.outline.lines
    at = lines.after(start)
    while at < len(fault.text) and _column(fault, at) > own:
        block.append(at)
        at = lines.after(at)
    above = [one for one in fault.outline.nodes if one.start < start and one.parent is not None]
    columns = dict.fromkeys(fault.outline.column(one.start) for one in reversed(above[-40:]))
    inner = [fault.outline.column(one.start) + 2 for one in reversed(above[-1:])]
    wanted = [column for column in dict.fromkeys([*columns, *inner]) if column != own]
    for column in sorted(wanted, key=lambda one: abs(one - own))[:_COLUMNS]:
        for moved in dict.fromkeys([(start,), tuple(block)]):
            edits = []
            for place in moved:
                now = _column(fault, place)
                edits.append(Edit(place, place + now, " " * max(now + column - own, 0)))
            yield Change("Indent the line like those above it", tuple(edits))


def _known_keys() -> set[str]:
    """The keys that the format has anywhere."""
    models = (Card, Edition, Point, Quote, Step, Note, Library, Source)
    return {key for model in models for key in fields(model)}


def _column(fault: Fault, start: int) -> int:
    found = _INDENT.match(fault.text, start)
    assert found is not None
    return found.end() - start


def _last_line(fault: Fault, at: int) -> int:
    """Where a value ends: with the last of the lines that are indented under its key."""
    lines, text = fault.outline.lines, fault.text
    start = lines.start(at)
    head = text[start:at]
    column = len(head) - len(head.lstrip(" -"))
    end, line = lines.after(at), lines.after(at)
    while line < len(text) and text[line : lines.after(line)].strip():
        if _column(fault, line) <= column:
            break
        end = line = lines.after(line)
    return end - len(text[at:end]) + len(text[at:end].rstrip())


def _inside(bare: str) -> str:
    """The text between quotation marks around a value that hold the same marks inside."""
    if len(bare) > 1 and bare[0] in _MARKS and bare[-1] == bare[0]:
        return bare[1:-1].replace("''", "'") if bare[0] == "'" else bare[1:-1]
    return ""


def _unopened(bare: str) -> str:
    """The text behind a quotation mark that is never closed."""
    return bare[1:] if bare[0] in _MARKS and bare.count(bare[0]) == 1 else ""


def _in_marks(text: str) -> str:
    if '"' in text or "\\" in text:
        return single_quoted(text)
    return f'"{text}"'
