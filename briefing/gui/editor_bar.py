"""The bar over the editor: what is edited, whether it is saved, and the ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from briefing.gui.elided_label import ElidedLabel
from briefing.gui.fonts import font

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from briefing.gui.tokens import Tokens

_HEIGHT, _LOW, _SIDE, _BUTTON = 56, 44, 20, 34  # px before zoom
_NARROW = 640


class EditorBar(QFrame):
    """Shows a name, a file name and a state; its buttons ask and do nothing themselves."""

    revert_requested = Signal()
    save_requested = Signal()
    done_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editor-bar")
        self._name, self._file, self._state = ElidedLabel(), ElidedLabel(), ElidedLabel()
        self._zoom = 1.0
        self.revert = QPushButton("Revert")
        self.save = QPushButton("Save  Ctrl+S")
        self.done = QPushButton("Done")
        self._row = QHBoxLayout(self)
        self._lay_out()
        self.revert.clicked.connect(self.revert_requested)
        self.save.clicked.connect(self.save_requested)
        self.done.clicked.connect(self.done_requested)

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """What can be asked for, the most usual first."""
        return self.save, self.done, self.revert

    @property
    def state(self) -> str:
        """What is said of the file: ``Not saved``, ``Saved``, why it cannot be edited."""
        return self._state.text()

    def show_file(self, name: str, file_name: str) -> None:
        """Say what is edited."""
        self._name.setText(name)
        self._name.setToolTip("")
        self._file.setText(file_name)

    def show_state(self, state: str, *, modified: bool, editable: bool = True) -> None:
        """Say how the file stands; ``modified`` is whether there is something to save."""
        self._state.setText(state)
        self._state.setProperty("modified", modified or not editable)
        self._state.style().polish(self._state)
        self.revert.setEnabled(modified)
        self.save.setEnabled(modified and editable)

    def set_look(self, _tokens: Tokens, zoom: float) -> None:
        """Draw at another size; the colours are the style sheet's."""
        self._zoom = zoom
        self._row.setContentsMargins(round(_SIDE * zoom), 0, round((_SIDE - 4) * zoom), 0)
        self._name.setFont(font("heading", zoom))
        for button in (self.revert, self.save, self.done):
            button.setFixedHeight(round(_BUTTON * zoom))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out what can be done without where the room is short."""
        is_narrow = self.width() < _NARROW * self._zoom
        self.setFixedHeight(round((_LOW if is_narrow else _HEIGHT) * self._zoom))
        self._file.setVisible(not is_narrow)
        self.save.setText("Save" if is_narrow else "Save  Ctrl+S")

    def _lay_out(self) -> None:
        self._name.setObjectName("editor-name")
        self._file.setObjectName("editor-file")
        self._state.setObjectName("editor-state")
        self._state.setAccessibleName("State of the file")
        # A long name gives way before the buttons do.
        self._name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._name.setMinimumWidth(40)
        self.done.setProperty("prime", True)
        self._row.setSpacing(10)
        for label in (self._name, self._file, self._state):
            self._row.addWidget(label)
        self._row.addStretch()
        for button in (self.revert, self.save, self.done):
            self._row.addWidget(button)
