"""Unsaved work of an earlier start: what it was, what is different from the file, and what to do."""

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
from briefing.core.storage import read_file
from briefing.core.textfile import TextFile
from briefing.core.words import counted, moment
from briefing.gui.difference_view import DifferenceView
from briefing.gui.fitting import fit_to_window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.core.drafts import Draft
    from briefing.gui.tokens import Tokens

_SIZE, _LIST, _WIDEST = (980, 620), 260, 1.4


class DraftsWindow(QDialog):
    """Offers drafts. Those that are neither taken nor discarded are offered again next time."""

    taken = Signal(object)  # a Draft, to go on with in the editor
    discarded = Signal(object)  # a Draft

    def __init__(self, drafts: Sequence[Draft], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Unsaved work")
        self.resize(*_SIZE)
        self.rows, self.differences = QListWidget(), DifferenceView()
        self.said = QLabel()
        self.take = QPushButton("Go on editing")
        self.discard = QPushButton("Discard")
        self.later = QPushButton("Decide later")
        self._lay_out(len(drafts))
        self.rows.currentItemChanged.connect(self._show)
        for draft in drafts:
            item = QListWidgetItem(_title(draft))
            item.setData(Qt.ItemDataRole.UserRole, draft)
            self.rows.addItem(item)
        self.take.clicked.connect(self._take)
        self.discard.clicked.connect(self._discard)
        self.later.clicked.connect(self.reject)
        self.rows.setCurrentRow(0)

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw in another theme or at another size."""
        self.differences.set_look(tokens, zoom)
        self.rows.setMinimumWidth(round(_LIST * min(zoom, _WIDEST)))
        fit_to_window(self, QSize(*_SIZE) * zoom)

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        draft: Draft = item.data(Qt.ItemDataRole.UserRole)
        saved, changed = _saved(draft)
        self.differences.show_differences(differences(saved, draft.text))
        self.said.setText(
            "The file was changed since. Both texts can be compared again before you save."
            if changed
            else ""
        )

    def _take(self) -> None:
        self.taken.emit(self._current())
        self._drop()

    def _discard(self) -> None:
        self.discarded.emit(self._current())
        self._drop()

    def _current(self) -> Draft:
        draft: Draft = self.rows.currentItem().data(Qt.ItemDataRole.UserRole)
        return draft

    def _drop(self) -> None:
        self.rows.takeItem(self.rows.currentRow())
        if not self.rows.count():
            self.accept()

    def _lay_out(self, count: int) -> None:
        head = QLabel(
            f"Briefing ended before {counted(count, 'file')} could be saved. "
            "What was typed is here: lines that were added, and lines that were taken away."
        )
        head.setWordWrap(True)
        head.setContentsMargins(16, 14, 16, 10)
        self.rows.setAccessibleName("Unsaved files")
        self.rows.setObjectName("side-list")
        self.rows.setMinimumWidth(_LIST)
        self.rows.setWordWrap(True)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.take.setDefault(True)
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
        for button in (self.later, self.discard, self.take):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(halves, 1)
        column.addLayout(foot)


def _title(draft: Draft) -> str:
    name = draft.where if isinstance(draft.where, str) else draft.where.name
    place = "" if isinstance(draft.where, str) else f"\n{draft.where.parent}"
    return f"{name}\n{moment(draft.when)}{place}"


def _saved(draft: Draft) -> tuple[str, bool]:
    """What the file says now, and whether that is another text than the draft was made from."""
    if isinstance(draft.where, str):
        return "", False
    try:
        disk = read_file(draft.where)
    except ReadError:
        return "", draft.based_on is not None
    return TextFile.read(disk.content).text, disk.digest != draft.based_on
