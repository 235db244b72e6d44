from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from core_samples import CARD, LIBRARY, names, write
from hypothesis import given
from hypothesis import strategies as st

from briefing.core.drafts import Drafts
from briefing.core.file_errors import SaveError
from briefing.core.file_names import fault_of
from briefing.core.library import CardFolder, open_folder
from briefing.core.reader import read_card
from briefing.core.renaming import RenameError, carry_out, rename_plan, usable_id
from briefing.core.versions import Versions

if TYPE_CHECKING:
    from pathlib import Path

FLOW = CARD.replace("region: North\n", "region: North  # where\nsee_also: [ old, oldest, 'x' ]\n")
BLOCK = CARD.replace("region: North\n", "region: North\nsee_also:\n  - x   # old\n  - old # old\n")


def library(folder: Path, **cards: str | bytes) -> CardFolder:
    return open_folder(write(folder / "cards", library=LIBRARY, old=CARD, x=CARD, **cards))


def read(folder: CardFolder, card_id: str) -> bytes:
    return (folder.folder / f"{card_id}.yaml").read_bytes()


def test_what_names_the_card_follows_and_all_else_stays(tmp_path: Path) -> None:
    crlf = b"\xef\xbb\xbf" + FLOW.replace("\n", "\r\n").encode()
    folder = library(tmp_path, flow=FLOW, block=BLOCK, crlf=crlf, oldest=CARD)
    plan = rename_plan(folder, "old", "new")
    assert (plan.old.name, plan.new.name, plan.unsure) == ("old.yaml", "new.yaml", ())
    assert sorted(change.id for change in plan.changes) == ["block", "crlf", "flow"]
    assert names(folder.folder)[:2] == ["block.yaml", "crlf.yaml"]
    done = carry_out(plan)
    assert (sorted(path.stem for path in done.changed), done.failed) == (
        ["block", "crlf", "flow"],
        (),
    )
    assert read(folder, "flow").decode() == FLOW.replace("[ old,", "[ new,")
    assert read(folder, "block").decode() == BLOCK.replace("- old", "- new")
    assert read(folder, "crlf") == crlf.replace(b"[ old,", b"[ new,")
    assert read(folder, "new").decode() == CARD
    after = open_folder(folder.folder)
    assert after.get("old") is None
    assert not [problem for problem in after.all_problems if problem.rule == "dangling"]


@pytest.mark.parametrize(
    ("old", "new_id", "new"),
    [
        ("[old]", "no", "[no]"),
        ("[old]", "1984", '["1984"]'),
        ("[old]", "a, b", '["a, b"]'),
        ("\n  - old", "a, b", "\n  - a, b"),
        ("['old', \"old\"]", "it’s", "['it’s', \"it’s\"]"),
        ("['old', \"old\"]", "it's", "['it''s', \"it's\"]"),
        ("[\"o\\x6Cd\", 'old']", "new", "[\"o\\x6Cd\", 'new']"),
        ("\n  - >-  # why\n    old\n  - x", "new", "\n  - >-  # why\n    new\n  - x"),
        ("\n  - |-\n    old\n", "new", "\n  - |-\n    new\n"),
        ("\n- old\n-   old", "new", "\n- new\n-   new"),
        ("\n  [\n    x, # old\n    old,\n  ]", "new", "\n  [\n    x, # old\n    new,\n  ]"),
        ("[old, old]", "new", "[new, new]"),
    ],
)
def test_the_new_name_is_written_as_the_old_one_was(
    tmp_path: Path, old: str, new_id: str, new: str
) -> None:
    text = CARD.replace("region: North\n", f"region: North\nsee_also: {old}\n")
    folder = library(tmp_path, a=text)
    # The escaped one is found where the plain one stands, too.
    carry_out(rename_plan(folder, "old", new_id))
    written = read(folder, "a").decode()
    card = read_card(written.encode(), "a").value
    assert card is not None
    assert set(card.see_also) <= {new_id, "x"}
    if "\\x6C" not in old:
        assert written == text.replace(old, new)


def test_a_name_of_two_words_on_two_lines_is_found(tmp_path: Path) -> None:
    text = CARD.replace("region: North\n", "region: North\nsee_also:\n  - >-\n    two\n    words\n")
    folder = library(tmp_path, a=text)
    (folder.folder / "two words.yaml").write_text(CARD)
    folder = open_folder(folder.folder)
    carry_out(rename_plan(folder, "two words", "one"))
    assert read(folder, "a").decode() == text.replace(">-\n    two\n    words", "one")


