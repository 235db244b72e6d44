"""A library is a folder: its good and broken cards side by side, and reload of what changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.core.card_file import CardFile, KeptFile
from briefing.core.card_folder import CardFolder, in_order
from briefing.core.entry import ENDING, Context
from briefing.core.folding import sort_name
from briefing.core.index_place import IndexPlace
from briefing.core.index_roll import read_roll
from briefing.core.listed import ListedFiles
from briefing.core.listing import (
    OF_NAMES,
    LibraryNotFoundError,
    is_card,
    misnamed,
    names_in,
    seen_at,
)
from briefing.core.manifest import MANIFEST, Manifest, read_manifest
from briefing.core.raw_file import Stamp
from briefing.core.watching import StoppedError, Watch

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from briefing.core.card import Library
    from briefing.core.index_file import IndexFile

__all__ = [
    "MANIFEST",
    "CardFile",
    "CardFolder",
    "LibraryNotFoundError",
    "Stamp",
    "StoppedError",
    "Watch",
    "is_card",
    "open_folder",
    "open_quick",
    "reload",
    "sort_name",
]


def open_folder(
    folder: Path,
    cache: Path | None = None,
    watch: Watch | None = None,
    *,
    build: bool = True,
    only: Collection[str] | None = None,
) -> CardFolder:
    """Read a library. With a cache folder, only what changed since it was read last.

    An index of the library is kept there, and made where there is none, unless ``build`` says
    not to; where it cannot be kept, all is held in memory. Raises LibraryNotFoundError, and
    StoppedError where the watch has it stopped; every other fault becomes a problem. With
    ``only``, of the cards none but those of these ids are looked at, and no index is made.
    """
    index = _index(cache, folder) if cache is not None else None
    manifest = None
    if cache is not None and index is not None:
        # As the index, and what reads files: a command may need none, a window not all of them.
        from briefing.core.manifest_memory import remembered  # noqa: PLC0415

        manifest = remembered(cache, folder)
    files = _indexed(folder, index)
    if index is not None and not index.is_whole():
        files = None
    # What reads files is loaded here: a library is first shown as the index has it.
    from briefing.core.updating import Known, Update  # noqa: PLC0415

    known = Known({}, manifest) if files is None else Known(files, manifest, index)
    update = Update(folder, cache, known, watch or Watch(), only)
    return update.run(build=build and only is None)


def open_quick(folder: Path, cache: Path) -> CardFolder | None:
    """A library as it was read last, at once; None where no index has it.

    Only library.yaml, and each card when it is asked for, are held against the disk: the rest
    is when the library is handed to ``reload``. Raises LibraryNotFoundError.
    """
    index = _index(cache, folder)
    if index is None:
        names_in(folder)  # says why there is no library
        return None
    from briefing.core.manifest_memory import remember, remembered  # noqa: PLC0415 - as above

    seen = seen_at(folder)
    known = remembered(cache, folder)
    manifest = read_manifest(folder, known)
    found = _listed(folder, index, manifest.library, seen)
    if found is None:
        return None
    files, names = found
    if manifest is not known:
        remember(cache, folder, manifest)
    library = manifest.library if manifest.is_good else None
    index.rest_on(
        lambda: Context.of(
            library,
            filter(is_card, names) if names else sorted(file.file_name for file in files),
        )
    )
    return CardFolder(
        folder,
        manifest.library,
        files,
        manifest.problems + misnamed(folder, names),
        manifest.is_good,
        manifest.digest,
        index=index,
        cache=cache,
    )


def reload(previous: CardFolder, watch: Watch | None = None) -> CardFolder:
    """Read anew what changed on disk since; the same object where nothing did.

    Raises LibraryNotFoundError where the folder is gone, and StoppedError as ``open_folder`` does.
    """
    index = previous.index
    is_good = index is None or (index.is_current and (index.trusted or index.is_whole()))
    if previous.pending or not is_good:
        return open_folder(previous.folder, previous.cache, watch)
    manifest = Manifest(
        previous.library,
        tuple(problem for problem in previous.problems if problem.rule not in OF_NAMES),
        previous.manifest_good,
        previous.digest,
    )
    from briefing.core.updating import Known, Update  # noqa: PLC0415 - as above

    update = Update(previous.folder, previous.cache, Known({}, manifest, index), watch or Watch())
    files = previous.files
    if isinstance(files, ListedFiles):
        if update.finds_all_as(files, previous.problems):
            return previous
        full = files.in_full()
        if full is None:
            return open_folder(previous.folder, previous.cache, watch)
        files = full
    update.know({file.file_name: file for file in files})
    loaded = update.run(build=index is not None)
    was = replace(previous, files=files)
    is_same = loaded == was and loaded.is_indexed == previous.is_indexed
    return previous if is_same else loaded


def _index(cache: Path, folder: Path) -> IndexFile | None:
    """The index of a library, None where there is none that counts."""
    if IndexPlace(cache, folder).current is None:
        return None
    # A command may be the only one that is ever run here, and needs no database.
    from briefing.core.index_file import IndexFile  # noqa: PLC0415

    return IndexFile.current(cache, folder)


def _listed(
    folder: Path, index: IndexFile, library: Library, seen: str
) -> tuple[Sequence[CardFile], Sequence[str]] | None:
    """The files of a folder that an index has, in the order of the list, and all names in it.

    No names where the folder is in the state in which it held just these files; None where the
    index cannot tell. Raises LibraryNotFoundError.
    """
    found = read_roll(index, library.regions)
    listed = ListedFiles(folder, index, *found) if found else None
    if listed is not None and listed.is_of(seen):
        return listed, ()
    names = names_in(folder)
    if listed is not None:
        ids = [name.removesuffix(ENDING) for name in names if is_card(name)]
        if len(ids) == len(listed) and listed.roll.places.keys() == set(ids):
            return listed, names
    files = _indexed(folder, index)
    if files is None:
        return None
    return in_order([files[name] for name in names if name in files], library), names


def _indexed(folder: Path, index: IndexFile | None) -> dict[str, CardFile] | None:
    """The files that an index knows by their names; None where it cannot tell."""
    rows = index.rows() if index is not None else None
    if index is None or rows is None:
        return None
    return {row.name: KeptFile(folder, row, index) for row in rows}
