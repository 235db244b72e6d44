"""Long tables are made beside the window, and no longer than it is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from briefing.core.tables import table_rows
from briefing.gui import table_exports
from briefing.gui.table_exports import TableExports
from briefing.gui.tokens import LIGHT
from briefing.gui.window import MainWindow
from briefing.paper import bindery
from briefing.paper.tables import make_table_pdf
from briefing.paper.typeset import Typesetter

NEVER_DONE = """\
import time
from briefing.paper.orders import Progress, TableOrder
def make(order, folder, typesetter, tell):
    tell(Progress("preparing", 0, 0))
    time.sleep(600)
TableOrder.make = make
"""


@pytest.fixture
def typesetter():
    return Typesetter()


@pytest.fixture
def window(qtbot, small, fonts):
    made = MainWindow(LIGHT)
    qtbot.addWidget(made)
    made.set_library(small)
    made.start_at("united-states", "")
    made.show()
    return made


@pytest.fixture
def exports(window, typesetter, monkeypatch):
    """Takes every table for a long one; what it complains of fails the test."""
    monkeypatch.setattr(QMessageBox, "warning", lambda *said: pytest.fail(said[-1]))
    monkeypatch.setattr(table_exports, "_MANY", 1)
    made = TableExports(window, typesetter)
    window.views.table_made.connect(made.serve)
    return made


def test_a_long_table_is_the_same_pdf(qtbot, window, exports, typesetter, tmp_path, monkeypatch):
    target = tmp_path / "steps.pdf"
    monkeypatch.setattr(QFileDialog, "exec", lambda _: QFileDialog.DialogCode.Accepted)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [str(target)])
    monkeypatch.setattr(exports, "_typesetter", None)
    rows = tuple(table_rows(window.folder, "steps"))
    window.views.table("steps").pdf_requested.emit(rows, "steps.pdf")
    qtbot.waitUntil(target.exists, timeout=30_000)
    here = make_table_pdf(window.folder, "steps", rows, typesetter)
    assert Path(target).read_bytes() == here.pdf


def test_closing_the_window_ends_the_process(qtbot, window, exports, monkeypatch):
    monkeypatch.setattr(bindery, "_PROGRAM", NEVER_DONE + bindery._PROGRAM)
    rows = tuple(table_rows(window.folder, "steps"))
    window.views.table("steps").pdf_requested.emit(rows, "steps.pdf")
    binding = exports._binding
    qtbot.waitUntil(lambda: binding.progress is not None, timeout=30_000)
    window.close()
    binding._process.wait(10)
    assert not exports._worker.busy