def test_a_card_that_names_itself_follows_itself(tmp_path: Path) -> None:
    folder = write(tmp_path / "cards", library=LIBRARY, old=FLOW)
    plan = rename_plan(open_folder(folder), "old", "new")
    assert [change.path.name for change in plan.changes] == ["new.yaml"]
    assert carry_out(plan).changed == (folder / "new.yaml",)
    assert names(folder) == ["library.yaml", "new.yaml"]
    assert "[ new," in (folder / "new.yaml").read_text()


def test_broken_cards_are_changed_where_that_is_sure_and_told_where_not(tmp_path: Path) -> None:
    folder = library(
        tmp_path,
        rules=FLOW.replace("kind: country", "kind: planet"),
        torn=FLOW + "points: [\n",
        latin=FLOW.replace("where", "wo\xdf").encode("latin-1"),
        other="a: [\n",
        alias=FLOW.replace("old,", "&a old, *a,"),
    )
    (folder.folder / "folder.yaml").mkdir()
    (tmp_path / "outside.yaml").write_text(FLOW)
    (folder.folder / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    folder = open_folder(folder.folder)
    plan = rename_plan(folder, "old", "new")
    assert sorted(change.id for change in plan.changes) == ["alias", "rules"]
    assert sorted(path.stem for path in plan.unsure) == ["folder", "latin", "link", "torn"]
    carry_out(plan)
    assert "[ old," in read(folder, "torn").decode()
    assert "[ &a new, *a," in read(folder, "alias").decode()


@pytest.mark.parametrize(
    ("new_id", "reason"),
    [
        ("old", "that is its name already"),
        ("x", "x.yaml is there already"),
        ("X", "x.yaml is there already"),
        ("Cote\u0301", "Coté.yaml is there already"),
        ("nul", "Windows keeps"),
        ("a/b", "cannot hold /"),
        ("library", "the library itself"),
    ],
)
def test_a_name_that_cannot_be_is_refused(tmp_path: Path, new_id: str, reason: str) -> None:
    folder = library(tmp_path)
    (folder.folder / "Coté.yaml").mkdir()
    with pytest.raises(RenameError, match=reason):
        rename_plan(folder, "old", new_id)


def test_its_own_name_in_other_letters_is_free(tmp_path: Path) -> None:
    folder = library(tmp_path, a=FLOW)
    plan = rename_plan(folder, "old", "Old")
    assert carry_out(plan).failed == ()
    assert sorted(names(folder.folder)) == ["Old.yaml", "a.yaml", "library.yaml", "x.yaml"]
    assert "[ Old," in read(folder, "a").decode()


def test_a_name_is_written_in_one_form(tmp_path: Path) -> None:
    assert usable_id(library(tmp_path), "e\u0301") == "é"


def test_a_folder_or_a_card_that_is_not_there_is_told(tmp_path: Path) -> None:
    folder = library(tmp_path)
    with pytest.raises(KeyError):
        rename_plan(folder, "none", "new")
    folder.folder.rename(tmp_path / "moved")
    with pytest.raises(RenameError, match="cannot be read"):
        rename_plan(folder, "old", "new")


def test_a_file_changed_since_is_left_and_told(tmp_path: Path) -> None:
    folder = library(tmp_path, a=FLOW, b=FLOW)
    plan = rename_plan(folder, "old", "new")
    (folder.folder / "a.yaml").write_text("theirs")
    done = carry_out(plan)
    assert [path.stem for path in done.changed] == ["b"]
    assert done.failed == ((folder.folder / "a.yaml", "a.yaml was changed by another program"),)
    assert read(folder, "a") == b"theirs"


def test_a_name_taken_meanwhile_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = library(tmp_path, a=FLOW)
    plan = rename_plan(folder, "old", "new")
    plan.new.write_text("theirs")
    with pytest.raises(RenameError, match=r"new\.yaml is there already"):
        carry_out(plan)
    monkeypatch.setattr(os.path, "lexists", lambda _: False)
    with pytest.raises(RenameError, match=r"new\.yaml is there already"):
        carry_out(plan)
    assert (read(folder, "a").decode(), read(folder, "new")) == (FLOW, b"theirs")


def test_a_file_that_cannot_be_moved_is_told_and_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = library(tmp_path, a=FLOW)
    plan = rename_plan(folder, "old", "new")
    unlink = type(plan.old).unlink

    def refuse(path: Path, *_: object) -> None:
        if path.name == "old.yaml":
            raise PermissionError(1, "Operation not permitted")
        unlink(path)

    monkeypatch.setattr(type(plan.old), "unlink", refuse)
    with pytest.raises(SaveError, match="you may not write there"):
        carry_out(plan)
    assert names(folder.folder) == ["a.yaml", "library.yaml", "old.yaml", "x.yaml"]
    assert read(folder, "a").decode() == FLOW


def test_a_link_is_renamed_and_not_what_it_leads_to(tmp_path: Path) -> None:
    folder = library(tmp_path)
    elsewhere = tmp_path / "elsewhere.yaml"
    (folder.folder / "old.yaml").rename(elsewhere)
    (folder.folder / "old.yaml").symlink_to(elsewhere)
    carry_out(rename_plan(open_folder(folder.folder), "old", "new"))
    assert (folder.folder / "new.yaml").is_symlink()
    assert names(folder.folder) == ["library.yaml", "new.yaml", "x.yaml"]
    assert elsewhere.exists()


def test_versions_and_drafts_follow_and_every_change_can_be_undone(tmp_path: Path) -> None:
    folder = library(tmp_path, a=FLOW)
    versions, drafts = Versions(tmp_path / "state"), Drafts(tmp_path / "state")
    plan = rename_plan(folder, "old", "new")
    versions.keep(plan.old, b"before")
    drafts.put(plan.old, "typed", None)
    assert carry_out(plan, versions, drafts).failed == ()
    assert [versions.read(found) for found in versions.history(plan.new).versions] == [b"before"]
    assert drafts.get(plan.old) is None
    draft = drafts.get(plan.new)
    assert draft is not None
    assert draft.text == "typed"
    (kept,) = versions.history(folder.folder / "a.yaml").versions
    assert versions.read(kept).decode() == FLOW


def test_where_versions_cannot_be_kept_the_card_is_renamed_and_the_rest_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = library(tmp_path, a=FLOW)
    versions = Versions(tmp_path / "state")
    plan = rename_plan(folder, "old", "new")
    versions.keep(plan.old, b"before")
    (tmp_path / "state" / "versions").chmod(0o500)
    monkeypatch.setattr("briefing.core.state_files.written_beside", _refuse)
    done = carry_out(plan, versions)
    assert done.changed == ()
    assert [path.name for path, _ in done.failed] == ["new.yaml", "a.yaml"]
    assert all("cannot be kept in the program's own folder" in said for _, said in done.failed)
    assert (read(folder, "a").decode(), plan.new.exists()) == (FLOW, True)


def _refuse(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


words = st.text("ab -'’,é1", min_size=1, max_size=5).filter(lambda text: not fault_of(text))
gaps = st.sampled_from(["", " ", "  # old\n   ", "\n   "])


@given(st.data(), words)
def test_for_any_list_the_text_outside_the_names_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, new_id: str
) -> None:
    written = data.draw(
        st.lists(st.sampled_from(["old", "'old'", '"old"', "older", "'an old'"]), min_size=1)
    )
    if data.draw(st.booleans()):
        pieces = ["[", *(f"{data.draw(gaps)}{item}," for item in written), "]"]
    else:
        pieces = [f"\n{data.draw(st.sampled_from(['', '# old', '  ']))}\n  - {i}" for i in written]
    text = CARD.replace("region: North\n", f"region: North\nsee_also: {''.join(pieces)}\n# end\n")
    folder = library(tmp_path_factory.mktemp("library"), a=text)
    before = read_card(text.encode(), "a").value
    assert before is not None
    try:
        plan = rename_plan(folder, "old", new_id)
    except RenameError:
        return
    carry_out(plan)
    raw = read(folder, "a")
    after = read_card(raw, "a").value
    assert after is not None
    new = plan.new.stem
    assert after.see_also == tuple(new if name == "old" else name for name in before.see_also)
    assert replace(after, see_also=()) == replace(before, see_also=())
    kept, at = "", 0
    for edit in sorted(edit for change in plan.changes for edit in change.edits):
        kept += text[at : edit.start] + edit.text
        at = edit.end
    assert raw.decode() == kept + text[at:]
