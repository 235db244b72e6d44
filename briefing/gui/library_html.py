"""A library as a page: all its problems, or that it has no card to show."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.core import words
from briefing.core.entry import ENDING
from briefing.core.problem import visible
from briefing.gui.page_grid import Row, Section, document
from briefing.gui.page_html import Page, escape, heading, link, paragraph, to_card
from briefing.gui.problems_html import problem_sections

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.core.library import CardFolder
    from briefing.core.problem import Problem
    from briefing.gui.page_html import Look

_MOST = 500
"""Problems that are shown: nobody reads more, and ten thousand take seconds to lay out."""


def library_page(folder: CardFolder, look: Look) -> Page:
    """What is wrong with a library, file by file; or that nothing is, or that it is empty."""
    if folder.pending:
        title = heading(2, "page", "Reading the library")
        said = paragraph("deck", escape(f"{words.counted(folder.pending, 'card')} to come."))
        first = Section((Row(title + said, head="State", size=24),), ruled=False)
        return Page(document(look, [first]), look.column)
    title = heading(2, "page", _title(folder))
    said = paragraph("deck", _said(folder))
    first = Section((Row(title + said, head="State", size=24),), ruled=False)
    problems = folder.first_problems(_MOST)
    rest = _rest(folder.problem_count - len(problems))
    return Page(document(look, [first, *_files(folder, problems), *rest]), look.column)


def _title(folder: CardFolder) -> str:
    if folder.problem_count:
        errors = folder.error_count
        warnings = folder.problem_count - errors
        counts = [words.counted(errors, "error")] if errors else []
        counts += [words.counted(warnings, "warning")] if warnings else []
        return escape(f"{words.listed(counts)} in this library")
    return "All cards valid" if folder.cards else "This library has no cards yet."


def _said(folder: CardFolder) -> str:
    if folder.problem_count:
        said = "The files are kept exactly as they are, and cards without errors are not affected."
        return (
            said
            if folder.stops
            else f"{said} Without the sources of library.yaml there is no timeline."
        )
    if folder.cards:
        return escape(f"{words.counted(len(folder.cards), 'card')}, and nothing to report.")
    return "Write the first one: File &gt; New card (Ctrl+N)."


def _files(folder: CardFolder, problems: Sequence[Problem]) -> Iterator[Section]:
    for path, found in groupby(problems, key=lambda problem: problem.path):
        (section,) = problem_sections(tuple(found))
        file_name = Path(path).name
        name, card_id = escape(visible(file_name)), file_name.removesuffix(ENDING)
        title = link(to_card(card_id), name) if card_id in folder.places else name
        head = Row(heading(3, "group", title), size=20)
        first, *rest = (row._replace(head="") for row in section.rows)
        rows = (head, first._replace(between=8), *rest)
        yield section._replace(rows=rows)


def _rest(count: int) -> list[Section]:
    """What is said of so many problems that are not shown."""
    if count <= 0:
        return []
    said = f"{words.counted(count, 'more problem')} in this library. "
    said += "<code>briefing check</code> lists all of them."
    return [Section((Row(paragraph("deck", said), head="Not shown"),))]
