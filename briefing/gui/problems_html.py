"""A card that cannot be shown, as a page: what is wrong with its file, where, and what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.core import words
from briefing.core.problem import visible
from briefing.gui.page_grid import Row, Section, document
from briefing.gui.page_html import Page, escape, heading, paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.core.library import CardFile
    from briefing.core.problem import Problem
    from briefing.gui.page_html import Look

_CODE = re.compile(r"`([^`]+)`")
_WORD = re.compile(r"[a-z]+(?=[ ,;:]|\Z)")


def problems_page(file: CardFile, look: Look, hint: str = "") -> Page:
    """The problems of a card file that has errors; ``hint`` says how to get at the file."""
    title = heading(2, "page", f"{escape(visible(file.path.name))} cannot be shown as a card.")
    errors = sum(problem.is_error for problem in file.problems)
    said = (
        f"The file has {words.counted(errors, 'error')}. It is kept exactly as it is, and the "
        "other cards are not affected. Once it is saved without errors, the card is back."
    )
    text = paragraph("deck", said) + (paragraph("below", escape(hint)) if hint else "")
    sections = [Section((Row(title + text, head="Not shown", size=24),), ruled=False)]
    return Page(document(look, [*sections, *problem_sections(file.problems)]), look.column)


def problem_sections(problems: Sequence[Problem]) -> list[Section]:
    """Problems in the order given: message and fix as text, severity and place as evidence."""
    rows = [_row(problem, index) for index, problem in enumerate(problems)]
    return [Section((rows[0]._replace(head="Problems"), *rows[1:]))] if rows else []


def _row(problem: Problem, index: int) -> Row:
    fix = paragraph("said", _words(problem.hint)) if problem.hint else ""
    message = heading(3, "topic", _words(problem.message), f"problem-{index}")
    css = "fault" if problem.is_error else "caution"
    severity = f'<span class="{css}">{problem.severity.capitalize()}</span>'
    return Row(message + fix, (severity, f"line {problem.line}, column {problem.column}"))


def _words(text: str) -> str:
    """A message as a sentence, with what is in backticks as code."""
    # A name such as library.yaml stays as it is.
    sentence = text[:1].upper() + text[1:] if _WORD.match(text) else text
    return _CODE.sub(r"<code>\1</code>", escape(visible(sentence)))
