"""From what is known of a library to what its folder holds now, reading no more than changed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from briefing.core.card_file import CardFile, KeptFile
from briefing.core.card_folder import CardFolder, in_order
from briefing.core.entry import ENDING, Context, Entry
from briefing.core.index_place import IndexPlace
from briefing.core.index_roll import holds, kept_roll, note_seen, order_of, write_roll
from briefing.core.keeping import Held, Recent, row_of
from briefing.core.listing import is_card, misnamed, names_in, seen_at, stamp_at
from briefing.core.manifest import read_manifest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from briefing.core.entry import Unchanged
    from briefing.core.index_file import IndexFile
    from briefing.core.listed import ListedFiles
    from briefing.core.manifest import Manifest
    from briefing.core.problem import Problem
    from briefing.core.watching import Watch

_FIRST_PART = 250
"""Files after which a library in the making is shown first; from then on, after twice as many."""


class Known(NamedTuple):
    """What is known of a library: its files by name, library.yaml, and the index that has them."""

    files: Mapping[str, CardFile]
    manifest: Manifest | None = None
    found_in: IndexFile | None = None


class Update:
    """One reading of a library's folder."""

    def __init__(
        self,
        folder: Path,
        cache: Path | None,
        known: Known,
        watch: Watch,
        only: Collection[str] | None = None,
    ) -> None:
        """With ``only``, cards of other ids are passed over. Raises LibraryNotFoundError."""
        self._folder = folder
        self._cache = cache
        self._known = known
        self._index = known.found_in
        self._watch = watch
        self._seen = seen_at(folder)
        self._names = names_in(folder)
        self._manifest = read_manifest(folder, known.manifest)
        self._cards = [name for name in self._names if is_card(name)]
        self._wanted = self._cards
        if only is not None:
            self._wanted = [name for name in self._cards if name.removesuffix(ENDING) in only]
        library = self._manifest.library if self._manifest.is_good else None
        self._context = Context.of(library, self._cards)
        self._base = os.path.join(folder, "")  # noqa: PTH118 - what a name is put behind
        self._recent = Recent()
        self._files: dict[str, CardFile] = {}

    def run(self, *, build: bool) -> CardFolder:
        """The library as it is now. Raises StoppedError.

        With ``build``, an index is made where there is none, or little of it still holds.
        """
        to_read = self._to_read()
        if build and self._cache is not None and 2 * _new(to_read) > len(self._cards):
            self._build(self._cache)
        else:
            self._read_changes(to_read)
        made = self._made()
        if self._index is not None:
            self._trust(self._index)
            if self._cache is not None and self._manifest is not self._known.manifest:
                from briefing.core.manifest_memory import remember  # noqa: PLC0415 - as above

                remember(self._cache, self._folder, self._manifest)
            if self._wanted is self._cards:
                self._keep_roll(self._index, made)
        return made

    def know(self, files: Mapping[str, CardFile]) -> None:
        """Go by these files, by name, as what is known."""
        self._known = self._known._replace(files=files)

    def finds_all_as(self, listed: ListedFiles, problems: tuple[Problem, ...]) -> bool:
        """Whether all is as it was listed, and has these problems besides those of the cards.

        Much sooner told than with the files that are listed at hand.
        """
        index = listed.kept_in
        is_same = (
            self._problems() == problems
            and self._manifest is self._known.manifest
            and holds(index, self._base, self._context, self._cards)
            and listed.is_current
        )
        if is_same:
            self._trust(index)
            seen = self._plain_state()
            if seen and seen != listed.kept.seen:
                note_seen(index, listed.kept.state, seen)
        return is_same

    def _keep_roll(self, index: IndexFile, made: CardFolder) -> None:
        """Have the index list the library as it is, for the next start."""
        regions = self._manifest.library.regions
        kept = kept_roll(index)
        if kept is None or kept.regions != order_of(regions):
            write_roll(index, regions, made, self._plain_state())

    def _plain_state(self) -> str:
        """The state of the folder, or nothing where there is more to say of it than its cards."""
        return "" if misnamed(self._folder, self._names) else self._seen

    def _trust(self, index: IndexFile) -> None:
        """From now on the index is known to say what the folder holds."""
        context = self._context
        index.rest_on(lambda: context)
        index.trusted = True

    def _to_read(self) -> list[tuple[str, bytes]]:
        """The files to be read, each with the digest under which nothing new would come of it.

        Those that are as they were are taken over.
        """
        to_read = []
        for name in self._wanted:
            file = self._known.files.get(name)
            if file is None or not self._context.holds_for(file.row) or self._is_to_be_kept(file):
                to_read.append((name, b""))
            elif (
                not file.row.settled
                or stamp_at(self._base + name) != file.row.stamp
                or self._is_behind(name)
            ):
                to_read.append((name, file.row.digest))
            else:
                self._files[name] = file
        return to_read

    def _build(self, cache: Path) -> None:
        """Read every file anew, into a new index, or into memory where that cannot be kept."""
        self._files = {}
        files = [(name, b"") for name in self._cards]
        shown = _FIRST_PART
        # Loaded here: most libraries are read from the index that they have.
        from briefing.core.index_writing import IndexBuild  # noqa: PLC0415

        with IndexBuild(IndexPlace(cache, self._folder), self._context) as building:
            for entries, _ in self._outcomes(files, with_passages=True):
                building.add(entries)
                for entry in entries:
                    self._hold(entry, with_text=False)
                if shown <= len(self._files) < len(files):
                    shown = 2 * len(self._files)
                    self._watch.part(self._made(pending=len(files) - len(self._files)))
            self._index = building.finish()
        rows = self._index.rows() if self._index else None
        if self._index is not None and rows is not None:
            self._files = {row.name: KeptFile(self._folder, row, self._index) for row in rows}

    def _read_changes(self, to_read: list[tuple[str, bytes]]) -> None:
        """Read some of the files anew, and note in the index what came of it."""
        changed: list[Entry] = []
        touched: list[Unchanged] = []
        for entries, same in self._outcomes(to_read, with_passages=self._index is not None):
            changed += (entry for entry in entries if not self._is_known(entry))
            touched += (each for each in same if self._is_touched(each))
            for name in (*(entry.name for entry in entries), *(each.name for each in same)):
                if name in self._known.files:
                    self._files[name] = self._known.files[name]
        gone = self._known.files.keys() - set(self._cards)
        slots = None
        if self._index is not None and (changed or touched or gone):
            from briefing.core.index_changes import update  # noqa: PLC0415 - as above

            stopped = self._watch.stopped
            slots = update(self._index, self._context, changed, touched, gone, stopped)
        for each in touched:
            self._note(each, slots)
        for entry in changed:
            if self._index is not None and slots is not None:
                row = row_of(entry, self._context, slots[entry.name])
                self._files[entry.name] = KeptFile(self._folder, row, self._index)
            else:
                self._hold(entry, with_text=True)

    def _note(self, found: Unchanged, slots: Mapping[str, int] | None) -> None:
        """Note the new times of a file, and where the index has it now.

        Another program may have seen it gone and come back. What could not be noted in the index
        is looked at again the next time.
        """
        file = self._files[found.name]
        if self._index is not None and slots is None:
            self._index.behind.add(found.name)
        elif self._index is not None and slots is not None:
            self._index.behind.discard(found.name)
            row = file.row._replace(slot=slots[found.name])
            if row != file.row:
                self._files[found.name] = file = KeptFile(self._folder, row, self._index)
        file.note(found.stamp, settled=found.settled)

    def _outcomes(
        self, files: list[tuple[str, bytes]], *, with_passages: bool
    ) -> Iterator[tuple[list[Entry], list[Unchanged]]]:
        if not files:
            return
        from briefing.core.job import Job, read_files  # noqa: PLC0415 - as above

        done = 0
        job = Job(self._base, self._context, with_passages)
        for outcome in read_files(job, files, stopped=self._watch.stopped):
            entries = [each for each in outcome if isinstance(each, Entry)]
            yield entries, [each for each in outcome if not isinstance(each, Entry)]
            done += len(outcome)
            self._watch.progress(done, len(files))

    def _is_to_be_kept(self, file: CardFile) -> bool:
        """Whether there is an index now, and a card is not in it: it could not be written."""
        is_kept = isinstance(file, KeptFile) and file.keeper is self._index
        return self._index is not None and not file.is_broken and not is_kept

    def _is_known(self, entry: Entry) -> bool:
        """Whether a file that cannot be read could not be read before, for the same reason."""
        file = self._known.files.get(entry.name)
        if file is None or entry.digest or file.row.digest or entry.stamp != file.stamp:
            return False
        problems = tuple(said.at(str(file.path)) for said in entry.said)
        return self._context.holds_for(file.row) and problems == file.problems

    def _is_touched(self, found: Unchanged) -> bool:
        row = self._known.files[found.name].row
        return self._is_behind(found.name) or (found.stamp, found.settled) != (
            row.stamp,
            row.settled,
        )

    def _is_behind(self, name: str) -> bool:
        """Whether a file's new times could not be noted in the index."""
        return self._index is not None and name in self._index.behind

    def _hold(self, entry: Entry, *, with_text: bool) -> None:
        row = row_of(entry, self._context)
        held = Held(entry, self._context, self._recent, with_text=with_text)
        self._files[entry.name] = KeptFile(self._folder, row, held)

    def _problems(self) -> tuple[Problem, ...]:
        """The problems of library.yaml, and of the names of files."""
        return self._manifest.problems + misnamed(self._folder, self._names)

    def _made(self, pending: int = 0) -> CardFolder:
        library = self._manifest.library
        return CardFolder(
            self._folder,
            library,
            in_order(self._files.values(), library),
            self._problems(),
            self._manifest.is_good,
            self._manifest.digest,
            pending,
            self._index,
            self._cache,
        )


def _new(to_read: list[tuple[str, bytes]]) -> int:
    """How many of the files to be read are more than looked at."""
    return sum(not digest for _, digest in to_read)
