"""The editor's view: the bar, and one pane for each file that is open in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from briefing.gui.change_bar import ChangeBar
from briefing.gui.editor_bar import EditorBar
from briefing.gui.focus_ring import Part, step
from briefing.gui.tokens import LIGHT

if TYPE_CHECKING:
    from briefing.gui.edit_pane import EditPane
    from briefing.gui.tokens import Tokens


class Editor(QWidget):
    """Shows one pane at a time. Files that are not shown keep their text and their undo."""

    pane_changed = Signal()
    state_changed = Signal()  # there is something to undo, redo or save now, or no more

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens, self._zoom = LIGHT, 1.0
        self.bar = EditorBar()
        self.changes = ChangeBar()
        self._panes = QStackedWidget()
        self._open: list[EditPane] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.changes)
        column.addWidget(self._panes, 1)

    @property
    def pane(self) -> EditPane | None:
        """The pane that is shown, or None while no file is open."""
        shown = self._panes.currentWidget()
        return next((pane for pane in self._open if pane is shown), None)

    def add(self, pane: EditPane) -> None:
        """Take a pane in, without showing it."""
        pane.set_look(self._tokens, self._zoom)
        self._open.append(pane)
        self._panes.addWidget(pane)
        for changed in (
            pane.code.undoAvailable,
            pane.code.redoAvailable,
            pane.modified_changed,
        ):
            changed.connect(self.state_changed)

    def show_pane(self, pane: EditPane) -> None:
        """Show a pane that was taken in, ready to type in."""
        self._panes.setCurrentWidget(pane)
        pane.turn_to_text()
        self.pane_changed.emit()
        self.state_changed.emit()

    def step(self, by: int) -> None:
        """Take the keyboard to the next part, or with -1 to the one before."""
        inside = self.pane.parts if self.pane else ()
        step(
            (*inside, Part(self.bar, self.bar.buttons), Part(self.changes, self.changes.buttons)),
            by,
        )

    def remove(self, pane: EditPane) -> None:
        """Let go of a pane and the text in it."""
        self._open.remove(pane)
        self._panes.removeWidget(pane)
        pane.close_down()
        pane.deleteLater()

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw in another theme or at another size."""
        self._tokens, self._zoom = tokens, zoom
        self.bar.set_look(tokens, zoom)
        self.changes.set_look(tokens, zoom)
        for pane in self._open:
            pane.set_look(tokens, zoom)
