"""Every action of the window as data: what it is called, its keys, its icon, when it can be used."""

from __future__ import annotations

from typing import NamedTuple


class ActionSpec(NamedTuple):
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
    ActionSpec(
        "new-card", "&New card…", ("Ctrl+N",), "", _needs("library"), tip="Write a new card"
    ),
    ActionSpec("new-library", "New l&ibrary…", tip="Make a folder of cards"),
    ActionSpec(
        "edit-library",
        "Edit li&brary",
        (),
        "",
        _needs("library"),
        tip="Edit library.yaml: title, sources, regions, marking",
    ),
    ActionSpec("save", "&Save", ("Ctrl+S",), "", _needs("writing", "unsaved")),
    ActionSpec("save-as", "Save &as…", ("Ctrl+Shift+S",), "", _needs("editing")),
    ActionSpec(
        "versions",
        "&Versions…",
        (),
        "",
        _needs("file"),
        tip="Show what earlier saves replaced, and restore one",
    ),
    ActionSpec("undo", "&Undo", ("Ctrl+Z",), "", _needs("writing", "undoable")),
    ActionSpec("redo", "Red&o", ("Ctrl+Shift+Z", "Ctrl+Y"), "", _needs("writing", "redoable")),
    ActionSpec("cut", "Cu&t", ("Ctrl+X",), "", _needs("writing")),
    ActionSpec("paste", "&Paste", ("Ctrl+V",), "", _needs("writing")),
    ActionSpec("replace", "Rep&lace…", ("Ctrl+H",), "", _needs("writing")),
    ActionSpec(
        "quick-fix",
        "&Quick fix…\tCtrl+.",
        (),
        "",
        _needs("editing"),
        tip="Mend the problem at the caret (Ctrl+.)",
    ),
    ActionSpec(
        "comment",
        "Comment lin&es\tCtrl+/",
        (),
        "",
        _needs("editing"),
        tip="Make lines comments, or text again (Ctrl+/)",
    ),
    ActionSpec("previous-problem", "Pre&vious problem", ("Shift+F8",), "", _needs("editing")),
    ActionSpec(
        "source",
        "&Source text",
        ("Ctrl+T",),
        "",
        _needs("editing-card"),
        tip="Show the source’s text beside the editor, or the preview again",
    ),
    ActionSpec("insert-point", "&Point", ("Ctrl+I, P",), "", _needs("writing-card")),
    ActionSpec("insert-quote", "&Quote", ("Ctrl+I, Q",), "", _needs("writing-card")),
    ActionSpec("insert-step", "&Step", ("Ctrl+I, S",), "", _needs("writing-card")),
    ActionSpec("insert-change", "&Change", ("Ctrl+I, C",), "", _needs("writing-card")),
    ActionSpec("insert-note", "&Note", ("Ctrl+I, N",), "", _needs("writing-card")),
    ActionSpec("insert-edition", "&Edition", ("Ctrl+I, E",), "", _needs("writing-card")),
    ActionSpec("rename-card", "Rena&me file…", (), "", _needs("card-file")),
    ActionSpec(
        "delete-card",
        "&Delete…",
        (),
        "",
        _needs("card-file"),
        tip="Put the card’s file in the trash",
    ),
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
    ActionSpec("copy-card-text", "Copy card a&s text", (), "", _needs("on-card", "card")),
    ActionSpec("copy-card-markdown", "Copy card as &Markdown", (), "", _needs("on-card", "card")),
    ActionSpec("select-all", "Select &all", ("Ctrl+A",), "", _needs("text")),
    ActionSpec("find", "&Find…", ("Ctrl+F",), "search", _needs("page")),
    ActionSpec("find-next", "Find &next", ("F3",), "", _needs("text")),
    ActionSpec("find-previous", "Find pre&vious", ("Shift+F3",), "", _needs("text")),
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
        "&Edit",
        ("Ctrl+E",),
        "edit",
        _needs("file"),
        checkable=True,
        short="Edit",
        tip="Edit the card’s file, or go back to the card",
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
    ActionSpec(
        "next-part",
        "Next part of the &editor",
        ("F6",),
        "",
        _needs("editing"),
        tip="Go to the problems, the preview or the bar, and back to the text",
    ),
    ActionSpec("previous-part", "Previous p&art", ("Shift+F6",), "", _needs("editing")),
    ActionSpec("shortcuts", "&Keyboard shortcuts", ("F1",), "help"),
    ActionSpec("about", "&About Briefing"),
)
"""Every action. The shortcut sheet and the menus are made from this table."""

MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "&File",
        (
            "new-card",
            "new-library",
            "open",
            "recent",
            "edit-library",
            "texts",
            "reload",
            "",
            "save",
            "save-as",
            "versions",
            "",
            "print",
            "export-menu",
            "",
            "quit",
        ),
    ),
    (
        "&Edit",
        (
            "undo",
            "redo",
            "",
            "cut",
            "copy",
            "paste",
            "copy-citation",
            "copy-card-text",
            "copy-card-markdown",
            "select-all",
            "",
            "find",
            "find-next",
            "find-previous",
            "replace",
            "",
            "quick-fix",
            "comment",
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
            "insert",
            "source",
            "rename-card",
            "delete-card",
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
    (
        "&Go",
        (
            "back",
            "forward",
            "",
            "search",
            "list",
            "",
            "problems",
            "previous-problem",
            "",
            "next-part",
            "previous-part",
        ),
    ),
    ("&Help", ("shortcuts", "about")),
)
"""The menu bar: titles and the ids of their actions.

An empty id is a line, and ``recent`` the menu of the libraries opened last.
"""

SUBMENUS: dict[str, tuple[str, tuple[str, ...]]] = {
    "export-menu": ("E&xport", ("export", "export-web")),
    "insert": (
        "&Insert",
        (
            "insert-point",
            "insert-quote",
            "insert-step",
            "insert-change",
            "insert-note",
            "insert-edition",
        ),
    ),
}
"""Menus inside those of the menu bar, by the ids that stand for them there."""

TOOLBAR = ("print", "export", "", "edit", "compare")
"""The ids on the toolbar, from the left; the theme switch stands at its right end."""
