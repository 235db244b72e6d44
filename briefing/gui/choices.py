"""Radio buttons in rows, each with a few words at the right on what it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QRadioButton, QWidget

from briefing.gui.elided_label import ElidedLabel
from briefing.gui.literal import literal

if TYPE_CHECKING:
    from collections.abc import Mapping

ROW = 26  # px from one row to the next


class Choices(QWidget):
    """One of several, by their keys. A row that cannot be chosen stays, and says why."""

    changed = Signal()
    picked = Signal(str)  # the key, where it was the user who chose

    def __init__(self, texts: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, QRadioButton] = {}
        self._details: dict[str, ElidedLabel] = {}
        self._group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for row, (key, text) in enumerate(texts.items()):
            button, detail = QRadioButton(text), ElidedLabel()
            detail.setObjectName("print-detail")
            detail.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            detail.installEventFilter(self)
            self._buttons[key], self._details[key] = button, detail
            self._group.addButton(button)
            grid.addWidget(button, row, 0)
            grid.addWidget(detail, row, 1)
            grid.setRowMinimumHeight(row, ROW)
        self._group.buttonToggled.connect(self._toggled)
        self._group.buttonClicked.connect(lambda _: self.picked.emit(self.key))

    @property
    def key(self) -> str:
        """What is chosen; empty while nothing is."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def button(self, key: str) -> QRadioButton:
        """The button of a row."""
        return self._buttons[key]

    def detail(self, key: str) -> QLabel:
        """The words at the right of a row."""
        return self._details[key]

    def choose(self, key: str) -> None:
        """Choose a row, as a click does."""
        self._buttons[key].setChecked(True)

    def set_detail(self, key: str, text: str) -> None:
        """Say at the right what a row stands for."""
        self._details[key].setText(text)
        self._buttons[key].setAccessibleDescription(text)

    def set_possible(self, key: str, *, possible: bool, why_not: str) -> None:
        """Let a row be chosen, or not; ``why_not`` is then its tooltip."""
        for widget in (self._buttons[key], self._details[key]):
            widget.setEnabled(possible)
            widget.setToolTip("" if possible else literal(why_not))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click on the words at the right is a click on the row."""
        if event.type() == QEvent.Type.MouseButtonRelease:
            for key, detail in self._details.items():
                if detail is watched:
                    self._buttons[key].click()
        return super().eventFilter(watched, event)

    def _toggled(self, _button: QRadioButton, checked: bool) -> None:
        if checked:
            self.changed.emit()
