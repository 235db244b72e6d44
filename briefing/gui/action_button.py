"""Buttons that stand for an action of the window, wherever on a page or a bar they are wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QAbstractButton


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
        _show_state(self, self._action)


class ToolButton(QToolButton):
    """The face of an action on a toolbar.

    The one that Qt makes for a toolbar connects itself to its action once more each time that the
    action is enabled or disabled, and keeps all of these connections.
    """

    def __init__(self, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCheckable(action.isCheckable())
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setText(self._action.iconText())
        _show_state(self, self._action)


def _show_state(button: QAbstractButton, action: QAction) -> None:
    button.setIcon(action.icon())
    button.setToolTip(action.toolTip())
    button.setEnabled(action.isEnabled())
    button.setChecked(action.isChecked())
