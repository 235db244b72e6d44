"""The shortcut sheet, made from the action table, and what Briefing is."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QMessageBox, QTextBrowser, QVBoxLayout

from briefing import __version__
from briefing.gui.action_table import ACTIONS, MENUS, SUBMENUS
from briefing.gui.actions import plain_text
from briefing.gui.fitting import fit_to_window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from briefing.gui.tokens import Tokens

_NATIVE = QKeySequence.SequenceFormat.NativeText
_WIDGET_KEYS = (
    ("Country list", "Choose a country", "Up, Down, Home, End, or type its name"),
    (
        "Country list",
        "Select more cards, to print them",
        "Shift+Up, Shift+Down, or Ctrl or Shift with a click",
    ),
    ("Country list", "Close or open a region", "Left, Right"),
    ("Timeline", "Next or previous stop", "Left, Right"),
    ("Timeline", "Next or previous stop with an edition", "Ctrl+Left, Ctrl+Right"),
    ("Timeline", "First or last stop", "Home, End"),
    ("Timeline", "Move the other end, in Compare", "Shift with any of these"),
    ("Card", "Next or previous link", "Tab, Shift+Tab; Return follows it"),
    ("Editor", "Quick fix for the problem at the caret", "Ctrl+."),
    ("Editor", "What can be typed here", "Ctrl+Space"),
    ("Editor", "Put in what is chosen in the list", "Return or Tab; Esc closes it"),
    ("Editor", "Indent, outdent", "Tab, Shift+Tab"),
    ("Editor", "Next or previous field of what was just inserted", "Tab, Shift+Tab"),
    ("Editor", "Close the bar that finds and replaces", "Esc"),
    ("Editor", "Comment lines, or make them text again", "Ctrl+/"),
    ("Editor", "Move lines up or down", "Alt+Up, Alt+Down"),
    ("Source text", "Insert the selected words as a quote", "Ctrl+Return"),
    ("Source text", "Insert a point about the selected words", "Ctrl+Shift+Return"),
    ("Steps and quotes", "Open the card of a row", "Return"),
    ("Print window", "First or last page", "Home, End"),
    ("Search", "Choose and open a passage", "Up, Down, Return; Esc returns to the card"),
)


def shortcut_rows() -> Iterator[tuple[str, str, str]]:
    """Where, what and the keys, for every action that has a shortcut, then for the widgets."""
    specs = {spec.id: spec for spec in ACTIONS}
    for menu, ids in MENUS:
        for action_id in ids:
            title, inside = SUBMENUS.get(action_id, ("", (action_id,)))
            for spec in (specs[each] for each in inside if each in specs):
                if spec.shortcuts:
                    keys = QKeySequence(spec.shortcuts[0]).toString(_NATIVE)
                    what = f"{title} {plain_text(spec)}".replace("&", "").strip()
                    yield menu.replace("&", ""), what, keys
    yield from _WIDGET_KEYS


def shortcut_html(tokens: Tokens, zoom: float = 1.0) -> str:
    """The shortcut sheet as a table, a heading for each menu."""
    rows: list[str] = []
    shown = ""
    for where, what, keys in shortcut_rows():
        if where != shown:
            shown = where
            rows.append(
                f'<tr><td colspan="2" style="padding:14px 0 4px 0;color:{tokens.muted};'
                f'font-weight:600">{escape(where)}</td></tr>'
            )
        rows.append(
            f'<tr><td style="padding:3px 32px 3px 0">{escape(what)}</td>'
            f'<td style="padding:3px 0;color:{tokens.ink2}">{escape(keys)}</td></tr>'
        )
    style = f"color:{tokens.ink};font-size:{round(14 * zoom)}px"
    return f'<table cellspacing="0" cellpadding="0" style="{style}">{"".join(rows)}</table>'


class ShortcutSheet(QDialog):
    """Every shortcut of the program on one sheet."""

    def __init__(self, tokens: Tokens, zoom: float = 1.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet = QTextBrowser()
        sheet.setAccessibleName("Keyboard shortcuts")
        sheet.setHtml(shortcut_html(tokens, zoom))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(sheet)
        layout.addWidget(buttons)
        fit_to_window(self, QSize(600, 640) * zoom)


def about_box(parent: QWidget, library_folder: str, log_file: str) -> QMessageBox:
    """What Briefing is, and where this library and the log are."""
    box = QMessageBox(parent)
    box.setWindowTitle("About Briefing")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"Briefing {__version__}")
    box.setInformativeText(
        "Per-country briefing cards, offline.\n\n"
        f"Library: {library_folder}\nLog of errors: {log_file}"
    )
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box
