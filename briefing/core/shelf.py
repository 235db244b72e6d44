"""The source texts at hand, read from a folder and kept until they change. None is ever required."""

from __future__ import annotations

import hashlib
import os
from bisect import bisect_right
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Literal

from briefing.core.citing import cited_by
from briefing.core.excerpts import quote_values
from briefing.core.limits import MAX_BYTES
from briefing.core.nearest import Words, nearest
from briefing.core.paragraphs import TooManyError, paragraphs
from briefing.core.presence import is_folder
from briefing.core.raw_file import AWAY, RawFile, Unread, read_raw, stamp_of
from briefing.core.text_folder import library_of, texts_near

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefing.core.card import Source
    from briefing.core.citing import Citing
    from briefing.core.library import CardFolder
    from briefing.core.nearest import Nearest
    from briefing.core.paragraphs import Paragraph
    from briefing.core.raw_file import Stamp


_ANOTHER = "look whether it is the right file"

TextState = Literal["declared", "undeclared", "another"]


@dataclass(frozen=True)
class SourceText:
    """A source's text as it was read, or in ``reason`` why there is none, in plain words.

    ``hint`` then says what to do; ``is_there`` is False where nothing is in the text's place.
    ``sha256`` is that of the file's bytes, in hexadecimal.
    """

    path: Path
    reason: str = ""
    hint: str = ""
    is_there: bool = True
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

    def __init__(self, folder: Path, *, is_chosen: bool = False) -> None:
        """Read from ``folder``.

        ``is_chosen``: by the reader, who may have put links there to texts elsewhere. Any other may
        have come with the library, and links that lead out of it are not followed.
        """
        self.folder = folder
        self.is_chosen = is_chosen
        self._root = str(library_of(folder) or folder)
        self._read: dict[str, tuple[Stamp, SourceText]] = {}

    @property
    def place(self) -> tuple[Path, bool]:
        """The folder, and whether the reader chose it: of what another shelf can be made."""
        return self.folder, self.is_chosen

    @property
    def paths(self) -> list[Path]:
        """The folder, and each text in it that was read."""
        return [self.folder, *(text.path for _, text in tuple(self._read.values()))]

    def text(self, source_id: str) -> SourceText:
        """The source's text, or why it cannot be read."""
        path = self.folder / f"{source_id}.txt"
        if path.parent != self.folder or "\0" in source_id:
            hint = "give the source another id in library.yaml"
            return SourceText(path, "its id cannot be the name of a file", hint)
        stamp = _stamp(path)
        known = self._read.get(source_id)
        if known is not None and known[0] == stamp:
            return known[1]
        raw = read_raw(str(path), links_may_lead_out=self.is_chosen, root=self._root)
        text = _text(path, raw)
        # What cannot be read now may be in a moment, and look the same.
        if stamp is not None and isinstance(raw, RawFile):
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
        return Shelf(chosen, is_chosen=True)
    near = texts_near(library_folder)
    return Shelf(near) if near else None


def _stamp(path: Path) -> Stamp | None:
    """What tells one text from the next, None where the system does not say."""
    try:
        return stamp_of(path.stat())
    except OSError:
        return None


def _text(path: Path, raw: RawFile | Unread) -> SourceText:
    if isinstance(raw, RawFile):
        return _read(path, raw.content)
    if not os.path.lexists(path):
        hint = f"put the source's text at {path}"
        return SourceText(path, "there is no such file", hint, is_there=False)
    hint = "put the source's text in its place" if raw.hint == AWAY else raw.hint
    return SourceText(path, raw.reason, hint)


def _read(path: Path, raw: bytes) -> SourceText:
    """The text that the bytes are."""
    if len(raw) > MAX_BYTES:
        reason = f"it is larger than {MAX_BYTES // 1024**2} MiB"
        return SourceText(path, reason, _ANOTHER)
    try:
        found = paragraphs(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        is_utf_16 = raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
        reason = "it is UTF-16, not UTF-8" if is_utf_16 else "it is not UTF-8"
        return SourceText(path, reason, "save it as UTF-8")
    except TooManyError as error:
        return SourceText(path, f"it has {error}", _ANOTHER)
    return SourceText(path, paragraphs=found, sha256=hashlib.sha256(raw).hexdigest())
