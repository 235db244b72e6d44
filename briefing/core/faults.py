"""A problem with the text around it, and the edits of which quick fixes are made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from briefing.core.card import Card, Library
from briefing.core.edits import Change, Edit
from briefing.core.library import MANIFEST
from briefing.core.shape import fields

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.core.card import Model
    from briefing.core.checking import Checked
    from briefing.core.outline import Node, Outline
    from briefing.core.problem import Problem
    from briefing.core.shape import Field
    from briefing.core.shelf import Shelf
    from briefing.core.surroundings import Surroundings

_INDENT = re.compile(r"[ \t]*")
_NAMED = re.compile(r"`([^`]*)`")


@dataclass(frozen=True)
class Fault:
    """A problem, the checked text that it is in, and what the library knows."""

    problem: Problem
    path: Path
    checked: Checked
    folder: Surroundings
    shelf: Shelf | None

    @property
    def text(self) -> str:
        """The text as it is checked."""
        return self.checked.document.text

    @property
    def outline(self) -> Outline:
        """Where everything stands in it."""
        return self.checked.outline

    @cached_property
    def offset(self) -> int:
        """The place of the problem."""
        return self.outline.lines.offset(self.problem.line, self.problem.column)

    @cached_property
    def line(self) -> tuple[int, int]:
        """Where the line of the problem starts and ends, its line end left out."""
        start = self.outline.lines.start(self.offset)
        end = self.text.find("\n", start)
        return start, end if end >= 0 else len(self.text)

    @cached_property
    def node(self) -> Node | None:
        """The innermost value at the problem's place; without one, that whose key is there."""
        found = [one for one in self.outline.nodes if one.value_start == self.offset]
        keyed = [one for one in self.outline.nodes if one.start == self.offset]
        both = found or keyed
        return both[-1] if both else None

    @cached_property
    def keyed(self) -> Node | None:
        """The value whose key or dash is at the problem's place."""
        nodes = self.outline.nodes
        found = [one for one in nodes if one.start == self.offset and one.parent is not None]
        return found[-1] if found else None

    @property
    def model(self) -> type[Model]:
        """What the file is to be."""
        return Library if self.path.name == MANIFEST else Card

    @cached_property
    def named(self) -> list[str]:
        """What stands in backticks in the message."""
        return _NAMED.findall(self.problem.message)

    def known(self, node: Node | None) -> dict[str, Field]:
        """The keys that a mapping can have by the format."""
        try:
            return fields(self.model, node.loc) if node else {}
        except KeyError:
            return {}

    def data(self, node: Node) -> Any:
        """The plain value of a node, None where the text could not be read."""
        data = self.checked.document.data
        for part in node.loc:
            try:
                data = data[part]
            except (KeyError, IndexError, TypeError):
                return None
        return data

    def written(self, node: Node) -> str:
        """A value as it stands in the text."""
        return self.text[node.value_start : node.end]


def replaced(node: Node, written: str, title: str) -> Change:
    """Another value in the place of a node's, selected afterwards."""
    if node.value_start == node.end:
        return Change(title, (Edit(node.end, node.end, " " + written),), _at(node.end + 1, written))
    edit = Edit(node.value_start, node.end, written)
    return Change(title, (edit,), _at(node.value_start, written))


def renamed(fault: Fault, node: Node, key: str, title: str) -> Change:
    """Another key in the place of a node's; quotation marks around it stay."""
    old = fault.text[node.start : node.key_end]
    mark = old[0] if old[0] in "'\"" else ""
    written = f"{mark}{key}{mark}"
    return Change(title, (Edit(node.start, node.key_end, written),))


def removed(fault: Fault, node: Node, title: str) -> list[Change]:
    """The text without an entry or item; nothing where a comment would go with it."""
    outline, text, parent = fault.outline, fault.text, node.parent
    assert parent is not None
    siblings = outline.children(parent)
    index = next(i for i, one in enumerate(siblings) if one is node)
    start = outline.lines.start(node.start)
    following = siblings[index + 1].start if index + 1 < len(siblings) else None
    if parent.flow and following is None and index:
        edit = Edit(siblings[index - 1].end, node.end, "")
    elif parent.flow and following is None:
        edit = Edit(node.start, node.end, "")
    elif parent.flow or text[start : node.start].strip():
        if following is None:
            return []
        edit = Edit(node.start, following, "")
    else:
        edit = Edit(start, outline.lines.after(max(node.end - 1, start)), "")
        if edit.end == len(text) and not text.endswith("\n"):
            edit = Edit(max(start - 1, 0), edit.end, "")
    if "\n" in text[node.end : edit.end].rstrip("\n ") or "#" in text[node.end : edit.end]:
        return []
    return [Change(title, (edit,), (edit.start, edit.start))]


def commented(fault: Fault, start: int, end: int, title: str) -> Change:
    """The lines between two places as comments, so that nothing that was typed is lost."""
    lines, text = fault.outline.lines, fault.text
    first, last = lines.start(start), lines.after(max(end - 1, start))
    starts = []
    while first < last:
        after = lines.after(first)
        if text[first:after].strip():
            starts.append(first)
        first = after
    column = min((_indent(text, one) for one in starts), default=0)
    return Change(title, tuple(Edit(one + column, one + column, "# ") for one in starts))


def _indent(text: str, start: int) -> int:
    found = _INDENT.match(text, start)
    assert found is not None
    return found.end() - start


def _at(start: int, written: str) -> tuple[int, int]:
    return start, start + len(written)
