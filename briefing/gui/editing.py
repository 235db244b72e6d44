"""Opens files in the editor, saves them, and sees that nothing that was typed is lost."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from briefing.core.library import MANIFEST
from briefing.core.storage import OnDisk, ReadError, can_save, read_file
from briefing.core.textfile import TextFile
from briefing.gui.buffer import Buffer
from briefing.gui.draft_keeper import DraftKeeper, Unsaved
from briefing.gui.edit_pane import EditPane

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.core.drafts import Drafts
    from briefing.core.library import CardFolder
    from briefing.core.shelf import Shelf
    from briefing.core.timeline import Stop
    from briefing.core.versions import Versions
    from briefing.gui.draft_keeper import Kept
    from briefing.gui.editor import Editor

_KEPT_OPEN = 8  # unmodified files, for their undo


class Editing(QObject):
    """The files that are open in the editor, from the first key to the saved file."""

    saved = Signal(object)  # a Path: the library is to be read anew
    said = Signal(str)  # a sentence for the status bar
    failed = Signal(str)
    not_saved = Signal(str)  # why the text could not be saved; it is still in the editor
    left = Signal()  # the card is to be shown again
    give_up_requested = Signal(object)  # the Path of a new card that has no file yet
    stop_chosen = Signal(str)  # a source of the stop
    statement_chosen = Signal(str, str, str)  # a card, a source, a place on its page
    unsaved_changed = Signal()
    zoom_requested = Signal(int)  # steps, positive for larger text

    def __init__(self, editor: Editor, drafts: Drafts, versions: Versions, parent: QObject) -> None:
        super().__init__(parent)
        self.editor = editor
        self.drafts = DraftKeeper(drafts, self._texts, self)
        self._versions = versions
        self._folder: CardFolder | None = None
        self._shelf: Shelf | None = None
        self._stop: Stop | None = None
        self._buffers: dict[Path, Buffer] = {}
        self._leave_when_saved = False
        self._behind: tuple[Buffer, Buffer] | None = None  # saved as another file, and the old one
        self._connect()

    @property
    def current(self) -> Buffer | None:
        """The file that is shown in the editor."""
        pane = self.editor.pane
        return self._buffers.get(pane.path) if pane else None

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that are open."""
        return tuple(self._buffers)

    @property
    def unsaved(self) -> tuple[Buffer, ...]:
        """The files with text that is not saved, in the order in which they were opened."""
        return tuple(buffer for buffer in self._buffers.values() if buffer.is_modified)

    def set_library(self, folder: CardFolder, shelf: Shelf | None) -> None:
        """Hold every open text against the library read anew, and against the disk."""
        self._folder, self._shelf = folder, shelf
        for buffer in self._buffers.values():
            buffer.look_at_disk()
            buffer.look_at_rights()
            buffer.pane.set_library(folder, shelf)
        self._show_state()

    def look_at_disk(self) -> None:
        """Find out at once what became of the open files, as where their library is gone."""
        for buffer in self._buffers.values():
            buffer.look_at_disk()
        self._show_state()

    def put_off(self) -> None:
        """Go on with the file that is shown, whatever it is on disk by now."""
        if self.current is not None:
            self.current.is_put_off = True
            self._show_state()

    def set_stop(self, stop: Stop | None) -> None:
        """Preview cards at another stop."""
        self._stop = stop
        for buffer in self._buffers.values():
            buffer.pane.set_stop(stop)

    def open(self, path: Path, source: str = "", anchor: str = "") -> bool:
        """Show a file in the editor, at a statement of its card; False where it cannot be read."""
        known = self._buffers.get(path)
        buffer = known or self._load(path)
        if buffer is None:
            return False
        if known is None:
            self._bring_back(buffer)
        # The newest last: what was used longest ago is closed first.
        self._buffers[path] = self._buffers.pop(path)
        self.editor.show_pane(buffer.pane)
        if anchor:
            buffer.pane.show_statement(source, anchor)
        self._show_state()
        self._close_old()
        return True

    def open_draft(self, path: Path, text: str, based_on: str | None = None) -> None:
        """Show a file with other text in the place of its own, not saved.

        ``based_on`` is the SHA-256 of the version that the text was made from, if that is known.
        """
        if self.open(path):
            assert self.current is not None
            self.current.bring_back(text, based_on)
            self._show_state()

    def open_new(self, path: Path, text: str) -> None:
        """Show a file that is not there yet; it is made when it is saved."""
        known = self._buffers.get(path)
        if known is not None:
            known.pane.replace_text(text)
        else:
            buffer = self._take_in(path, TextFile(text), None, "")
            buffer.pane.code.content.setModified(True)
        self.open(path)

    def save(self) -> None:
        """Save the file that is shown."""
        buffer = self.current
        if buffer is not None and not buffer.reason and (buffer.is_modified or buffer.disk is None):
            buffer.save()

    def save_as(self, path: Path) -> None:
        """Save the text that is shown under another name, and go on with that file."""
        buffer = self.current
        if buffer is None:
            return
        text, made = buffer.pane.code.text(), self._buffers.get(path)
        if made is not None and made.is_modified:
            self.failed.emit(f"{path.name} is open here and not saved. Save or revert it first.")
            return
        if made is None:
            made = self._take_in(path, buffer.copy_of_file(), buffer.disk_at(path), "")
        self._behind = None if made is buffer else (made, buffer)
        made.pane.replace_text(text)
        self.open(path)
        made.save()

    def _leave_behind(self, made: Buffer) -> None:
        """Let go of a file whose very text was saved as another one; on disk it stays as it is."""
        if self._behind is None or self._behind[0] is not made:
            return
        _, old = self._behind
        self._behind = None
        if old.pane.code.text() == made.pane.code.text() and old.path in self._buffers:
            self.drafts.drop(old.path)
            self.close(old.path)

    def refresh(self) -> None:
        """Say anew how the file that is shown stands."""
        self._show_state()

    def save_all_now(self) -> bool:
        """Save every file before anything else happens; False where one could not be."""
        for buffer in self.unsaved:
            buffer.save_now()
        return not self.unsaved

    def close_all(self) -> None:
        """Let go of every file, whatever was typed in them."""
        for path in self.paths:
            self.close(path)

    def discard(self) -> None:
        """Let go of everything that is not saved, and of its drafts."""
        for buffer in self.unsaved:
            self.drafts.drop(buffer.path)
            buffer.pane.code.content.setModified(False)

    def revert(self) -> None:
        """Bring back the text of the file; Undo brings back what was typed."""
        buffer = self.current
        if buffer is not None and buffer.disk is None:
            self.give_up_requested.emit(buffer.path)
        elif buffer is not None and buffer.disk is not None:
            buffer.take(buffer.disk)

    def done(self) -> None:
        """Save what was typed, and go back to the card."""
        buffer = self.current
        if buffer is not None and buffer.is_modified and not buffer.reason:
            self._leave_when_saved = True
            buffer.save()
        else:
            self.left.emit()

    def close(self, path: Path) -> None:
        """Let go of a file, whatever was typed in it."""
        buffer = self._buffers.pop(path, None)
        if buffer is not None:
            self.editor.remove(buffer.pane)
            self.unsaved_changed.emit()

    def _bring_back(self, buffer: Buffer) -> None:
        """Put the text in that an earlier start left unsaved; Revert takes it out again."""
        draft = self.drafts.get(buffer.path)
        if draft is not None and draft.text != buffer.pane.code.text():
            buffer.bring_back(draft.text, draft.based_on)
            self.said.emit("Unsaved text of an earlier start is back; Revert shows the file")

    def _load(self, path: Path) -> Buffer | None:
        try:
            disk = read_file(path)
        except ReadError as error:
            self.failed.emit(str(error))
            return None
        file = TextFile.read(disk.content, str(path))
        reason = file.problem.message if file.problem else can_save(path)
        return self._take_in(path, file, disk, reason)

    def _take_in(self, path: Path, file: TextFile, disk: OnDisk | None, reason: str) -> Buffer:
        assert self._folder is not None
        pane = EditPane(path, file.text, self._folder, self._stop)
        if not reason and pane.code.text() != file.text:
            reason = "it holds characters that an editor cannot keep"
        pane.code.setReadOnly(bool(reason))
        buffer = Buffer(pane, file, disk, self._versions, reason)
        self._buffers[path] = buffer
        self.editor.add(pane)
        pane.set_library(self._folder, self._shelf)
        pane.typed.connect(self._typed)
        pane.checked.connect(self._show_state)
        pane.modified_changed.connect(self._show_state)
        pane.said.connect(self.said)
        pane.stop_chosen.connect(self.stop_chosen)
        pane.zoom_requested.connect(self.zoom_requested)
        pane.statement_chosen.connect(self.statement_chosen)
        buffer.saved.connect(partial(self._saved, buffer))
        buffer.conflicted.connect(self._conflicted)
        buffer.failed.connect(self._not_saved)
        return buffer

    def _typed(self) -> None:
        self._leave_when_saved = False
        self.drafts.soon()

    def _saved(self, buffer: Buffer, notice: str) -> None:
        if not buffer.is_modified:
            self.drafts.drop(buffer.path)
        self._leave_behind(buffer)
        self.said.emit(notice or f"Saved {buffer.path.name}")
        self.saved.emit(buffer.path)
        self._show_state()
        leaves, self._leave_when_saved = self._leave_when_saved, False
        if leaves and buffer is self.current and not buffer.is_modified:
            self.left.emit()

    def _not_saved(self, why: str) -> None:
        self._leave_when_saved = False
        self._behind = None
        self.not_saved.emit(why)

    def _conflicted(self) -> None:
        self._leave_when_saved = False
        self._behind = None
        self._show_state()

    def _show_state(self) -> None:
        """Say in the bar how the file that is shown stands."""
        self.unsaved_changed.emit()
        buffer = self.current
        if buffer is None or self._folder is None:
            return
        bar, path = self.editor.bar, buffer.path
        is_library = path.name == MANIFEST
        title = self._folder.library.title if is_library else buffer.pane.name
        bar.show_file(title, path.name)
        editable = not buffer.reason
        state = "Not saved" if buffer.is_modified else "Saved"
        bar.show_state(
            state if editable else f"Read only: {buffer.reason}",
            modified=buffer.is_modified,
            editable=editable,
        )
        if not buffer.is_changed_elsewhere or buffer.is_put_off:
            self.editor.changes.hide()
        elif buffer.is_homeless:
            self.editor.changes.announce_end(path.parent.name)
        elif buffer.theirs is None:
            self.editor.changes.announce_loss(path.name)
        else:
            self.editor.changes.announce_change(path.name)

    def _close_old(self) -> None:
        idle = [path for path, buffer in self._buffers.items() if not buffer.is_modified]
        for path in idle[:-_KEPT_OPEN]:
            self.close(path)

    def _connect(self) -> None:
        self.drafts.finished.connect(self._drafts_kept)
        self.editor.bar.save_requested.connect(self.save)
        self.editor.bar.revert_requested.connect(self.revert)
        self.editor.bar.done_requested.connect(self.done)

    def _texts(self) -> list[Unsaved]:
        return [
            Unsaved(buffer.path, buffer.pane.code.text(), buffer.digest) for buffer in self.unsaved
        ]

    def _drafts_kept(self, kept: Kept) -> None:
        if kept.why:
            self.said.emit(f"Unsaved text is not kept for the next start: {kept.why}")
