"""Several windows and the command line use one index at once, and whoever is killed harms nobody."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from core_samples import CARD, LIBRARY, names, write
from index_samples import QUOTED, index_of, is_as_read, look_at, sample_folder

from briefing.core import index as index_module
from briefing.core import index_changes
from briefing.core.index import SearchIndex
from briefing.core.library import StoppedError, Watch, open_folder, open_quick, reload
from briefing.core.query import QueryError
from briefing.core.raw_file import stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CARDS = 120

# Reads the library, says so, and then changes a card of its own and reads again, many times.
READER = """\
import sys
from pathlib import Path
from briefing.core.index import SearchIndex
from briefing.core.library import open_folder, reload
folder, cache, own, times = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
opened = open_folder(folder, cache)
print("ready", flush=True)
text = (folder / f"{own}.yaml").read_text()
for number in range(times):
    (folder / f".{own}").write_text(text.replace("matters", f"matters{number}"))
    (folder / f".{own}").replace(folder / f"{own}.yaml")
    opened = reload(opened)
    said = opened.cards[own].editions[0].bottom_line
    assert said == f"The port matters{number}.", said
    with SearchIndex(opened) as index:
        found = index.search(f"matters{number}")
        assert own in {hit.passage.card for hit in found}, found
    assert all(file.card for file in opened.files)
