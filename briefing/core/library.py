"""A library is a folder: its good and broken cards side by side, and reload of what changed."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from briefing.core.card import Card, Library
from briefing.core.dialect import MAX_BYTES, Document, parse
from briefing.core.problem import Problem
from briefing.core.reader import read_card, read_library
from briefing.core.rules import check_card, dangling
from briefing.core.timeline import Stop, stops

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST = "library.yaml"
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")

Stamp = tuple[int, int, int]
"""Inode, size in bytes and time of change in nanoseconds: equal for a file left alone."""


class LibraryNotFoundError(Exception):
    """The folder is not there, or holds no library.yaml; the message says what to do."""


@dataclass(frozen=True)
class CardFile:
    """One card file of the folder, good or broken.

    ``card`` is None where the file has errors.
    """

    id: str
    path: Path
    card: Card | None
    problems: tuple[Problem, ...]
    stamp: Stamp

    @property
    def name(self) -> str:
        """The card's name, or the file's where it cannot be read."""
        return self.card.name if self.card else self.id

    @property
    def region(self) -> str:
        """The card's region, empty where it cannot be read."""
        return self.card.region if self.card else ""

    def document(self) -> Document:
        """The file read anew as plain data with places. Raises OSError."""
        raw = _bytes(self.path)
        if isinstance(raw, Problem):
            raise OSError(raw.message)
        return parse(raw, str(self.path))


@dataclass(frozen=True)
class CardFolder:
    """A library as it was read: what library.yaml says, the card files, and all problems.

    ``library`` is a stand-in without sources where library.yaml has errors. ``files`` stand in
    the order of the country list: by region, then by name, broken ones last.
    """

    folder: Path
    library: Library
    files: tuple[CardFile, ...]
    problems: tuple[Problem, ...]
    manifest_stamp: Stamp | None = None
    manifest_good: bool = True

    @cached_property
    def stops(self) -> tuple[Stop, ...]:
        """The stops of the timeline, oldest first."""
        return stops(self.library)

    @cached_property
    def cards(self) -> dict[str, Card]:
        """The good cards by their ids, in the order of the country list."""
        return {file.id: file.card for file in self.files if file.card}

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Every problem of library.yaml and of the cards, in the order of their places."""
        return tuple(sorted([*self.problems, *(p for file in self.files for p in file.problems)]))

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """The regions that cards name, in the library's order, unlisted ones after."""
        used = {card.region for card in self.cards.values()}
        listed = [region for region in self.library.regions if region in used]
        return (*listed, *sorted(used - set(listed), key=sort_name))

    def get(self, card_id: str) -> CardFile | None:
        """The card file of that id, or None."""
        return self._by_id.get(card_id)

    @cached_property
    def _by_id(self) -> dict[str, CardFile]:
        return {file.id: file for file in self.files}


def open_folder(folder: Path) -> CardFolder:
    """Read a library. Raises LibraryNotFoundError; every other fault becomes a problem."""
    return _load(folder, None)


def reload(previous: CardFolder) -> CardFolder:
    """Read anew what changed on disk since; the same object where nothing did.

    Raises LibraryNotFoundError where the folder is gone.
    """
    return _load(previous.folder, previous)


def sort_name(name: str) -> tuple[str, str]:
    """Orders names as a reader expects: without regard to accents and case."""
    folded = unicodedata.normalize("NFKD", name).casefold()
    return _NOT_ASCII.sub(
        lambda char: "" if unicodedata.combining(char[0]) else char[0], folded
    ), name


def is_card(name: str) -> bool:
    """Whether a library reads the file of this name as a card."""
    return name.endswith(".yaml") and name != MANIFEST and not name.startswith(".")


