"""An index that is gone, damaged or made up gives wrong words at worst, and then a new index."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from contextlib import closing, suppress
from time import time
from typing import TYPE_CHECKING, Any

import pytest
from core_samples import CARD, LIBRARY, names, write
from hypothesis import given
from hypothesis import strategies as st
from index_samples import QUERIES, change, index_of, is_as_read, look_at, sample_folder

from briefing.core import index_file, index_place, index_schema
from briefing.core.index import SearchIndex
from briefing.core.index_place import IndexPlace
from briefing.core.library import CardFolder, open_folder, open_quick, reload
from briefing.core.query import QueryError
from briefing.core.state_files import write_private

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return sample_folder(tmp_path)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def opened(folder: Path, cache: Path) -> CardFolder:
    return open_folder(folder, cache)


def pointer(cache: Path) -> Path:
    (found,) = cache.glob("*.index")
    return found


def cut(size: int) -> Callable[[Path, Path], None]:
    def do(_cache: Path, path: Path) -> None:
        os.truncate(path, size if size >= 0 else path.stat().st_size + size)

    return do


def written(content: bytes, at: int = 0) -> Callable[[Path, Path], None]:
    def do(_cache: Path, path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(at)
            file.write(content)

    return do


def tables_in_no_words(_cache: Path, path: Path) -> None:
    whole = path.read_bytes()
    assert whole.count(b"CREATE TABLE texts") == 1
    path.write_bytes(whole.replace(b"CREATE TABLE texts", b"CREATE \xff\xffBLE texts"))


def places_beyond_memory(_cache: Path, path: Path) -> None:
    whole, word = path.read_bytes(), b"\x06harbor\xc0\x80\x02"
    start = whole.index(word) + len(word)
    path.write_bytes(whole[:start] + b"\xff" * 9 + whole[start + 9 :])


def ran(*statements: str) -> Callable[[Path, Path], None]:
    return lambda _cache, path: change(path, *statements)


def pointed(content: bytes) -> Callable[[Path, Path], None]:
    return lambda cache, _path: pointer(cache).write_bytes(content) and None


def gone(cache: Path, path: Path) -> None:
    path.unlink()


def pointer_gone(cache: Path, path: Path) -> None:
    pointer(cache).unlink()


def all_gone(cache: Path, path: Path) -> None:
    shutil.rmtree(cache)


def a_folder(cache: Path, path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGE: dict[str, Callable[[Path, Path], None]] = {
    "deleted": gone,
    "deleted with its folder": all_gone,
    "a folder in its place": a_folder,
    "what says which one counts deleted": pointer_gone,
    "what says which one counts empty": pointed(b""),
    "what says which one counts garbage": pointed(os.urandom(200)),
    "what says which one counts leads elsewhere": pointed(b"/../../x.db"),
    "what says which one counts names none": pointed(b"0123456789abcdef.db"),
    "empty": cut(0),
    "cut after a byte": cut(1),
    "cut in the header": cut(60),
    "cut after a page": cut(4096),
    "cut in the middle": cut(50_000),
    "cut at the end": cut(-1),
    "cut by a page": cut(-4096),
    "no database": written(b"title: no database" * 100),
    "header garbage": written(b"\xff" * 80, 16),
    "first page garbage": written(b"\xff" * 3900, 150),
    "tables whose words are no text": tables_in_no_words,
    "zeros": written(b"\0" * 60_000, 4096),
    "another program's": ran("UPDATE about SET value = 'x' WHERE what = 'program'"),
    "another library's": ran("UPDATE about SET value = 'x' WHERE what = 'library'"),
    "never finished": ran("DELETE FROM about"),
    "a table too few": ran("DROP TABLE problems"),
    "a table too many": ran("CREATE TABLE more (x)"),
    "a trigger": ran(
        "CREATE TRIGGER t AFTER INSERT ON texts BEGIN UPDATE files SET title = 'x'; END"
    ),
    "a view for a table": ran(
        "ALTER TABLE texts RENAME TO other", "CREATE VIEW texts AS SELECT * FROM other"
    ),
    "another table of the name": ran("DROP TABLE texts", "CREATE TABLE texts (slot, digest, x)"),
    "rows without a name": ran("UPDATE files SET name = CAST('x' AS BLOB) WHERE slot = 1"),
    "a name that leads out": ran(
        "UPDATE files SET name = CAST('../x.yaml' AS BLOB) WHERE slot = 1"
    ),
    "a name with a zero": ran("UPDATE files SET name = CAST('a\\0b' AS TEXT) WHERE slot = 1"),
    "numbers for texts": ran("UPDATE files SET title = 3 WHERE slot = 1"),
    "texts for numbers": ran("UPDATE files SET errors = 'x'"),
    "no stamp": ran("UPDATE files SET size = NULL"),
    "a kind that is none": ran("UPDATE files SET kind = 'fort' WHERE title IS NOT NULL"),
    "sources that are none": ran("UPDATE files SET sources = '[3]' WHERE title IS NOT NULL"),
    "sources no list": ran("UPDATE files SET sources = '{' WHERE title IS NOT NULL"),
    "links no list": ran("UPDATE files SET links = '3'"),
    "a text that is no UTF-8": ran("UPDATE files SET title = CAST(x'ff' AS TEXT) WHERE slot = 1"),
    "a letter of a title": ran("UPDATE files SET title = 'Aldmerk' WHERE title = 'Aldmark'"),
    "a letter of a source": ran("UPDATE files SET sources = replace(sources, 'first', 'fifth')"),
    "counts of problems": ran("UPDATE files SET warnings = 7"),
    "files missing": ran("DELETE FROM files"),
    "a file too many": ran(
        "INSERT INTO files SELECT 99, CAST('more.yaml' AS BLOB), inode, size, changed, touched, "
        "settled, digest, library_key, ids_key, dangles, errors, warnings, title, kind, region, "
        "code, sources, steps, quotes, links, sum FROM files WHERE slot = 1"
    ),
}
UNSEEN: dict[str, Callable[[Path, Path], None]] = {
    "texts missing": ran("DELETE FROM texts"),
    "texts empty": ran("UPDATE texts SET text = ''"),
    "texts numbers": ran("UPDATE texts SET text = 3, cites = 3"),
    "texts changed": ran("UPDATE texts SET text = '{}', cites = '{'"),
    "texts made up": ran(
        "UPDATE texts SET text = '{}', sum = sum_of('{}'), cites = '{', cites_sum = sum_of('{')"
    ),
    "texts of others": ran("UPDATE texts SET digest = x'00'"),
    "texts no UTF-8": ran("UPDATE texts SET text = CAST(x'ff' AS TEXT)"),
    "problems missing": ran("DELETE FROM problems"),
    "problems no list": ran("UPDATE problems SET said = '{', sum = sum_of('{')"),
    "problems numbers": ran("UPDATE problems SET said = '[3]', sum = sum_of('[3]')"),
    "problems null": ran("UPDATE problems SET said = NULL"),
    "problems of other words": ran("UPDATE problems SET said = replace(said, 'no', 'on')"),
    "problems of other types": ran(
        """UPDATE problems SET said = '[["1",1,"error","a","b",""]]'""",
        "UPDATE problems SET sum = sum_of(said)",
    ),
    "problems of no severity": ran(
        """UPDATE problems SET said = '[[1,1,"worse","a","b",""]]'""",
        "UPDATE problems SET sum = sum_of(said)",
    ),
    "passages made up": ran("UPDATE passages SET rest = 'x'"),
    "passages of no card": ran("DELETE FROM files WHERE slot = 1"),
    "passages gone": ran("DELETE FROM passages"),
    "a word that stands in more places than there is memory for": places_beyond_memory,
    "words made up": ran("DELETE FROM words", "INSERT INTO words VALUES ('^harbour$')"),
}


@pytest.mark.parametrize("is_listed", [True, False])
@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_index_is_made_anew(
    opened: CardFolder,
    folder: Path,
    cache: Path,
    damage: Callable[[Path, Path], None],
    is_listed: bool,
) -> None:
    if not is_listed:
        change(index_of(cache, folder), "DELETE FROM roll")
    damage(cache, index_of(cache, folder))
    is_as_read(folder, cache)
    assert len(list(cache.glob("*.index"))) == 1


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_library_that_was_shown_is_put_right_when_it_is_read_anew(
    opened: CardFolder, folder: Path, cache: Path, damage: Callable[[Path, Path], None]
) -> None:
    quick = open_quick(folder, cache)
    assert quick is not None
    damage(cache, index_of(cache, folder))
    assert reload(quick) == open_folder(folder)
    assert open_folder(folder, cache) == open_folder(folder)


def test_a_letter_that_was_lost_is_found_by_whoever_opens_a_library(
    opened: CardFolder, folder: Path, cache: Path
) -> None:
    before = index_of(cache, folder)
    DAMAGE["a letter of a title"](cache, before)
    again = open_folder(folder, cache)
    assert again == open_folder(folder)
    assert again.is_indexed
    assert index_of(cache, folder) != before


@pytest.mark.parametrize("damage", [*DAMAGE.values(), *UNSEEN.values()], ids=[*DAMAGE, *UNSEEN])
def test_an_index_damaged_while_it_is_open_stops_nothing(
    opened: CardFolder, folder: Path, cache: Path, damage: Callable[[Path, Path], None]
) -> None:
    index = SearchIndex(opened)
    damage(cache, index_of(cache, folder))
    for query in QUERIES:
        with suppress(QueryError):
            index.search_or_correct(query)
    index.close()
    look_at(opened)
    write(folder, more=CARD.replace("Aldmark", "More"))
    again = reload(opened)
    look_at(again)
    assert again.files == open_folder(folder).files or again.index is opened.index
    assert [file.id for file in again.files] == ["aldmark", "more", "norrey", "broken"]


@pytest.mark.parametrize("damage", UNSEEN.values(), ids=UNSEEN)
def test_what_an_index_says_of_one_card_is_held_against_what_it_can_be(
    opened: CardFolder, folder: Path, cache: Path, damage: Callable[[Path, Path], None]
) -> None:
    damage(cache, index_of(cache, folder))
    quick = open_quick(folder, cache)
    assert quick is not None
    look_at(quick)
    fresh = open_folder(folder)
    assert {file.id: file.card for file in quick.files} == {
        file.id: file.card for file in fresh.files if file.id in quick.cards or file.is_broken
    } or len(quick.files) < len(fresh.files)


@given(st.data())
def test_no_byte_makes_it_fall(tmp_path_factory: pytest.TempPathFactory, data: Any) -> None:
    place = tmp_path_factory.mktemp("x")
    folder = sample_folder(place)
    open_folder(folder, place / "cache")
    path = index_of(place / "cache", folder)
    raw = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 20))):
        start = data.draw(st.integers(0, len(raw) - 1))
        wrong = data.draw(st.binary(min_size=1, max_size=20))
        raw[start : start + len(wrong)] = wrong
    path.write_bytes(raw)
    quick = open_quick(folder, place / "cache")
    if quick is not None:
        look_at(quick)
        again = reload(quick)
        look_at(again)
        assert [file.id for file in again.files if file.card] == ["aldmark", "norrey"]
    look_at(open_folder(folder, place / "cache"))
    shutil.rmtree(place)


def test_an_index_of_an_older_program_is_made_anew(
    opened: CardFolder, folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = index_of(cache, folder)
    monkeypatch.setattr(index_schema, "VERSION", index_schema.VERSION - 1)
    assert open_quick(folder, cache) is None
    assert open_folder(folder, cache).index is not None
    assert index_of(cache, folder) != before
    assert not before.exists()


def test_a_program_is_known_by_its_own_files(monkeypatch: pytest.MonkeyPatch) -> None:
    before = index_schema.program_key()

    def refuse(_: Path) -> None:
        raise OSError

    monkeypatch.setattr(os, "scandir", refuse)
    # As it was at first: a window that stays open over an update is not the new program.
    assert index_schema.program_key() == before
    index_schema._own_files.cache_clear()
    assert index_schema.program_key() != before
    index_schema._own_files.cache_clear()


def test_a_fault_of_the_program_is_no_fault_of_the_index(opened: CardFolder) -> None:
    assert opened.index is not None
    assert opened.index.ask("SELECT ?") is None
    assert opened.index.is_current


def test_an_index_that_cannot_be_opened_is_none(
    opened: CardFolder, folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise sqlite3.OperationalError

    monkeypatch.setattr(sqlite3, "connect", refuse)
    assert open_quick(folder, cache) is None
    fallen_back = open_folder(folder, cache)
    assert fallen_back == open_folder(folder)
    assert fallen_back.index is None


def test_a_connection_that_is_refused_its_limits_is_closed(
    opened: CardFolder, folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_schema, "_MEMORY", "no number; nonsense")
    assert open_quick(folder, cache) is None


def test_a_card_longer_than_any_is_no_card(
    opened: CardFolder, folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_schema, "_MOST_LENGTH", 5000)
    change(index_of(cache, folder), "UPDATE texts SET text = hex(zeroblob(100000))")
    quick = open_quick(folder, cache)
    assert quick is not None
    look_at(quick)


def test_a_pipe_in_the_place_of_what_names_the_index_names_none(folder: Path, cache: Path) -> None:
    place = IndexPlace(cache, folder)
    cache.mkdir(exist_ok=True)
    pointer = cache / f"{place.key}.index"
    pointer.unlink(missing_ok=True)
    os.mkfifo(pointer)
    assert place.current is None


def test_an_index_that_another_program_publishes_meanwhile_is_left_alone(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = IndexPlace(cache, folder), IndexPlace(cache, folder)
    with one.new() as mine, other.new() as theirs:
        pass
    os.utime(theirs, (time() - 60, time() - 60))
    with monkeypatch.context() as patched:

        def overtaken(*arguments: Any) -> None:
            write_private(*arguments)
            patched.undo()
            other.publish(theirs)

        patched.setattr(index_place, "write_private", overtaken)
        one.publish(mine)
    assert one.current == theirs
    assert theirs.exists()


def test_indexes_that_nobody_finishes_are_taken_away(folder: Path, cache: Path) -> None:
    place, others = IndexPlace(cache, folder), IndexPlace(cache, folder.with_name("other"))
    with place.new() as old, place.new() as left, place.new() as young, others.new() as other:
        pass
    journal = old.with_name(f"{old.name}-journal")
    making = left.with_name(f"{left.name}.making")
    for path in (journal, making):
        path.write_bytes(b"x")
    with place.new() as built:
        for path in (old, journal, other):
            os.utime(path, (0, 0))
        for path in (left, making, built, built.with_name(f"{built.name}.making")):
            os.utime(path, (time() - 60, time() - 60))
        open_folder(folder, cache)
        assert built.exists()
        assert built.with_name(f"{built.name}.making").exists()
    assert not built.with_name(f"{built.name}.making").exists()
    assert not old.exists()
    assert not journal.exists()
    assert not left.exists()
    assert not making.exists()
    assert young.exists()
    assert other.exists()
    assert len([name for name in names(cache) if name.endswith(".db")]) == 4


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such locks")
def test_what_tells_that_an_index_is_in_the_making_does_not_lock_the_index(
    folder: Path, cache: Path
) -> None:
    from fcntl import LOCK_EX, LOCK_NB, flock  # noqa: PLC0415 - not there on Windows

    with IndexPlace(cache, folder).new() as path, path.open("rb") as file:
        flock(file, LOCK_EX | LOCK_NB)


def test_two_paths_to_one_folder_have_one_index(
    opened: CardFolder, folder: Path, cache: Path, tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to(folder)
    found = open_quick(tmp_path / "link", cache)
    assert found is not None
    assert found.files[0].path == tmp_path / "link" / "aldmark.yaml"
    assert found.files[0].card == opened.files[0].card
    write(tmp_path / "other", library=LIBRARY)
    assert open_quick(tmp_path / "other", cache) is None


def test_an_index_is_the_users_own(opened: CardFolder, cache: Path) -> None:
    assert cache.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in cache.iterdir()} == {0o600}


def test_what_is_asked_while_another_program_writes_is_read_from_the_file(
    opened: CardFolder, folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_file, "_READ_WAIT", 0.001)
    quick = open_quick(folder, cache)
    assert quick is not None
    with closing(sqlite3.connect(index_of(cache, folder), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert quick.cards["aldmark"] == open_folder(folder).cards["aldmark"]
        other.execute("ROLLBACK")
    assert quick.index is not None
    assert not quick.index.is_damaged
    assert quick.index.is_current
