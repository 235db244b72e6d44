"""library.yaml: what all cards of a folder have in common."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from briefing.core.card import Library
from briefing.core.problem import Problem
from briefing.core.raw_file import Unread, read_raw

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST = "library.yaml"


class Manifest(NamedTuple):
    """library.yaml as it was read; ``library`` is a stand-in without sources where it has errors.

    ``digest`` stands for its bytes and is empty where there are none.
    """

    library: Library
    problems: tuple[Problem, ...]
    is_good: bool
    digest: bytes


def read_manifest(folder: Path, known: Manifest | None = None) -> Manifest:
    """Read the library.yaml of a folder; ``known`` again where it holds the same bytes."""
    path = str(folder / MANIFEST)
    raw = read_raw(path)
    stand_in = Library(title=folder.name, sources={})
    if isinstance(raw, Unread):
        problem = Problem(path, 1, 1, "error", "unreadable", raw.message, raw.hint)
        return Manifest(stand_in, (problem,), is_good=False, digest=b"")
    digest = blake2b(raw.content, digest_size=16).digest()
    if known is not None and known.digest == digest:
        return known
    from briefing.core.reader import read_library  # noqa: PLC0415 - it loads YAML

    reading = read_library(raw.content, path)
    is_good = reading.value is not None
    return Manifest(reading.value or stand_in, reading.problems, is_good, digest)