def _load(folder: Path, previous: CardFolder | None) -> CardFolder:
    manifest_path = folder / MANIFEST
    try:
        names = sorted(entry.name for entry in os.scandir(folder))
    except OSError as error:
        raise LibraryNotFoundError(f"{folder} cannot be opened: {error.strerror}") from error
    if MANIFEST not in names:
        message = f"{folder} is not a library: it has no {MANIFEST}"
        raise LibraryNotFoundError(message)
    stamp = _stamp(manifest_path)
    same = previous is not None and stamp is not None and previous.manifest_stamp == stamp
    if previous is not None and same:
        library, problems = previous.library, previous.problems
        good = previous.manifest_good
        known = {file.path: file for file in previous.files}
    else:
        library, problems, good = _manifest(manifest_path)
        known = {}
    paths = [folder / name for name in names if is_card(name)]
    context = library if good else None
    files = [_card_file(path, context, known.get(path)) for path in paths]
    ids = {file.id for file in files}
    if ids != {file.id for file in known.values()}:
        known = {}
    files = [file if known.get(file.path) is file else _with_dangling(file, ids) for file in files]
    problems = tuple(p for p in problems if p.rule != "yml-file") + _misnamed(folder, names)
    ordered = _ordered(files, library)
    loaded = CardFolder(folder, library, ordered, problems, stamp, good)
    return previous if previous is not None and loaded == previous else loaded


def _manifest(path: Path) -> tuple[Library, tuple[Problem, ...], bool]:
    stand_in = Library(title=path.parent.name, sources={})
    raw = _bytes(path)
    if isinstance(raw, Problem):
        return stand_in, (raw,), False
    reading = read_library(raw, str(path))
    return reading.value or stand_in, reading.problems, reading.value is not None


def _card_file(path: Path, library: Library | None, known: CardFile | None) -> CardFile:
    stamp = _stamp(path)
    if known is not None and stamp is not None and known.stamp == stamp:
        return known
    raw = _bytes(path)
    if isinstance(raw, Problem):
        return CardFile(path.stem, path, None, (raw,), stamp or (0, 0, 0))
    reading = read_card(raw, str(path))
    found = {*reading.problems, *check_card(reading.document, library)}
    card = None if any(problem.is_error for problem in found) else reading.value
    return CardFile(path.stem, path, card, tuple(sorted(found)), stamp or (0, 0, 0))


def _with_dangling(file: CardFile, ids: set[str]) -> CardFile:
    """The card file with a warning for each see_also that is none of the ids."""
    problems = {problem for problem in file.problems if problem.rule != "dangling"}
    if file.card is None or not ids.issuperset(file.card.see_also):
        with suppress(OSError):
            problems.update(dangling(file.document(), ids))
    return replace(file, problems=tuple(sorted(problems)))


def _ordered(files: list[CardFile], library: Library) -> tuple[CardFile, ...]:
    rank = {region: place for place, region in enumerate(library.regions)}

    def key(file: CardFile) -> tuple[bool, int, tuple[str, str], tuple[str, str]]:
        place = rank.get(file.region, len(rank))
        region = sort_name(file.region) if place == len(rank) else ("", "")
        return (file.card is None, place, region, sort_name(file.name))

    return tuple(sorted(files, key=key))


def _misnamed(folder: Path, names: list[str]) -> tuple[Problem, ...]:
    message = "only files that end in .yaml are read"
    return tuple(
        Problem(str(folder / name), 1, 1, "warning", "yml-file", message, "rename it to .yaml")
        for name in names
        if name.lower().endswith((".yml", ".yaml"))
        and not name.endswith(".yaml")
        and not name.startswith(".")
    )


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_ino, found.st_size, found.st_mtime_ns)


def _bytes(path: Path) -> bytes | Problem:
    """The file's bytes, or why they cannot be had; never waits on a pipe or a device."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            hint = "move it out of the library"
            return Problem(str(path), 1, 1, "error", "unreadable", "this is not a file", hint)
        with path.open("rb") as file:
            # One byte past the limit is enough to tell that a file is too long.
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        hint = "check that it is there and that you may read it"
        return Problem(str(path), 1, 1, "error", "unreadable", message, hint)
