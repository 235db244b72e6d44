"""Editing in a real X window with the keyboard alone, and what is left after a kill."""

from __future__ import annotations

import shutil

import pytest
from print_server import wait_until
from window_hands import IN_A_REAL_WINDOW, focus, wait_until_gone, xdotool

pytestmark = IN_A_REAL_WINDOW


@pytest.fixture
def library(starter, tmp_path):
    return shutil.copytree(starter, tmp_path / "cards")


def wait_for_name(card):
    """Until the file has the name that was typed."""
    wait_until(
        lambda: "name: Georgian Republic\n" in card.read_text("utf-8"),
        lambda: card.read_text("utf-8").split("\n")[0],
    )


def test_a_word_typed_with_the_keyboard_alone_is_saved(start, library):
    card = library / "georgia.yaml"
    process = start("open", str(library), "--card", "georgia", "--at", "2004")
    focus("Georgia – Briefing")
    xdotool("key", "ctrl+e")
    xdotool("key", "ctrl+Home", "End")
    xdotool("type", "n Republic")
    xdotool("key", "ctrl+s")
    wait_for_name(card)
    xdotool("key", "ctrl+e")
    focus("Georgian Republic – Briefing")
    xdotool("key", "ctrl+q")
    _, said = process.communicate(timeout=30)
    assert (process.returncode, said) == (0, "")


def test_unsaved_words_outlive_a_kill(start, library, tmp_path):
    card = library / "georgia.yaml"
    before = card.read_text("utf-8")
    process = start("open", str(library), "--card", "georgia", "--at", "2004")
    focus("Georgia – Briefing")
    xdotool("key", "ctrl+e")
    xdotool("key", "ctrl+Home", "End")
    xdotool("type", "n Republic")
    drafts = tmp_path / ".local/state/briefing/drafts"
    wait_until(
        lambda: any("Georgian Republic" in draft.read_text() for draft in drafts.glob("*.json")),
        lambda: f"no such draft among {[draft.read_text() for draft in drafts.glob('*')]}",
    )
    process.kill()
    process.wait()
    assert card.read_text("utf-8") == before
    again = start("open", str(library), "--card", "georgia", "--at", "2004")
    focus("Unsaved work")
    xdotool("key", "Return")
    wait_until_gone("Unsaved work")
    focus("Georgia – Briefing")
    xdotool("key", "ctrl+s")
    wait_for_name(card)
    xdotool("key", "ctrl+q")
    _, said = again.communicate(timeout=30)
    assert (again.returncode, said) == (0, "")
