"""Source texts are found, read once, read again when they change, and refused with a reason."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from core_samples import LIBRARY, sample_library, write

from briefing.core import shelf as shelf_module
from briefing.core.library import open_folder
from briefing.core.limits import MAX_BYTES
from briefing.core.raw_file import NO_STAMP, Unread
from briefing.core.shelf import Shelf, find_shelf

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "The harbors\n\nThe ice left “early”.\nThe dues rose.\nAll waited.\n"

CARD = """\
name: Aldmark
kind: country
region: North
editions:
  - source: first
    bottom_line: The port matters.
    points:
      - {topic: Dues, kind: fact, text: They rose., para: [2, 3]}
    quotes:
      - {text: early, voice: speaker, para: 2}
"""


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "first.txt").write_text(TEXT, "utf-8")
    return Shelf(folder)


def texts(folder: Path, name: str = "a.txt") -> Path:
    folder.mkdir(parents=True)
    (folder / name).write_text("x")
    return folder


class TestFinding:
    def test_inside_the_library_or_else_beside_it(self, tmp_path: Path) -> None:
        library = tmp_path / "cards"
        library.mkdir()
        assert find_shelf(library) is None
        beside = texts(tmp_path / "texts")
        found = find_shelf(library)
        assert found is not None
        assert found.folder == beside
        inside = texts(library / "texts")
        found = find_shelf(library)
        assert found is not None
        assert found.folder == inside

    def test_chosen_folder_goes_first_as_long_as_it_is_there(self, tmp_path: Path) -> None:
        texts(tmp_path / "cards" / "texts")
        chosen = tmp_path / "chosen"
        chosen.mkdir()
        found = find_shelf(tmp_path / "cards", chosen)
        assert found is not None
        assert found.folder == chosen
        chosen.rmdir()
        found = find_shelf(tmp_path / "cards", chosen)
        assert found is not None
        assert found.folder == tmp_path / "cards" / "texts"

    def test_folder_without_a_text_is_none(self, tmp_path: Path) -> None:
        texts(tmp_path / "cards" / "texts", "notes.md")
        assert find_shelf(tmp_path / "cards") is None

    def test_beside_a_library_named_from_within_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from pathlib import Path  # noqa: PLC0415

        texts(tmp_path / "texts")
        (tmp_path / "cards").mkdir()
        monkeypatch.chdir(tmp_path / "cards")
        assert find_shelf(Path()) is not None


class TestReading:
    def test_paragraphs_and_digest(self, shelf: Shelf) -> None:
        text = shelf.text("first")
        assert text.reason == ""
        assert text.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
        read = shelf.paragraphs("first")
        assert read == text.paragraphs
        assert read is not None
        assert [paragraph.verbatim for paragraph in read] == [
            *("The harbors", "The ice left “early”.", "The dues rose.", "All waited."),
        ]

    def test_unchanged_text_is_read_once_and_a_changed_one_again(self, shelf: Shelf) -> None:
        before = shelf.text("first")
        assert shelf.text("first") is before
        assert shelf.paths == [shelf.folder, shelf.folder / "first.txt"]
        (shelf.folder / "first.txt").write_text("Another\n")
        assert [one.verbatim for one in shelf.text("first").paragraphs] == ["Another"]
        (shelf.folder / "first.txt").unlink()
        assert shelf.paragraphs("first") is None

    def test_what_could_not_be_read_just_now_is_read_the_next_time(
        self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as patched:
            patched.setattr(
                shelf_module, "read_raw", lambda *_, **__: Unread("a fault", "", NO_STAMP)
            )
            assert shelf.text("first").reason == "a fault"
        assert not shelf.text("first").reason

    def test_another_text_of_the_same_size_and_date_is_read_again(self, shelf: Shelf) -> None:
        path = shelf.folder / "first.txt"
        before, found = shelf.text("first"), path.stat()
        path.write_text(TEXT.replace("rose", "fell"), "utf-8")
        os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
        assert shelf.text("first") != before

    def test_state_against_what_is_declared(self, shelf: Shelf) -> None:
        text = shelf.text("first")
        source = sample_library().sources["first"]
        assert text.state(source) == "undeclared"
        assert text.state(None) == "undeclared"
        assert text.state(replace(source, sha256=text.sha256)) == "declared"
        assert text.state(replace(source, sha256="a" * 64)) == "another"

    def test_why_a_text_cannot_be_read(self, shelf: Shelf) -> None:
        gone = shelf.text("second")
        assert (gone.reason, gone.is_there) == ("there is no such file", False)
        assert gone.hint == f"put the source's text at {gone.path}"
        (shelf.folder / "latin.txt").write_bytes("Åland".encode("latin-1"))
        assert shelf.text("latin").reason == "it is not UTF-8"
        (shelf.folder / "folder.txt").mkdir()
        folder = shelf.text("folder")
        assert (folder.reason, folder.is_there) == ("this is a folder, and not a file", True)
        assert folder.hint == "put the source's text in its place"
        os.mkfifo(shelf.folder / "pipe.txt")
        assert shelf.text("pipe").reason == "this is a pipe, and not a file"
        (shelf.folder / "wide.txt").write_bytes("Åland".encode("utf-16"))
        wide = shelf.text("wide")
        assert (wide.reason, wide.hint) == ("it is UTF-16, not UTF-8", "save it as UTF-8")
        with (shelf.folder / "huge.txt").open("wb") as file:
            file.truncate(MAX_BYTES + 1)
        assert shelf.text("huge").reason == "it is larger than 8 MiB"
        assert shelf.paragraphs("huge") is None
        (shelf.folder / "lines.txt").write_bytes(b"a\n" * 100_001)
        assert shelf.text("lines").reason == "it has more than 100,000 paragraphs"

    @pytest.mark.parametrize("source_id", ["../first", "a/first", "/first", "first\0"])
    def test_nothing_outside_the_folder_is_read(self, shelf: Shelf, source_id: str) -> None:
        (shelf.folder.parent / "first.txt").write_text("secret")
        assert shelf.text(source_id).reason == "its id cannot be the name of a file"


class TestLinks:
    @pytest.fixture
    def outside(self, tmp_path: Path) -> Path:
        path = tmp_path / "secret"
        path.write_text("Nobody said this.\n")
        return path

    def test_one_that_leads_out_is_not_followed(self, shelf: Shelf, outside: Path) -> None:
        (shelf.folder / "out.txt").symlink_to(outside)
        (shelf.folder / "in.txt").symlink_to("first.txt")
        assert shelf.text("out").reason == "the link leads out of the library"
        assert shelf.text("out").hint == "put the file itself in its place"
        assert shelf.paragraphs("in") == shelf.paragraphs("first")

    def test_one_from_the_texts_in_a_library_may_lead_to_another_folder_of_it(
        self, tmp_path: Path, outside: Path
    ) -> None:
        library = tmp_path / "cards"
        folder = texts(library / "texts")
        (library / "library.yaml").write_text("title: x\n")
        texts(library / "sources", "b.txt")
        (folder / "in.txt").symlink_to("../sources/b.txt")
        (folder / "out.txt").symlink_to(outside)
        found = find_shelf(library)
        assert found is not None
        assert [one.text for one in found.text("in").paragraphs] == ["x"]
        assert found.text("out").reason == "the link leads out of the library"

    def test_one_of_a_folder_that_was_chosen_is(self, shelf: Shelf, outside: Path) -> None:
        chosen = Shelf(shelf.folder, is_chosen=True)
        (shelf.folder / "out.txt").symlink_to(outside)
        assert [one.text for one in chosen.text("out").paragraphs] == ["Nobody said this."]
        os.mkfifo(outside.with_name("pipe"))
        (shelf.folder / "pipe.txt").symlink_to(outside.with_name("pipe"))
        assert chosen.text("pipe").reason == "this is a pipe, and not a file"

    def test_one_to_nowhere_is_told(self, shelf: Shelf) -> None:
        (shelf.folder / "gone.txt").symlink_to("nowhere")
        text = shelf.text("gone")
        assert (text.reason, text.is_there) == ("the link leads to a file that is not there", True)

    def test_only_the_folder_that_was_chosen_may_lead_out(self, tmp_path: Path) -> None:
        elsewhere = texts(tmp_path / "elsewhere" / "texts")
        library = tmp_path / "cards"
        library.mkdir()
        (library / "texts").symlink_to(elsewhere)
        assert find_shelf(library) is None
        found = find_shelf(library, library / "texts")
        assert found is not None
        assert found.place == (library / "texts", True)
        beside = texts(tmp_path / "texts")
        found = find_shelf(library)
        assert found is not None
        assert found.place == (beside, False)


class TestAsking:
    def test_what_cites_each_paragraph(self, shelf: Shelf, tmp_path: Path) -> None:
        folder = open_folder(write(tmp_path / "cards", library=LIBRARY, aldmark=CARD))
        found = shelf.cited_by(folder, "first")
        assert [[one.anchor for one in each] for each in found] == [
            [],
            ["point-0-0", "quote-0-0"],
            ["point-0-0"],
            [],
        ]
        assert shelf.cited_by(folder, "second") == ()

    def test_nearest_wording_of_a_source(self, shelf: Shelf) -> None:
        near = shelf.nearest("first", [3], "the dues rise")
        assert near is not None
        assert (near.text, near.para) == ("The dues rose", 3)
        assert shelf.nearest("second", [3], "the dues rise") is None

    def test_paragraphs_that_hold_words(self, shelf: Shelf) -> None:
        text = shelf.text("first")
        assert list(text.holding("e")) == [1, 2, 3, 4]
        assert list(text.holding("The")) == [1, 2, 3]
        assert list(text.holding("ice")) == [2]
        assert list(text.holding('"early".')) == [2]
        assert list(text.holding("waited.")) == [4]
        assert list(text.holding("rose. All")) == []
        assert list(shelf.text("second").holding("ice")) == []

    def test_values_of_selected_words(self, shelf: Shelf) -> None:
        assert shelf.quote_values("first", 2, 13, 20) == {
            "text": "early",
            "voice": "speaker",
            "para": 2,
            "source": "first",
        }
        assert shelf.quote_values("first", 2, 12, 13) is None
        assert shelf.quote_values("first", 5, 0, 1) is None
        assert shelf.quote_values("first", 0, 0, 1) is None
        assert shelf.point_values("first", 2) == {"para": 2, "source": "first"}
