"""Where the texts of a library's sources may lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.core.raw_file import leads_out

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "texts"


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