print("done", flush=True)
"""
BUILDER = """\
import sys
from pathlib import Path
from briefing.core.library import open_folder
print("ready", flush=True)
opened = open_folder(Path(sys.argv[1]), Path(sys.argv[2]))
print("done", len(opened.files), opened.is_indexed, flush=True)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    cards = {
        f"c{number}": CARD.replace("Aldmark", f"N{number}") + QUOTED for number in range(CARDS)
    }
    return write(tmp_path / "cards", library=LIBRARY, **cards)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def started(folder: Path, cache: Path) -> Iterator[Any]:
    processes: list[subprocess.Popen[str]] = []

    def start(program: str, *more: str) -> subprocess.Popen[str]:
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        process = subprocess.Popen(
            [sys.executable, "-c", program, str(folder), str(cache), *more],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.kill()
        process.communicate()


def said(process: subprocess.Popen[str]) -> str:
    out, complaints = process.communicate(timeout=100)
    assert not complaints
    return out.splitlines()[-1]


def test_all_build_at_once_and_each_has_the_library(
    folder: Path, cache: Path, started: Any
) -> None:
    builders = [started(BUILDER) for _ in range(3)]
    assert [said(builder) for builder in builders] == [f"done {CARDS} True"] * 3
    quick = open_quick(folder, cache)
    assert quick is not None
    assert reload(quick) is quick
    assert quick == open_folder(folder)


def test_all_change_cards_at_once_and_none_misses_its_own(
    folder: Path, cache: Path, started: Any
) -> None:
    open_folder(folder, cache)
    readers = [started(READER, f"c{number}", "12") for number in range(3)]
    assert [said(reader) for reader in readers] == ["done"] * 3
    is_as_read(folder, cache)


def test_readers_killed_while_they_write_leave_a_good_index(
    folder: Path, cache: Path, started: Any
) -> None:
    opened = open_folder(folder, cache)
    for number in range(6):
        reader = started(READER, f"c{number}", "1000")
        assert reader.stdout.readline() == "ready\n"
        for _ in range(3 + 5 * number):
            opened = reload(opened)
        os.kill(reader.pid, signal.SIGKILL)
        reader.wait()
        assert reload(opened) == open_folder(folder)
    is_as_read(folder, cache)


def test_builders_killed_in_the_middle_leave_nothing_that_counts(
    folder: Path, cache: Path, started: Any
) -> None:
    for number in range(6):
        builder = started(BUILDER)
        assert builder.stdout.readline() == "ready\n"
        for _ in range(number * 40):
            if len(names(cache) if cache.exists() else []) > number:
                break
        os.kill(builder.pid, signal.SIGKILL)
        builder.wait()
        quick = open_quick(folder, cache)
        assert quick is None or reload(quick) == open_folder(folder)
    is_as_read(folder, cache)


def test_threads_of_one_window_ask_at_once(folder: Path, cache: Path) -> None:
    opened = open_folder(folder, cache)
    wrong: list[BaseException] = []

    def ask() -> None:
        try:
            look_at(opened)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test must hear of it
            wrong.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    write(folder, c0=CARD + QUOTED.replace("rose", "fell"))
    assert reload(opened).cards["c0"].editions[0].points[0].text == "They fell."
    for thread in threads:
        thread.join()
    assert not wrong


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return sample_folder(tmp_path)


def test_what_cannot_be_written_just_now_is_held_in_memory(
    sample: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_changes, "_WAIT", 0.001)
    opened = open_folder(sample, cache)
    with closing(sqlite3.connect(index_of(cache, sample), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        write(sample, aldmark=CARD + QUOTED.replace("rose", "fell"))
        busy = reload(opened)
        other.execute("ROLLBACK")
    assert busy == open_folder(sample)
    assert not busy.is_indexed
    with SearchIndex(busy) as index:
        assert [hit.passage.card for hit in index.search("fell")] == ["aldmark"]
    assert busy.index is opened.index
    assert busy.index is not None
    assert not busy.index.is_damaged
    again = reload(busy)
    assert again.is_indexed
    assert reload(again) is again
    is_as_read(sample, cache)


def test_the_index_that_another_window_made_counts_for_this_one_too(
    sample: Path, cache: Path
) -> None:
    opened = open_folder(sample, cache)
    for path in cache.glob("*.index"):
        path.unlink()
    other = open_folder(sample, cache)
    again = reload(opened)
    assert other.index is not None
    assert again.index is not None
    assert again.index.path == other.index.path
    assert again == opened


def test_what_another_window_wrote_is_not_written_again(sample: Path, cache: Path) -> None:
    one, other = open_folder(sample, cache), open_folder(sample, cache)
    write(sample, aldmark=CARD + QUOTED.replace("rose", "fell"))
    assert reload(one) == reload(other) == open_folder(sample)
    with SearchIndex(reload(other)) as index:
        assert [hit.passage.card for hit in index.search("fell")] == ["aldmark"]
        assert index.search("rose") == ()


def test_what_was_changed_and_changed_back_is_found_as_it_is(sample: Path, cache: Path) -> None:
    write(sample, aldmark=CARD + QUOTED)
    one, other = open_folder(sample, cache), open_folder(sample, cache)
    write(sample, aldmark=CARD + QUOTED.replace("rose", "fell"))
    reload(other)
    write(sample, aldmark=CARD + QUOTED)
    with SearchIndex(reload(one)) as index:
        assert [hit.passage.card for hit in index.search("rose")] == ["aldmark"]
        assert index.search("fell") == ()
    is_as_read(sample, cache)


def test_what_was_moved_away_and_back_before_other_eyes_is_found(
    folder: Path, cache: Path, tmp_path: Path
) -> None:
    write(folder, c7=CARD + QUOTED.replace("rose", "fell"))
    one, other = open_folder(folder, cache), open_folder(folder, cache)
    (folder / "c7.yaml").rename(tmp_path / "c7.yaml")
    other = reload(other)
    (tmp_path / "c7.yaml").rename(folder / "c7.yaml")
    for again in (reload(one), reload(other), reload(reload(one))):
        assert again == open_folder(folder)
        with SearchIndex(again) as index:
            assert [hit.passage.card for hit in index.search("fell")] == ["c7"]


def test_new_times_that_cannot_be_noted_just_now_are_noted_later(
    sample: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_changes, "_WAIT", 0.001)
    opened, path = open_folder(sample, cache), sample / "aldmark.yaml"
    os.utime(path)
    with closing(sqlite3.connect(index_of(cache, sample), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert reload(opened) is opened
    assert reload(opened) is opened
    assert opened.index is not None
    kept = opened.index.row("aldmark.yaml")
    assert kept is not None
    assert kept.stamp == stamp_of(path.stat())


@pytest.fixture
def writer(sample: Path, cache: Path) -> Iterator[sqlite3.Connection]:
    """Another program that writes to the index of the sample, which is there."""
    open_folder(sample, cache)
    with closing(sqlite3.connect(index_of(cache, sample), isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        yield database


def test_a_change_waits_until_another_program_has_written_its_own(
    sample: Path, cache: Path, writer: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_changes, "_WAIT", 0.001)
    asked = []

    class Listener(Watch):
        def stopped(self) -> bool:
            asked.append(writer.in_transaction)
            if len(asked) == 5:
                writer.execute("ROLLBACK")
            return False

    write(sample, aldmark=CARD + QUOTED.replace("rose", "fell"))
    assert open_folder(sample, cache, Listener()).is_indexed
    assert len(asked) > 5


def test_a_change_that_waits_can_be_stopped(
    sample: Path, cache: Path, writer: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_changes, "_WAIT", 0.001)
    begin = index_changes._begin
    waits = []

    class Listener(Watch):
        def stopped(self) -> bool:
            return bool(waits)

    def noted(*arguments: Any) -> None:
        waits.append(True)
        begin(*arguments)

    monkeypatch.setattr(index_changes, "_begin", noted)
    write(sample, aldmark=CARD + QUOTED.replace("rose", "fell"))
    with pytest.raises(StoppedError):
        open_folder(sample, cache, Listener())
    assert writer.in_transaction


@pytest.mark.parametrize("before", ["changed", "gone"])
def test_what_another_window_read_later_is_not_overwritten(
    sample: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, before: str
) -> None:
    one, other = open_folder(sample, cache), open_folder(sample, cache)
    update, newest = index_changes.update, []

    def slowly(*args: Any) -> dict[str, int] | None:
        monkeypatch.undo()
        write(sample, aldmark=CARD + QUOTED.replace("rose", "sank"))
        newest.append(reload(other))
        return update(*args)

    monkeypatch.setattr(index_changes, "update", slowly)
    write(sample, aldmark=CARD + QUOTED.replace("rose", "fell"))
    if before == "gone":
        (sample / "aldmark.yaml").unlink()
    late = reload(one)
    with SearchIndex(newest[0]) as index:
        assert [hit.passage.card for hit in index.search("sank")] == ["aldmark"]
        assert index.search("fell") == ()
    assert reload(late) == open_folder(sample)
    is_as_read(sample, cache)


def test_a_search_that_meets_a_long_write_says_so(
    sample: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_module, "_WAIT", 0.001)
    opened = open_folder(sample, cache)
    with SearchIndex(opened) as index:
        wanted = index.search("rose")
        with closing(sqlite3.connect(index_of(cache, sample), isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(QueryError, match="try again in a moment"):
                index.search("rose")
            with pytest.raises(QueryError, match="try again in a moment"):
                index.correction("roze")
            other.execute("ROLLBACK")
        assert index.search("rose") == wanted
