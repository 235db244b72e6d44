"""A file that was changed elsewhere while it is edited here: the bar, the difference, the choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout

from briefing.core.differences import differences
from briefing.core.file_errors import FileError
from briefing.core.textfile import TextFile
from briefing.gui.difference_view import DifferenceView
from briefing.gui.fitting import fit_to_window

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from briefing.core.differences import Differences
    from briefing.gui.editing import Editing
    from briefing.gui.tokens import Tokens

_SIZE = (820, 600)


class Conflicts(QObject):
    """Does what the bar over the editor is asked for. Nothing is overwritten unseen."""

    said = Signal(str)
    failed = Signal(str)
    closed = Signal()  # the text was given up with the file

    def __init__(self, editing: Editing, window: QWidget) -> None:
        super().__init__(window)
        self._editing, self._window = editing, window
        self._look: tuple[Tokens, float] | None = None
        bar = editing.editor.changes
        bar.difference_requested.connect(self._show_difference)
        bar.mine_chosen.connect(self._keep_mine)
        bar.theirs_chosen.connect(self._take_theirs)
        bar.later_chosen.connect(editing.put_off)

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw differences that are shown from now on in a theme and at a size."""
        self._look = (tokens, zoom)

    def _show_difference(self) -> None:
        buffer = self._editing.current
        if buffer is None or buffer.theirs is None:
            return
        theirs = TextFile.read(buffer.theirs.content).text
        found = differences(theirs, buffer.pane.code.text())
        shown = DifferenceWindow(buffer.path.name, found, self._window)
        if self._look is not None:
            shown.set_look(*self._look)
        shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown.open()

    def _keep_mine(self) -> None:
        buffer = self._editing.current
        if buffer is None:
            return
        try:
            beside = buffer.overwrite()
        except FileError as error:
            self.failed.emit(str(error))
            return
        if beside:
            self.said.emit(f"The other version is kept as {beside}")

    def _take_theirs(self) -> None:
        buffer = self._editing.current
        if buffer is None:
            return
        if buffer.theirs is not None:
            buffer.take(buffer.theirs)
            self._editing.refresh()
        else:
            self._editing.close(buffer.path)
            self.closed.emit()


class DifferenceWindow(QDialog):
    """What the file on disk says, and what of it would change."""

    def __init__(self, name: str, found: Differences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Differences in {name}")
        self.resize(*_SIZE)
        self.view = DifferenceView()
        head = QLabel("From the file on disk (−) to your text (+):")
        head.setContentsMargins(16, 12, 16, 8)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.setContentsMargins(16, 8, 16, 12)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.view, 1)
        column.addWidget(buttons)
        self.view.show_differences(found)

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw in another theme or at another size."""
        self.view.set_look(tokens, zoom)
        fit_to_window(self, QSize(*_SIZE) * zoom)
