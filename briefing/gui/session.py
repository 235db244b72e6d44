"""What the window remembers from one start to the next."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QByteArray, QSettings

from briefing.core.state_files import is_sane, set_aside

if TYPE_CHECKING:
    from briefing.gui.print_choice import PrintChoice

THEMES = ("system", "light", "dark")
ZOOMS = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
"""The steps of the text's size, as factors."""


_MOST_RECENT = 8
_LONGEST = 4_000_000  # bytes of the file; it has a few for each library
_MOST_DIGITS = 9  # of a number that Qt takes


class SavedPlace(NamedTuple):
    """A card, a source of its stop (and of the stop compared with), and how far it was scrolled."""

    card: str = ""
    source: str = ""
    older: str = ""
    scroll: int = 0


class Session:
    """Typed access to a small settings file; what is missing or damaged reads as the default."""

    def __init__(self, file: Path) -> None:
        """Read and write ``file``, made at the first write."""
        if not is_sane(file, _LONGEST) and set_aside(file) == file:
            file = file / "none"  # Qt would wait for what is there: it finds and writes nothing
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def theme(self) -> str:
        """The chosen theme: system, light or dark."""
        found = str(self._settings.value("theme", THEMES[0]))
        return found if found in THEMES else THEMES[0]

    @theme.setter
    def theme(self, theme: str) -> None:
        self._settings.setValue("theme", theme)

    @property
    def zoom(self) -> float:
        """The text's size as a factor of 1, one of ZOOMS."""
        try:
            found = float(str(self._settings.value("zoom", 1.0)))
        except ValueError:
            return 1.0
        return found if found in ZOOMS else 1.0

    @zoom.setter
    def zoom(self, zoom: float) -> None:
        self._settings.setValue("zoom", zoom)

    @property
    def geometry(self) -> QByteArray:
        """The window's place and size, as Qt saves them; empty at the first start."""
        return self._bytes("geometry")

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._settings.setValue("geometry", geometry)

    @property
    def splitter(self) -> QByteArray:
        """The width of the sidebar, as Qt saves it; empty at the first start."""
        return self._bytes("splitter")

    @splitter.setter
    def splitter(self, state: QByteArray) -> None:
        self._settings.setValue("splitter", state)

    def place(self, library: Path) -> SavedPlace:
        """What was shown last in a library; nothing at the first start."""
        found = self._settings.value(self._key("places", library))
        if isinstance(found, list) and len(found) == len(SavedPlace._fields):
            card, stop, older, scroll = map(str, found)
            return SavedPlace(card, stop, older, _pixels(scroll))
        return SavedPlace()

    def set_place(self, library: Path, place: SavedPlace) -> None:
        """Remember what is shown in a library."""
        self._settings.setValue(self._key("places", library), list(map(str, place)))

    def texts_of(self, library: Path) -> Path | None:
        """The folder chosen for a library's source texts, or None."""
        found = str(self._settings.value(self._key("texts", library), ""))
        return Path(found) if found else None

    def set_texts_of(self, library: Path, folder: Path) -> None:
        """Remember the folder chosen for a library's source texts."""
        self._settings.setValue(self._key("texts", library), os.path.realpath(folder))

    @property
    def recent(self) -> list[str]:
        """The folders of the libraries that were opened last, the newest first."""
        found = self._settings.value("recent")
        # A list of one comes back from the file as the text alone.
        several = found if isinstance(found, list) else [found] if found else []
        return [str(path) for path in several]

    def add_recent(self, library: Path) -> None:
        """Put a library at the head of the recent ones."""
        path = os.path.realpath(library)
        kept = [path, *(other for other in self.recent if other != path)]
        self._settings.setValue("recent", kept[:_MOST_RECENT])

    @property
    def print_choice(self) -> PrintChoice:
        """What was last chosen in the print window."""
        from briefing.gui.print_choice import PrintChoice  # noqa: PLC0415 - not to show a card

        return PrintChoice.from_text(str(self._settings.value("print", "")))

    @print_choice.setter
    def print_choice(self, choice: PrintChoice) -> None:
        self._settings.setValue("print", choice.to_text())

    def save(self) -> None:
        """Write to disk now. What cannot be written is forgotten, and nothing else is lost."""
        self._settings.sync()

    def _bytes(self, key: str) -> QByteArray:
        found = self._settings.value(key)
        return found if isinstance(found, QByteArray) else QByteArray()

    def _key(self, kind: str, library: Path) -> str:
        return f"{kind}/{os.fsencode(os.path.realpath(library)).hex()}"


def _pixels(written: str) -> int:
    """A number of pixels as it was written, 0 where it is none or no page is as long."""
    return int(written) if written.isdecimal() and len(written) <= _MOST_DIGITS else 0
