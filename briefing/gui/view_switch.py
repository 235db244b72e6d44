"""Joined buttons that say which of a few views is shown, and a line about it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from briefing.gui.elided_label import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.gui.tokens import Tokens

_BUTTON, _SIDE, _ABOVE = 28, 16, 8  # px before zoom


class ViewSwitch(QWidget):
    """Shows the names of views, the first chosen."""

    chosen = Signal(int)  # the place of a view among the names

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("view-switch")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        self.buttons = tuple(QPushButton(name) for name in names)
        for place, button in enumerate(self.buttons):
            joined = "left" if not place else "right" if place == len(names) - 1 else "middle"
            button.setProperty("joined", joined)
            button.setCheckable(True)
            button.setChecked(not place)
            button.clicked.connect(partial(self.chosen.emit, place))
            self._group.addButton(button)
            self._row.addWidget(button)
        self._said = ElidedLabel()
        self._said.setObjectName("view-said")
        self._row.addSpacing(12)
        self._row.addWidget(self._said, 1)

    @property
    def said(self) -> str:
        """The line beside the buttons."""
        return self._said.text()

    def say(self, sentence: str, *, grave: bool = False) -> None:
        """Say something beside the buttons; ``grave`` is for what is not as it should be."""
        self._said.setText(sentence)
        self._said.setProperty("grave", grave)
        self._said.style().polish(self._said)

    def choose(self, place: int) -> None:
        """Turn to a view, as a click would."""
        self.buttons[place].setChecked(True)
        self.chosen.emit(place)

    def set_look(self, _tokens: Tokens, zoom: float) -> None:
        """Draw at another size; the colours are the style sheet's."""
        side = round(_SIDE * zoom)
        self._row.setContentsMargins(side, round(_ABOVE * zoom), side, 0)
        for button in self.buttons:
            button.setFixedHeight(round(_BUTTON * zoom))
