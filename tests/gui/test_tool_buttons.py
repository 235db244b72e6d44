"""The buttons of the toolbar stand for actions, and keep nothing of how often these changed."""

import pytest
from PySide6.QtCore import SIGNAL, Qt
from PySide6.QtGui import QAction

from briefing.gui.action_button import ToolButton


@pytest.fixture
def action(qapp):
    return QAction("&Compare", checkable=True)


@pytest.fixture
def button(qtbot, action):
    made = ToolButton(action)
    qtbot.addWidget(made)
    return made


def test_a_click_triggers_the_action_and_shows_its_state(qtbot, action, button):
    with qtbot.waitSignal(action.triggered):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert action.isChecked()
    assert button.isChecked()


def test_the_button_follows_its_action(action, button):
    assert button.text() == "Compare"
    action.setText("Compare &all")
    action.setToolTip("Every stop")
    action.setEnabled(False)
    assert (button.text(), button.toolTip()) == ("Compare all", "Every stop")
    assert not button.isEnabled()


def test_no_connection_is_added_when_the_action_changes(action, button):
    signals = [SIGNAL(name) for name in ("changed()", "enabledChanged(bool)", "triggered(bool)")]
    before = [action.receivers(signal) for signal in signals]
    for enabled in (False, True) * 10:
        action.setEnabled(enabled)
    assert [action.receivers(signal) for signal in signals] == before
