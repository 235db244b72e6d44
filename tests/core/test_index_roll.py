"""A library is listed as its index has it, without a file at hand, and never as it was before."""

from __future__ import annotations

import os
import pickle
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from core_samples import CARD, LIBRARY, write
from index_samples import change, index_of, is_as_read, look_at, sample_folder

from briefing.core import index_file, index_roll, library
from briefing.core.card_file import CardFile
from briefing.core.index_roll import kept_roll
from briefing.core.index_rows import Rows
from briefing.core.index_schema import NoIndexError
from briefing.core.library import CardFolder, open_folder, open_quick, reload
from briefing.core.listed import ListedFile, ListedFiles
from briefing.core.raw_file import NO_STAMP

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.core.keeping import Row


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = sample_folder(tmp_path)
    for path in folder.iterdir():
        os.utime(path, (1_000_000_000, 1_000_000_000))
    return folder


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # A file is trusted from some seconds after its last change on, which a test would wait for.
    monkeypatch.setattr("briefing.core.raw_file._SETTLED", -(1 << 62))
    return tmp_path / "cache"


@pytest.fixture
def opened(folder: Path, cache: Path) -> CardFolder:
    return open_folder(folder, cache)


def shown(folder: Path, cache: Path) -> CardFolder:
    quick = open_quick(folder, cache)
    assert quick is not None
    return quick


def listed(folder: CardFolder) -> ListedFiles:
    assert isinstance(folder.files, ListedFiles)
    return folder.files


