"""What is done with whole files: a new card, another name, the trash, a new library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QFile, QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox

from briefing.core.card_copy import copied
from briefing.core.file_errors import FileError
from briefing.core.library import MANIFEST
from briefing.core.presence import is_there
from briefing.core.renaming import RenameError, carry_out, rename_plan, usable_id
from briefing.core.skeleton import NewSource, card_id, library_skeleton, modeline, skeleton
from briefing.core.storage import SaveConflict, can_save, read_file, save
from briefing.core.textfile import TextFile
from briefing.core.words import counted
from briefing.gui.card_dialogs import NewCardDialog, NewLibraryDialog, RenameDialog

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtWidgets import QWidget

    from briefing.core.drafts import Drafts
    from briefing.core.library import CardFile, CardFolder
    from briefing.core.versions import Versions
    from briefing.gui.card_dialogs import NewCard, NewLibrary

_Buttons = QMessageBox.StandardButton


class CardFiles(QObject):
    """Asks in dialogs over a window, and does it. What it cannot do it says in plain words."""

    written = Signal(object, str)  # the Path of a card to be made, and its text
    renamed = Signal(object, object)  # the Paths before and after
    deleted = Signal(object)  # a Path
    library_made = Signal(object)  # the Path of its folder
    failed = Signal(str)
    said = Signal(str)

    def __init__(self, window: QWidget, drafts: Drafts, versions: Versions) -> None:
        super().__init__(window)
        self._window = window
        self._drafts, self._versions = drafts, versions

    def ask_new_card(
        self, folder: CardFolder, copy_of: str = "", taken: Collection[Path] = ()
    ) -> None:
        """Ask for a new card, and give its text; the file is made when it is saved.

        ``taken`` are files that are being made already.
        """
        reason = can_save(folder.folder)
        if reason:
            self.failed.emit(f"No card can be made in {folder.folder}: {reason}.")
            return

        def file_for(name: str) -> str:
            wanted = f"{usable_id(folder, card_id(name))}.yaml"
            if folder.folder / wanted in taken:
                raise RenameError(f"{wanted} is being written already")
            return wanted

        dialog = NewCardDialog(folder, file_for, copy_of, self._window)
        if _accepted(dialog):
            asked = dialog.asked
            text = _new_text(folder, asked)
            if text is None:
                self.failed.emit(f"{asked.copy_of}.yaml cannot be read.")
            else:
                self.written.emit(folder.folder / file_for(asked.name), text)

    def ask_rename(self, folder: CardFolder, file: CardFile) -> None:
        """Ask for another id, list the cards that link to it, and rename."""

        def changes(wanted: str) -> list[str]:
            plan = rename_plan(folder, file.id, wanted)
            return [change.path.name for change in plan.changes if change.id != file.id]

        dialog = RenameDialog(file.id, changes, self._window)
        if not _accepted(dialog):
            return
        try:
            plan = rename_plan(folder, file.id, dialog.id.text().strip())
            done = carry_out(plan, self._versions, self._drafts)
        except (RenameError, FileError, SaveConflict) as error:
            self.failed.emit(f"{file.path.name} was not renamed: {error}")
            return
        self.renamed.emit(plan.old, plan.new)
        if done.failed:
            self.failed.emit("\n".join(why for _, why in done.failed))
        elif done.changed:
            self.said.emit(f"Renamed, and {counted(len(done.changed), 'card')} followed")

    def ask_delete(self, file: CardFile) -> None:
        """Ask once, and put the file in the system's trash; its versions stay."""
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("Delete card")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(f"Put {file.path.name} in the trash?")
        box.setInformativeText(
            "It can be taken out of the trash again. Links to it will be reported."
        )
        delete = box.addButton("Delete", QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(_Buttons.Cancel))
        box.exec()
        chosen = box.clickedButton() is delete
        box.deleteLater()
        if chosen:
            self._delete(file.path)

    def ask_new_library(self) -> None:
        """Ask for a folder and a first source, and write library.yaml there."""
        chosen = QFileDialog.getExistingDirectory(self._window, "Folder of the new library")
        if not chosen:
            return
        path = Path(chosen) / MANIFEST
        if is_there(path):
            self.failed.emit(f"{chosen} is a library already; open it with File > Open library.")
            return
        dialog = NewLibraryDialog(chosen, self._window)
        if not _accepted(dialog):
            return
        try:
            save(path, _library_text(dialog.asked).encode(), None)
        except (FileError, SaveConflict) as error:
            self.failed.emit(str(error))
            return
        self.library_made.emit(path.parent)

    def _delete(self, path: Path) -> None:
        try:
            self._versions.keep(path, read_file(path).content)
        except FileError as error:
            self.failed.emit(f"It was not deleted. {error}")
            return
        # Qt makes the trash, and no folder above it: on a fresh account there may be none.
        data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
        QDir().mkpath(data)
        if QFile.moveToTrash(str(path)):
            self.deleted.emit(path)
            self.said.emit(f"{path.name} is in the trash")
        else:
            self.failed.emit(
                f"{path.name} was not deleted: this system has no trash for its disk. "
                "Delete it in your file manager."
            )


def _accepted(dialog: QDialog) -> bool:
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return accepted


def _new_text(folder: CardFolder, asked: NewCard) -> str | None:
    """The new card's text, None where the card to copy cannot be read."""
    if not asked.copy_of:
        text = skeleton(asked.name, folder.library, code=asked.code, region=asked.region)
        return modeline(folder.folder) + text
    file = folder.get(asked.copy_of)
    try:
        found = TextFile.read(read_file(file.path).content) if file else None
    except FileError:
        return None
    if found is None or found.problem:
        return None
    return copied(found.text, asked.name, asked.code, asked.region)


def _library_text(asked: NewLibrary) -> str:
    return library_skeleton(asked.title, [NewSource(asked.source, asked.speaker, asked.date)])
