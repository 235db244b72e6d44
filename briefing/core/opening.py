"""A library as far as it can be shown at once; the rest is read while it is on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.core.card_folder import CardFolder
from briefing.core.library import open_folder, open_quick
from briefing.core.listing import is_card, misnamed, names_in
from briefing.core.manifest import read_manifest

if TYPE_CHECKING:
    from pathlib import Path

_FEW = 200
"""Card files that are read in less time than it takes to notice."""


def open_at_once(folder: Path, cache: Path | None) -> CardFolder:
    """A library as it was read last; where no index has it, read now if it is small.

    Else it has no cards yet, and says in ``pending`` how many there are. All but a library that
    was read now is to be handed to ``reload``. Raises LibraryNotFoundError.
    """
    known = open_quick(folder, cache) if cache is not None else None
    if known is not None:
        return known
    names = names_in(folder)
    count = sum(map(is_card, names))
    if count <= _FEW:
        return open_folder(folder, cache)
    manifest = read_manifest(folder)
    return CardFolder(
        folder,
        manifest.library,
        (),
        manifest.problems + misnamed(folder, names),
        manifest.is_good,
        manifest.digest,
        pending=count,
        cache=cache,
    )
