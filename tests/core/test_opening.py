from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from core_samples import CARD, LIBRARY, write

from briefing.core import opening
from briefing.core.library import LibraryNotFoundError, reload
from briefing.core.opening import open_at_once

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, library=LIBRARY, one=CARD, two=CARD)
    return tmp_path


def test_a_small_library_is_read_at_once_and_kept(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    assert [file.id for file in open_at_once(folder, cache).files] == ["one", "two"]
    again = open_at_once(folder, cache)
    assert again.index is not None
    assert [file.id for file in again.files] == ["one", "two"]
    assert len(open_at_once(folder, None).files) == 2


def test_a_large_one_is_shown_before_its_cards(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_FEW", 1)
    (folder / "three.yml").touch()
    begun = open_at_once(folder, tmp_path / "cache")
    assert (begun.files, begun.pending) == ((), 2)
    assert begun.stops
    assert [problem.rule for problem in begun.problems] == ["yml-file"]
    assert [file.id for file in reload(begun).files] == ["one", "two"]
    assert not open_at_once(folder, tmp_path / "cache").pending


def test_where_there_is_no_library_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(LibraryNotFoundError):
        open_at_once(tmp_path, tmp_path / "cache")
