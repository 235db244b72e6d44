from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from core_samples import CARD, LIBRARY, names, write

from briefing.core import starter as starter_module
from briefing.core.library import LibraryNotFoundError, open_folder
from briefing.core.starter import OWN_COPY, Places, installed_starter, is_library


@pytest.fixture
def places(tmp_path: Path) -> Places:
    installed = write(tmp_path / "installed", library=LIBRARY, aldmark=CARD)
    (installed / "README.txt").write_text("not a card")
    (tmp_path / "work").mkdir()
    return Places(
        working=tmp_path / "work",
        documents=tmp_path / "home" / "Documents",
        state=tmp_path / "home" / "state",
        starter=installed,
    )


def test_the_first_time_the_starter_is_copied_and_then_never_again(places: Places) -> None:
    copy = places.default_library()
    assert copy == places.documents / OWN_COPY
    assert names(copy) == ["aldmark.yaml", "library.yaml"]
    assert list(open_folder(copy).cards) == ["aldmark"]
    (copy / "aldmark.yaml").unlink()
    write(copy, library=LIBRARY.replace("Two talks", "My talks"))
    assert places.default_library() == copy
    assert names(copy) == ["library.yaml"]
    assert open_folder(copy).library.title == "My talks"


def test_the_copy_can_be_written_and_entered_by_its_owner(places: Places) -> None:
    (places.starter / "aldmark.yaml").chmod(0o444)
    copy = places.own_copy()
    assert copy.stat().st_mode & 0o777 == 0o755
    assert (copy / "aldmark.yaml").stat().st_mode & 0o600 == 0o600


def test_a_library_in_the_working_folder_comes_first_then_the_last_one(places: Places) -> None:
    other = write(places.working.parent / "other", library=LIBRARY)
    places.remember(other)
    assert places.default_library() == other
    local = write(places.working / "cards", library=LIBRARY)
    assert places.default_library() == local
    assert not places.documents.exists()


@pytest.mark.parametrize("name", ["a b", "Länder 国", "line\nbreak", "end\n"])
def test_any_name_is_remembered(places: Places, name: str) -> None:
    folder = write(places.working / name, library=LIBRARY)
    places.remember(folder)
    assert places.last_opened() == folder


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the names of files are text")
def test_a_name_that_is_not_utf_8_is_remembered(places: Places) -> None:
    folder = write(places.working / os.fsdecode(b"caf\xe9"), library=LIBRARY)
    places.remember(folder)
    assert places.last_opened() == folder


def test_a_folder_is_remembered_by_its_whole_path(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(places.working / "lands", library=LIBRARY)
    monkeypatch.chdir(places.working)
    places.remember(Path("lands"))
    assert places.last_opened() == folder


@pytest.mark.parametrize("memory", [b"", b"\n", b"\xff\xfe", b"a\0b", b"/nowhere\n", b"x" * 9999])
def test_a_memory_that_leads_nowhere_is_no_memory(
    places: Places, memory: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write(places.working / "lands", library=LIBRARY))
    places.state.mkdir(parents=True)
    (places.state / "last-library").write_bytes(memory)
    assert places.last_opened() is None


def test_a_memory_that_is_no_small_file_is_no_memory(places: Places) -> None:
    memory = places.state / "last-library"
    places.remember(write(places.working / "lands", library=LIBRARY))
    with memory.open("ab") as file:
        file.truncate(1_000_000)
    assert places.last_opened() is None
    memory.unlink()
    os.mkfifo(memory)
    assert places.last_opened() is None


def test_a_library_that_is_gone_is_not_opened(places: Places) -> None:
    folder = write(places.working / "lands", library=LIBRARY)
    places.remember(folder)
    (folder / "library.yaml").unlink()
    assert places.last_opened() is None
    assert places.default_library() == places.documents / OWN_COPY


def test_a_half_made_copy_is_never_taken_for_a_library(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes = Path.write_bytes

    def broken_off(path: Path, content: bytes) -> int:
        if path.name == "library.yaml":
            raise OSError(28, "No space left on device")
        return writes(path, content)

    monkeypatch.setattr(Path, "write_bytes", broken_off)
    with pytest.raises(LibraryNotFoundError, match="No space left on device; name a library"):
        places.default_library()
    assert names(places.documents) == []
    monkeypatch.undo()
    # A copy that was cut off by the power is left behind, and is in nobody's way.
    (places.documents / f".{OWN_COPY}.x1").mkdir()
    assert is_library(places.default_library())


def test_what_stands_in_the_way_of_the_copy_is_left_alone(places: Places) -> None:
    in_the_way = places.documents / OWN_COPY
    in_the_way.mkdir(parents=True)
    (in_the_way / "diary.txt").write_text("mine")
    with pytest.raises(LibraryNotFoundError, match="briefing open FOLDER"):
        places.default_library()
    assert names(places.documents) == [OWN_COPY]
    assert (in_the_way / "diary.txt").read_text() == "mine"


def test_an_empty_folder_of_that_name_is_filled(places: Places) -> None:
    (places.documents / OWN_COPY).mkdir(parents=True)
    assert is_library(places.default_library())


def test_without_a_starter_nothing_is_made(places: Places) -> None:
    bare = places._replace(starter=places.working / "nowhere")
    with pytest.raises(LibraryNotFoundError, match="the starter library is missing"):
        bare.default_library()
    assert not places.documents.exists()


def test_the_starter_is_the_installed_one_or_that_of_the_checkout(
    starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert installed_starter() == starter
    package = tmp_path / "briefing"
    installed = write(package, x="") and write(package / "starter", library=LIBRARY)
    monkeypatch.setattr(starter_module, "__file__", str(package / "core" / "starter.py"))
    assert installed_starter() == installed


def test_errors_are_written_where_the_program_remembers_things(places):
    assert places.log == places.state / "log" / "briefing.log"
