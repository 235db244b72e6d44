"""Another id for a card: its file is renamed, and what names it in other cards follows."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.core.beside import link_new, sync_folder
from briefing.core.dialect import parse
from briefing.core.edits import Edit, applied
from briefing.core.file_errors import FileError, SaveError
from briefing.core.file_names import fault_of
from briefing.core.outline import Outline
from briefing.core.raw_file import leads_out
from briefing.core.storage import OnDisk, SaveConflict, read_file, save
from briefing.core.textfile import TextFile
from briefing.core.writing import scalar, single_quoted

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.core.drafts import Drafts
    from briefing.core.library import CardFolder
    from briefing.core.outline import Node
    from briefing.core.versions import Versions

_ENDING = ".yaml"


class RenameError(ValueError):
    """The card cannot have that id; the text says why, without a capital or a stop."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """What changes in one card that names the other: ``edits`` of the text of its file.

    ``path`` is where the file is once the other was renamed; ``before`` what it holds.
    """

    id: str
    path: Path
    before: OnDisk
    edits: tuple[Edit, ...]
    _file: TextFile = field(repr=False)

    @property
    def text(self) -> str:
        r"""The text before, its line ends ``\n``."""
        return self._file.text

    @property
    def content(self) -> bytes:
        """The bytes after: those before, but for the ids."""
        return self._file.encode(applied(self.text, self.edits))


@dataclass(frozen=True, slots=True)
class RenamePlan:
    """All that a renaming does, to be shown before it is done.

    ``unsure`` are files that cannot be read in full and may name the card: they are left.
    """

    old: Path
    new: Path
    changes: tuple[FileChange, ...]
    unsure: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Renamed:
    """What was done: the files that were changed, and those that could not be, with the reason."""

    changed: tuple[Path, ...]
    failed: tuple[tuple[Path, str], ...]


def usable_id(folder: CardFolder, new_id: str, old_id: str | None = None) -> str:
    """The id in the form in which it is to be written.

    ``old_id`` is that of the card that is renamed; its own name is free. Raises RenameError
    where the id is taken, in capitals or not, or is no name for a file on every system.
    """
    wanted = unicodedata.normalize("NFC", new_id)
    fault = fault_of(wanted)
    if fault:
        raise RenameError(fault)
    own = None if old_id is None else old_id + _ENDING
    for name in _names_in(folder.folder):
        if name != own and _folded(name) == _folded(wanted + _ENDING):
            raise RenameError(f"{name} is there already")
    return wanted


def rename_plan(folder: CardFolder, old_id: str, new_id: str) -> RenamePlan:
    """What it takes to rename a card. Raises RenameError, or KeyError where there is no such card.

    The files are read anew: what another program wrote just now counts.
    """
    card = folder.get(old_id)
    if card is None:
        raise KeyError(old_id)
    wanted = usable_id(folder, new_id, old_id)
    if wanted == old_id:
        raise RenameError("that is its name already")
    new = card.path.with_name(wanted + _ENDING)
    changes: list[FileChange] = []
    unsure: list[Path] = []
    for file in folder.files:
        try:
            disk = None if leads_out(str(file.path)) else read_file(file.path)
        except FileError:
            disk = None
        if disk is None:
            unsure.append(file.path)
            continue
        if all(word.encode("utf-8", "surrogatepass") in disk.content for word in old_id.split()):
            text_file = TextFile.read(disk.content, str(file.path))
            edits = _edits(text_file, old_id, wanted)
            if edits is None:
                unsure.append(file.path)
            elif edits:
                path = new if file.id == old_id else file.path
                changes.append(FileChange(file.id, path, disk, edits, text_file))
    return RenamePlan(card.path, new, tuple(changes), tuple(unsure))


def carry_out(
    plan: RenamePlan, versions: Versions | None = None, drafts: Drafts | None = None
) -> Renamed:
    """Rename the file, then change the cards that name it, one after the other.

    Broken off in between, every file is whole, and the cards not yet changed say that they name
    a card that is not there. A file that was changed since the plan was made is left as it is.
    Versions and drafts follow the card, and what is replaced becomes a version. Raises
    SaveError, or RenameError where the new name was taken meanwhile, before anything is done.
    """
    _move(plan.old, plan.new)
    changed: list[Path] = []
    failed: list[tuple[Path, str]] = []
    for keeper in (versions, drafts):
        try:
            if keeper is not None:
                keeper.moved(plan.old, plan.new)
        except SaveError as error:
            failed.append((plan.new, str(error)))
    for change in plan.changes:
        try:
            if versions is not None:
                versions.keep(change.path, change.before.content)
            save(change.path, change.content, change.before)
        except (SaveError, SaveConflict) as error:
            failed.append((change.path, str(error)))
        else:
            changed.append(change.path)
    return Renamed(tuple(changed), tuple(failed))


def _edits(file: TextFile, old_id: str, new_id: str) -> tuple[Edit, ...] | None:
    """The edits of a card's text, None where it cannot be read in full or they would do more."""
    text = file.text
    if file.problem or not parse(text.encode(), "").readable:
        return None
    nodes = Outline(text).nodes
    edits = tuple(
        Edit(node.value_start, node.end, _written(text[node.value_start : node.end], node, new_id))
        for node in nodes
        if _is_named(node, old_id)
    )
    wanted = [(node.loc, new_id if _is_named(node, old_id) else node.value) for node in nodes]
    found = [(node.loc, node.value) for node in Outline(applied(text, edits)).nodes]
    return edits if found == wanted else None


def _is_named(node: Node, card_id: str) -> bool:
    in_list = len(node.loc) == 2 and node.loc[0] == "see_also"  # noqa: PLR2004
    return in_list and node.kind == "scalar" and node.value == card_id


def _written(old: str, node: Node, new_id: str) -> str:
    """The new id in the way in which the old one was written."""
    if old.startswith("'"):
        return single_quoted(new_id)
    if old.startswith('"'):
        return f'"{new_id}"'  # No id holds what would have to be escaped.
    head, line_end, body = old.partition("\n")
    if head.startswith(("|", ">")) and node.value in body:
        return head + line_end + body.replace(node.value, new_id)
    # An anchor before it is an error, and not one to mend here.
    before = old.removesuffix(node.value) if old.endswith(node.value) else ""
    return before + scalar(new_id, flow=node.parent is not None and node.parent.flow)


def _move(old: Path, new: Path) -> None:
    is_other_spelling = _folded(old.name) == _folded(new.name)
    if not is_other_spelling and os.path.lexists(new):
        raise RenameError(f"{new.name} is there already")
    try:
        # A link, or another spelling of one name, cannot be named twice.
        if is_other_spelling or old.is_symlink() or not link_new(old, new):
            old.rename(new)
        else:
            _unlinked(old, new)
    except FileExistsError as error:
        raise RenameError(f"{new.name} is there already") from error
    except OSError as error:
        raise SaveError.of(new, error) from error
    sync_folder(new.parent)


def _unlinked(old: Path, new: Path) -> None:
    """Take the old name away, or the new one again where that cannot be."""
    try:
        old.unlink()
    except OSError:
        new.unlink()
        raise


def _folded(name: str) -> str:
    """Equal for names that are one file on a system that folds case and accents."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _names_in(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError as error:
        raise RenameError("the library's folder cannot be read") from error
