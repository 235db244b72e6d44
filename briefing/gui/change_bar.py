"""The bar that says that a file was changed elsewhere while it is edited here, and asks what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from briefing.core.problem import visible
from briefing.gui.icons import icon

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtGui import QResizeEvent

    from briefing.gui.tokens import Tokens

_ICON = 16


class ChangeBar(QFrame):
    """Announces another version on disk. Nothing happens until one of its buttons is pressed."""

    difference_requested = Signal()
    mine_chosen = Signal()
    theirs_chosen = Signal()
    save_as_chosen = Signal()
    later_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("change-bar")
        self._icon, self._text = QLabel(), QLabel()
        self.difference = QPushButton("Show difference")
        self.mine = QPushButton("Keep mine")
        self.theirs = QPushButton("Take theirs")
        self.save_as = QPushButton("Save as…")
        self.later = QPushButton("Go on editing")
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lay_out()
        self.difference.clicked.connect(self.difference_requested)
        self.mine.clicked.connect(self.mine_chosen)
        self.theirs.clicked.connect(self.theirs_chosen)
        self.save_as.clicked.connect(self.save_as_chosen)
        self.later.clicked.connect(self.later_chosen)
        self.hide()

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """What can be chosen, from the left."""
        return self.difference, self.mine, self.theirs, self.save_as, self.later

    @property
    def text(self) -> str:
        """What the bar says."""
        return self._text.text()

    def announce_change(self, file_name: str) -> None:
        """Say that the file holds other text now."""
        self._announce(
            f"{visible(file_name)} was changed by another program. "
            "Nothing is overwritten until you choose.",
            (self.difference, self.mine, self.theirs, self.later),
        )
        self.theirs.setText("Take theirs")

    def announce_loss(self, file_name: str) -> None:
        """Say that the file is no longer there."""
        self._announce(
            f"{visible(file_name)} was deleted or renamed by another program. Your text is still here.",
            (self.mine, self.theirs, self.later),
        )
        self.theirs.setText("Close it")

    def announce_end(self, folder_name: str) -> None:
        """Say that the folder with the file in it is no longer there."""
        self._announce(
            f"The folder {visible(folder_name)} was deleted, moved or disconnected. "
            "Your text is still here.",
            (self.save_as, self.later),
        )

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw in another theme or at another size."""
        size = round(_ICON * zoom)
        self._icon.setPixmap(icon("warning", tokens, tokens.warn).pixmap(size, size))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _announce(self, sentence: str, buttons: Collection[QPushButton]) -> None:
        self._text.setText(sentence)
        for button in self.buttons:
            button.setVisible(button in buttons)
        self.show()
        self._fit()

    def _fit(self) -> None:
        """Set the buttons below the words where these would be left too little room beside them."""
        shown = [button for button in self.buttons if not button.isHidden()]
        taken = sum(button.sizeHint().width() + self._rows.spacing() for button in shown)
        room = self.width() - taken - 4 * self._rows.contentsMargins().left()
        words = self._text.fontMetrics().horizontalAdvance(self._text.text())
        ways = QBoxLayout.Direction
        self._rows.setDirection(ways.LeftToRight if 2 * room > words else ways.TopToBottom)

    def _lay_out(self) -> None:
        self.mine.setToolTip("Save my text; the other version is kept in a file beside it")
        self.theirs.setToolTip("Replace my text with the file’s; Undo brings mine back")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        said, choices = QHBoxLayout(), QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(self._icon)
        said.addWidget(self._text, 1)
        choices.setSpacing(8)
        choices.addStretch()
        for button in self.buttons:
            choices.addWidget(button)
        self._rows.setContentsMargins(16, 6, 16, 6)
        self._rows.setSpacing(8)
        self._rows.addLayout(said, 1)
        self._rows.addLayout(choices)
