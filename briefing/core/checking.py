"""One file as it is being typed: everything that ``briefing check`` would say if it were saved."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefing.core.library import MANIFEST
from briefing.core.outline import Outline
from briefing.core.quotes import card_problems
from briefing.core.reader import read_card, read_library
from briefing.core.rules import check_card, dangling

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.core.card import Card, Library
    from briefing.core.dialect import Document
    from briefing.core.library import CardFolder
    from briefing.core.problem import Problem
    from briefing.core.shelf import Shelf

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


def check_text(text: str, path: Path, folder: CardFolder, shelf: Shelf | None = None) -> Checked:
    r"""Check the text of a card, or of library.yaml, as if it were saved at ``path``.

    Line ends are ``\\n``. What the other files of the library say is taken from ``folder``. With a
    shelf, the quotes of a good card are held against the source texts that are at hand.
    """
    raw = text.encode("utf-8", "surrogatepass")
    if text.startswith(_BOM):
        # The file's own mark is no part of the text: this one would be the second.
        raw = _BOM.encode() + raw
    if path.name == MANIFEST:
        library = read_library(raw, str(path))
        return Checked(library.value, library.document, library.problems)
    reading = read_card(raw, str(path))
    found = {
        *reading.problems,
        *check_card(reading.document, folder.library if folder.manifest_good else None),
        *dangling(reading.document, {path.stem, *(file.id for file in folder.files)}),
    }
    is_good = not any(problem.is_error for problem in found)
    card = reading.value if is_good else None
    if card is not None and shelf is not None:
        found.update(card_problems(card, reading.document, shelf.paragraphs))
    return Checked(card, reading.document, tuple(sorted(found)))
