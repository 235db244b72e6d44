"""What a library's folder holds, by its names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.core.listing import LibraryNotFoundError, names_in

if TYPE_CHECKING:
    from pathlib import Path


def test_folder_without_a_library_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "georgia.yaml").touch()
    with pytest.raises(LibraryNotFoundError, match="it has no library"):
        names_in(tmp_path)


def test_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LibraryNotFoundError, match="cannot be opened"):
        names_in(tmp_path / "nowhere")
