"""Every action of the window as data: what it is called, its keys, its icon, when it can be used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QIcon


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action. ``needs`` names the conditions that must all hold for it to be enabled.

    ``text`` stands in the menu, with & before the access key; ``short`` on the toolbar.
    ``tip`` says what it does; the tooltip adds the first shortcut.
    """

    id: str
    text: str
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    needs: frozenset[str] = frozenset()
    checkable: bool = False
    short: str = ""
    tip: str = ""


def _needs(*conditions: str) -> frozenset[str]:
    return frozenset(conditions)


ACTIONS = (
    ActionSpec("open", "&Open library…", ("Ctrl+O",), "open-folder", tip="Open a library folder"),
    ActionSpec(
        "reload", "&Reload", ("F5",), "reload", _needs("library"), tip="Read the cards anew"
    ),
    ActionSpec(
        "texts",
        "Choose source &texts…",
        (),
        "",
        _needs("library"),
        tip="Say where the texts are that the cards rest on",
    ),
    ActionSpec(
        "print",
        "&Print…",
        ("Ctrl+P",),
        "print",
        _needs("card"),
        short="Print",
        tip="Preview and print this card, or more of them",
    ),
    ActionSpec(
        "export",
        "P&DF…",
        ("Ctrl+Shift+E",),
        "export-pdf",
        _needs("card"),
        short="Export PDF",
        tip="Save what is shown as a PDF file",
    ),
    ActionSpec(
        "export-web",
        "&Web page…",
        (),
        "",
        _needs("card"),
        tip="Save the library as one file that any web browser reads",
    ),
    ActionSpec("quit", "&Quit", ("Ctrl+Q",)),
    ActionSpec("copy", "&Copy", ("Ctrl+C",), "copy", _needs("page")),
    ActionSpec(
        "copy-citation",
        "Copy &with citation",
        ("Ctrl+Shift+C",),
        "",
        _needs("on-card", "card"),
        tip="Copy the statement at the cursor, or the first in view, with its citation",
    ),
    ActionSpec("copy-card-text", "Copy card as &text", (), "", _needs("on-card", "card")),
    ActionSpec("copy-card-markdown", "Copy card as &Markdown", (), "", _needs("on-card", "card")),
    ActionSpec("select-all", "Select &all", ("Ctrl+A",), "", _needs("on-card")),
    ActionSpec("find", "&Find in card…", ("Ctrl+F",), "search", _needs("page")),
    ActionSpec("find-next", "Find &next", ("F3",), "", _needs("on-card")),
    ActionSpec("find-previous", "Find &previous", ("Shift+F3",), "", _needs("on-card")),
    ActionSpec(
        "compare",
        "&Compare two stops",
        ("Ctrl+D",),
        "compare",
        _needs("comparable"),
        checkable=True,
        short="Compare",
        tip="Show two stops side by side",
    ),
    ActionSpec(
        "view-cards", "C&ards", ("Ctrl+1",), "", _needs("card"), checkable=True, tip="Show the card"
    ),
    ActionSpec(
        "view-steps",
        "&Policy steps",
        ("Ctrl+2",),
        "",
        _needs("card"),
        checkable=True,
        tip="Show every recommended step of the library",
    ),
    ActionSpec(
        "view-quotes",
        "&Quotes",
        ("Ctrl+3",),
        "",
        _needs("card"),
        checkable=True,
        tip="Show every quote of the library",
    ),
    ActionSpec("zoom-in", "Larger &text", ("Ctrl++", "Ctrl+=")),
    ActionSpec("zoom-out", "S&maller text", ("Ctrl+-",)),
    ActionSpec("zoom-reset", "Text at &100%", ("Ctrl+0",)),
    ActionSpec("theme-system", "Theme of the &system", (), checkable=True),
    ActionSpec("theme-light", "&Light theme", (), checkable=True),
    ActionSpec("theme-dark", "&Dark theme", (), checkable=True),
    ActionSpec(
        "theme", "Switch &theme", (), "theme", short="Dark", tip="Switch between light and dark"
    ),
    ActionSpec("sidebar", "Country l&ist", ("F9",), "list", checkable=True),
    ActionSpec("full-screen", "&Full screen", ("F11",), checkable=True),
    ActionSpec(
        "edit",
        "&Edit card file",
        ("Ctrl+E",),
        "edit",
        _needs("file"),
        short="Edit",
        tip="Open the card’s YAML file in your text editor",
    ),
    ActionSpec("previous-stop", "&Previous stop", ("Ctrl+[",), "previous", _needs("earlier")),
    ActionSpec("next-stop", "&Next stop", ("Ctrl+]",), "next", _needs("later")),
    ActionSpec(
        "previous-edition",
        "Ea&rlier edition",
        ("Alt+Shift+Left",),
        "previous",
        _needs("earlier-edition"),
        tip="Go to this card’s edition before this stop",
    ),
    ActionSpec(
        "next-edition",
        "&Later edition",
        ("Alt+Shift+Right",),
        "next",
        _needs("later-edition"),
        tip="Go to this card’s edition after this stop",
    ),
    ActionSpec("previous-card", "Card &above", ("Ctrl+PgUp",), "", _needs("library")),
    ActionSpec("next-card", "Card &below", ("Ctrl+PgDown",), "", _needs("library")),
    ActionSpec("back", "&Back", ("Alt+Left",), "back", _needs("back")),
    ActionSpec("forward", "&Forward", ("Alt+Right",), "forward", _needs("forward")),
    ActionSpec("search", "&Search cards", ("Ctrl+K",), "search", _needs("library")),
    ActionSpec("list", "Country &list", ("Ctrl+L",), "", _needs("library")),
    ActionSpec("problems", "&Problems", ("F8",), "warning", _needs("library")),
    ActionSpec("shortcuts", "&Keyboard shortcuts", ("F1",), "help"),
    ActionSpec("about", "&About Briefing"),
)
"""Every action. The shortcut sheet and the menus are made from this table."""

MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("&File", ("open", "recent", "texts", "reload", "", "print", "export-menu", "", "quit")),
    (
        "&Edit",
        (
            "copy",
            "copy-citation",
            "copy-card-text",
            "copy-card-markdown",
            "select-all",
            "",
            "find",
            "find-next",
            "find-previous",
        ),
    ),
    (
        "&View",
        (
            "view-cards",
            "view-steps",
            "view-quotes",
            "",
            "compare",
            "",
            "zoom-in",
            "zoom-out",
            "zoom-reset",
            "",
            "theme-system",
            "theme-light",
            "theme-dark",
            "",
            "sidebar",
            "full-screen",
        ),
    ),
    (
        "&Card",
        (
            "edit",
            "",
            "previous-stop",
            "next-stop",
            "previous-edition",
            "next-edition",
            "",
            "previous-card",
            "next-card",
        ),
    ),
    ("&Go", ("back", "forward", "", "search", "list", "problems")),
    ("&Help", ("shortcuts", "about")),
)
"""The menu bar: titles and the ids of their actions.

An empty id is a line, and ``recent`` the menu of the libraries opened last.
"""

SUBMENUS: dict[str, tuple[str, tuple[str, ...]]] = {
    "export-menu": ("E&xport", ("export", "export-web")),
}
"""Menus inside those of the menu bar, by the ids that stand for them there."""

TOOLBAR = ("print", "export", "", "edit", "compare")
"""The ids on the toolbar, from the left; the theme switch stands at its right end."""


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
    return spec.text.replace("&", "").rstrip("…")


def tooltip(spec: ActionSpec) -> str:
    """What the action does, with its first shortcut in the system's own writing."""
    says = spec.tip or plain_text(spec)
    if not spec.shortcuts:
        return says
    keys = QKeySequence(spec.shortcuts[0]).toString(QKeySequence.SequenceFormat.NativeText)
    return f"{says} ({keys})"
