"""What every benchmark works with: a display, libraries, folders of its own, and how long it may take."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.processes import ROOT, FailedError, Spent, driver, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.benchmarks.sizes import Size

_NOT_OURS = ("PYTHON", "QT_", "XDG_", "SOURCE_DATE_EPOCH", "WAYLAND_DISPLAY")
"""How variables begin that could change what is measured, such as by not keeping bytecode."""

_COMMAND = "from briefing.__main__ import script; script()"
_QUICKER = 10
EMPTY = "empty window"
"""The peer of every start: an empty QMainWindow."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Where and how to measure. ``cache`` is kept between runs, ``scratch`` is not.

    ``quick`` measures smaller libraries, less often.
    """

    cache: Path
    scratch: Path
    out: Path
    display: str
    quick: bool

    @property
    def starter(self) -> Path:
        """The starter library of this checkout, copied: nothing that is measured writes to it."""
        copy = self.scratch / "starter"
        if not copy.is_dir():
            shutil.copytree(ROOT / "cards", copy)
        return copy

    def library(self, size: Size) -> Path:
        """A library of that size, made where it is not there yet."""
        return size.made(self.cache)

    def copy(self, library: Path) -> Path:
        """A library of the same files, to be written to."""
        return shutil.copytree(library, Path(tempfile.mkdtemp(dir=self.scratch)) / library.name)

    def runs(self, most: int) -> int:
        """How often to measure."""
        return max(3, most // 3) if self.quick else most

    def budget(self, seconds: float) -> float:
        """How long to go on measuring."""
        return seconds / 4 if self.quick else seconds

    def smaller(self, cards: int) -> int:
        """A number of cards, or where it has to be quick a tenth of it."""
        return cards // _QUICKER if self.quick else cards

    def environment(self, index: Path | None = None) -> dict[str, str]:
        """The variables of a user who starts the program for the first time.

        ``index`` is where what is kept of libraries is found again; by default nowhere.
        """
        home = Path(tempfile.mkdtemp(prefix="home-", dir=self.scratch))
        kept = {key: value for key, value in os.environ.items() if not key.startswith(_NOT_OURS)}
        return kept | {
            "HOME": str(home),
            "XDG_STATE_HOME": str(home / "state"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CACHE_HOME": str(index or home / "cache"),
            # The user's fonts are known to the system long before.
            "FONTCONFIG_PATH": os.environ.get("FONTCONFIG_PATH", "/etc/fonts"),
            "PYTHONPATH": str(ROOT),
            "DISPLAY": self.display,
            "QT_QPA_PLATFORM": "xcb",
            "BUDGET": "12" if self.quick else "40",
        }

    def drive(
        self,
        name: str,
        *arguments: object,
        index: Path | None = None,
        patience: float = 240,
    ) -> Spent:
        """Run a driver in a first start of the program. Raises FailedError."""
        environment = self.environment(index) | {"PATIENCE": f"{patience:g}"}
        return run(driver(name, *arguments), environment, patience)

    def warm_index(self, library: Path) -> Path:
        """Where the index of a library is kept, once it is whole. Raises FailedError."""
        index = self.cache / "index" / library.name
        self.open_to_rest(library, index)
        return index

    def open_to_rest(self, library: Path, index: Path | None = None) -> Spent:
        """Open a library until all of it can be found and nothing goes on. Raises FailedError."""
        spent = self.drive("first_index", library, index=index, patience=600)
        cards = sum(1 for _ in library.glob("*.yaml")) - 1  # library.yaml is none
        if spent.told["cards"] != cards:
            raise FailedError(f"{library} has {cards} cards, and {spent.told['cards']} were read")
        return spent

    def briefing(self, *arguments: object) -> list[object]:
        """The command line of the product, as its installed command runs it."""
        return [sys.executable, "-c", _COMMAND, *arguments]


def since_start(spent: Spent, moment: str) -> float:
    """Seconds from the start of a process to a moment that its driver told."""
    return float(spent.told[moment]) - spent.began


def numbers(values: Sequence[float | None]) -> list[float]:
    """Those values that were measured."""
    return [value for value in values if value is not None]
