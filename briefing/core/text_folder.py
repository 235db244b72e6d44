"""Where the texts of a library's sources may lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.core.manifest import MANIFEST
from briefing.core.presence import is_there
from briefing.core.raw_file import leads_out

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "texts"


def library_of(texts: Path) -> Path | None:
    """The library that a folder of texts stands in, or None where it stands in none."""
    return texts.parent if is_there(texts.parent / MANIFEST) else None


def texts_near(library_folder: Path) -> Path | None:
    """The ``texts`` folder inside or beside the library that has a text in it, or None.

    None that is a link to elsewhere: it may have come with the library, and show what is not its.
    """
    for folder in (library_folder / FOLDER, library_folder.absolute().parent / FOLDER):
        try:
            if not leads_out(str(folder)) and any(
                path.suffix == ".txt" for path in folder.iterdir()
            ):
                return folder
        except OSError:
            continue
    return None
