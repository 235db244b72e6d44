"""The action table holds together, and actions are enabled when they can be used."""

from collections import Counter

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon

from briefing.gui.action_table import ACTIONS, MENUS, SUBMENUS, TOOLBAR
from briefing.gui.actions import Actions
from briefing.gui.help import ShortcutSheet, shortcut_rows
from briefing.gui.tokens import LIGHT


def test_no_shortcut_is_given_twice():
    keys = Counter(key for spec in ACTIONS for key in spec.shortcuts)
    assert [key for key, count in keys.items() if count > 1] == []


def test_menus_and_toolbar_name_actions_that_exist():
    known = {spec.id for spec in ACTIONS}
    menus = (*MENUS, *SUBMENUS.values())
    named = {action for _, ids in menus for action in ids} | set(TOOLBAR)
    assert named - known == {"", "recent", *SUBMENUS}


def test_access_keys_of_a_menu_differ():
    specs = {spec.id: spec for spec in ACTIONS}
    for menu, ids in (*MENUS, *SUBMENUS.values()):
        keys = [
            specs[i].text.split("&")[1][0].lower()
            for i in ids
            if i in specs and "&" in specs[i].text
        ]
        assert len(keys) == len(set(keys)), menu


def test_an_action_is_enabled_only_when_all_it_needs_is_there(qapp):
    parent = QObject()
    actions = Actions(parent, lambda _name: QIcon())
    actions.enable({"library", "card"})
    assert actions["print"].isEnabled()
    assert not actions["compare"].isEnabled()
    assert actions["quit"].isEnabled()


def test_tooltips_carry_the_shortcut(qapp):
    parent = QObject()
    actions = Actions(parent, lambda _name: QIcon())
    assert actions["print"].toolTip() == "Preview and print this card, or more of them (Ctrl+P)"


def test_sheet_names_every_shortcut(qtbot):
    sheet = ShortcutSheet(LIGHT)
    qtbot.addWidget(sheet)
    rows = list(shortcut_rows())
    assert ("File", "Print", "Ctrl+P") in rows
    assert ("File", "Export PDF", "Ctrl+Shift+E") in rows
    assert ("Timeline", "Next or previous stop", "Left, Right") in rows
    assert ("Go", "Next part of the editor", "F6") in rows
    assert any(where == "Country list" and "Ctrl or Shift" in keys for where, _, keys in rows)
    named = " ".join(keys for _, _, keys in rows)
    in_menus = [spec.text.partition("\t")[2] for spec in ACTIONS]
    assert [keys for keys in in_menus if keys not in named] == []
    assert len([row for row in rows if row[0] in {"File", "Go"}]) >= 8
