from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from core_samples import names

from briefing.core.file_errors import SaveError
from briefing.core.state_files import (
    KeepError,
    is_sane,
    key_of,
    key_of_name,
    opened_for_more,
    read_small,
    set_aside,
    write_private,
)

CARD = Path("cards/georgia.yaml")


def test_a_key_stands_for_one_file_through_links_too(tmp_path: Path) -> None:
    folder, link = tmp_path / "cards", tmp_path / "link"
    folder.mkdir()
    link.symlink_to(folder)
    assert key_of(folder / "a.yaml") == key_of(link / "a.yaml")
    assert key_of(folder / "a.yaml") != key_of(folder / "b.yaml")
    assert key_of_name("a") != key_of_name("b")
    assert key_of_name(str(folder)) != key_of(folder)
    assert key_of(Path("a\udcffb")).isalnum()
    assert key_of_name("\ud800").isalnum()


def test_what_is_written_is_for_the_user_alone(tmp_path: Path) -> None:
    file = tmp_path / "state" / "drafts" / "x.json"
    for content in (b"1", b"2"):
        write_private(file, content, CARD)
        assert file.read_bytes() == content
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert names(file.parent) == ["x.json"]


def test_what_cannot_be_kept_is_told_of_the_card(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(SaveError, match=r"^georgia\.yaml cannot be kept in the program's own"):
        write_private(tmp_path / "file" / "x", b"1", CARD)
    assert issubclass(KeepError, SaveError)


def test_a_damaged_file_is_set_aside_where_that_can_be(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(b"half")
    aside = set_aside(file)
    assert (aside.name, aside.read_bytes(), names(tmp_path)) == (
        "x.json.damaged",
        b"half",
        ["x.json.damaged"],
    )
    assert set_aside(file) == file


def test_a_small_file_is_read_and_no_longer_one(tmp_path: Path) -> None:
    file = tmp_path / "x"
    for content in (b"", b"12345"):
        file.write_bytes(content)
        assert read_small(file, 5) == content
        assert is_sane(file, 5)
    file.write_bytes(b"123456")
    assert not is_sane(file, 5)
    with pytest.raises(OSError, match="too large"):
        read_small(file, 5)


@pytest.mark.parametrize("kind", ["folder", "pipe", "device"])
def test_what_is_no_file_is_neither_read_nor_written_nor_waited_for(
    tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "x"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(os.devnull)
    assert not is_sane(path, 5)
    with pytest.raises(OSError, match=r"\w"):
        read_small(path, 5)
    with pytest.raises(OSError, match=r"\w"):
        opened_for_more(path)


def test_what_is_not_there_is_no_harm(tmp_path: Path) -> None:
    assert is_sane(tmp_path / "x", 5)
    with opened_for_more(tmp_path / "x") as file:
        file.write("a\ud800\n")
    with opened_for_more(tmp_path / "x") as file:
        file.write("ö\n")
    assert (tmp_path / "x").read_text("utf-8") == "a\\ud800\nö\n"
