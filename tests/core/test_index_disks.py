"""Where an index cannot be kept the library works all the same; so it does on a disk of no writing."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from core_samples import CARD, LIBRARY, names, write
from disk import mount, mounted, opened_to_all, ordinary_user
from index_samples import QUOTED, index_of, is_as_read, look_at, sample_folder

from briefing.core import job as jobs
from briefing.core.index import SearchIndex
from briefing.core.library import open_folder, open_quick, reload

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.core.library import CardFolder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="mounts disks and changes modes")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="needs a system that is told ahead")

WRITER = """\
import sqlite3, sys
try:
    sqlite3.connect(sys.argv[1], timeout=0.01, isolation_level=None).execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError as error:
    print(error)
"""


def works_from_memory(folder: Path, cache: Path) -> CardFolder:
    """The library opens, reloads and is searched as if there were no cache folder."""
    opened = open_folder(folder, cache)
    assert opened == open_folder(folder)
    assert not opened.is_indexed
    look_at(opened)
    with SearchIndex(opened) as index:
        assert [hit.passage.where for hit in index.search("they rose")] == ["Key point"]
    assert reload(opened) is opened
    write(folder, aldmark=CARD + QUOTED.replace("rose", "fell"))
    again = reload(opened)
    assert again == open_folder(folder)
    look_at(again)
    return again


def test_the_cache_folder_is_read_only(tmp_path: Path) -> None:
    folder = sample_folder(tmp_path)
    with mounted(tmp_path / "cache") as cache:
        assert not mount("-o", "remount,ro", str(cache))
        works_from_memory(folder, cache)
        assert names(cache) == []


def test_the_cache_folder_became_read_only(tmp_path: Path) -> None:
    folder = sample_folder(tmp_path)
    with mounted(tmp_path / "cache", "size=2m") as cache:
        index = open_folder(folder, cache).index
        assert index is not None
        index.close()  # at once: a disk on which files are written cannot be made read-only
        assert not mount("-o", "remount,ro", str(cache))
        quick = open_quick(folder, cache)
        assert quick is not None
        assert reload(quick) is quick
        write(folder, aldmark=CARD + QUOTED.replace("rose", "fell"))
        again = reload(quick)
        assert again == open_folder(folder)
        with SearchIndex(again) as index:
            assert [hit.passage.card for hit in index.search("fell")] == ["aldmark"]
        assert not mount("-o", "remount,rw", str(cache))
        is_as_read(folder, cache)


def test_the_cache_folder_is_a_file(tmp_path: Path) -> None:
    folder = sample_folder(tmp_path)
    (tmp_path / "cache").write_text("x")
    works_from_memory(folder, tmp_path / "cache")


def test_the_user_may_not_write_there(tmp_path: Path) -> None:
    folder = sample_folder(tmp_path)
    (tmp_path / "cache").mkdir(mode=0o555)
    with opened_to_all(tmp_path), ordinary_user():
        opened = open_folder(folder, tmp_path / "cache")
        assert not opened.is_indexed
        look_at(opened)


@pytest.mark.parametrize("size", ["4k", "16k", "64k", "96k", "128k", "160k", "192k"])
def test_the_disk_is_full_sooner_or_later(tmp_path: Path, size: str) -> None:
    folder = sample_folder(tmp_path)
    with mounted(tmp_path / "cache", f"size={size}") as cache:
        opened = open_folder(folder, cache)
        assert opened == open_folder(folder)
        look_at(opened)
        if not opened.is_indexed:
            assert names(cache) == []
            assert open_quick(folder, cache) is None


def test_the_disk_fills_up_while_a_change_is_noted(tmp_path: Path) -> None:
    folder = sample_folder(tmp_path)
    with mounted(tmp_path / "cache", "size=4m") as cache:
        opened = open_folder(folder, cache)
        assert opened.is_indexed
        free = os.statvfs(cache)
        (cache / "filler").write_bytes(b"x" * (free.f_bavail * free.f_bsize))
        long = "".join(f"      - {{text: word{n}, voice: speaker, para: 1}}\n" for n in range(900))
        write(folder, aldmark=CARD + "    quotes:\n" + long)
        again = reload(opened)
        assert again == open_folder(folder)
        with SearchIndex(again) as index:
            assert [hit.passage.card for hit in index.search("word899")] == ["aldmark"]
        (cache / "filler").unlink()
        is_as_read(folder, cache)


def test_the_words_of_a_new_index_are_written_at_one_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_CHUNK", 1)
    folder = sample_folder(tmp_path)
    open_folder(folder, tmp_path / "cache")
    with closing(sqlite3.connect(index_of(tmp_path / "cache", folder))) as database:
        for table in ("passages", "titles", "names"):
            runs = f"SELECT count(DISTINCT id >> 37) FROM {table}_data WHERE id > 10"
            assert database.execute(runs).fetchone() == (1,)


def test_the_words_of_many_changes_are_written_together(tmp_path: Path) -> None:
    cards = {f"c{n}": CARD.replace("Aldmark", f"N{n}") + QUOTED for n in range(40)}
    folder = write(tmp_path / "cards", library=LIBRARY, **cards)
    opened = open_folder(folder, tmp_path / "cache")
    write(folder, **{name: text.replace("rose", f"fell{name}") for name, text in cards.items()})
    assert reload(opened) == open_folder(folder)
    runs = "SELECT count(DISTINCT id >> 37) FROM passages_data WHERE id > 10"
    with closing(sqlite3.connect(index_of(tmp_path / "cache", folder))) as database:
        assert database.execute(runs).fetchone()[0] <= 3
        database.execute("SELECT * FROM passages WHERE passages MATCH 'fellc7'").fetchone()


@on_linux
def test_an_index_is_fetched_whole_and_once_before_it_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "posix_fadvise", lambda _file, *part: told.append(part[:2]), False)
    monkeypatch.setattr(os, "POSIX_FADV_WILLNEED", 3, False)
    index = open_folder(sample_folder(tmp_path), tmp_path / "cache").index
    assert index is not None
    index.read_ahead()
    index.read_ahead()
    assert sum(length for _, length in told) >= index.path.stat().st_size
    assert [start for start, _ in told] == [sum(n for _, n in told[:at]) for at in range(len(told))]


@on_linux
def test_to_fetch_an_index_gives_up_no_lock_on_it(tmp_path: Path) -> None:
    index = open_folder(sample_folder(tmp_path), tmp_path / "cache").index
    assert index is not None
    with closing(index.connection(1)) as writing:
        writing.execute("BEGIN IMMEDIATE")
        index.read_ahead()
        other = [sys.executable, "-c", WRITER, str(index.path)]
        told = subprocess.run(other, check=True, capture_output=True, text=True).stdout
    assert told == "database is locked\n"


def test_a_library_of_which_a_file_cannot_be_looked_at_has_its_index(tmp_path: Path) -> None:
    folder = sample_folder(tmp_path)
    (folder / "dangling.yaml").symlink_to("gone.yaml")
    (folder / "circle.yaml").symlink_to("circle.yaml")
    is_as_read(folder, tmp_path / "cache")
    opened = open_folder(folder, tmp_path / "cache")
    (folder / "circle.yaml").unlink()
    (folder / "norrey.yaml").rename(folder / "gone.yaml")
    (folder / "aldmark.yaml").unlink()
    (folder / "aldmark.yaml").symlink_to("nowhere.yaml")
    again = reload(opened)
    assert again == open_folder(folder)
    assert again.is_indexed
    is_as_read(folder, tmp_path / "cache")


def test_an_index_that_cannot_be_fetched_is_asked_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = open_folder(sample_folder(tmp_path), tmp_path / "cache").index
    assert index is not None
    with monkeypatch.context() as elsewhere:
        elsewhere.delattr(os, "posix_fadvise", raising=False)
        index.read_ahead()
    index.path.unlink()
    index.read_ahead()
    assert index.rows() is not None


def test_an_index_that_is_closed_is_not_fetched(tmp_path: Path) -> None:
    index = open_folder(sample_folder(tmp_path), tmp_path / "cache").index
    assert index is not None
    index.close()
    index.read_ahead()
    assert index.rows() is None


def test_a_library_on_a_read_only_disk_is_indexed_like_any(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=2m") as disk:
        folder = sample_folder(disk)
        assert not mount("-o", "remount,ro", str(disk))
        is_as_read(folder, tmp_path / "cache")
        before = index_of(tmp_path / "cache", folder)
        is_as_read(folder, tmp_path / "cache")
        assert index_of(tmp_path / "cache", folder) == before


def test_an_index_built_where_the_disk_fills_is_no_harm_to_what_was_there(tmp_path: Path) -> None:
    folder = write(tmp_path / "cards", library=LIBRARY, aldmark=CARD)
    with mounted(tmp_path / "cache", "size=300k") as cache:
        (cache / "other").write_bytes(b"x" * 250_000)
        open_folder(folder, cache)
        assert names(cache) == ["other"]
        assert subprocess.run(["sync", str(cache)], check=False).returncode == 0


def test_another_folder_in_the_place_of_the_library_is_read_whatever_its_dates(
    tmp_path: Path,
) -> None:
    folder, cache = sample_folder(tmp_path), tmp_path / "cache"
    write(folder, aldmark=CARD + QUOTED)
    opened = open_folder(folder, cache)
    other = shutil.copytree(folder, tmp_path / "other")
    write(other, aldmark=CARD + QUOTED.replace("rose", "fell"))
    for path in other.iterdir():
        found = (folder / path.name).stat()
        os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    folder.rename(tmp_path / "before")
    other.rename(folder)
    assert reload(opened) == open_folder(folder)
    is_as_read(folder, cache)


@pytest.mark.parametrize("days", [-1, 1], ids=["set back", "put forward"])
def test_a_clock_that_is_changed_hides_no_change(tmp_path: Path, days: int) -> None:
    folder, cache = sample_folder(tmp_path), tmp_path / "cache"
    write(folder, aldmark=CARD + QUOTED)
    opened = open_folder(folder, cache)
    for number, word in enumerate(("fell", "went"), 1):
        write(folder, aldmark=CARD + QUOTED.replace("rose", word))
        when = time.time() + number * days * 86_400
        os.utime(folder / "aldmark.yaml", (when, when))
        opened = reload(opened)
        assert opened == open_folder(folder)
        is_as_read(folder, cache)
