"""A push button that stands for an action of the window, wherever on a page it is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QAction


class ActionButton(QPushButton):
    """A push button that is one more face of an action."""

    def __init__(
        self, action: QAction, parent: QWidget | None = None, *, icon_only: bool = False
    ) -> None:
        super().__init__(parent)
        self._action = action
        self._icon_only = icon_only
        self.setProperty("iconOnly", icon_only)
        self.setCheckable(action.isCheckable())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        if self._icon_only:
            self.setAccessibleName(self._action.iconText())
        else:
            self.setText(self._action.iconText())
        self.setIcon(self._action.icon())
        self.setToolTip(self._action.toolTip())
        self.setEnabled(self._action.isEnabled())
        self.setChecked(self._action.isChecked())