def test_a_library_is_listed_without_a_file_at_hand(
    opened: CardFolder, folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = shown(folder, cache)
    with monkeypatch.context() as patched:
        patched.setattr(ListedFile, "row", None)
        assert (quick.problem_count, quick.error_count, quick.edition_count) == (2, 1, 2)
        assert quick.regions == ("North", "South")
        assert list(quick.cards) == ["aldmark", "norrey"]
        assert "broken" not in quick.cards
        assert [(file.name, file.region, file.is_broken) for file in quick.files] == [
            *(("Aldmark", "North", False), ("Norrey", "South", False), ("broken", "", True)),
        ]
        assert quick.files[0].path == folder / "aldmark.yaml"
        assert [file.id for file in quick.files if file.is_broken] == ["broken"]
        assert quick.is_indexed
        assert not quick.is_in_full
    assert opened.is_in_full
    assert quick == opened
    assert (opened.files, hash(quick.files)) == (quick.files, hash(opened.files))
    look_at(quick)


def test_a_warning_more_of_a_card_is_counted_though_nothing_else_changed(
    folder: Path, cache: Path
) -> None:
    path = folder / "norrey.yaml"
    path.write_text(path.read_text("utf-8").replace("[no]", "[no, aldmark]"), "utf-8")
    open_folder(folder, cache)
    (folder / "aldmark.yaml").unlink()
    again = reload(shown(folder, cache))
    assert again.problem_count == len(again.all_problems) == open_folder(folder).problem_count


def test_its_files_are_a_sequence(opened: CardFolder, folder: Path, cache: Path) -> None:
    files = listed(shown(folder, cache))
    assert len(files) == 3
    assert files[-1].id == "broken"
    assert files[1:] == opened.files[1:]
    assert files[0] in files
    assert files != list(opened.files)
    with pytest.raises(IndexError):
        files[3]


def test_it_goes_to_another_process_with_its_cards(
    opened: CardFolder, folder: Path, cache: Path
) -> None:
    sent = pickle.loads(pickle.dumps(shown(folder, cache)))
    assert sent.files == opened.files
    assert [type(file) for file in sent.files] == [CardFile] * 3


def test_it_stays_what_it_is_where_nothing_changed(
    opened: CardFolder, folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = shown(folder, cache)
    monkeypatch.setattr(ListedFiles, "in_full", None)
    assert reload(quick) is quick
    assert quick.index is not None
    assert quick.index.trusted
    assert reload(quick) is quick


def test_what_was_only_touched_is_not_another_library(
    opened: CardFolder, folder: Path, cache: Path
) -> None:
    quick = shown(folder, cache)
    os.utime(folder / "norrey.yaml", (1_000_000_001, 1_000_000_001))
    assert reload(quick) is quick
    assert quick == open_folder(folder)
    assert listed(shown(folder, cache)).kept == listed(quick).kept


@pytest.mark.parametrize(
    "changed",
    [
        {"aldmark": CARD.replace("Aldmark", "Eldmark")},
        {"more": CARD},
        {"broken": CARD},
        {"aldmark": "name: ["},
        {"nowhere": CARD, "no": CARD},
        {"library": LIBRARY.replace("[North, South]", "[South, North]")},
        {"library": "title: ["},
        {"library": LIBRARY.replace("Two talks", "Some talks")},
    ],
)
def test_after_a_change_it_is_listed_as_it_is(
    opened: CardFolder, folder: Path, cache: Path, changed: dict[str, str]
) -> None:
    quick = shown(folder, cache)
    write(folder, **changed)
    fresh = open_folder(folder)
    again = reload(quick)
    assert again == fresh
    next_time = shown(folder, cache)
    assert listed(next_time).in_full() == fresh.files
    assert next_time == fresh
    assert reload(again) is again
    is_as_read(folder, cache)


def test_the_last_good_card_stays_at_hand_when_its_file_breaks(
    opened: CardFolder, folder: Path, cache: Path
) -> None:
    quick = shown(folder, cache)
    before = opened.cards["aldmark"]
    write(folder, aldmark="name: [")
    assert reload(quick).files[-2].is_broken
    assert quick.cards["aldmark"] == before


def test_a_card_that_is_gone_is_not_listed(opened: CardFolder, folder: Path, cache: Path) -> None:
    quick = shown(folder, cache)
    (folder / "aldmark.yaml").unlink()
    after = shown(folder, cache)
    assert [file.id for file in after.files] == ["norrey", "broken"]
    assert reload(quick) == reload(after) == open_folder(folder)
    assert [file.id for file in listed(shown(folder, cache))] == ["norrey", "broken"]


def test_a_name_that_deceives_is_told_of_though_no_card_changed(
    opened: CardFolder, folder: Path, cache: Path
) -> None:
    quick = shown(folder, cache)
    (folder / "more.yml").write_text("")
    again = reload(quick)
    assert [problem.rule for problem in again.problems] == ["yml-file"]
    assert again == open_folder(folder) == shown(folder, cache)


def test_another_window_that_wrote_is_noticed(
    opened: CardFolder, folder: Path, cache: Path
) -> None:
    quick, other = shown(folder, cache), shown(folder, cache)
    write(folder, aldmark=CARD.replace("Aldmark", "Eldmark"))
    reload(other)
    assert quick.files[0].name == "Aldmark"
    assert quick.cards["aldmark"].name == "Eldmark"
    again = reload(quick)
    assert again == open_folder(folder)
    assert again.files[0].name == "Eldmark"
    assert listed(quick).in_full() is None


def test_a_card_that_another_window_forgot_is_asked_of_its_file(
    opened: CardFolder, folder: Path, cache: Path
) -> None:
    quick = shown(folder, cache)
    change(index_of(cache, folder), "DELETE FROM files WHERE title = 'Aldmark'")
    assert quick.cards["aldmark"] == opened.cards["aldmark"]
    assert [problem.rule for problem in quick.files[1].problems] == ["dangling"]
    assert quick.files[0].stamp == NO_STAMP
    assert listed(quick).in_full() is None
    assert reload(quick) == open_folder(folder)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE roll SET value = replace(value, 'Aldmark', 'Aldmerk')",
        "UPDATE roll SET regions = NULL",
        "UPDATE roll SET value = 3",
        "UPDATE roll SET value = '{', sum = sum_of(regions || '{')",
        "UPDATE roll SET value = replace(value, 'norrey', 'aldmark'), sum = NULL",
        "DELETE FROM roll",
        "INSERT INTO roll SELECT state - 1, regions, 'x', sum FROM roll",
    ],
)
def test_a_damaged_roll_is_no_harm(
    opened: CardFolder, folder: Path, cache: Path, damage: str
) -> None:
    change(index_of(cache, folder), damage)
    quick = open_quick(folder, cache)
    assert quick is None or not isinstance(quick.files, ListedFiles)
    is_as_read(folder, cache)
    assert listed(shown(folder, cache)) == opened.files


