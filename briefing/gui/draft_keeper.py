"""Keeps what is typed and not saved in drafts, so that a crash costs two seconds of typing at most."""

from __future__ import annotations

from functools import partial
from itertools import count
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from briefing.core.file_errors import SaveError
from briefing.gui.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from briefing.core.drafts import Draft, Drafts

# ms after the first key: within two seconds is promised, and writing takes some
_AFTER = 1000


class Unsaved(NamedTuple):
    """The text of a file, not saved, and the SHA-256 of what it was made from, if anything."""

    path: Path
    text: str
    based_on: str | None


class Kept(NamedTuple):
    """The files of which there is unsaved text, and why some of it is not on disk, or nothing."""

    files: tuple[Path, ...]
    why: str


class DraftKeeper(QObject):
    """Writes drafts off the window's thread, or at once where the window may not live on."""

    finished = Signal(object)  # a Kept

    def __init__(
        self, drafts: Drafts, unsaved: Callable[[], Sequence[Unsaved]], parent: QObject
    ) -> None:
        """``unsaved`` gives every text that is not saved, on the window's thread."""
        super().__init__(parent)
        self._shelf = _Shelf(drafts)
        self._unsaved = unsaved
        self._kept: set[Path] = set()
        self._timer = QTimer(self, singleShot=True, interval=_AFTER)
        self._worker = Worker(parent=self)
        self._timer.timeout.connect(self.start)
        self._worker.finished.connect(self.finished)

    def soon(self) -> None:
        """Keep what is unsaved within two seconds."""
        if not self._timer.isActive():
            self._timer.start()

    def start(self) -> None:
        """Keep what is unsaved, tell how it went, and forget what no longer is."""
        texts = self._unsaved()
        for path in self._kept - {text.path for text in texts}:
            self._shelf.drop(path)
        self._kept = {text.path for text in texts}
        if texts:
            self._worker.start(partial(self._shelf.put, self._shelf.number(), texts))

    def now(self) -> Kept:
        """Keep what is unsaved before anything else happens."""
        texts = self._unsaved()
        self._kept |= {text.path for text in texts}
        return self._shelf.put(self._shelf.number(), texts)

    def get(self, path: Path) -> Draft | None:
        """The draft of a file, if there is one."""
        return self._shelf.get(path)

    def drop(self, path: Path) -> None:
        """Forget the draft of a file that was saved or given up."""
        self._shelf.drop(path)


class _Shelf:
    """Writes drafts from any thread. An older text never takes the place of a newer one.

    Nor does it come back where a newer one was saved meanwhile.
    """

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._lock = Lock()
        self._numbers = count()
        self._newest: dict[Path, int] = {}

    def number(self) -> int:
        """The place of texts that are taken now among those before and after."""
        return next(self._numbers)

    def put(self, number: int, texts: Sequence[Unsaved]) -> Kept:
        why = ""
        for path, text, based_on in texts:
            with self._lock:
                if self._newest.get(path, -1) > number:
                    continue
                self._newest[path] = number
                try:
                    self._drafts.put(path, text, based_on)
                except SaveError as error:
                    why = error.words.reason
        return Kept(tuple(text.path for text in texts), why)

    def get(self, path: Path) -> Draft | None:
        with self._lock:
            return self._drafts.get(path)

    def drop(self, path: Path) -> None:
        with self._lock:
            self._newest[path] = self.number()
            self._drafts.drop(path)
