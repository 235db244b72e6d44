from __future__ import annotations

import json
import os
import stat
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from core_samples import names
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.core.drafts import Draft, Drafts
from briefing.core.file_errors import SaveError

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CARD = Path("/cards/georgia.yaml")
any_text = st.text(st.characters(codec=None))


def at(folder: Path, minutes: int = 0, zone: timezone = UTC) -> Drafts:
    return Drafts(folder, lambda: (NOON + timedelta(minutes=minutes)).astimezone(zone))


@given(any_text, st.just(CARD) | any_text, st.none() | st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_a_draft_is_given_back_as_it_was_put(
    tmp_path: Path, text: str, where: Path | str, based_on: str | None
) -> None:
    drafts = at(tmp_path, zone=timezone(timedelta(hours=2)))
    drafts.put(where, text, based_on)
    assert drafts.get(where) == Draft(where, text, based_on, NOON)
    # Another run of the program finds it, too.
    assert at(tmp_path).all().drafts == (Draft(where, text, based_on, NOON),)
    drafts.drop(where)
    assert drafts.get(where) is None
    assert drafts.all().drafts == ()


def test_drafts_come_newest_first_and_one_a_file(tmp_path: Path) -> None:
    at(tmp_path, 1).put("New card", "a", None)
    at(tmp_path, 2).put(CARD, "b", "12ab")
    at(tmp_path, 0).put("New card 2", "c", None)
    at(tmp_path, 3).put(CARD, "d", "12ab")
    assert [draft.text for draft in at(tmp_path).all().drafts] == ["d", "a", "c"]


def test_the_clock_is_the_systems_where_none_is_given(tmp_path: Path) -> None:
    before = datetime.now(UTC)
    drafts = Drafts(tmp_path)
    drafts.put(CARD, "a", None)
    draft = drafts.get(CARD)
    assert draft is not None
    assert before <= draft.when <= datetime.now(UTC)


def test_a_path_that_is_no_text_is_kept(tmp_path: Path) -> None:
    path = Path(os.fsdecode(b"/cards/caf\xe9.yaml"))
    at(tmp_path).put(path, "a", None)
    assert [draft.where for draft in at(tmp_path).all().drafts] == [path]


def test_a_relative_path_is_found_from_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    at(tmp_path / "state").put(Path("a.yaml"), "a", None)
    monkeypatch.chdir("/")
    (draft,) = at(tmp_path / "state").all().drafts
    assert draft.where == tmp_path / "a.yaml"
    assert at(tmp_path / "state").get(tmp_path / "a.yaml") == draft


def test_drafts_are_private(tmp_path: Path) -> None:
    at(tmp_path).put(CARD, "a", None)
    (file,) = (tmp_path / "drafts").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def damaged(change: dict[str, Any]) -> bytes:
    good = {"format": 1, "path": "/a", "name": None, "based_on": None, "when": NOON.isoformat()}
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    return json.dumps({**good, "text": "", "sha256": empty, **change}).encode()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"1",
        b"[" * 100_000,
        b'{"format": 1}',
        damaged({"format": 2}),
        damaged({"path": 3}),
        damaged({"path": None}),
        damaged({"path": "/a\0b"}),
        damaged({"path": "/a\ud800b"}),
        damaged({"text": None}),
        damaged({"text": "another"}),
        damaged({"based_on": 5}),
        damaged({"when": "noon"}),
        damaged({"when": 12}),
        damaged({"when": "2026-11-22T12:00:00"}),
        damaged({"when": "0001-01-01T00:00:00+02:00"}),
    ],
)
def test_a_damaged_draft_is_told_once_and_kept_aside(tmp_path: Path, raw: bytes) -> None:
    drafts = at(tmp_path)
    drafts.put(CARD, "good", None)
    file = tmp_path / "drafts" / ("0" * 40 + ".json")
    file.write_bytes(raw)
    found = drafts.all()
    assert [draft.text for draft in found.drafts] == ["good"]
    assert [aside.read_bytes() for aside in found.damaged] == [raw]
    assert drafts.all().damaged == ()


def test_a_pipe_in_the_place_of_a_draft_is_set_aside(tmp_path: Path) -> None:
    drafts = at(tmp_path)
    drafts.put(CARD, "a", None)
    (file,) = (tmp_path / "drafts").iterdir()
    for look in (lambda: drafts.get(CARD), lambda: drafts.all().drafts):
        file.unlink(missing_ok=True)
        os.mkfifo(file)
        assert not look()
        assert names(file.parent) == [f"{file.name}.damaged"]


def test_the_sample_of_a_damaged_draft_is_good_but_for_the_damage(tmp_path: Path) -> None:
    at(tmp_path).put(CARD, "x", None)
    (tmp_path / "drafts" / "a.json").write_bytes(damaged({}))
    assert len(at(tmp_path).all().drafts) == 2


def test_a_damaged_draft_of_a_card_is_set_aside_when_it_is_asked_for(tmp_path: Path) -> None:
    drafts = at(tmp_path)
    drafts.put(CARD, "a", None)
    (file,) = (tmp_path / "drafts").iterdir()
    file.write_bytes(file.read_bytes()[:-5])
    assert drafts.get(CARD) is None
    assert names(file.parent) == [f"{file.name}.damaged"]


def test_a_draft_follows_its_file(tmp_path: Path) -> None:
    drafts, new = at(tmp_path), Path("/cards/sakartvelo.yaml")
    drafts.put(CARD, "a", "12ab")
    drafts.moved(CARD, new)
    assert drafts.get(CARD) is None
    assert drafts.get(new) == Draft(new, "a", "12ab", NOON)
    drafts.moved(CARD, new)
    assert drafts.get(new) is not None


def test_a_state_folder_that_cannot_be_used_loses_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "state").write_bytes(b"a file")
    drafts = at(tmp_path / "state")
    with pytest.raises(SaveError, match=r"georgia\.yaml cannot be kept"):
        drafts.put(CARD, "a", None)
    assert drafts.get(CARD) is None
    drafts.drop(CARD)
    assert drafts.all().drafts == ()

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "glob", refuse)
    assert drafts.all().drafts == ()
