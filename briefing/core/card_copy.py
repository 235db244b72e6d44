"""A new card made of another: the same text under another name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.core.carets import span_of
from briefing.core.edits import Edit, applied
from briefing.core.outline import Outline
from briefing.core.writing import scalar

if TYPE_CHECKING:
    from collections.abc import Iterator


def copied(text: str, name: str, code: str = "", region: str = "") -> str:
    """The text of a card with another name, and another code and region where they are given.

    A code belongs to one country: without another one, the line goes. All else stays as it was
    typed, comments included.
    """
    outline = Outline(text)
    return applied(text, _edits(outline, {"name": name, "code": code, "region": region}))


def _edits(outline: Outline, values: dict[str, str]) -> Iterator[Edit]:
    for key, value in values.items():
        node = outline.get((key,))
        if node is None:
            continue
        if value:
            yield Edit(*span_of(outline, (key,)), scalar(value))
        elif key == "code":
            yield Edit(outline.lines.start(node.start), outline.lines.after(node.end), "")