def test_cards_that_are_there_twice_or_not_at_all_are_no_list(
    opened: CardFolder, folder: Path, cache: Path
) -> None:
    path = index_of(cache, folder)
    change(
        path,
        "UPDATE roll SET value = replace(value, 'norrey', 'aldmark')",
        "UPDATE roll SET sum = sum_of(regions || value)",
    )
    assert not isinstance(shown(folder, cache).files, ListedFiles)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE files SET links = '[', ids_key = x'00', sum = sum_of(sum)",
        "UPDATE files SET links = '3', ids_key = x'00'",
        "UPDATE files SET name = 3 WHERE slot = 1",
        "UPDATE files SET name = CAST('x.yaml' AS BLOB) WHERE slot = 1",
        "UPDATE files SET settled = 'x'",
        "UPDATE files SET library_key = NULL",
        "UPDATE files SET title = 3 WHERE slot = 1",
        "DELETE FROM files WHERE slot = 1",
    ],
)
def test_nonsense_beside_the_roll_is_found_when_the_library_is_read_anew(
    opened: CardFolder, folder: Path, cache: Path, damage: str
) -> None:
    for trusted in (False, True):
        quick = shown(folder, cache)
        assert quick.index is not None
        quick.index.trusted = trusted
        change(index_of(cache, folder), damage)
        again = reload(quick)
        assert [file.id for file in again.files] == ["aldmark", "norrey", "broken"]
        look_at(again)
        is_as_read(folder, cache)


