"""Asking what is there, also where one may not look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.core.presence import is_file, is_folder, is_there

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_there_is_told(tmp_path: Path) -> None:
    file = tmp_path / "card.yaml"
    file.touch()
    assert [is_there(file), is_file(file), is_folder(file)] == [True, True, False]
    assert [is_there(tmp_path), is_file(tmp_path), is_folder(tmp_path)] == [True, False, True]


def test_what_cannot_be_told_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / ("x" * 300), tmp_path / "a\0b", tmp_path / "gone" / "card.yaml"):
        assert [is_there(path), is_file(path), is_folder(path)] == [False, False, False]
