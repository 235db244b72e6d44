from __future__ import annotations

import gzip
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from core_samples import names
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.core.file_errors import ReadError, SaveError
from briefing.core.versions import MOST, Versions

if TYPE_CHECKING:
    from collections.abc import Iterator

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def clock(start: datetime = NOON, step: int = 60) -> Iterator[datetime]:
    while True:
        yield start
        start += timedelta(seconds=step)


def versions_in(folder: Path, step: int = 60) -> Versions:
    return Versions(folder / "state", clock(step=step).__next__)


def contents(versions: Versions, path: Path) -> list[bytes]:
    return [versions.read(version) for version in versions.history(path).versions]


@given(st.lists(st.binary(max_size=20), max_size=8), st.integers(-60, 60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_versions_come_back_newest_first_whatever_the_clock_does(
    tmp_path_factory: pytest.TempPathFactory, kept: list[bytes], step: int
) -> None:
    folder = tmp_path_factory.mktemp("versions")
    versions, path = versions_in(folder, step), folder / "georgia.yaml"
    for content in kept:
        versions.keep(path, content)
    wanted = [content for at, content in enumerate(kept) if at == 0 or kept[at - 1] != content]
    assert contents(versions, path) == wanted[::-1]


def test_a_version_tells_when_it_was_replaced_and_how_long_it_is(tmp_path: Path) -> None:
    versions, path = versions_in(tmp_path), tmp_path / "georgia.yaml"
    versions.keep(path, b"first")
    (version,) = versions.history(path).versions
    assert (version.when, version.size) == (NOON, 5)
    assert version.digest == "a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e"
    # Without this program, too, the words can be had.
    assert gzip.decompress(version.file.read_bytes()) == b"first"
    assert stat.S_IMODE(version.file.stat().st_mode) == 0o600


def test_the_clock_is_the_systems_where_none_is_given(tmp_path: Path) -> None:
    before = datetime.now(UTC)
    versions = Versions(tmp_path)
    versions.keep(tmp_path / "a.yaml", b"x")
    (version,) = versions.history(tmp_path / "a.yaml").versions
    assert before <= version.when <= datetime.now(UTC)


def test_the_oldest_go_beyond_two_hundred(tmp_path: Path) -> None:
    versions, path = versions_in(tmp_path), tmp_path / "georgia.yaml"
    for number in range(MOST + 3):
        versions.keep(path, b"%d" % number)
    kept = contents(versions, path)
    assert (len(kept), kept[0], kept[-1]) == (200, b"202", b"3")


def test_a_damaged_version_is_told_and_the_others_can_be_read(tmp_path: Path) -> None:
    versions, path = versions_in(tmp_path), tmp_path / "georgia.yaml"
    for content in (b"1", b"2", b"3", b"4"):
        versions.keep(path, content)
    good, cut, other, gone = (version.file for version in versions.history(path).versions)
    cut.write_bytes(cut.read_bytes()[:-9])
    other.write_bytes(gzip.compress(b"other"))
    listed = versions.history(path).versions
    gone.unlink()
    assert versions.read(listed[0]) == b"4"
    for version in listed[1:3]:
        with pytest.raises(ReadError, match="this version is damaged"):
            versions.read(version)
    with pytest.raises(ReadError, match="not there any more"):
        versions.read(listed[3])
    assert good.exists()


def test_a_version_whose_name_tells_of_terabytes_is_read_as_it_is(tmp_path: Path) -> None:
    versions, path = versions_in(tmp_path), tmp_path / "georgia.yaml"
    versions.keep(path, b"one")
    (version,) = versions.history(path).versions
    longer = version.file.with_name(version.file.name.replace("-3-", "-999999999999-"))
    version.file.rename(longer)
    assert contents(versions, path) == [b"one"]


def test_a_version_from_the_end_of_time_is_none_and_more_can_be_kept(tmp_path: Path) -> None:
    versions, path = versions_in(tmp_path), tmp_path / "georgia.yaml"
    versions.keep(path, b"one")
    (version,) = versions.history(path).versions
    last = version.file.with_name(f"99991231T235959999999Z-3-{version.digest}.gz")
    version.file.rename(last)
    versions.keep(path, b"two")
    assert contents(versions, path) == [b"two"]
    assert versions.history(path).damaged == (last,)


def test_files_that_are_no_versions_are_told_and_left(tmp_path: Path) -> None:
    versions, path = versions_in(tmp_path), tmp_path / "georgia.yaml"
    versions.keep(path, b"1")
    (version,) = versions.history(path).versions
    folder = version.file.parent
    strange = ["note.txt", version.file.name.replace("20261122", "20261399")]
    for name in strange:
        (folder / name).write_bytes(b"x")
    empty = folder / version.file.name.replace("20261122", "20261121")
    empty.write_bytes(b"")
    history = versions.history(path)
    assert history.versions == (version,)
    assert sorted(file.name for file in history.damaged) == sorted([*strange, empty.name])


def test_the_newest_is_kept_again_where_it_was_damaged(tmp_path: Path) -> None:
    versions, path = versions_in(tmp_path), tmp_path / "georgia.yaml"
    versions.keep(path, b"1")
    versions.history(path).versions[0].file.write_bytes(b"rubbish")
    versions.keep(path, b"1")
    newest = versions.history(path).versions[0]
    assert versions.read(newest) == b"1"


def test_versions_follow_a_card_that_is_renamed(tmp_path: Path) -> None:
    versions, old, new = versions_in(tmp_path), tmp_path / "old.yaml", tmp_path / "new.yaml"
    versions.keep(new, b"an earlier card")
    versions.keep(old, b"1")
    versions.keep(old, b"2")
    versions.moved(old, new)
    assert contents(versions, new) == [b"2", b"1", b"an earlier card"]
    assert contents(versions, old) == []
    assert versions.cards() == (new,)
    versions.moved(tmp_path / "never.yaml", new)
    versions.moved(new, new)
    assert len(contents(versions, new)) == 3


def test_what_is_damaged_stays_where_it_was(tmp_path: Path) -> None:
    versions, old, new = versions_in(tmp_path), tmp_path / "old.yaml", tmp_path / "new.yaml"
    versions.keep(old, b"1")
    folder = versions.history(old).versions[0].file.parent
    (folder / "odd").write_bytes(b"x")
    versions.moved(old, new)
    assert contents(versions, new) == [b"1"]
    assert names(folder) == ["odd"]


def test_the_versions_of_deleted_cards_are_kept_and_can_be_found(tmp_path: Path) -> None:
    versions, path = versions_in(tmp_path), tmp_path / "georgia.yaml"
    path.write_bytes(b"1")
    versions.keep(path, path.read_bytes())
    path.unlink()
    assert versions.cards() == (path,)
    assert contents(versions, path) == [b"1"]


def test_a_state_folder_that_cannot_be_used_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "georgia.yaml"
    (tmp_path / "state").write_bytes(b"a file")
    versions = versions_in(tmp_path)
    with pytest.raises(SaveError, match=r"georgia\.yaml cannot be kept in the program's own"):
        versions.keep(path, b"1")
    assert versions.history(path).versions == ()

    (tmp_path / "state").unlink()
    versions.keep(path, b"1")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        for number in range(MOST + 1):
            versions.keep(path, b"%d" % number)
    assert len(versions.history(path).versions) > MOST

    replace = Path.replace

    def refuse_versions(self: Path, target: Path) -> None:
        refuse() if target.suffix == ".gz" else replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse_versions)
    with pytest.raises(SaveError, match=r"new\.yaml cannot be kept"):
        versions.moved(path, tmp_path / "new.yaml")
    monkeypatch.setattr("briefing.core.versions.read_small", refuse)
    assert versions.cards() == ()
    monkeypatch.setattr(Path, "glob", refuse)
    assert (versions.cards(), versions.history(path).versions) == ((), ())
