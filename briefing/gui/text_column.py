"""The left half of the editor: the text over the bar that finds and the list of problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from briefing.gui.code_edit import CodeEdit
    from briefing.gui.problem_list import ProblemList
    from briefing.gui.replace_bar import ReplaceBar

_SHARE = 0.5  # of the height that the problems may take
_LINES = 3  # of text that stay in sight


class TextColumn(QWidget):
    """Leaves the problems what room the text and the bar can spare."""

    def __init__(self, code: CodeEdit, bar: ReplaceBar, problems: ProblemList) -> None:
        super().__init__()
        self._code, self._bar, self._problems = code, bar, problems
        code.setMinimumHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(code, 1)
        column.addWidget(bar)
        column.addWidget(problems)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._share()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        taken = 0 if self._bar.isHidden() else self._bar.sizeHint().height()
        text = _LINES * self._code.fontMetrics().lineSpacing()
        spare = self.height() - taken - text
        self._problems.set_room(round(min(spare, _SHARE * self.height())))
