"""What stands over a table: how many rows it shows, which ones, and where they can go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from briefing.gui.sidebar import SearchField
from briefing.gui.stop_switch import StopSwitch
from briefing.gui.table_model import RowFilter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.core.timeline import Stop
    from briefing.gui.tokens import Tokens

_EDGE, _TOP, _GAP = 24, 28, 8  # px before zoom
_FIELD, _BUTTON = 230, 34
_LETTERS = 16  # of a group's name that the list of groups has room for
_LEAST_LIST = 96  # px before zoom


class TableHead(QWidget):
    """The heading, the filter and the exports. ``any_group`` is what no choice of a group is called."""

    changed = Signal()  # of what is wanted
    left = Signal()  # for the table
    csv_clicked = Signal()
    pdf_clicked = Signal()

    def __init__(
        self, noun: str, any_group: str, tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._any_group = any_group
        self.field = SearchField(tokens)
        self.stops = StopSwitch()
        self.groups = QComboBox()
        self.csv, self.pdf = QPushButton("Export CSV…"), QPushButton("Export PDF…")
        self._title, self._about = QLabel(), QLabel()
        self._row = QHBoxLayout()
        self._name(noun)
        self._lay_out()
        self.field.textChanged.connect(self.changed)
        self.stops.chosen.connect(self.changed)
        self.groups.activated.connect(self.changed)
        for signal in (self.field.accepted, self.field.moved, self.field.cancelled):
            signal.connect(self.left)
        self.csv.clicked.connect(self.csv_clicked)
        self.pdf.clicked.connect(self.pdf_clicked)

    @property
    def title(self) -> str:
        """The heading."""
        return self._title.text()

    @property
    def wanted(self) -> RowFilter:
        """Which rows are asked for."""
        group = self.groups.currentText() if self.groups.currentIndex() > 0 else ""
        return RowFilter(self.field.text(), self.stops.stop, group)

    def set_choices(self, stops: Sequence[Stop], groups: Sequence[str]) -> None:
        """Offer these stops and groups. What was chosen stays so if it is among them."""
        self.stops.set_stops(stops)
        before = self.groups.currentText()
        names = [self._any_group, *groups]
        self.groups.clear()
        self.groups.addItems(names)
        self.groups.setCurrentIndex(names.index(before) if before in names else 0)

    def clear(self) -> None:
        """Ask for every row."""
        self.stops.choose_all()
        self.groups.setCurrentIndex(0)
        self.field.clear()
        self.changed.emit()

    def say(self, title: str, about: str, *, any_rows: bool) -> None:
        """Show the heading and the line below; without rows there is nothing to export."""
        self._title.setText(title)
        self._about.setText(about)
        for button in (self.csv, self.pdf):
            button.setEnabled(any_rows)

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw in another theme or at another size."""
        self.field.set_tokens(tokens)
        self.field.setMaximumWidth(round(_FIELD * zoom))
        # Where large text leaves little room, the list gives way before the sidebar does.
        self.groups.setMinimumWidth(round(_LEAST_LIST * zoom))
        height = round(_BUTTON * zoom)
        for widget in (self.field, self.stops, self.groups, self.csv, self.pdf):
            widget.setFixedHeight(height)
        layout = self.layout()
        assert layout is not None
        edge = round(_EDGE * zoom)
        layout.setContentsMargins(edge, round(_TOP * zoom), edge, round(12 * zoom))
        layout.setSpacing(round(16 * zoom))
        self._row.setSpacing(round(_GAP * zoom))

    def _name(self, noun: str) -> None:
        self.field.setPlaceholderText(f"Filter {noun}s")
        self.field.setAccessibleName(f"Filter {noun}s")
        self.groups.setAccessibleName(self._any_group)
        self.groups.setMinimumContentsLength(_LETTERS)
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.groups.setSizeAdjustPolicy(policy)
        self._title.setObjectName("table-title")
        self._about.setObjectName("table-about")

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self._title, self._about):
            label.setTextFormat(Qt.TextFormat.PlainText)
            # A long title must not hold the window open.
            label.setMinimumWidth(1)
            words.addWidget(label)
        top = QHBoxLayout()
        top.setSpacing(_GAP)
        top.addLayout(words, 1)
        for button in (self.csv, self.pdf):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self._row.addWidget(self.field, 1)
        self._row.addWidget(self.stops)
        self._row.addWidget(self.groups)
        self._row.addStretch()
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addLayout(self._row)
