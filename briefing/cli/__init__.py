"""The command line: every command but ``open`` works with no display."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from briefing.cli.commands import COMMANDS
from briefing.cli.parser import build_parser, with_command
from briefing.cli.usage import UsageError
from briefing.core.library import LibraryNotFoundError
from briefing.core.problem import visible

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
    try:
        arguments = build_parser().parse_args(with_command(argv))
    except SystemExit as stop:  # argparse has said what is wrong, or shown the help
        return stop.code if isinstance(stop.code, int) else WRONG_USE
    try:
        if arguments.command == "open":
            folder = arguments.library or places.default_library()
            return open_window(folder, arguments.card, arguments.at, places)
        return COMMANDS[arguments.command](arguments, places)
    except (UsageError, LibraryNotFoundError) as error:
        print(f"briefing: {visible(str(error))}", file=sys.stderr)
        return WRONG_USE
    except BrokenPipeError:
        # The reader (`| head`) has had enough; that is no fault. Nothing more can be written.
        sys.stdout = None
        return FINE
