"""What the left pane of the print window is put together from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QWidget,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

_BUTTON = 34  # px high at the least


class OptionsScroll(QScrollArea):
    """Scrolls the options up and down. It is never narrower than they are, whatever their text."""

    def __init__(self, options: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(options)
        for ground in (self.viewport(), options):
            ground.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        options, bar = self.widget(), self.verticalScrollBar()
        width = options.minimumSizeHint().width() if options else 0
        return QSize(width + bar.sizeHint().width(), super().minimumSizeHint().height())


class Switch(QCheckBox):
    """A switch that does not always apply: off and disabled then, with what was chosen kept."""

    def __init__(self, text: str, *, on: bool, why_not: str) -> None:
        super().__init__(text)
        self._wanted = on
        self._why_not = why_not
        self.clicked.connect(self._want)

    @property
    def wanted(self) -> bool:
        """What was chosen, whether it applies now or not."""
        return self._wanted

    def set_possible(self, *, possible: bool) -> None:
        """Offer the switch or not."""
        self.setEnabled(possible)
        self.setChecked(possible and self._wanted)
        self.setToolTip("" if possible else self._why_not)

    def _want(self, on: bool) -> None:
        self._wanted = on


def add_section(
    column: QVBoxLayout,
    title: str,
    content: QWidget | QGridLayout | QHBoxLayout,
    *,
    after: int = 17,
) -> None:
    """A rule, a heading and what stands below it."""
    rule = QFrame()
    rule.setObjectName("print-rule")
    rule.setFixedHeight(1)
    column.addWidget(rule)
    column.addSpacing(12)
    column.addWidget(heading(title, "print-heading"))
    column.addSpacing(5)
    if isinstance(content, QWidget):
        content.setAccessibleName(title)
        column.addWidget(content)
    else:
        column.addLayout(content)
    column.addSpacing(after)


def heading(text: str, name: str) -> QLabel:
    """A line of text in the style of that name."""
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def foot_buttons() -> tuple[QPushButton, QPushButton, QPushButton]:
    """The buttons that close, export and print; Return prints."""
    close, export, prints = QPushButton("Close"), QPushButton("Export PDF…"), QPushButton("Print…")
    for button in (close, export, prints):
        button.setMinimumHeight(_BUTTON)
        button.setAutoDefault(button is prints)
    prints.setDefault(True)
    return close, export, prints
