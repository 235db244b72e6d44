"""Two halves beside each other; where the window is narrow for its text, one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from briefing.gui.view_switch import ViewSwitch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from briefing.gui.tokens import Tokens

# Both in px before zoom.
_LEAST = 330  # of each half
_ROOM = 340  # that each half needs to stand beside the other


class Halves(QWidget):
    """Shows the left half and one of the views of the right half, which ``right`` switches between.

    Where both have no room, ``switch`` stands over the one that is shown.
    """

    def __init__(
        self, left: QWidget, right: QWidget, inner: ViewSwitch, names: Sequence[str]
    ) -> None:
        super().__init__()
        self._left, self._right, self._inner = left, right, inner
        self._zoom, self._is_narrow, self._shows_right = 1.0, False, False
        self._view = 1  # the place of the right half's view among the names
        self.switch = ViewSwitch(names)
        self.switch.hide()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._is_moved = False
        self._splitter.splitterMoved.connect(self._note_move)
        for place, half in enumerate((left, right)):
            # Equal halves: what would like to be wide has no say in it.
            half.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._splitter.addWidget(half)
            self._splitter.setStretchFactor(place, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.switch)
        column.addWidget(self._splitter, 1)
        self.switch.chosen.connect(self._choose)
        inner.chosen.connect(self._follow)

    @property
    def is_right_alone(self) -> bool:
        """Whether the right half stands in the place of the left one."""
        return self._is_narrow and self._shows_right

    def show_left(self) -> None:
        """Bring the left half into sight."""
        if self.is_right_alone:
            self.switch.choose(0)

    def use_right(self, *, used: bool) -> None:
        """Show the right half at all, or never."""
        self._right.setProperty("unused", not used)
        self._arrange()

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw at another size."""
        self._zoom = zoom
        self.switch.set_look(tokens, zoom)
        for half in (self._left, self._right):
            half.setMinimumWidth(round(_LEAST * zoom))
        self._arrange()

    def say(self, sentence: str, *, grave: bool = False) -> None:
        """Say something about the right half beside the names of its views."""
        for switch in (self.switch, self._inner):
            switch.say(sentence, grave=grave)

    def minimumSizeHint(self) -> QSize:
        """The room of one half: where two have no room, one is shown."""
        return QSize(round(_LEAST * self._zoom), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        has_right = not self._right.property("unused")
        self._is_narrow = has_right and self.width() < 2 * _ROOM * self._zoom
        is_typed_in = self.isAncestorOf(QApplication.focusWidget() or self.window())
        self.switch.setVisible(self._is_narrow)
        self._inner.setVisible(not self._is_narrow)
        self._left.setVisible(not self.is_right_alone)
        self._right.setVisible(has_right and (not self._is_narrow or self._shows_right))
        if not self._is_moved:
            self._splitter.setSizes([self.width() // 2] * 2)
        shown = self.switch.buttons[self._view if self.is_right_alone else 0]
        shown.setChecked(True)
        if is_typed_in and not self.isAncestorOf(QApplication.focusWidget() or self.window()):
            shown.setFocus()  # else the keyboard would go wherever Qt finds something

    def _note_move(self) -> None:
        self._is_moved = True

    def _choose(self, place: int) -> None:
        self._shows_right = place > 0
        if place:
            self._inner.choose(place - 1)
        self._arrange()

    def _follow(self, place: int) -> None:
        self._view = place + 1
        self._shows_right = self._is_narrow
        self._arrange()
