"""Earlier versions of a file: when each was replaced, what is different, and the way back to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from briefing.core.differences import differences
from briefing.core.file_errors import ReadError
from briefing.core.textfile import TextFile
from briefing.core.words import counted, moment
from briefing.gui.difference_view import DifferenceView
from briefing.gui.fitting import fit_to_window

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.core.versions import Version, Versions
    from briefing.gui.tokens import Tokens

_SIZE, _LIST, _WIDEST = (980, 620), 260, 1.4


class VersionsWindow(QDialog):
    """Lists what each save replaced, newest first, and shows what has changed since.

    ``text`` is what the card says now. Restoring puts a version into the editor; the file
    changes when it is saved there.
    """

    restored = Signal(str)  # the text of a version

    def __init__(
        self, path: Path, text: str, versions: Versions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text = text
        self._versions = versions
        self._chosen = ""
        history = versions.history(path)
        self.setWindowTitle(f"Versions of {path.name}")
        self.resize(*_SIZE)
        self.rows, self.differences = QListWidget(), DifferenceView()
        self.said = QLabel()
        self.restore, self.close_button = QPushButton("Restore…"), QPushButton("Close")
        self._lay_out()
        for version in history.versions:
            item = QListWidgetItem(f"{moment(version.when)}\n{counted(version.size, 'byte')}")
            item.setData(Qt.ItemDataRole.UserRole, version)
            self.rows.addItem(item)
        if history.damaged:
            self.said.setText(f"{counted(len(history.damaged), 'damaged version')} left out.")
        self.rows.currentItemChanged.connect(self._show)
        self.restore.clicked.connect(self._restore)
        self.close_button.clicked.connect(self.reject)
        self._begin()

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw in another theme or at another size."""
        self.differences.set_look(tokens, zoom)
        self.rows.setMinimumWidth(round(_LIST * min(zoom, _WIDEST)))
        fit_to_window(self, QSize(*_SIZE) * zoom)

    def _begin(self) -> None:
        self.restore.setEnabled(False)
        if self.rows.count():
            self.rows.setCurrentRow(0)
        else:
            self.said.setText(
                "No earlier version yet. Each time the card is saved here, the version before is kept."
            )

    def _show(self, item: QListWidgetItem | None) -> None:
        version: Version | None = item.data(Qt.ItemDataRole.UserRole) if item else None
        if version is None:
            return
        try:
            raw = self._versions.read(version)
        except ReadError as error:
            self._chosen = ""
            self.said.setText(str(error))
            self.restore.setEnabled(False)
            return
        self._chosen = TextFile.read(raw).text
        found = differences(self._chosen, self._text)
        self.differences.show_differences(found, "This is what the card says now.")
        said = f"Since then {counted(found.added, 'line')} came and {counted(found.removed, 'line')} went."
        self.said.setText(said if found else "")
        self.restore.setEnabled(bool(found))

    def _restore(self) -> None:
        self.restored.emit(self._chosen)
        self.accept()

    def _lay_out(self) -> None:
        self.rows.setAccessibleName("Versions by when they were replaced, newest first")
        self.rows.setObjectName("side-list")
        self.rows.setMinimumWidth(_LIST)
        self.rows.setWordWrap(True)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.restore.setText("Restore")
        self.restore.setDefault(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setHandleWidth(1)
        halves.addWidget(self.rows)
        halves.addWidget(self.differences)
        halves.setStretchFactor(1, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 16, 12)
        foot.setSpacing(8)
        foot.addWidget(self.said, 1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(halves, 1)
        column.addLayout(foot)
