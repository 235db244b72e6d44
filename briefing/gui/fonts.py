"""The two bundled type families, loaded from their packages, and the font of each role."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from PySide6.QtGui import QFont, QFontDatabase

SERIF = "Source Serif Pro"
SANS = "Source Sans Pro"

_FACES = {
    "font_source_serif_pro": ("SourceSerifPro", ("Regular", "It", "Semibold", "SemiboldIt")),
    "font_source_sans_pro": ("SourceSansPro", ("Regular", "It", "Semibold", "SemiboldIt")),
}


class FontsMissingError(Exception):
    """A bundled face could not be loaded; the message names it."""


class _Role(NamedTuple):
    family: str
    px: int
    weight: QFont.Weight = QFont.Weight.Normal
    capitals: bool = False


_SEMIBOLD = QFont.Weight.DemiBold
_ROLES = {
    "name": _Role(SERIF, 38, _SEMIBOLD),
    "heading": _Role(SERIF, 24, _SEMIBOLD),
    "body": _Role(SERIF, 16),
    "interface": _Role(SANS, 14),
    "strong": _Role(SANS, 14, _SEMIBOLD),
    "row": _Role(SANS, 15),
    "row-selected": _Role(SANS, 15, _SEMIBOLD),
    "reference": _Role(SANS, 13),
    "number-chosen": _Role(SANS, 13, _SEMIBOLD),
    "stop": _Role(SANS, 12),
    "stop-chosen": _Role(SANS, 12, _SEMIBOLD),
    "year": _Role(SANS, 11),
    "region": _Role(SANS, 11, _SEMIBOLD, capitals=True),
}


def load_fonts() -> None:
    """Make the bundled faces known to Qt. Raises FontsMissingError.

    Needs a QGuiApplication.
    """
    found: set[str] = set()
    for package, (stem, styles) in _FACES.items():
        folder = _folder(package)
        for style in styles:
            name = f"{stem}-{style}.otf"
            number = QFontDatabase.addApplicationFont(str(folder / name))
            if number < 0:
                raise FontsMissingError(f"the typeface {name} cannot be loaded from {folder}")
            found.update(QFontDatabase.applicationFontFamilies(number))
    missing = {SERIF, SANS} - found
    if missing:
        raise FontsMissingError(f"the bundled faces do not name {' and '.join(sorted(missing))}")


def _folder(package: str) -> Path:
    """Where a package of type keeps its files; to import it would list them all."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise FontsMissingError(f"the typefaces of {package} are not installed")
    return Path(spec.origin).with_name("files")


def font(role: str, zoom: float = 1.0) -> QFont:
    """The unhinted font of a role of the design, in px times ``zoom``. Raises KeyError."""
    return QFont(_made(role, zoom))  # which shares what Qt found out of the face


@lru_cache(maxsize=64)
def _made(role: str, zoom: float) -> QFont:
    family, px, weight, capitals = _ROLES[role]
    made = QFont(family)
    made.setPixelSize(max(1, round(px * zoom)))
    made.setWeight(weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if capitals:
        made.setCapitalization(QFont.Capitalization.AllUppercase)
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.7 * zoom)
    return made


def fixed_font(px: int, zoom: float = 1.0) -> QFont:
    """The system's own fixed-pitch font, in px times ``zoom``."""
    made = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    made.setPixelSize(max(1, round(px * zoom)))
    made.setFixedPitch(True)
    return made
