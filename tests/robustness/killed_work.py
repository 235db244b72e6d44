"""Kills work at random instants: run with index, keep or export, a folder, a number and a seed.

Prints, as JSON, what was found after each kill, and how often it left something half-done. A
process of its own, so that forking is safe. The kill of saves is in tests/core/saves_until_killed.py,
that of the command is in test_killed.py.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.core.beside import PREFIX
from briefing.core.drafts import Drafts
from briefing.core.index import SearchIndex
from briefing.core.index_place import IndexPlace
from briefing.core.library import open_folder
from briefing.core.storage import read_file, save
from briefing.core.versions import Versions
from briefing.paper.output import write_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

PDFS = (b"%PDF-1.7\n" + b"old line\n" * 150_000, b"%PDF-1.7\n" + b"new\n" * 300_000)
TEXTS = ("the old words\n" * 40_000, "the new ones\n" * 60_000)
LONGEST = {"index": 0.12, "keep": 0.03, "export": 0.03}
"""Seconds after which the work is killed at the latest: it is done a few times over by then."""


def killed(work: Callable[[], None], pause: float) -> bool:
    """Whether work that never ends was killed ``pause`` seconds on, and did not end before."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(3)
    time.sleep(pause)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


class Index:
    """Builds an index anew, as if there were none; changes a card, and brings it in."""

    def __init__(self, folder: Path) -> None:
        self._library, self._cache = folder / "cards", folder / "cache"

    def work(self) -> None:
        card = self._library / "japan.yaml"
        while True:
            for pointer in self._cache.glob("*.index"):
                pointer.unlink()
            open_folder(self._library, self._cache)
            for number in range(2):
                found = read_file(card)
                text = found.content.partition(b"\n# turn")[0] + b"\n# turn %d\n" % number
                save(card, text, found)
                open_folder(self._library, self._cache)

    def files(self) -> set[Path]:
        return {*self._cache.glob("*.db*")}

    def is_half(self, file: Path) -> bool:
        return file != IndexPlace(self._cache, self._library).current

    def found(self) -> str:
        return same_as_without(self._library, self._cache)


class Keep:
    """Keeps drafts and versions of one card."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._card = folder / "state", folder / "georgia.yaml"
        self._keep(Drafts(self._folder), Versions(self._folder), TEXTS[0])

    def work(self) -> None:
        drafts, versions = Drafts(self._folder), Versions(self._folder)
        for number in count(1):
            self._keep(drafts, versions, TEXTS[number % 2])

    def files(self) -> set[Path]:
        return {*self._folder.rglob("*")}

    def is_half(self, file: Path) -> bool:
        return file.name.startswith(PREFIX)

    def found(self) -> str:
        drafts, versions = Drafts(self._folder), Versions(self._folder)
        draft, history = drafts.get(self._card), versions.history(self._card)
        if draft is None or draft.text not in TEXTS or drafts.all().damaged:
            return "no whole draft"
        kept = [versions.read(each).decode() for each in history.versions[:2]]
        return "no whole version" if history.damaged or not {*kept} <= {*TEXTS} else "whole"

    def _keep(self, drafts: Drafts, versions: Versions, text: str) -> None:
        drafts.put(self._card, text, None)
        versions.keep(self._card, text.encode())


class Export:
    """Writes two PDFs alternately."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "out.pdf"
        self._path.write_bytes(PDFS[0])

    def work(self) -> None:
        for number in count(PDFS.index(self._path.read_bytes()) + 1):
            write_pdf(self._path, PDFS[number % 2])

    def files(self) -> set[Path]:
        return {*self._path.parent.iterdir()}

    def is_half(self, file: Path) -> bool:
        return file.name.startswith(PREFIX)

    def found(self) -> str:
        return "whole" if self._path.read_bytes() in PDFS else "neither the old nor the new"


def same_as_without(library: Path, cache: Path) -> str:
    """What an index that was left behind gives otherwise than the cards themselves."""
    ours, plain = open_folder(library, cache), open_folder(library)
    if ours.library != plain.library:
        return "another library"
    if [(one.id, one.card, one.problems) for one in ours.files] != [
        (one.id, one.card, one.problems) for one in plain.files
    ]:
        return "other cards"
    hits = []
    for folder in (ours, plain):
        with SearchIndex(folder) as index:
            hits.append({hit.passage for hit in index.search("russia", 2000)})
    return "whole" if hits[0] == hits[1] and hits[0] else "other hits"


def main(kind: str, folder: Path, times: int, seed: int) -> None:
    chance = random.Random(seed)
    victim = {"index": Index, "keep": Keep, "export": Export}[kind](folder)
    found, half = [], 0
    for _ in range(times):
        before = victim.files()
        was_killed = killed(victim.work, chance.uniform(0, LONGEST[kind]))
        half += any(victim.is_half(file) for file in victim.files() - before)
        found.append(victim.found() if was_killed else "not killed")
    sys.stdout.write(json.dumps({"found": found, "half": half}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
