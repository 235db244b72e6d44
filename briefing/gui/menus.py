"""The menu bar and the toolbar, made from the table of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolBar, QWidget

from briefing.gui.action_button import ToolButton
from briefing.gui.action_table import MENUS, SUBMENUS, TOOLBAR

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenuBar

    from briefing.gui.actions import Actions

RECENT = "recent"
"""Stands in a menu for the menu of the libraries opened last."""


def fill_menu_bar(bar: QMenuBar, actions: Actions, recent: QMenu) -> None:
    """Fill a menu bar with the menus of the table."""
    for title, ids in MENUS:
        menu = bar.addMenu(title)
        for action_id in ids:
            if action_id == RECENT:
                menu.addMenu(recent)
            elif action_id in SUBMENUS:
                name, inside = SUBMENUS[action_id]
                menu.addMenu(name).addActions([actions[each] for each in inside])
            elif action_id:
                menu.addAction(actions[action_id])
            else:
                menu.addSeparator()


def tool_bar(actions: Actions) -> QToolBar:
    """The toolbar of the table, with the theme switch at its right end."""
    bar = QToolBar("Tools")
    bar.setMovable(False)
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    for action_id in TOOLBAR:
        if action_id:
            _add(bar, actions[action_id])
        else:
            bar.addSeparator()
    gap = QWidget()
    gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    bar.addWidget(gap)
    _add(bar, actions["theme"])
    return bar


def _add(bar: QToolBar, action: QAction) -> None:
    button = ToolButton(action)
    button.setToolButtonStyle(bar.toolButtonStyle())
    button.setIconSize(bar.iconSize())
    bar.iconSizeChanged.connect(button.setIconSize)
    bar.addWidget(button)


def fill_recent(menu: QMenu, folders: Sequence[str], choose: Callable[[str], None]) -> None:
    """Offer folders by their paths; the chosen one is handed to ``choose``."""
    menu.clear()
    for path in folders:
        action = menu.addAction(path.replace("&", "&&"))
        action.triggered.connect(lambda _=False, chosen=path: choose(chosen))
