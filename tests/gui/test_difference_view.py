"""How differences look: nothing of a long line stands under the signs."""

import pytest
from code_samples import has, picture
from PySide6.QtCore import QRect
from PySide6.QtGui import QTextCursor

from briefing.core.differences import differences
from briefing.gui.difference_view import DifferenceView
from briefing.gui.tokens import LIGHT


@pytest.fixture
def view(qtbot, fonts):
    view = DifferenceView()
    qtbot.addWidget(view)
    view.set_look(LIGHT, 1.0)
    view.resize(400, 300)
    view.show()
    return view


def test_a_line_that_wraps_hangs_under_its_own_text(view):
    view.show_differences(differences("x\n", f"    {'word ' * 40}\n"))
    block = next(b for b in _blocks(view) if "word" in b.text())
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + block.text().index("word"))
    text_left = view.cursorRect(cursor).left()
    lines = block.layout()
    assert lines.lineCount() > 1
    cursor.setPosition(block.position() + lines.lineAt(1).textStart())
    assert abs(view.cursorRect(cursor).left() - text_left) <= 1
    top = view.cursorRect(cursor).top()
    assert not has(picture(view), QRect(0, top, text_left - 2, 12), LIGHT.ink)


def _blocks(view):
    block = view.document().begin()
    while block.isValid():
        yield block
        block = block.next()
