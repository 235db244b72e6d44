"""Which library to open when none is named, and the user's own copy of the starter library."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from briefing.core.library import MANIFEST, LibraryNotFoundError
from briefing.core.presence import is_file
from briefing.core.state_files import read_small
from briefing.core.storage import write_atomic

OWN_COPY = "Briefing cards"
"""The name of the user's copy of the starter library, in the documents folder."""

_LONGEST = 256 * 1024  # bytes of a path; no system has longer ones
_NAME_ONE = "name a library folder instead: briefing open FOLDER"


class Places(NamedTuple):
    """The folders of this computer that matter here.

    ``working`` is the working folder, ``documents`` the user's documents, ``state`` where
    the program remembers things, ``starter`` the installed starter library (never edited),
    ``cache`` where it keeps what it can make again, None where it is to keep nothing.
    """

    working: Path
    documents: Path
    state: Path
    starter: Path
    cache: Path | None = None

    @property
    def log(self) -> Path:
        """The file that unexpected errors are written to."""
        return self.state / "log" / "briefing.log"

    def default_library(self) -> Path:
        """The library to open: ``./cards``, else the last one, else the user's own copy.

        Raises LibraryNotFoundError where the copy cannot be made.
        """
        local = self.working / "cards"
        if is_library(local):
            return local
        last = self.last_opened()
        return last if last is not None else self.own_copy()

    def last_opened(self) -> Path | None:
        """The library that was opened last, if it is still there."""
        try:
            path = os.fsdecode(read_small(self._memory, _LONGEST)).removesuffix("\n")
        except OSError:
            return None
        return Path(path) if path and is_library(Path(path)) else None

    def remember(self, folder: Path) -> None:
        """Note the library as the one opened last. Raises OSError."""
        self.state.mkdir(parents=True, exist_ok=True)
        write_atomic(self._memory, os.fsencode(f"{folder.resolve()}\n"))

    def own_copy(self) -> Path:
        """The user's copy of the starter library, made at the first call.

        Raises LibraryNotFoundError where it cannot be made.
        """
        copy = self.documents / OWN_COPY
        if is_library(copy):
            return copy
        if not is_library(self.starter):
            raise LibraryNotFoundError(f"the starter library is missing; {_NAME_ONE}")
        try:
            self.documents.mkdir(parents=True, exist_ok=True)
            _copy_whole(self.starter, copy)
        except OSError as error:
            message = f"the starter library cannot be copied to {copy}: {error.strerror}"
            raise LibraryNotFoundError(f"{message}; {_NAME_ONE}") from error
        return copy

    @property
    def _memory(self) -> Path:
        return self.state / "last-library"


def is_library(folder: Path) -> bool:
    """Whether the folder holds a library.yaml; not where that cannot be known."""
    return is_file(folder / MANIFEST)


def installed_starter() -> Path:
    """The starter library that came with the program, or ``cards`` of a source checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "starter"
    return installed if is_library(installed) else package.parent / "cards"


def _copy_whole(source: Path, target: Path) -> None:
    """Copy beside the target, then rename: a half-made copy is never taken for a library."""
    # Once in the life of a user.
    import shutil  # noqa: PLC0415
    import tempfile  # noqa: PLC0415

    beside = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        for file in source.glob("*.yaml"):
            (beside / file.name).write_bytes(file.read_bytes())
        beside.chmod(0o755)
        beside.rename(target)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
