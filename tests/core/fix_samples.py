"""What the tests of quick fixes share: the fixes of a text by what they say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefing.core.checking import check_text
from briefing.core.edits import applied
from briefing.core.fixes import fixes

if TYPE_CHECKING:
    from briefing.core.library import CardFolder
    from briefing.core.shelf import Shelf

EDITION = """\
name: Aldmark
kind: country
region: North
editions:
  - source: first
    bottom_line: The port matters.
    points:
      - topic: Dues
        kind: fact
        text: Up.
        para: 1
  - source: second
    bottom_line: Less.
    points:
      - topic: Due
        kind: fact
        text: Up.
        para: 1
        change: kept
"""


QUOTE = """\
name: Aldmark
kind: country
region: North
editions:
  - source: first
    bottom_line: The port matters.
    quotes:
      - text: {text}
        voice: {voice}
        para: {para}
"""


def offered(
    text: str,
    folder: CardFolder,
    rule: str,
    path: Path = Path("x.yaml"),
    shelf: Shelf | None = None,
) -> dict[str, str]:
    """The fixes of the first problem of a rule: what they say, and the text after."""
    problems = check_text(text, path, folder, shelf).problems
    problem = next(one for one in problems if one.rule == rule)
    return {one.title: applied(text, one.edits) for one in fixes(text, problem, folder, shelf)}
