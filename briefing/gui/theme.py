"""A theme: the tokens as a palette and a style sheet for the whole program."""

from __future__ import annotations

import re
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette

from briefing.gui.fonts import SANS, SERIF, font
from briefing.gui.tokens import DARK, LIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QStyleHints
    from PySide6.QtWidgets import QApplication, QWidget

    from briefing.gui.tokens import Tokens

FUSION = ("-style", "Fusion")
"""Arguments of the application. To set a style later makes PySide load all that styles can do."""

_ROLES = QPalette.ColorRole
_PALETTE = {
    _ROLES.Window: "chrome",
    _ROLES.Base: "field",
    _ROLES.AlternateBase: "raised",
    _ROLES.ToolTipBase: "raised",
    _ROLES.ToolTipText: "ink",
    _ROLES.Text: "ink",
    _ROLES.WindowText: "ink",
    _ROLES.ButtonText: "ink",
    _ROLES.Highlight: "accent",
    _ROLES.HighlightedText: "accent_ink",
    _ROLES.Link: "accent",
    _ROLES.LinkVisited: "accent",
    _ROLES.PlaceholderText: "muted",
    _ROLES.Light: "page",
    _ROLES.Midlight: "line",
    _ROLES.Mid: "line2",
    _ROLES.Dark: "faint",
    _ROLES.Shadow: "line2",
}

