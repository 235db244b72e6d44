"""What hands do in the editor, for the tests of it."""

from __future__ import annotations


def type_at(qtbot, pane, where, words):
    """Put the caret behind some words of the text, and type."""
    pane.code.go_to(pane.code.text().index(where) + len(where))
    qtbot.keyClicks(pane.code, words)


def settle(qtbot, pane):
    """Wait until what was typed has been read, and its card is shown."""
    qtbot.waitUntil(lambda: pane.proof.checked.document.text == pane.code.text())
    qtbot.waitUntil(lambda: not pane._preview_soon.isActive())
