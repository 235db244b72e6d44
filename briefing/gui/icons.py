"""The icons: small outlines drawn in the theme's inks, sharp at any screen ratio."""

from __future__ import annotations

from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QRect

    from briefing.gui.tokens import Tokens

_DRAWN_IN = "#000"
_FOLDER = Path(__file__).with_name("icons")


def icon(name: str, tokens: Tokens, ink: str = "") -> QIcon:
    """The icon of that name, or in ``ink`` (``#RRGGBB``) in place of the theme's second ink.

    Checked it turns to the accent, disabled it is faint. Raises FileNotFoundError. The file is
    read when the icon is first drawn: most stand in menus that are closed.
    """
    if name not in _names():
        raise FileNotFoundError(name)
    return QIcon(_Engine(name, (ink or tokens.ink2, tokens.accent, tokens.faint)))


def icon_maker(tokens: Tokens) -> Callable[[str], QIcon]:
    """The function that draws icons in a theme."""
    return partial(icon, tokens=tokens)


@cache
def _names() -> frozenset[str]:
    return frozenset(file.stem for file in _FOLDER.glob("*.svg"))


@cache
def _drawing(name: str) -> str:
    return _FOLDER.joinpath(f"{name}.svg").read_text("utf-8")


@lru_cache(128)
def _renderer(name: str, ink: str) -> QSvgRenderer:
    """Read once: an icon is painted again with whatever it stands on."""
    return QSvgRenderer(QByteArray(_drawing(name).replace(_DRAWN_IN, ink).encode()))


class _Engine(QIconEngine):
    """Draws one SVG at the size and ratio asked for, so that it is never scaled."""

    def __init__(self, name: str, inks: tuple[str, str, str]) -> None:
        """``inks`` are those of an icon as it is, checked and disabled."""
        super().__init__()
        self._name = name
        self._inks = inks

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ink, checked, disabled = self._inks
        if mode == QIcon.Mode.Disabled:
            ink = disabled
        elif state == QIcon.State.On:
            ink = checked
        _renderer(self._name, ink).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        key = f"{self._name} {self._inks} {size.toTuple()} {scale} {mode} {state}"
        made = QPixmap()
        if QPixmapCache.find(key, made):
            return made
        # Since Qt 6.8 the size is given in px of the screen's own scale, as for every widget.
        made = QPixmap((QSizeF(size) * scale).toSize())
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, made.rect(), mode, state)
        painter.end()
        made.setDevicePixelRatio(scale)
        QPixmapCache.insert(key, made)
        return made

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._inks)