# 16u is 16 px that grow with the text, rounded down; 16u-2 takes 2 px of border off that.
_GROWING = re.compile(r"\b(\d+)u(?:-(\d))?\b")
_SHEET = """
* { font-family: "$sans"; font-size: ${px14}px; }
QMenuBar { background: $chrome; color: $ink; padding: 0 5u; border: 0; spacing: 2u; }
QMenuBar::item { padding: 5u 11u; background: transparent; border-radius: 4u; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $page; color: $ink; border: 1px solid $line2; padding: 5u 0; }
QMenu::item { padding: 5u 28u 5u 24u; border: 0; }
QMenu::item:selected { background: $accent_soft; color: $ink; }
QMenu::item:disabled { color: $faint; }
QMenu::indicator { width: 14u; height: 14u; margin-left: 6u; }
QMenu::indicator:checked { image: url($tick_on_page); }
QMenu::separator { height: 1px; background: $line; margin: 5u 0; }
QMenu::icon { padding-left: 10u; }
QToolBar {
  background: $chrome; border: 0; border-bottom: 1px solid $line; padding: 2u 4u; spacing: 4u;
}
QToolBar::separator { width: 1px; background: $line2; margin: 7u 8u; }
QToolButton {
  background: transparent; color: $ink; border: 1px solid transparent; border-radius: 4u;
  padding: 5u 10u;
}
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $line; }
QToolButton:checked { background: $accent_soft; border-color: $accent; color: $accent; }
QToolButton:focus { border: 2px solid $accent; padding: 5u-1 10u-1; }
QToolButton:disabled { color: $faint; }
QStatusBar {
  background: $chrome; color: $ink2; border-top: 1px solid $line; min-height: 26u; max-height: 26u;
}
QStatusBar::item { border: 0; }
QStatusBar QLabel { color: $ink2; padding: 2u 0 2u 13u; }
QStatusBar QPushButton {
  background: transparent; border: 1px solid transparent; padding: 0 10u; min-height: 22u; color: $ok;
}
QStatusBar QPushButton:focus { border: 2px solid $accent; padding: 0 10u-1; }
QStatusBar #status-unsaved { color: $warn; }
QStatusBar QPushButton[state="error"] { color: $error; }
QStatusBar QPushButton[state="warning"] { color: $warn; }
QStatusBar QPushButton[state="check"]:disabled { color: $ok; border-color: transparent; }
QStatusBar QPushButton:hover:enabled { background: $hover; }
QLineEdit {
  background: $field; color: $ink; border: 1px solid $faint; border-radius: 4u;
  padding: 5u 7u; selection-background-color: $accent; selection-color: $accent_ink;
  placeholder-text-color: $muted;
}
QLineEdit:focus { border: 2px solid $accent; padding: 5u-1 7u-1; }
QComboBox {
  background: $field; color: $ink; border: 1px solid $faint; border-radius: 4u; padding: 5u 7u;
}
QComboBox:focus { border: 2px solid $accent; padding: 5u-1 7u-1; }
QComboBox::drop-down { border: 0; width: 26u; }
QComboBox::down-arrow { image: url($drop); width: 16u; height: 16u; }
QComboBox QAbstractItemView {
  background: $page; color: $ink; border: 1px solid $line2; outline: 0;
  selection-background-color: $accent_soft; selection-color: $ink;
}
QPushButton {
  background: $button; color: $ink; border: 1px solid $faint; border-radius: 4u;
  padding: 6u 14u; icon-size: 16u;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $line; }
QPushButton[iconOnly="true"] { padding: 2u; }
QPushButton[iconOnly="true"]:focus { padding: 2u-1; }
QPushButton:checked { background: $accent_soft; border-color: $accent; color: $accent; }
QPushButton:focus { border: 2px solid $accent; padding: 6u-1 14u-1; }
QPushButton:default { background: $accent; border-color: $accent; color: $accent_ink; font-weight: 600; }
QPushButton:default:focus { border: 2px solid $ink; padding: 6u-1 14u-1; }
QPushButton:disabled { background: transparent; color: $faint; border-color: $line2; }
QCheckBox, QRadioButton { color: $ink; spacing: 8u; }
QCheckBox:disabled, QRadioButton:disabled { color: $faint; }
QCheckBox::indicator, QRadioButton::indicator {
  width: 16u-2; height: 16u-2; border: 1px solid $faint; background: $field;
}
QCheckBox::indicator { border-radius: 2u; }
QRadioButton::indicator { border-radius: 8u; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url($tick); }
QRadioButton::indicator:checked {
  border-color: $accent;
  background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
    stop: 0 $accent_ink, stop: 0.34 $accent_ink, stop: 0.44 $accent, stop: 1 $accent);
}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {
  border: 2px solid $accent; width: 16u-4; height: 16u-4;
}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {
  border-color: $line2; background: transparent;
}
QCheckBox::indicator:checked:focus, QRadioButton::indicator:checked:focus { border-color: $ink; }
QCheckBox::indicator:checked:disabled { background: $faint; border-color: $faint; }
QRadioButton::indicator:checked:disabled {
  border-color: $faint;
  background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
    stop: 0 $page, stop: 0.34 $page, stop: 0.44 $faint, stop: 1 $faint);
}
QScrollBar:vertical { background: transparent; width: 12u; margin: 0; border: 0; }
QScrollBar:horizontal { background: transparent; height: 12u; margin: 0; border: 0; }
QScrollBar::handle { background: $line2; border-radius: 3u; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::handle:vertical { min-height: 32u; margin: 3u; }
QScrollBar::handle:horizontal { min-width: 32u; margin: 3u; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $line; width: 1px; height: 1px; }
QToolTip {
  background: $raised; color: $ink; border: 1px solid $line2; padding: 4u 7u; opacity: 255;
}
#sidebar, #sidebar QTreeView { background: $side; border: 0; }
#sidebar QToolButton { padding: 5u; }
#sidebar QToolButton::menu-indicator { image: none; }
#sidebar QToolButton[active="true"] { background: $accent_soft; border-color: $accent; }
#banner { background: $error_soft; border: 0; border-bottom: 1px solid $line; }
#banner QLabel { color: $ink; background: transparent; }
#rule { background: $line; border: 0; max-height: 1px; min-height: 1px; }
#section-rule { background: $line2; border: 0; max-height: 1px; min-height: 1px; }
#desk, #results { background: $page; }
#keys { color: $muted; }
#editor-bar { background: $chrome; border: 0; border-bottom: 1px solid $line; }
#editor-bar QLabel { background: transparent; }
#editor-name { font-family: "$serif"; font-size: ${px24}px; font-weight: 600; }
#view-switch { background: $page; }
#view-said { color: $ink2; }
#view-said[grave="true"] { color: $error; }
#editor-file { color: $ink2; }
#editor-state { color: $ok; font-weight: 600; }
#editor-state[modified="true"] { color: $warn; }
QPushButton[prime="true"] {
  background: $accent; border-color: $accent; color: $accent_ink; font-weight: 600;
}
QPushButton[prime="true"]:focus { border: 2px solid $ink; padding: 6u-1 14u-1; }
#problem-list { background: $raised; border: 0; border-top: 1px solid $line; }
#problem-list QListWidget { background: $raised; border: 0; outline: 0; }
#side-list { background: $side; border: 0; border-right: 1px solid $line; outline: 0; }
#side-list::item { padding: 8u 14u; border: 0; border-left: 3px solid transparent; color: $ink; }
#side-list::item:hover { background: $hover; }
#side-list::item:selected { background: $accent_soft; border-left-color: $accent; color: $ink; }
#preview { background: $page; }
#change-bar { background: $raised; border: 0; border-bottom: 1px solid $line; }
#change-bar QLabel { color: $ink; background: transparent; }
#find-bar { background: $chrome; border-top: 1px solid $line; }
QPushButton[joined="left"] { border-top-right-radius: 0; border-bottom-right-radius: 0; }
QPushButton[joined="middle"] { border-radius: 0; margin-left: -1px; }
QPushButton[joined="right"] {
  border-top-left-radius: 0; border-bottom-left-radius: 0; margin-left: -1px;
}
#print-side { background: $side; border: 0; border-right: 1px solid $line; }
#print-title { font-family: "$serif"; font-weight: 600; font-size: ${px24}px; color: $ink; }
#print-heading { font-weight: 600; color: $ink; }
#print-rule { background: $line2; border: 0; }
#print-detail, #print-status { color: $ink2; }
#print-detail:disabled { color: $faint; }
#print-bar { background: $chrome; border: 0; border-bottom: 1px solid $line; }
#print-notice { background: $raised; border: 0; border-bottom: 1px solid $line; }
#print-fault { background: $page; border: 0; }
QDialog, QMessageBox { background: $page; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QTextBrowser, QTextEdit, QPlainTextEdit { background: $page; color: $ink; border: 0; }
QTableView, QHeaderView { background: $page; color: $ink; gridline-color: $line; border: 0; }
"""


