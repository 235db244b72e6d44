"""Drafts and versions where their disk fails: those of before are whole, and it is said why."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from disk import mount, mounted, opened_to_all, ordinary_user

from briefing.core.drafts import Drafts
from briefing.core.file_errors import SaveError
from briefing.core.versions import Versions

if TYPE_CHECKING:
    from collections.abc import Callable

CARD = Path("/cards/georgia.yaml")
LONG = "".join(os.urandom(300_000).hex())  # nothing packs it into a small disk


class State:
    """What the program keeps of one card in a state folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._drafts, self._versions = Drafts(folder), Versions(folder)

    def keep(self, text: str) -> None:
        """Keep a draft and a version of that text."""
        self._drafts.put(CARD, text, None)
        self._versions.keep(CARD, text.encode())

    def refused(self, text: str) -> list[str]:
        """Why neither can be kept."""
        said = []
        does: tuple[Callable[[], None], ...] = (
            lambda: self._drafts.put(CARD, text, None),
            lambda: self._versions.keep(CARD, text.encode()),
        )
        for do in does:
            with pytest.raises(SaveError) as raised:
                do()
            said.append(raised.value.words.reason)
        return said

    def has(self, text: str) -> bool:
        """Whether the draft and the newest version are that text, and nothing else lies there."""
        draft, history = self._drafts.get(CARD), self._versions.history(CARD)
        strays = [path for path in self._folder.rglob(".*") if path.is_file()]
        assert (history.damaged, strays) == ((), [])
        newest = self._versions.read(history.versions[0]).decode()
        return draft is not None and draft.text == newest == text


def test_on_a_full_disk(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk") as disk:
        state = State(disk / "state")
        state.keep("kept before")
        assert state.refused(LONG) == ["the disk is full"] * 2
        assert state.has("kept before")
        state.keep("kept afterwards")
        assert state.has("kept afterwards")


def test_on_a_disk_that_became_read_only(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk") as disk:
        state = State(disk / "state")
        state.keep("kept before")
        assert mount("-o", "remount,ro", str(disk)) == 0
        assert state.refused("new") == ["the disk is read-only"] * 2
        assert state.has("kept before")


@pytest.mark.skipif(os.name == "nt", reason="permissions of Windows are others")
def test_where_the_permission_was_taken_away(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    with opened_to_all(tmp_path), ordinary_user():
        state = State(shared / "state")
        state.keep("kept before")
        folders = [path for path in (shared / "state").rglob("*") if path.is_dir()]
        for folder in folders:
            folder.chmod(0o500)
        assert state.refused("new") == ["you may not write there"] * 2
        assert state.has("kept before")
        for folder in folders:
            folder.chmod(0o700)


def test_a_folder_that_was_deleted_is_made_again(tmp_path: Path) -> None:
    state = State(tmp_path / "state")
    state.keep("kept before")
    shutil.rmtree(tmp_path / "state")
    state.keep("kept afterwards")
    assert state.has("kept afterwards")


def test_a_folder_that_was_replaced_is_used_as_it_is(tmp_path: Path) -> None:
    State(tmp_path / "other").keep("kept there")
    state = State(tmp_path / "state")
    state.keep("kept before")
    (tmp_path / "state").rename(tmp_path / "away")
    (tmp_path / "other").rename(tmp_path / "state")
    assert state.has("kept there")
    assert State(tmp_path / "away").has("kept before")
