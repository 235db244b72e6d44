"""A file that is open in the editor: what it holds on disk, and what has been typed since."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QThreadPool, Signal

from briefing.core.storage import (
    OnDisk,
    ReadError,
    SaveConflict,
    SaveError,
    can_save,
    is_gone,
    keep_beside,
    read_file,
    save,
)
from briefing.gui.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefing.core.textfile import TextFile
    from briefing.core.versions import Versions
    from briefing.gui.edit_pane import EditPane


_PATIENCE = 50  # ms between two looks at a save that is under way
_Events = QEventLoop.ProcessEventsFlag


class Written(NamedTuple):
    """A file that was saved, and what its user ought to know of it, or nothing.

    ``revision`` is that of the text that was written: more may have been typed since.
    """

    disk: OnDisk
    notice: str
    revision: int = -1


class Buffer(QObject):
    """Saves the text of a pane. ``disk`` is what the file held when it was read or saved last.

    ``reason`` says why the file cannot be edited; it is empty where it can.
    """

    saved = Signal(str)  # what its user ought to know, or nothing
    conflicted = Signal()
    failed = Signal(str)

    def __init__(
        self,
        pane: EditPane,
        file: TextFile,
        disk: OnDisk | None,
        versions: Versions,
        reason: str = "",
    ) -> None:
        super().__init__(pane)
        self.pane = pane
        self.disk = disk
        self.reason = reason
        # What is no text can never be saved, whoever may write it.
        self._is_whole = file.problem is None and pane.code.text() == file.text
        self.theirs: OnDisk | None = None
        self.is_changed_elsewhere = False
        self.is_put_off = False  # the choice between the two texts, until there is more to say
        self._file = file
        self._versions = versions
        self._again = False
        self._worker = Worker(parent=self)
        self._worker.finished.connect(self._written)
        self._worker.failed.connect(self._not_written)

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self.pane.path

    @property
    def is_modified(self) -> bool:
        """Whether something was typed that the file does not hold."""
        return self.pane.is_modified

    @property
    def digest(self) -> str | None:
        """The SHA-256 of the file that the text was made from, None for a new one."""
        return self.disk.digest if self.disk else None

    @property
    def content(self) -> bytes:
        """The bytes that saving would write."""
        return self._file.encode(self.pane.code.content.text_anew())

    @property
    def is_homeless(self) -> bool:
        """Whether the file went together with its folder."""
        return self.is_changed_elsewhere and self.theirs is None and is_gone(self.path.parent)

    def save(self) -> None:
        """Write the file off the window's thread, and tell how it went."""
        if self.is_changed_elsewhere:
            self._announce()
        elif self._worker.busy:
            self._again = True
        else:
            self._worker.start(self._writing())

    def save_now(self) -> None:
        """Write the file before anything else happens, as when the window closes."""
        while self._worker.busy:
            # What is under way is one's own; to write beside it would be a conflict with it.
            QThreadPool.globalInstance().waitForDone(_PATIENCE)
            QCoreApplication.processEvents(_Events.ExcludeUserInputEvents)
        if self.is_changed_elsewhere:
            self._announce()
            return
        try:
            written = self._writing()()
        except (SaveConflict, SaveError) as error:
            self._not_written(error)
        else:
            self._written(written)

    def look_at_disk(self) -> None:
        """Compare the file with what it held; take the new text where nothing was typed here."""
        found = read_or_none(self.path)
        if _content(found) == _content(self.disk) or self._worker.busy:
            self.disk = found or self.disk
            self.is_changed_elsewhere = False
            return
        was_known = self.is_changed_elsewhere and _content(self.theirs) == _content(found)
        self.theirs = found
        if found is not None and (not self.is_modified or found.content == self.content):
            self.take(found)
            return
        self.is_changed_elsewhere = True
        if not was_known:
            self._announce()

    def look_at_rights(self) -> None:
        """Ask anew whether the file can be saved: its rights may have been given or taken."""
        # Where all of it is gone there is nothing to ask, and typing goes on.
        if not self._is_whole or is_gone(self.path.parent):
            return
        self.reason = can_save(self.path)
        self.pane.code.setReadOnly(bool(self.reason))

    def bring_back(self, text: str, based_on: str | None) -> None:
        """Show unsaved text of an earlier start. Made from another version, it is a conflict."""
        if self.disk is not None and based_on not in (None, self.disk.digest):
            self.theirs = self.disk
            self.is_changed_elsewhere = True
        self.pane.replace_text(text)

    def take(self, disk: OnDisk) -> None:
        """Make the text that of the disk, in one step that Undo takes back."""
        self._file = self._file.read(disk.content, str(self.path))
        self.disk = disk
        self.is_changed_elsewhere = False
        self.pane.replace_text(self._file.text)
        self.pane.code.content.setModified(False)

    def overwrite(self) -> str:
        """Save in the place of what is there now, which is kept in a file beside it.

        The name of that file, or nothing where there was none to keep. Raises SaveError.
        """
        beside = keep_beside(self.path, self.theirs.content).name if self.theirs else ""
        self.disk = self.theirs
        self.is_changed_elsewhere = False
        self.save()
        return beside

    def copy_of_file(self) -> TextFile:
        """What it takes to write the text under another name with the same line ends."""
        return self._file

    @staticmethod
    def disk_at(path: Path) -> OnDisk | None:
        """What a file holds that the user agreed to replace, None where there is none."""
        return read_or_none(path)

    def _announce(self) -> None:
        self.is_put_off = False
        self.conflicted.emit()

    def _writing(self) -> Callable[[], Written]:
        revision = self.pane.code.content.revision()
        work = partial(write, self.path, self.content, self.disk, self._versions)
        return lambda: work()._replace(revision=revision)

    def _written(self, written: Written) -> None:
        disk = self.disk = written.disk
        self.is_changed_elsewhere = False
        document = self.pane.code.content
        # Of the text as it was before the save, Undo must not say that it is saved.
        document.setModified(False)
        if document.revision() == written.revision:
            self._file = self._file.read(disk.content, str(self.path))
        else:
            document.setModified(True)
        self.saved.emit(written.notice)
        if self._again:
            self._again = False
            self.save()

    def _not_written(self, error: Exception) -> None:
        self._again = False
        if isinstance(error, SaveConflict):
            self.theirs = error.theirs
            self.is_changed_elsewhere = True
            self._announce()
        elif isinstance(error, SaveError) and is_gone(self.path.parent):
            self.theirs = None
            self.is_changed_elsewhere = True
            self._announce()
        elif isinstance(error, SaveError):
            self.failed.emit(str(error))
        else:
            raise error


def write(path: Path, content: bytes, expected: OnDisk | None, versions: Versions) -> Written:
    """Keep the version that is on disk, and save the new one. Raises SaveConflict and SaveError.

    That a version cannot be kept is no reason to lose the new one.
    """
    notice = ""
    if expected is not None:
        try:
            versions.keep(path, expected.content)
        except SaveError as error:
            notice = f"The version before it was not kept: {error.words.reason}."
    return Written(save(path, content, expected), notice)


def _content(disk: OnDisk | None) -> bytes | None:
    return disk.content if disk else None


def read_or_none(path: Path) -> OnDisk | None:
    """What the file holds now, None where it cannot be read."""
    try:
        return read_file(path)
    except ReadError:
        return None
