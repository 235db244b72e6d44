"""Unsaved text that outlives a crash: one draft a file, kept in the user's state folder."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.core.presence import is_there
from briefing.core.state_files import key_of, key_of_name, read_small, set_aside, write_private

if TYPE_CHECKING:
    from collections.abc import Callable

_ENDING = ".json"
_FORMAT = 1
_LONGEST = 64 * 1024 * 1024
"""Bytes of a draft: of the longest card, each character may be written as six."""


@dataclass(frozen=True, slots=True)
class Draft:
    r"""Unsaved text, its line ends ``\n``.

    ``where`` is the file it belongs to, or the name of a new card that has no file yet.
    ``based_on`` is the SHA-256 of the file that it was made from, None for a new card; where
    the file has another by now, it was changed since. ``when`` is in UTC.
    """

    where: Path | str
    text: str = field(repr=False)
    based_on: str | None
    when: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """The drafts, newest first, and the files that are none, which were set aside."""

    drafts: tuple[Draft, ...]
    damaged: tuple[Path, ...]


class Drafts:
    """The drafts of one user. Files are private; what is damaged never raises."""

    def __init__(
        self, state_folder: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._folder = state_folder / "drafts"
        self._now = now

    def put(self, where: Path | str, text: str, based_on: str | None) -> None:
        """Keep the text in the place of the draft before it. Raises KeepError (a SaveError)."""
        data = {
            "format": _FORMAT,
            "path": str(where.absolute()) if isinstance(where, Path) else None,
            "name": where if isinstance(where, str) else None,
            "based_on": based_on,
            "when": self._now().isoformat(),
            "sha256": _digest(text),
            "text": text,
        }
        # Beyond ASCII all is escaped, and so half a character, or half of a path, is kept too.
        write_private(self._file(where), json.dumps(data).encode(), Path(where))

    def get(self, where: Path | str) -> Draft | None:
        """The draft, if there is a whole one."""
        file = self._file(where)
        draft = _read(file)
        if draft is None and is_there(file):
            set_aside(file)
        return draft

    def drop(self, where: Path | str) -> None:
        """Forget the draft: its text was saved, or is not wanted.

        One that cannot be removed is offered again, which harms nobody.
        """
        with contextlib.suppress(OSError):
            self._file(where).unlink()

    def moved(self, old: Path, new: Path) -> None:
        """Let the draft follow a file that was renamed. Raises KeepError."""
        draft = self.get(old)
        if draft is not None:
            self.put(new, draft.text, draft.based_on)
            self.drop(old)

    def all(self) -> Found:
        """Every draft there is; a damaged one is told once, and is not among those told later."""
        drafts, damaged = [], []
        try:
            files = sorted(self._folder.glob(f"*{_ENDING}"))
        except OSError:
            files = []
        for file in files:
            draft = _read(file)
            if draft is None:
                damaged.append(set_aside(file))
            else:
                drafts.append(draft)
        drafts.sort(key=lambda draft: draft.when, reverse=True)
        return Found(tuple(drafts), tuple(damaged))

    def _file(self, where: Path | str) -> Path:
        key = key_of(where) if isinstance(where, Path) else key_of_name(where)
        return self._folder / f"{key}{_ENDING}"


def _read(file: Path) -> Draft | None:
    """The draft in the file, or None where it is not there or not whole."""
    try:
        return _draft(json.loads(read_small(file, _LONGEST)))
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None


def _draft(data: Any) -> Draft:
    """The draft that the data hold. Raises ValueError, TypeError, KeyError and such."""
    path, name, text, based_on = data["path"], data["name"], data["text"], data["based_on"]
    where = name if path is None else _possible(path)
    when = datetime.fromisoformat(data["when"])
    typed = isinstance(where, str | Path) and isinstance(text, str) and when.tzinfo
    if data["format"] != _FORMAT or not typed or not isinstance(based_on, str | None):
        raise TypeError("no draft")
    if data["sha256"] != _digest(text):
        raise ValueError("not the text that was kept")
    return Draft(where, text, based_on, when.astimezone(UTC))


def _possible(path: str) -> Path:
    """The path, if a file can have it. Raises ValueError where it holds NUL or half a character."""
    if b"\0" in os.fsencode(path):
        raise ValueError("no file can have this name")
    return Path(path)


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