def test_files_are_fetched_some_at_a_time_and_never_without_end(
    opened: CardFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Turning:
        """A database in which the first files come again and again."""

        def execute(self, *_: object) -> Turning:
            return self

        def fetchall(self) -> list[tuple[int]]:
            return [(1,), (2,)]

    index = opened.index
    assert index is not None
    for number in (2, 3, 4):
        monkeypatch.setattr(index_file, "_AT_ONCE", number)
        assert list(index.files("slot")) == [(1,), (2,), (3,)]
    monkeypatch.setattr(index_file, "_AT_ONCE", 2)
    monkeypatch.setattr(index, "_database", Turning())
    with pytest.raises(NoIndexError):
        list(index.files("slot"))


def test_nobody_waits_while_what_was_fetched_is_read(
    opened: CardFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, waits = opened.index, []
    assert index is not None
    read = Rows.row

    def noted(reader: Rows, values: tuple[Any, ...]) -> Row:
        waits.append(index._lock.locked())
        return read(reader, values)

    monkeypatch.setattr(index_file, "_AT_ONCE", 1)
    monkeypatch.setattr(Rows, "row", noted)
    rows = index.rows()
    assert rows is not None
    assert {row.name for row in rows} == {file.file_name for file in opened.files}
    assert waits == [False] * 3


def test_a_roll_that_cannot_be_written_now_is_written_by_whoever_reads_next(
    opened: CardFolder, folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_roll, "_WAIT", 0.001)
    path = index_of(cache, folder)
    change(path, "DELETE FROM roll")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert open_folder(folder, cache) == opened
        other.execute("ROLLBACK")
    assert not isinstance(shown(folder, cache).files, ListedFiles)
    reload(opened)
    assert listed(shown(folder, cache)) == opened.files


def test_no_roll_is_written_of_what_another_window_changed(
    opened: CardFolder, folder: Path, cache: Path
) -> None:
    write(folder, aldmark=CARD.replace("Aldmark", "Eldmark"))
    newer = open_folder(folder, cache)
    index, regions = newer.index, ("North", "South")
    assert index is not None
    before = kept_roll(index)
    index_roll.write_roll(index, regions, opened, "")
    assert kept_roll(index) == before
    index_roll.write_roll(index, regions, newer, "")
    assert kept_roll(index) != before


def test_of_a_part_of_a_library_no_roll_is_written(
    opened: CardFolder, folder: Path, cache: Path
) -> None:
    change(index_of(cache, folder), "DELETE FROM roll")
    open_folder(folder, cache, only={"aldmark"})
    assert not isinstance(shown(folder, cache).files, ListedFiles)


class TestFolderAsItWasSeen:
    """While no file came or went, the names in the folder are not asked for."""

    @pytest.fixture
    def settled(self, folder: Path, cache: Path) -> CardFolder:
        return open_folder(folder, cache)

    @pytest.fixture
    def no_names(self, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
        monkeypatch.setattr(library, "names_in", None)
        return monkeypatch

    def test_it_is_not_gone_through(
        self, settled: CardFolder, no_names: pytest.MonkeyPatch, folder: Path, cache: Path
    ) -> None:
        quick = shown(folder, cache)
        assert quick == settled
        assert quick.index is not None
        assert quick.index.context.ids == dict.fromkeys(["aldmark", "broken", "norrey"])

    def test_but_where_a_file_came_or_went(
        self, settled: CardFolder, folder: Path, cache: Path
    ) -> None:
        before = listed(shown(folder, cache)).kept
        (folder / "notes.txt").write_text("")
        quick = shown(folder, cache)
        assert listed(quick).kept == before
        assert reload(quick) is quick
        assert listed(shown(folder, cache)).kept.seen != before.seen
        (folder / "norrey.yaml").unlink()
        assert "norrey" not in shown(folder, cache).cards

    def test_or_where_there_is_more_to_say_of_it(
        self, settled: CardFolder, folder: Path, cache: Path
    ) -> None:
        (folder / "more.yml").write_text("")
        again = reload(shown(folder, cache))
        assert [problem.rule for problem in shown(folder, cache).problems] == ["yml-file"]
        assert reload(again) is again
        (folder / "more.yaml").write_text("name: [")
        reload(again)
        assert [problem.rule for problem in shown(folder, cache).problems] == ["yml-file"]

    def test_or_where_it_changed_just_now(
        self, settled: CardFolder, folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("briefing.core.raw_file._SETTLED", 3_000_000_000)
        monkeypatch.setattr(library, "names_in", lambda _: [])
        with pytest.raises(AssertionError):
            listed(shown(folder, cache))

    def test_nor_is_an_index_believed_whose_names_lead_out(
        self, settled: CardFolder, folder: Path, cache: Path
    ) -> None:
        change(
            index_of(cache, folder),
            "UPDATE roll SET value = replace(value, 'norrey', '../else')",
            "UPDATE roll SET sum = sum_of(regions || value)",
        )
        assert [file.id for file in shown(folder, cache).files] == ["aldmark", "norrey", "broken"]

    def test_where_it_cannot_be_noted_now_it_is_next_time(
        self, settled: CardFolder, folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(index_roll, "_WAIT", 0.001)
        (folder / "notes.txt").write_text("")
        quick = shown(folder, cache)
        with closing(sqlite3.connect(index_of(cache, folder), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert reload(quick) is quick
            other.execute("ROLLBACK")
        assert listed(shown(folder, cache)).kept == listed(quick).kept
        reload(quick)
        assert listed(shown(folder, cache)).kept != listed(quick).kept
