"""Pictures of the editor and of the windows that go with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from briefing.core.storage import write_atomic
from briefing.gui.card_dialogs import FormDialog
from briefing.gui.conflicts import DifferenceWindow
from briefing.gui.drafts_window import DraftsWindow
from briefing.gui.versions_window import VersionsWindow

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.take import Photographer

_CTRL = Qt.KeyboardModifier.ControlModifier
_TEXT = """\
A heading of the invented summary

The speaker said that the harbor “is here to stay” and that nobody would give it up.

A second paragraph goes on about the roads, at some length, so that it takes more than one line.
"""


def take_editing(photographer: Photographer, library: Path) -> None:
    """Every screen of the editor, from the clean file to the conflict."""
    window = photographer.window
    photographer.go("united-states", "trenin-2010")
    photographer.do("edit")
    pane = window.views.editor.pane
    photographer.wait(lambda: pane.proof is not None)
    photographer.take("edit")
    start = pane.code.text().rindex("kind: assessment") + len("kind: assess")
    pane.code.select(start, start + 4)
    QTest.keyClicks(pane.code, "mant")
    photographer.wait(lambda: bool(pane.problems.problems))
    photographer.take("edit-problem")
    QTest.keyClick(pane.code, Qt.Key.Key_Period, _CTRL)
    menu = pane.code.findChild(QMenu)
    photographer.wait(lambda: bool(menu.actions()))
    photographer.take("edit-fixes", menu)
    menu.close()
    QTest.keyClick(pane.code, Qt.Key.Key_F, _CTRL)
    QTest.keyClicks(pane.replace_bar, "Russia")
    photographer.take("edit-find")
    pane.replace_bar.close_bar()
    _conflict(photographer, library)
    _windows(photographer, library)
    _source(photographer, library)


def _source(photographer: Photographer, library: Path) -> None:
    texts = library.parent / "texts"
    texts.mkdir()
    (texts / "trenin-2010.txt").write_text(_TEXT, "utf-8")
    photographer.do("reload")
    photographer.do("edit")
    pane = photographer.window.views.editor.pane
    photographer.wait(lambda: pane._shelf is not None)
    photographer.do("source")
    photographer.take("edit-source")
    photographer.do("source")
    photographer.do("edit")


def _conflict(photographer: Photographer, library: Path) -> None:
    window, path = photographer.window, library / "united-states.yaml"
    write_atomic(
        path, path.read_bytes().replace(b"name: United States", b"name: The United States")
    )
    photographer.wait(window.views.editor.changes.isVisible)
    photographer.take("edit-conflict")
    window.views.editor.changes.difference.click()
    photographer.take("difference", window.findChild(DifferenceWindow))
    window.findChild(DifferenceWindow).close()
    window.views.editor.changes.mine.click()
    photographer.wait(lambda: b"assessmant" in path.read_bytes())


def _windows(photographer: Photographer, library: Path) -> None:
    window, work = photographer.window, photographer.work
    photographer.wait(lambda: not work.editing.unsaved)
    photographer.do("versions")
    photographer.take("versions", window.findChild(VersionsWindow))
    window.findChild(VersionsWindow).close()
    text = (library / "iran.yaml").read_text("utf-8")
    work._drafts.put(library / "iran.yaml", text.replace("name: Iran", "name: Persia"), None)
    work.offer_drafts()
    photographer.take("drafts", window.findChild(DraftsWindow))
    window.findChild(DraftsWindow).close()
    for action in ("new-card", "rename-card"):
        QTimer.singleShot(300, lambda name=action: _take_dialog(photographer, name))
        photographer.do(action)
    photographer.do("edit")


def _take_dialog(photographer: Photographer, name: str) -> None:
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, QDialog)
    if isinstance(shown, FormDialog):
        QTest.keyClicks(shown.focusWidget(), "Armenia")
    photographer.take(name, shown)
    shown.reject()
