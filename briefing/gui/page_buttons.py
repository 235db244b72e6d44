"""Buttons that stand on a page: real ones, for a document's links cannot look or act like them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QPushButton

from briefing.gui.fonts import font
from briefing.gui.page_html import BUTTON_GAP, BUTTON_HEIGHT, tooltip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QAbstractScrollArea

    from briefing.gui.page_html import Button


class PageButtons(QObject):
    """Puts buttons over a scroll area's view, which scrolls them along as its children."""

    pressed = Signal(str)  # where the button leads

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._zoom = 1.0
        self._buttons: list[QPushButton] = []

    def show_buttons(self, buttons: Iterable[Button], zoom: float) -> None:
        """Replace the buttons; the first becomes the default one."""
        for old in self._buttons:
            old.hide()
            old.deleteLater()
        self._zoom = zoom
        self._buttons = [self._made(button) for button in buttons]
        if self._buttons:
            self._buttons[0].setDefault(True)

    def place(self, corner: QPoint, room: int, *, stacked: bool) -> None:
        """Stand the buttons in a row of ``room`` px, or one below the other."""
        x, y = corner.x(), corner.y()
        right = x + room
        height, gap = round(BUTTON_HEIGHT * self._zoom), round(BUTTON_GAP * self._zoom)
        for button in self._buttons:
            words = button.accessibleName()
            button.setText(words.replace("&", "&&"))
            button.ensurePolished()
            wanted, width = button.sizeHint().width(), max(right - x, height)
            if wanted > width:
                inner = width - (wanted - button.fontMetrics().horizontalAdvance(words))
                elide = Qt.TextElideMode.ElideRight
                words = button.fontMetrics().elidedText(words, elide, inner)
                button.setText(words.replace("&", "&&"))
            button.setGeometry(x, y, min(wanted, width), height)
            button.show()
            x, y = (x, y + height + gap) if stacked else (x + button.width() + gap, y)

    def _made(self, button: Button) -> QPushButton:
        made = QPushButton(self._area.viewport())
        made.setFont(font("interface", self._zoom))
        made.setAutoDefault(False)
        made.setAccessibleName(button.text)
        made.setToolTip(tooltip(button.text))
        made.clicked.connect(lambda: self.pressed.emit(button.href))
        return made
