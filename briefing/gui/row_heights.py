"""The heights of a table's rows, found when a row comes near the view: all 10,000 take seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.gui.table_model import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QModelIndex
    from PySide6.QtWidgets import QTableView

    from briefing.core.tables import Row

    Measure = Callable[[QModelIndex, int], int]

_AHEAD = 8  # rows beyond either edge that get their height before they come into sight


class RowHeights:
    """Gives the rows in sight of ``view`` the height of their highest cell.

    ``measure`` tells the px that a cell needs in a column of so many px. Rows not seen yet have
    the height that is the view's default.
    """

    def __init__(self, view: QTableView, measure: Measure) -> None:
        self._view = view
        self._measure = measure
        self._known: dict[Row, int] = {}
        self._busy = False

    def refit(self) -> None:
        """Measure anew, after a change of the columns or of the type."""
        self._known.clear()
        self.fit()

    def fit(self) -> None:
        """Give the rows in sight, and some beyond, their heights, and keep what is in sight there."""
        if self._busy:
            return
        self._busy = True
        try:
            # What has grown may bring other rows into sight.
            while self._fit():
                pass
        finally:
            self._busy = False

    def _fit(self) -> bool:
        """Fit the rows now in sight, and tell whether any above them grew."""
        view = self._view
        view.executeDelayedItemsLayout()
        first = view.rowAt(0)
        if first < 0:
            return False
        # What grows above the upper edge would push the rows below it down.
        grown = sum(map(self._fit_row, range(max(0, first - _AHEAD), first)))
        if view.rowViewportPosition(first) < 0:
            grown += self._fit_row(first)
        last, top = first, view.rowViewportPosition(first) - grown
        bottom = view.viewport().height() - top
        while last < view.model().rowCount() and bottom > 0:
            self._fit_row(last)
            bottom -= view.rowHeight(last)
            last += 1
        for row in range(last, min(last + _AHEAD, view.model().rowCount())):
            self._fit_row(row)
        view.updateGeometries()
        if grown:
            bar = view.verticalScrollBar()
            bar.setValue(bar.value() + grown)
        return grown != 0

    def _fit_row(self, number: int) -> int:
        """Give a row its height, and return by how many px it grew."""
        model = self._view.model()
        row, before = model.index(number, 0).data(Role.ROW), self._view.rowHeight(number)
        height = self._known.get(row)
        if height is None:
            height = self._known[row] = max(
                self._measure(model.index(number, column), self._view.columnWidth(column))
                for column in range(model.columnCount())
            )
        if height != before:
            self._view.setRowHeight(number, height)
        return height - before
