"""What a library's folder holds, by its names."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from briefing.core.listing import LibraryNotFoundError, names_in

if TYPE_CHECKING:
    from pathlib import Path


def test_folder_without_a_library_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "georgia.yaml").touch()
    with pytest.raises(LibraryNotFoundError, match="it has no library"):
        names_in(tmp_path)


def test_a_name_that_the_disk_tells_twice_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = ["library.yaml", "b.yaml", "a.yaml", "b.yaml"]
    monkeypatch.setattr(os, "listdir", lambda _: told)
    assert names_in(tmp_path) == ["a.yaml", "b.yaml", "library.yaml"]


def test_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LibraryNotFoundError, match="cannot be opened"):
        names_in(tmp_path / "nowhere")
