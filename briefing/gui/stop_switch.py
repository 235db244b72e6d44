"""The switch between all editions and those of one stop."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from briefing.core.words import stop_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.core.timeline import Stop

_ALL = "All editions"
_MOST_BUTTONS = 6
_Policy = QSizePolicy.Policy


class StopSwitch(QWidget):
    """Joined buttons, all editions and then each stop; above six stops a list in their place."""

    chosen = Signal(object)  # a Stop, or None for all editions

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stops: tuple[Stop | None, ...] = ()
        self._at = 0
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)

    @property
    def stop(self) -> Stop | None:
        """The chosen stop, or None while it is all editions."""
        return self._stops[self._at] if self._stops else None

    def set_stops(self, stops: Sequence[Stop]) -> None:
        """Offer other stops. What was chosen stays so if it is among them; nothing is announced."""
        before = self.stop
        self._stops = (None, *stops)
        self._at = self._stops.index(before) if before in self._stops else 0
        for button in self._group.buttons():
            self._group.removeButton(button)
        while item := self._row.itemAt(0):  # takeAt() would leave the item to nobody
            old = item.widget()
            assert old is not None
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        names = [_ALL, *(stop_date(stops, stop) for stop in stops)]
        if len(stops) > _MOST_BUTTONS:
            self._add_list(names)
        else:
            self._add_buttons(names)

    def choose_all(self) -> None:
        """Go back to all editions without announcing it."""
        self._at = 0
        self.set_stops([stop for stop in self._stops if stop])

    def _add_buttons(self, names: Sequence[str]) -> None:
        for place, name in enumerate(names):
            button = QPushButton(name)
            button.setCheckable(True)
            button.setChecked(place == self._at)
            joined = "left" if not place else "right" if place == len(names) - 1 else "middle"
            button.setProperty("joined", joined)
            button.setSizePolicy(_Policy.Minimum, _Policy.MinimumExpanding)
            button.clicked.connect(partial(self._choose, place))
            self._group.addButton(button)
            self._row.addWidget(button)

    def _add_list(self, names: Sequence[str]) -> None:
        listed = QComboBox()
        listed.setAccessibleName("Editions")
        listed.addItems(names)
        listed.setCurrentIndex(self._at)
        listed.activated.connect(self._choose)
        self._row.addWidget(listed)

    def _choose(self, place: int) -> None:
        if place != self._at:
            self._at = place
            self.chosen.emit(self.stop)
