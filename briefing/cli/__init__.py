"""The command line: every command but ``open`` works with no display."""

from __future__ import annotations

import io
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from briefing.cli.output import complain
from briefing.cli.parser import build_parser, with_command
from briefing.cli.usage import UsageError
from briefing.core.library import LibraryNotFoundError
from briefing.core.terminal import line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from briefing.core.starter import Places

    OpenWindow = Callable[[Path, str | None, str | None, Places], int]

FINE, PROBLEMS, WRONG_USE = 0, 1, 2
"""Exit statuses of every command."""


def main(argv: Sequence[str], places: Places, open_window: OpenWindow) -> int:
    """Run one command and return its exit status: 0 fine, 1 problems found, 2 wrong use.

    ``open_window`` shows the window for a library folder, a card id and a stop.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal or a pipe without the character for ¶ is no reason to say nothing.
            stream.reconfigure(errors="backslashreplace")
    try:
        status = _run(argv, places, open_window)
        if sys.stdout is not None:  # None where the caller has closed it
            sys.stdout.flush()
    except BrokenPipeError:
        # The reader (`| head`) has had enough; that is no fault.
        _close_output()
        return FINE
    except OSError as error:
        _close_output()
        where = f": {error.filename}" if error.filename else ""
        complain(line(f"{error.strerror or error}{where}"))
        return WRONG_USE
    return status


def _run(argv: Sequence[str], places: Places, open_window: OpenWindow) -> int:
    try:
        words = with_command(argv)
        arguments = build_parser(words[0]).parse_args(words)
    except SystemExit as stop:  # argparse has said what is wrong, or shown the help
        return stop.code if isinstance(stop.code, int) else WRONG_USE
    try:
        if arguments.command == "open":
            folder = arguments.library or places.default_library()
            return open_window(folder, arguments.card, arguments.at, places)
        # The window needs none of what the other commands load.
        from briefing.cli.commands import command  # noqa: PLC0415

        return command(arguments.command)(arguments, places)
    except (UsageError, LibraryNotFoundError) as error:
        complain(str(error))
        return WRONG_USE


def _close_output() -> None:
    """Drop what cannot be written: Python would try again, and complain, at its end."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        with suppress(OSError):
            sys.stdout.close()
        sys.stdout = None
