"""Where the texts of a library's sources may lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "texts"


def texts_near(library_folder: Path) -> Path | None:
    """The ``texts`` folder inside or beside the library that has a text in it, or None."""
    for folder in (library_folder / FOLDER, library_folder.absolute().parent / FOLDER):
        try:
            if any(path.suffix == ".txt" for path in folder.iterdir()):
                return folder
        except OSError:
            continue
    return None
