from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import Any

import pytest
from core_samples import CARD, LIBRARY, marks, write

from briefing.core.dialect import MAX_BYTES
from briefing.core.library import (
    CardFolder,
    LibraryNotFoundError,
    open_folder,
    open_quick,
    reload,
    sort_name,
)
from briefing.core.reader import read_card

needs_links = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows lets few users make links"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(
        tmp_path / "cards",
        library=LIBRARY,
        aldmark=CARD + "see_also: [norrey]\n",
        norrey=CARD.replace("Aldmark", "Norrey").replace("North", "South"),
    )


def ids(opened: CardFolder) -> list[str]:
    return [file.id for file in opened.files]


def touch(path: Path, text: str) -> None:
    """Write a file so that its stamp changes, whatever the clock's tick."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text, "utf-8")
    os.utime(path, ns=(before + 1_000_000, before + 1_000_000))


def test_a_library_opens_with_its_cards_and_stops(folder: Path) -> None:
    opened = open_folder(folder)
    assert opened.all_problems == ()
    assert opened.library.title == "Two talks"
    assert list(opened.cards) == ["aldmark", "norrey"]
    assert opened.cards["aldmark"].name == "Aldmark"
    assert [str(stop.date) for stop in opened.stops] == ["2001-06-14", "2005"]
    found = opened.files[1]
    assert opened.get("norrey") is found
    assert (found.name, found.region, found.path) == ("Norrey", "South", folder / "norrey.yaml")
    assert opened.get("nowhere") is None


def test_cards_stand_in_the_order_of_the_regions_then_by_name_broken_ones_last(
    tmp_path: Path,
) -> None:
    def named(name: str, region: str) -> str:
        return CARD.replace("Aldmark", name).replace("North", region)

    folder = write(
        tmp_path / "cards",
        library=LIBRARY,
        a=named("Zembla", "South"),
        b=named("Norrey", "North"),
        c=named("Åland", "North"),
        d=named("Elsewhere", "Östmark"),
        e=named("Farther", "Zone"),
        broken="name: [",
        g=named("aldmark", "North"),
    )
    opened = open_folder(folder)
    assert ids(opened) == ["c", "g", "b", "a", "d", "e", "broken"]
    assert opened.regions == ("North", "South", "Östmark", "Zone")
    broken = opened.files[-1]
    assert (broken.name, broken.region, broken.card) == ("broken", "", None)
    assert [*opened.places] == ids(opened)
    assert [*opened.places.values()] == [*range(len(opened.files))]


def test_names_sort_without_regard_to_case_and_accents() -> None:
    assert sorted(["Zola", "Éire", "eire", "Ås", "atlas"], key=sort_name) == [
        *("Ås", "atlas", "eire", "Éire", "Zola"),
    ]


def test_one_broken_card_hides_no_other(folder: Path) -> None:
    write(folder, broken="name: x\nname: y\n")
    opened = open_folder(folder)
    assert list(opened.cards) == ["aldmark", "norrey"]
    assert {problem.path for problem in opened.all_problems} == {str(folder / "broken.yaml")}


def test_a_card_that_breaks_only_a_rule_of_its_library_is_broken(folder: Path) -> None:
    write(folder, aldmark=CARD.replace("first", "third"))
    opened = open_folder(folder)
    assert list(opened.cards) == ["norrey"]
    assert marks(opened.all_problems) == ["5:13 unknown-source"]


def test_the_first_problems_are_those_of_the_library_and_no_more_files_are_asked(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, aldmark=CARD + "see_also: [gone]\n", norrey=CARD + "see_also: [gone]\n")
    (folder / "other.yml").write_text("", "utf-8")
    opened = open_folder(folder)
    every = opened.all_problems
    assert len(every) == opened.problem_count == 3
    asked: list[str] = []
    kind = type(opened.files[0])
    found = {file.id: file.problems for file in opened.files}
    monkeypatch.setattr(
        kind, "problems", property(lambda file: asked.append(file.id) or found[file.id])
    )
    first = opened.first_problems(2)
    assert [Path(problem.path).name for problem in first] == ["other.yml", "aldmark.yaml"]
    assert asked == ["aldmark"]
    assert set(opened.first_problems(9)) == set(every)


def test_a_warning_alone_breaks_no_card(folder: Path) -> None:
    write(folder, aldmark=CARD + "see_also: [nowhere]\n")
    opened = open_folder(folder)
    assert "aldmark" in opened.cards
    assert marks(opened.all_problems) == ["7:12 dangling"]


def test_a_broken_card_is_told_of_its_dangling_links_too_and_is_no_dangling_target(
    folder: Path,
) -> None:
    write(folder, norrey="name: 7\nkind: country\nregion: North\nsee_also: [nowhere]\n")
    assert marks(open_folder(folder).all_problems) == [
        *("1:1 no-edition", "1:7 wrong-type", "4:12 dangling"),
    ]


@pytest.mark.parametrize("broken", ["title: [", "", "title: T\n", "- x\n"])
def test_where_the_library_file_is_broken_the_cards_are_still_there(
    folder: Path, broken: str
) -> None:
    write(folder, library=broken)
    opened = open_folder(folder)
    assert list(opened.cards) == ["aldmark", "norrey"]
    assert opened.library.title == "cards"
    assert opened.stops == ()
    assert {problem.path for problem in opened.all_problems} == {str(folder / "library.yaml")}
    assert opened.problems == opened.all_problems
    write(folder, library=LIBRARY)
    assert reload(opened).all_problems == ()


def test_there_is_no_library(tmp_path: Path) -> None:
    with pytest.raises(LibraryNotFoundError, match=r"it has no library\.yaml"):
        open_folder(tmp_path)
    with pytest.raises(LibraryNotFoundError, match="cannot be opened: No such file"):
        open_folder(tmp_path / "nowhere")
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryNotFoundError, match="cannot be opened: Not a directory"):
        open_folder(tmp_path / "file")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files")
def test_what_is_no_file_is_named_and_never_waited_for(folder: Path) -> None:
    (folder / "folder.yaml").mkdir()
    os.mkfifo(folder / "pipe.yaml")
    with socket.socket(socket.AF_UNIX) as plug:
        plug.bind(str(folder / "socket.yaml"))
    (folder / "device.yaml").symlink_to("/dev/zero")
    (folder / "dangling.yaml").symlink_to(folder / "gone.yaml")
    (folder / "circle.yaml").symlink_to(folder / "circle.yaml")
    (folder / "linked.yaml").symlink_to(folder / "norrey.yaml")
    opened = open_folder(folder)
    assert list(opened.cards) == ["aldmark", "linked", "norrey"]
    said = {file.id: [p.message for p in file.problems] for file in opened.files if not file.card}
    assert said == {
        "circle": ["the file cannot be read: the link leads back to itself"],
        "dangling": ["the link leads to a file that is not there"],
        "device": ["this is a device, and not a file"],
        "folder": ["this is a folder, and not a file"],
        "pipe": ["this is a pipe, and not a file"],
        "socket": ["this is a socket, and not a file"],
    }
    assert reload(opened) is opened


@needs_links
def test_a_link_that_leaves_the_library_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text(CARD + "see_also: [norrey]\n")
    below = folder / "below"
    below.mkdir()
    (below / "card.yaml").write_text(CARD)
    (tmp_path / "cards-too").mkdir()
    (tmp_path / "cards-too" / "card.yaml").write_text(CARD)
    for name, target in {
        "out": "../secret.yaml",
        "beside": "../cards-too/card.yaml",
        "round": "out.yaml",
        "within": "below/card.yaml",
    }.items():
        (folder / f"{name}.yaml").symlink_to(target)
    (tmp_path / "also").symlink_to(folder)
    for opened in (open_folder(folder), open_folder(tmp_path / "also")):
        assert list(opened.cards) == ["aldmark", "within", "norrey"]
        assert {
            (file.id, p.rule, p.message, p.hint) for file in opened.files for p in file.problems
        } == {
            (
                *(name, "unreadable", "the link leads out of the library"),
                "put the file itself in its place",
            )
            for name in ("out", "beside", "round")
        }
    (folder / "library.yaml").rename(tmp_path / "library.yaml")
    (folder / "library.yaml").symlink_to("../library.yaml")
    (problem, *_) = open_folder(folder).problems
    assert problem.message == "the link leads out of the library"


def test_a_library_file_that_is_a_folder_is_a_problem(folder: Path) -> None:
    (folder / "library.yaml").unlink()
    (folder / "library.yaml").mkdir()
    assert [problem.rule for problem in open_folder(folder).problems] == ["unreadable"]


def test_a_file_that_may_not_be_read_is_a_problem(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opens = os.open

    def refuse(path: Any, *rest: Any, **more: Any) -> int:
        if str(path).endswith("norrey.yaml"):
            raise PermissionError(13, "Permission denied")
        return opens(path, *rest, **more)

    monkeypatch.setattr(os, "open", refuse)
    (problem,) = open_folder(folder).all_problems
    assert problem.path == str(folder / "norrey.yaml")
    assert problem.message == "the file cannot be read: you may not read it"


def test_of_a_file_that_is_too_large_no_more_is_read_than_tells_it(folder: Path) -> None:
    with (folder / "norrey.yaml").open("wb") as file:
        file.truncate(MAX_BYTES * 1000)
    assert [problem.rule for problem in open_folder(folder).all_problems] == ["file-size"]


def test_other_files_are_no_cards(folder: Path) -> None:
    for name in ("notes.txt", ".hidden.yaml", ".norrey.yaml.swp", "a.yaml~", ".x.yml"):
        (folder / name).write_text("x")
    assert ids(open_folder(folder)) == ["aldmark", "norrey"]


@pytest.mark.parametrize("name", ["norway.yml", "norway.YAML", "norway.Yml"])
def test_a_file_that_is_almost_a_card_is_warned_of(folder: Path, name: str) -> None:
    (folder / name).write_text(CARD)
    opened = open_folder(folder)
    (warning,) = opened.all_problems
    assert (warning.rule, warning.severity) == ("yml-file", "warning")
    assert warning.path == str(folder / name)
    assert reload(opened) is opened
    (folder / name).unlink()
    assert reload(opened).all_problems == ()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the names of files are text")
def test_a_file_with_a_name_that_is_not_utf_8_is_a_card_like_any(folder: Path) -> None:
    path = os.fsencode(folder) + b"/caf\xe9.yaml"
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123 - the name is bytes
        file.write("name: [")
    named, problem = open_folder(folder).all_problems
    assert str(problem).startswith(f"{folder}/caf\\udce9.yaml:1:8: error")
    assert named.message == "the file's name holds the byte 0xE9, which is not UTF-8"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows forbids some of these names")
@pytest.mark.parametrize(
    ("stem", "code"),
    [
        *(("two\nlines", "U+000A"), ("\x1b[31mred", "U+001B"), ("lmay.\u202eexe", "U+202E")),
        *(("mark\u200e", "U+200E"), ("zero\u200bwidth", "U+200B"), ("tab\t", "U+0009")),
    ],
)
def test_a_name_that_deceives_the_eye_is_warned_of_and_shown_as_it_is(
    folder: Path, stem: str, code: str
) -> None:
    path = folder / f"{stem}.yaml"
    path.write_text(CARD)
    opened = open_folder(folder)
    (warning,) = opened.all_problems
    assert (warning.rule, warning.severity, warning.path) == ("file-name", "warning", str(path))
    assert warning.message == f"the file's name holds an invisible character, {code}"
    assert str(warning).isprintable()
    assert stem in opened.cards
    assert reload(opened) is opened
    path.write_text("name: [")
    broken = reload(opened).files[-1]
    assert (broken.id, broken.name.isprintable()) == (stem, True)
    path.unlink()
    assert reload(opened).all_problems == ()


def test_nothing_changed_gives_the_same_library(folder: Path) -> None:
    write(folder, broken="name: x\nsee_also: [nowhere]\n")
    opened = open_folder(folder)
    assert reload(opened) is opened


def test_reload_reads_only_what_changed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, broken="name: x\nsee_also: [nowhere]\n", lone=CARD + "see_also: [nowhere]\n")
    opened = open_folder(folder)
    read: list[str] = []

    def spy(raw: bytes, path: str) -> Any:
        read.append(Path(path).name)
        return read_card(raw, path)

    monkeypatch.setattr("briefing.core.reader.read_card", spy)
    reload(opened)
    assert read == []
    touch(folder / "norrey.yaml", CARD.replace("Aldmark", "New Norrey").replace("North", "South"))
    again = reload(opened)
    assert read == ["norrey.yaml"]
    assert again is not opened
    assert again.cards["norrey"].name == "New Norrey"
    for kept in ("aldmark", "broken", "lone"):
        assert again.get(kept) is opened.get(kept)


def test_a_card_that_comes_clears_the_warning_and_one_that_goes_brings_it_back(
    folder: Path,
) -> None:
    norrey = (folder / "norrey.yaml").read_text("utf-8")
    (folder / "norrey.yaml").unlink()
    alone = open_folder(folder)
    assert marks(alone.all_problems) == ["7:12 dangling"]
    write(folder, norrey=norrey)
    both = reload(alone)
    assert both.all_problems == ()
    (folder / "norrey.yaml").unlink()
    assert reload(both) == alone


def test_a_changed_library_file_is_held_against_every_card(folder: Path) -> None:
    opened = open_folder(folder)
    touch(folder / "library.yaml", LIBRARY.replace("  first:", "  third:"))
    again = reload(opened)
    assert again.cards == {}
    assert [problem.rule for problem in again.all_problems] == ["unknown-source"] * 2
    touch(folder / "library.yaml", LIBRARY)
    assert reload(again).all_problems == ()


def test_a_card_replaced_in_place_is_read_anew_though_size_and_time_are_kept(folder: Path) -> None:
    opened = open_folder(folder)
    path = folder / "norrey.yaml"
    stamp = path.stat()
    other = folder / "other"
    other.write_text(path.read_text("utf-8").replace("Norrey", "Morrey"), "utf-8")
    os.utime(other, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    other.replace(path)
    assert reload(opened).cards["norrey"].name == "Morrey"


def test_a_library_that_is_gone_is_told(folder: Path) -> None:
    opened = open_folder(folder)
    folder.rename(folder.with_name("moved"))
    with pytest.raises(LibraryNotFoundError):
        reload(opened)


def test_the_document_of_a_card_gives_places_or_says_that_it_is_gone(folder: Path) -> None:
    file = open_folder(folder).files[0]
    assert file.document().place(("see_also", 0)) == (7, 12)
    file.path.unlink()
    with pytest.raises(OSError, match="cannot be read"):
        file.document()


def test_a_command_makes_no_index_but_keeps_one_that_is_there(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    plain = open_folder(folder, cache, build=False)
    assert not cache.exists()
    assert plain == open_folder(folder, cache)
    touch(folder / "norrey.yaml", CARD.replace("Aldmark", "Norrey"))
    command = open_folder(folder, cache, build=False)
    assert command.is_indexed
    quick = open_quick(folder, cache)
    assert quick is not None
    assert quick.files == command.files


def test_at_once_there_is_what_was_read_last(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    assert open_quick(folder, cache) is None
    opened = open_folder(folder, cache)
    (folder / "aldmark.yaml").unlink()
    write(folder, more=CARD, library=LIBRARY.replace("Two talks", "Some talks"))
    (folder / "more.yml").write_text(CARD)
    quick = open_quick(folder, cache)
    assert quick is not None
    assert ids(quick) == ["norrey"]
    assert quick.library.title == "Some talks"
    assert [problem.rule for problem in quick.problems] == ["yml-file"]
    assert ids(reload(quick)) == ["more", "norrey"]
    assert opened.cards["norrey"] == quick.cards["norrey"]
    (folder / "library.yaml").unlink()
    with pytest.raises(LibraryNotFoundError):
        open_quick(folder, cache)


def test_files_that_were_only_touched_are_not_read_as_cards_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_folder(folder, tmp_path / "cache")
    os.utime(folder / "norrey.yaml", ns=(1, 1))
    monkeypatch.setattr("briefing.core.reader.read_card", None)
    assert reload(opened) is opened
    found = opened.get("norrey")
    assert found is not None
    assert found.stamp[2] == 1
    quick = open_quick(folder, tmp_path / "cache")
    assert quick is not None
    assert quick.get("norrey").stamp == found.stamp  # type: ignore[union-attr]


def test_files_that_were_only_touched_are_noted_where_no_index_is(folder: Path) -> None:
    opened = open_folder(folder)
    os.utime(folder / "norrey.yaml", ns=(1, 1))
    assert reload(opened) is opened
    assert opened.get("norrey").stamp[2] == 1  # type: ignore[union-attr]


def test_what_cannot_be_read_is_tried_again_each_time(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opens = os.open

    def refuse(path: Any, *rest: Any, **more: Any) -> int:
        if str(path).endswith("norrey.yaml"):
            raise OSError(5, "Input/output error")
        return opens(path, *rest, **more)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        opened = open_folder(folder, tmp_path / "cache")
        assert [file.id for file in opened.files if file.is_broken] == ["norrey"]
        assert reload(opened) is opened
    assert reload(opened).all_problems == ()


def test_where_most_of_a_library_is_new_the_index_is_made_anew(
    folder: Path, tmp_path: Path
) -> None:
    opened = open_folder(folder, tmp_path / "cache")
    for number in range(10):
        write(folder, **{f"more{number}": CARD.replace("Aldmark", f"N{number}")})
    again = reload(opened)
    assert again == open_folder(folder)
    assert again.is_indexed
    assert again.index is not opened.index


@pytest.mark.parametrize("indexed", [False, True])
def test_only_some_cards_are_read(tmp_path, indexed):
    folder = write(tmp_path / "cards", library=LIBRARY, aldmark=CARD, brenn="name: [", other=CARD)
    if indexed:
        open_folder(folder, tmp_path / "cache")
    (folder / "other.yaml").write_text("name: [")
    some = open_folder(folder, tmp_path / "cache", only=["aldmark", "brenn", "gone"])
    assert [file.id for file in some.files] == ["aldmark", "brenn"]
    assert list(some.cards) == ["aldmark"]
    assert some.cards["aldmark"] == open_folder(folder).cards["aldmark"]
    assert bool(list((tmp_path / "cache").glob("*.db"))) is indexed
    whole = open_folder(folder, tmp_path / "cache")
    assert [file.id for file in whole.files] == ["aldmark", "brenn", "other"]
    assert whole == open_folder(folder)
