"""What whoever waits for a library may want to hear of the reading, and say to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.core.card_folder import CardFolder


class StoppedError(Exception):
    """Whoever waits for the files wants them no more."""


class Watch:
    """Called from the thread that reads."""

    def stopped(self) -> bool:
        """Whether the library is no longer wanted."""
        return False

    def progress(self, done: int, total: int) -> None:
        """So many of the files that have to be read are read."""

    def part(self, folder: CardFolder) -> None:
        """The library as far as it was read: fit to be shown, with ``pending`` files to come."""