def palette(tokens: Tokens) -> QPalette:
    """The palette of a theme; disabled text is faint in every group that shows it."""
    made = QPalette()
    for role, name in _PALETTE.items():
        made.setColor(role, QColor(getattr(tokens, name)))
    made.setColor(_ROLES.Button, QColor(_button(tokens)))
    for role in (_ROLES.Text, _ROLES.WindowText, _ROLES.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.faint))
    return made


def style_sheet(tokens: Tokens, zoom: float = 1.0) -> str:
    """The style sheet of all windows, for the Fusion style.

    It styles no scroll area of a window that comes and goes: of each Qt would keep what it looked
    up to paint it.
    """
    icons = Path(__file__).with_name("icons")
    # A theme's own tick is for the accent; on the page the other theme's stands out.
    other = LIGHT if tokens.dark else DARK
    values: Mapping[str, object] = {
        **{name: getattr(tokens, name) for name in tokens._fields},
        "sans": SANS,
        "serif": SERIF,
        "button": _button(tokens),
        "px14": round(14 * zoom),
        "px24": round(24 * zoom),  # as fonts are rounded
        "tick": _address(icons.joinpath(f"tick-{tokens.name}.svg")),
        "drop": _address(icons.joinpath(f"drop-{tokens.name}.svg")),
        "tick_on_page": _address(icons.joinpath(f"tick-{other.name}.svg")),
    }
    return Template(_scaled(_SHEET, zoom)).substitute(values)


def apply(app: QApplication, tokens: Tokens, zoom: float = 1.0) -> None:
    """Give the whole program this theme; it has the style that ``FUSION`` asks for."""
    app.setPalette(palette(tokens))
    app.setFont(font("interface", zoom))
    app.setStyleSheet(style_sheet(tokens, zoom))


def restyle(widget: QWidget) -> None:
    """Style a widget anew whose properties changed; a style sheet looks at them only on request."""
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().polish(widget)


def tokens_for(theme: str, hints: QStyleHints) -> Tokens:
    """The tokens of a chosen theme: light, dark, or whichever the system has."""
    if theme in ("light", "dark"):
        return DARK if theme == "dark" else LIGHT
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def _scaled(sheet: str, zoom: float) -> str:
    return _GROWING.sub(lambda found: f"{int(int(found[1]) * zoom) - int(found[2] or 0)}px", sheet)


def _button(tokens: Tokens) -> str:
    return tokens.raised if tokens.dark else tokens.field


def _address(file: Path) -> str:
    # A style sheet wants slashes on every system.
    return file.as_posix()
