"""Drafts are written in the order in which text was typed, whichever thread comes first."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from briefing.core.drafts import Drafts
from briefing.gui.draft_keeper import DraftKeeper, Kept, Unsaved

GEORGIA = Path("/cards/georgia.yaml")


class SlowDrafts(Drafts):
    """The first text reaches the disk only when it may."""

    def __init__(self, state):
        super().__init__(state)
        self.gate, self.began = threading.Event(), threading.Event()

    def put(self, where, text, based_on):
        if text == "old":
            self.began.set()
            self.gate.wait(10)
        super().put(where, text, based_on)


@pytest.fixture
def drafts(tmp_path):
    return SlowDrafts(tmp_path)


@pytest.fixture
def typed():
    return {GEORGIA: "old"}


@pytest.fixture
def keeper(qapp, drafts, typed):
    return DraftKeeper(
        drafts, lambda: [Unsaved(path, text, None) for path, text in typed.items()], qapp
    )


def texts(drafts):
    return [draft.text for draft in drafts.all().drafts]


def test_what_is_kept_now_is_on_disk_when_the_call_is_over(keeper, drafts, typed):
    typed[GEORGIA] = "new"
    assert keeper.now() == Kept((GEORGIA,), "")
    assert texts(drafts) == ["new"]


def test_an_older_text_never_takes_the_place_of_a_newer_one(qtbot, keeper, drafts, typed):
    number = keeper._shelf.number()
    typed[GEORGIA] = "new"
    keeper.now()
    keeper._shelf.put(number, [Unsaved(GEORGIA, "older", None)])
    assert texts(drafts) == ["new"]


def test_a_draft_that_is_being_written_does_not_outlive_the_save(qtbot, keeper, drafts, typed):
    with qtbot.waitSignal(keeper.finished):
        keeper.start()
        assert drafts.began.wait(10)
        dropping = threading.Thread(target=keeper.drop, args=[GEORGIA])
        dropping.start()
        drafts.gate.set()
        dropping.join(10)
    assert texts(drafts) == []


def test_a_draft_that_waits_for_its_turn_does_not_come_back_after_the_save(keeper, drafts):
    number = keeper._shelf.number()
    keeper.drop(GEORGIA)
    keeper._shelf.put(number, [Unsaved(GEORGIA, "typed before the save", None)])
    assert texts(drafts) == []


def test_what_is_no_longer_unsaved_leaves_no_draft(qtbot, keeper, drafts, typed):
    typed[GEORGIA] = "new"
    keeper.now()
    typed.clear()
    keeper.start()
    assert texts(drafts) == []


def test_why_a_text_is_not_kept_is_told(keeper, tmp_path, typed):
    typed[GEORGIA] = "new"
    (tmp_path / "drafts").write_text("a file where the folder should be", "utf-8")
    kept = keeper.now()
    assert kept.files == (GEORGIA,)
    assert kept.why
