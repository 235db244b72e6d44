"""One file as it is being typed: everything that ``briefing check`` would say if it were saved."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefing.core import quotes
from briefing.core.library import MANIFEST
from briefing.core.outline import Outline
from briefing.core.reader import read_card, read_library
from briefing.core.rules import check_card, dangling

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.core.card import Card, Library
    from briefing.core.dialect import Document
    from briefing.core.problem import Problem
    from briefing.core.shelf import Shelf
    from briefing.core.surroundings import Surroundings

_BOM = "\ufeff"


@dataclass(frozen=True)
class Checked:
    """What a text is: the card or library, or None where it has errors, and every problem.

    ``document`` is the text as plain data. Problems stand in the order of their places, which
    count characters of the text.
    """

    card: Card | Library | None
    document: Document
    problems: tuple[Problem, ...]

    @cached_property
    def outline(self) -> Outline:
        """Where everything stands in the text. Made when it is first asked for."""
        return Outline(self.document.text)


def check_text(text: str, path: Path, folder: Surroundings, shelf: Shelf | None = None) -> Checked:
    r"""Check the text of a card, or of library.yaml, as if it were saved at ``path``.

    Line ends are ``\\n``. What the other files of the library say is taken from ``folder``. With a
    shelf, good cards and sources are held against the texts that are at hand; those that are not
    are passed over.
    """
    raw = text.encode("utf-8", "surrogatepass")
    if text.startswith(_BOM):
        # The file's own mark is no part of the text: this one would be the second.
        raw = _BOM.encode() + raw
    if path.name == MANIFEST:
        library = read_library(raw, str(path))
        said = {*library.problems}
        if library.value is not None and shelf is not None:
            said.update(_sources(library.value, library.document, shelf))
        return Checked(library.value, library.document, tuple(sorted(said)))
    reading = read_card(raw, str(path))
    found = {
        *reading.problems,
        *check_card(reading.document, folder.library if folder.manifest_good else None),
        *dangling(reading.document, {path.stem, *(file.id for file in folder.files)}),
    }
    is_good = not any(problem.is_error for problem in found)
    card = reading.value if is_good else None
    if card is not None and shelf is not None:
        found.update(quotes.check_card(card, reading.document, shelf))
    return Checked(card, reading.document, tuple(sorted(found)))


def _sources(library: Library, document: Document, shelf: Shelf) -> list[Problem]:
    found = quotes.check_sources(library, document, shelf)
    return [problem for problem in found if problem.rule != "text-missing"]
