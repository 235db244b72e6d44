"""The source texts at hand, read from a folder and kept until they change. None is ever required."""

from __future__ import annotations

import hashlib
import stat
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Literal

from briefing.core.citing import cited_by
from briefing.core.excerpts import quote_values
from briefing.core.nearest import Words, nearest
from briefing.core.paragraphs import TooManyError, paragraphs
from briefing.core.presence import is_folder
from briefing.core.text_folder import texts_near

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefing.core.card import Source
    from briefing.core.citing import Citing
    from briefing.core.library import CardFolder
    from briefing.core.nearest import Nearest
    from briefing.core.paragraphs import Paragraph


MAX_BYTES = 8 * 1024 * 1024

Stamp = tuple[int, int, int]
TextState = Literal["declared", "undeclared", "another"]


@dataclass(frozen=True)
class SourceText:
    """A source's text as it was read, or in ``reason`` why there is none, in plain words.

    ``sha256`` is that of the file's bytes, in hexadecimal.
    """

    path: Path
    reason: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    sha256: str = ""

    def state(self, source: Source | None) -> TextState:
        """Whether the text is the one that library.yaml declares, or another, or none is."""
        if source is None or source.sha256 is None:
            return "undeclared"
        return "declared" if source.sha256 == self.sha256 else "another"

    @cached_property
    def words(self) -> Words:
        """The words of all paragraphs, ready to be searched for the nearest wording."""
        return Words(self.paragraphs)

    def holding(self, words: str) -> Iterator[int]:
        """The numbers of the paragraphs that hold ``plain_words``, in order."""
        whole, starts = self._whole
        place = whole.find(words)
        while place >= 0:
            number = bisect_right(starts, place)
            yield number
            if number == len(starts):
                return
            place = whole.find(words, starts[number])

    @cached_property
    def _whole(self) -> tuple[str, list[int]]:
        """All paragraphs in one, which is searched at once, and where each starts in it."""
        texts = [paragraph.text for paragraph in self.paragraphs]
        ends = accumulate(len(text) + 1 for text in texts)
        return "\n".join(texts), [0, *ends][: len(texts)]


class Shelf:
    """The texts of a folder, ``<source id>.txt`` each; read when asked for, and again when changed.

    Threads may share it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, tuple[Stamp, SourceText]] = {}

    @property
    def paths(self) -> list[Path]:
        """The folder, and each text in it that was read."""
        return [self.folder, *(text.path for _, text in tuple(self._read.values()))]

    def text(self, source_id: str) -> SourceText:
        """The source's text, or why it cannot be read."""
        path = self.folder / f"{source_id}.txt"
        if path.parent != self.folder or "\0" in source_id:
            return SourceText(path, "its id cannot be the name of a file")
        try:
            found = path.stat()
            stamp = (found.st_ino, found.st_size, found.st_mtime_ns)
            known = self._read.get(source_id)
            if known is not None and known[0] == stamp:
                return known[1]
            text = _read(path, found.st_mode, found.st_size)
        except OSError as error:
            return SourceText(path, f"{error.strerror}".lower())
        self._read[source_id] = (stamp, text)
        return text

    def paragraphs(self, source_id: str) -> tuple[Paragraph, ...] | None:
        """The paragraphs of a source's text, or None where it is not at hand."""
        text = self.text(source_id)
        return None if text.reason else text.paragraphs

    def cited_by(self, folder: CardFolder, source_id: str) -> tuple[tuple[Citing, ...], ...]:
        """For each paragraph in turn, what on the good cards cites it; nothing where nobody does."""
        return cited_by(folder, source_id, len(self.text(source_id).paragraphs))

    def nearest(self, source_id: str, paras: Sequence[int], words: str) -> Nearest | None:
        """The wording of the source that is nearest to the words, or None where none is near.

        The paragraphs named are looked through first, then all others. Bounded in time.
        """
        return nearest(self.text(source_id).words, paras, words)

    def quote_values(
        self, source_id: str, para: int, start: int, end: int
    ) -> dict[str, Any] | None:
        """The values of a quote of the words from ``start`` to ``end`` of a paragraph, or None.

        See ``excerpts.quote_values``.
        """
        return quote_values(self.text(source_id).paragraphs, source_id, para, start, end)

    def point_values(self, source_id: str, para: int) -> dict[str, Any]:
        """The values of a point that paraphrases a paragraph."""
        return {"para": para, "source": source_id}


def find_shelf(library_folder: Path, chosen: Path | None = None) -> Shelf | None:
    """The texts chosen, else those in a ``texts`` folder inside or beside the library, or None.

    A folder that is not there any more counts as not chosen, and one without a text as none.
    """
    if chosen is not None and is_folder(chosen):
        return Shelf(chosen)
    near = texts_near(library_folder)
    return Shelf(near) if near else None


def _read(path: Path, mode: int, size: int) -> SourceText:
    """The text, read only where it is a file of moderate size. Raises OSError."""
    if not stat.S_ISREG(mode):
        return SourceText(path, "it is not a file")
    if size > MAX_BYTES:
        return SourceText(path, "it is larger than 8 MiB")
    raw = path.read_bytes()
    try:
        decoded = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return SourceText(path, "it is not UTF-8")
    try:
        return SourceText(path, "", paragraphs(decoded), hashlib.sha256(raw).hexdigest())
    except TooManyError as error:
        return SourceText(path, f"it has {error}")
