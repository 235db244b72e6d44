"""The window's actions, made from their table and enabled by what holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from briefing.gui.action_table import ACTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QIcon

    from briefing.gui.action_table import ActionSpec


class Actions:
    """The window's actions by id, enabled by the conditions that hold."""

    def __init__(self, parent: QObject, icon: Callable[[str], QIcon]) -> None:
        """Make every action a child of ``parent``; ``icon`` draws one by its name."""
        self._icon = icon
        self._actions = {spec.id: self._make(spec, parent) for spec in ACTIONS}

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def enable(self, conditions: Collection[str]) -> None:
        """Enable exactly the actions whose conditions all hold."""
        for spec in ACTIONS:
            self._actions[spec.id].setEnabled(spec.needs.issubset(conditions))

    def redraw(self, icon: Callable[[str], QIcon]) -> None:
        """Draw every icon anew, after a change of theme."""
        for spec in ACTIONS:
            if spec.icon:
                self._actions[spec.id].setIcon(icon(spec.icon))

    def _make(self, spec: ActionSpec, parent: QObject) -> QAction:
        action = QAction(spec.text, parent)
        action.setObjectName(spec.id)
        action.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts])
        action.setCheckable(spec.checkable)
        # In a menu a check mark and an icon would stand in the same place.
        action.setIconVisibleInMenu(not spec.checkable)
        action.setIconText(spec.short or plain_text(spec))
        action.setToolTip(tooltip(spec))
        if spec.icon:
            action.setIcon(self._icon(spec.icon))
        return action


def plain_text(spec: ActionSpec) -> str:
    """The action's name without access key and dots."""
    return spec.text.partition("\t")[0].replace("&", "").rstrip("…")


def tooltip(spec: ActionSpec) -> str:
    """What the action does, with its first shortcut in the system's own writing."""
    says = spec.tip or plain_text(spec)
    if not spec.shortcuts:
        return says
    keys = QKeySequence(spec.shortcuts[0]).toString(QKeySequence.SequenceFormat.NativeText)
    return f"{says} ({keys})"
