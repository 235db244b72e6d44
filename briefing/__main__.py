"""The composition root: hands the command line what it works with, the window included."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from platformdirs import user_cache_path, user_documents_path, user_state_path

from briefing.cli import main as run
from briefing.core.starter import Places, installed_starter

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the ``briefing`` command and return its exit status."""
    places = Places(
        working=_working(),
        documents=user_documents_path(),
        state=user_state_path("briefing", appauthor=False),
        starter=installed_starter(),
        cache=user_cache_path("briefing", appauthor=False),
    )
    return run(sys.argv[1:] if argv is None else argv, places, _open_window)


def script() -> NoReturn:
    """Run the command, and end the process with its exit status."""
    status = main()
    if "PySide6" not in sys.modules:
        # Taking down all that was loaded takes longer than a command of the shell may.
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError, AttributeError):  # closed, or none at all
                stream.flush()
        os._exit(status)
    sys.exit(status)


def _working() -> Path:
    try:
        return Path.cwd()
    except OSError:  # it was deleted, and what is named in full can still be opened
        return Path()


def _open_window(folder: Path, card: str | None, stop: str | None, places: Places) -> int:
    # Only the window needs Qt, and only it pays for loading it.
    from briefing.gui.start import open_window  # noqa: PLC0415

    return open_window(folder, card, stop, places)


if __name__ == "__main__":
    script()
