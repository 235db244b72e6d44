"""No label, tooltip or message of the window reads markup in what a card, a file or a folder says."""

from __future__ import annotations

import shutil
import sys

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex
from PySide6.QtGui import Qt, QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QMessageBox,
    QWidget,
)

from briefing.core.library import open_folder
from briefing.core.starter import Places
from briefing.gui.asking import complain
from briefing.gui.print_window import PrintWindow
from briefing.gui.program import Program
from briefing.gui.session import Session
from briefing.gui.tools import Tools
from tests.robustness.hostile_texts import HostileLibrary

TEXT = "<b>bold</b> <img src='x.png'> &amp;"


def rows(model, parent):
    for row in range(model.rowCount(parent)):
        for column in range(max(1, model.columnCount(parent))):
            index = model.index(row, column, parent)
            yield index
        yield from rows(model, model.index(row, 0, parent))


def shown(widget):
    """Every text of a widget that Qt would read markup in."""
    yield widget.toolTip()
    yield widget.statusTip()
    if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
        yield widget.text()
    model = widget.model() if isinstance(widget, QAbstractItemView | QComboBox) else None
    if isinstance(model, QAbstractItemModel):
        for index in rows(model, QModelIndex()):
            yield str(index.data(Qt.ItemDataRole.ToolTipRole) or "")


def rendered(text):
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


def assert_all_literal(window):
    """Wherever a text of the cards is shown as markup, that markup shows the text."""
    checked = 0
    for widget in [window, *window.findChildren(QWidget)]:
        for text in shown(widget):
            if "zz" in text and Qt.mightBeRichText(text):
                assert TEXT in rendered(text), (widget, text)
                checked += 1
    return checked


@pytest.fixture
def library(tmp_path):
    made = HostileLibrary(tmp_path / "<b>bold", TEXT)
    if sys.platform != "win32":
        shutil.copy(made.path / "broken.yaml", made.path / "<b>bold<br>.yaml")
    return made


@pytest.fixture
def program(qtbot, library, tmp_path, fonts):
    made = Program(
        QApplication.instance(),
        Places(tmp_path, tmp_path, tmp_path, library.path),
        Session(tmp_path / "session.ini"),
        Tools(),
    )
    qtbot.addWidget(made.window, before_close_func=lambda _: made.work.editing.discard())
    made.show_library(open_folder(library.path), "card")
    made.window.show()
    made.start()
    yield made
    made.deleteLater()


def test_the_window_shows_text_as_it_is(qtbot, program):
    window = program.window
    assert assert_all_literal(window) > 0
    for action in ("compare", "problems", "view-steps", "view-quotes"):
        window.actions_by_id[action].trigger()
        assert_all_literal(window)


def test_the_print_window_shows_text_as_it_is(qtbot, program):
    program.window.actions_by_id["print"].trigger()
    (shown,) = (w for w in program.window.findChildren(PrintWindow) if w.isVisible())
    qtbot.waitUntil(lambda: not shown.busy, timeout=30_000)
    assert_all_literal(shown)
    shown.close()


def test_messages_show_text_as_it_is(program, monkeypatch):
    told = []
    monkeypatch.setattr(QMessageBox, "warning", lambda *said: told.append(said[-1]))
    complain(program.window, f"{TEXT} zz cannot be opened")
    complain(program.window, "it is < 3 and > 2")
    assert TEXT in rendered(told[0])
    assert told[1] == "it is < 3 and > 2"


def test_questions_about_a_file_show_its_name_as_it_is(program, library, monkeypatch):
    boxes = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: boxes.append(box) or 0)
    file = open_folder(library.path).get("<b>bold<br>" if sys.platform != "win32" else "broken")
    program.work._files.ask_delete(file)
    (label,) = (each for each in boxes[0].findChildren(QLabel) if "bold" in each.text())
    assert label.textFormat() == Qt.TextFormat.PlainText
