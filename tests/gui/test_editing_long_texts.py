"""A text so long that another process reads it: the editor does all that it does with short ones."""

from __future__ import annotations

import pytest
from editing_hands import type_at
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from briefing.core.proofreader import DistantProof
from briefing.gui import prover

CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key
PATIENCE_MS = 20_000


@pytest.fixture
def pane(qtbot, window, monkeypatch):
    """The editor, opened on Georgia with Ctrl+E, as if that were a long text."""
    monkeypatch.setattr(prover, "_LONG", 1)
    qtbot.keyClick(window, Key.Key_E, CTRL)
    shown = window.views.editor.pane
    qtbot.waitUntil(lambda: "Moscow" in shown.preview.page.toPlainText(), timeout=PATIENCE_MS)
    yield shown
    shown.close_down()


def test_preview_follows_what_is_typed(qtbot, pane):
    type_at(qtbot, pane, "topic: Relations with Moscow", " today")
    page = pane.preview.page
    qtbot.waitUntil(lambda: "Relations with Moscow today" in page.toPlainText())
    assert isinstance(pane.proof, DistantProof)


def test_problem_is_listed_and_flagged_and_the_fix_mends_it(qtbot, pane):
    start = pane.code.text().rindex("kind: assessment") + len("kind: assess")
    pane.code.select(start, start + 4)
    qtbot.keyClicks(pane.code, "mant")
    qtbot.keyClick(pane.code, Key.Key_Period, CTRL)  # asked for before the problem is known
    menu = pane.code.findChild(QMenu)
    qtbot.waitUntil(lambda: bool(menu.actions()))
    qtbot.waitUntil(lambda: "Unknown kind" in pane.preview.page.toPlainText())
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: pane.problems.problems == ())


def test_text_that_does_not_parse_keeps_the_last_preview(qtbot, pane):
    before = pane.preview.page.toPlainText()
    type_at(qtbot, pane, "aliases: ", "[")
    qtbot.waitUntil(lambda: "Last good state" in pane.switch.said)
    assert pane.preview.page.toPlainText() == before


def test_preview_follows_the_caret_and_a_click_moves_it(qtbot, window, pane):
    pane.code.go_to(pane.code.text().index("trenin-2004"))
    qtbot.waitUntil(lambda: window.place.stop.sources[0] == "trenin-2004")
    pane.code.go_to(0)
    pane.preview.statement_chosen.emit("bottom-0")
    qtbot.waitUntil(lambda: pane.code.caret() > 0)
    assert pane.code.text()[: pane.code.caret()].rstrip().endswith(("bottom_line:", ">-"))


def test_other_part_of_a_long_card_comes_with_the_caret(qtbot, pane):
    point = "      - {{topic: Road {n}, kind: fact, text: It was built., para: 1}}\n"
    head, points, rest = pane.code.text().rpartition("    points:\n")
    many = "".join(point.format(n=n) for n in range(100))
    pane.replace_text(head + points + many + rest)
    page = pane.preview.page
    qtbot.waitUntil(lambda: "Road 2" in page.toPlainText(), timeout=PATIENCE_MS)
    assert "Road 90" not in page.toPlainText()
    pane.code.go_to(pane.code.text().index("Road 90"))
    qtbot.waitUntil(lambda: "Road 90" in page.toPlainText(), timeout=PATIENCE_MS)
    assert "near the caret" in pane.switch.said


def test_fault_of_the_other_process_is_shown_and_the_text_stays(qtbot, pane, monkeypatch):
    def fail(*_):
        raise OSError("no pipe")

    monkeypatch.setattr(pane._prover._reader, "read", fail)
    with qtbot.captureExceptions() as caught:
        type_at(qtbot, pane, "name: Georgia", "n")
        qtbot.waitUntil(lambda: bool(caught))
    assert str(caught[0][1]) == "no pipe"
    assert "name: Georgian" in pane.code.text()
