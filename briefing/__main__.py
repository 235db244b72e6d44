"""The composition root: hands the command line what it works with, the window included."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, cast

from briefing.cli import main as run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.core.starter import Places

_USUAL = gc.get_threshold()
_COLLECT_AFTER = 100_000
"""Objects after which Python looks for garbage. A command that prints one card makes fewer, and at
Python's own 700 it would look a hundred times through what it has just loaded."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the ``briefing`` command and return its exit status."""
    return run(sys.argv[1:] if argv is None else argv, cast("Places", _Asked()), _open_window)


def script() -> NoReturn:
    """Run the command, and end the process with its exit status."""
    gc.set_threshold(_COLLECT_AFTER)
    status = main()
    if "PySide6" not in sys.modules:
        # Taking down all that was loaded takes longer than a command of the shell may.
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError, AttributeError):  # closed, or none at all
                stream.flush()
        os._exit(status)
    sys.exit(status)


class _Asked:
    """The places of this computer, found when they are first asked for.

    A command that names its library asks for none, and to find them takes longer than to read it.
    """

    def __getattr__(self, name: str) -> Any:
        return getattr(self._found, name)

    @cached_property
    def _found(self) -> Places:
        return _places()


def _places() -> Places:
    import platformdirs  # noqa: PLC0415 - see above

    from briefing.core.starter import Places, installed_starter  # noqa: PLC0415 - as above

    return Places(
        working=_working(),
        documents=platformdirs.user_documents_path(),
        state=platformdirs.user_state_path("briefing", appauthor=False),
        starter=installed_starter(),
        cache=platformdirs.user_cache_path("briefing", appauthor=False),
    )


def _working() -> Path:
    try:
        return Path.cwd()
    except OSError:  # it was deleted, and what is named in full can still be opened
        return Path()


def _open_window(folder: Path, card: str | None, stop: str | None, places: Places) -> int:
    gc.set_threshold(*_USUAL)
    # Only the window needs Qt, and only it pays for loading it.
    from briefing.gui.start import open_window  # noqa: PLC0415

    return open_window(folder, card, stop, places)


if __name__ == "__main__":
    script()
