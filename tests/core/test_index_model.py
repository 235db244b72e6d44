"""Whatever is done to a library and its index: what is shown is what a first reading would show."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from core_samples import CARD, LIBRARY
from hypothesis import example, given, settings
from hypothesis import strategies as st
from index_samples import QUOTED

from briefing.core import raw_file
from briefing.core.index import SearchIndex
from briefing.core.index_place import IndexPlace
from briefing.core.library import open_folder, open_quick, reload
from briefing.core.query import QueryError

if TYPE_CHECKING:
    from briefing.core.library import CardFolder

IDS = ("a", "b", "c")
GOOD = CARD + QUOTED
CONTENTS = st.sampled_from(
    [
        *(GOOD, GOOD.replace("rose", "fell"), GOOD.replace("Aldmark", "Norrey"), "name: [", ""),
        *(GOOD + f"see_also: [{name}]\n" for name in (*IDS, "nowhere")),
        *(GOOD.replace("first", "second"), GOOD.replace("para: 1", "para: 4")),
        *(GOOD.replace("North", "South"), "name: x\nsee_also: [b]\n", "\xff"),
    ]
)
LIBRARIES = st.sampled_from(
    [
        *(
            LIBRARY,
            LIBRARY.replace("Two talks", "Some talks"),
            LIBRARY.replace("  first", "  fist"),
        ),
        *(LIBRARY.replace("paragraphs: 4", "paragraphs: 3"), "title: [", "title: T\n"),
        LIBRARY.replace("[North, South]", "[South, North]"),
    ]
)
NAMES = st.sampled_from(IDS)
STEPS = st.one_of(
    st.tuples(st.just("write"), NAMES, CONTENTS),
    st.tuples(st.just("write unseen"), NAMES, CONTENTS),
    st.tuples(st.just("touch"), NAMES),
    st.tuples(st.just("delete"), NAMES),
    st.tuples(st.just("rename"), NAMES, NAMES),
    st.tuples(st.just("replace by a folder"), NAMES),
    st.tuples(st.just("library"), LIBRARIES),
    st.tuples(st.just("other file"), st.sampled_from(["a.yml", "notes.txt", ".b.yaml"])),
    st.tuples(st.just("cut the index"), st.floats(0, 1)),
    st.tuples(st.just("delete the index")),
    st.tuples(st.just("start again")),
    st.tuples(st.just("look"), st.integers(0, 1)),
    st.tuples(st.just("look"), st.integers(0, 1)),
)


class World:
    """A library on disk, its cache, and two windows that show it."""

    def __init__(self, place: Path) -> None:
        self.folder = place / "cards"
        self.cache = place / "cache"
        self.folder.mkdir()
        (self.folder / "library.yaml").write_text(LIBRARY)
        (self.folder / "a.yaml").write_text(GOOD)
        self.windows = [open_folder(self.folder, self.cache) for _ in range(2)]

    def do(self, step: tuple[Any, ...]) -> None:
        what, *rest = step
        getattr(self, what.replace(" ", "_"))(*rest)

    def path(self, name: str) -> Path:
        return self.folder / f"{name}.yaml"

    def write(self, name: str, content: str) -> None:
        self.delete(name)
        self.path(name).write_bytes(content.encode("latin-1"))

    def write_unseen(self, name: str, content: str) -> None:
        """In place, at the same length, and with the times set back."""
        if self.path(name).is_file():
            before = self.path(name).stat()
            raw = content.encode("latin-1")[: before.st_size].ljust(before.st_size, b"\n")
            with self.path(name).open("r+b") as file:
                file.write(raw)
            os.utime(self.path(name), ns=(before.st_atime_ns, before.st_mtime_ns))

    def touch(self, name: str) -> None:
        if self.path(name).exists():
            os.utime(self.path(name))

    def delete(self, name: str) -> None:
        if self.path(name).is_dir():
            self.path(name).rmdir()
        self.path(name).unlink(missing_ok=True)

    def rename(self, name: str, other: str) -> None:
        if self.path(name).is_file():
            if self.path(other).is_dir():
                self.path(other).rmdir()
            self.path(name).replace(self.path(other))

    def replace_by_a_folder(self, name: str) -> None:
        self.delete(name)
        self.path(name).mkdir()

    def library(self, content: str) -> None:
        (self.folder / "library.yaml").write_text(content)

    def other_file(self, name: str) -> None:
        (self.folder / name).write_text("x")

    def cut_the_index(self, part: float) -> None:
        path = IndexPlace(self.cache, self.folder).current
        if path is not None and path.exists():
            os.truncate(path, int(path.stat().st_size * part))

    def delete_the_index(self) -> None:
        shutil.rmtree(self.cache, ignore_errors=True)

    def start_again(self) -> None:
        quick = open_quick(self.folder, self.cache)
        self.windows[0] = quick or open_folder(self.folder, self.cache)
        self.look(0)

    def look(self, number: int) -> None:
        before = self.windows[number]
        now = self.windows[number] = reload(before)
        fresh = open_folder(self.folder)
        assert now == fresh
        if now.index is None or now.index.is_current:
            assert reload(now) is now
        assert now.cards == fresh.cards
        assert (now.edition_count, now.problem_count, now.error_count, now.regions) == (
            *(fresh.edition_count, fresh.problem_count, fresh.error_count, fresh.regions),
        )
        assert [dict(file.cites) for file in now.files] == [dict(f.cites) for f in fresh.files]
        try:
            found = found_in(now)
        except QueryError:  # the index turned out to be damaged
            found = found_in(reload(now))
        assert found == found_in(fresh)


def found_in(folder: CardFolder) -> list[set[Any]]:
    with SearchIndex(folder) as index:
        queries = ("rose", "harbor", "in:names -x", '"they fell"', "hrabor", "nor")
        return [{hit.passage for hit in index.search_or_correct(query)[0]} for query in queries]


@example([("touch", "a"), ("cut the index", 0.0)])
@given(st.lists(STEPS, min_size=1, max_size=12))
@settings(max_examples=60)
def test_an_index_makes_no_difference(steps: list[tuple[Any, ...]]) -> None:
    # A file is trusted after 3 s, for the sake of old file systems; here the clock is finer.
    with tempfile.TemporaryDirectory() as place, patch.object(raw_file, "_SETTLED", 30_000_000):
        world = World(Path(place))
        for step in steps:
            world.do(step)
        world.look(0)
        world.look(1)
        world.look(0)
