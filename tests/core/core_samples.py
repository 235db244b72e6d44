"""An invented library in Python and in YAML, for the tests of the core."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefing.core.card import Card, Edition, Library, Quote
from briefing.core.reader import read_library
from briefing.core.validation import validated

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.core.problem import Problem

LIBRARY = """\
title: Two talks
regions: [North, South]
sources:
  first:
    title: The harbors
    speaker: Ada Morrow
    date: 2001-06-14
    paragraphs: 4
  second:
    title: The roads
    speaker: Edwin Hale
    date: 2005
"""

CARD = """\
name: Aldmark
kind: country
region: North
editions:
  - source: first
    bottom_line: The port matters.
"""


def library(**dates: str) -> Library:
    """A library with a source for each date, by the speaker Ada Morrow."""
    sources = {
        source_id: {"title": f"Talk {source_id}", "speaker": "Ada Morrow", "date": date}
        for source_id, date in dates.items()
    }
    return validated(Library, {"title": "Talks", "sources": sources})


def sample_library() -> Library:
    """The library of LIBRARY."""
    found = read_library(LIBRARY.encode(), "library.yaml").value
    assert found is not None
    return found


def point(topic: str, para: object = 1, **more: Any) -> dict[str, Any]:
    return {"topic": topic, "kind": "fact", "text": f"About {topic}.", "para": para, **more}


def edition(source: str, *topics: str | dict[str, Any], **more: Any) -> dict[str, Any]:
    points = [point(topic) if isinstance(topic, str) else topic for topic in topics]
    return {"source": source, "bottom_line": "In short.", "points": points, **more}


def card(*editions: dict[str, Any], **more: Any) -> Card:
    data = {"name": "Aldmark", "kind": "country", "region": "North", "editions": list(editions)}
    return validated(Card, {**data, **more})


def quote(**more: Any) -> Quote:
    return validated(Quote, {"text": "so it is", "voice": "speaker", "para": 1, **more})


def first_edition(**more: Any) -> Edition:
    return validated(Edition, edition("first", **more))


def write(folder: Path, **files: str | bytes) -> Path:
    """Write ``name.yaml`` for each keyword (underscores as hyphens) and give the folder."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        raw = content if isinstance(content, bytes) else content.encode()
        (folder / f"{name.replace('_', '-')}.yaml").write_bytes(raw)
    return folder


def names(folder: Path) -> list[str]:
    """The names of what a folder holds, sorted."""
    return sorted(path.name for path in folder.iterdir())


def marks(problems: tuple[Problem, ...] | list[Problem]) -> list[str]:
    """The problems as the corpus writes them: ``line:column rule``."""
    return [f"{problem.line}:{problem.column} {problem.rule}" for problem in problems]
