"""Problems at their places in a text, which move with it until it is checked again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from html import escape
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPen, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from briefing.gui.code_document import units
from briefing.gui.problem_words import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QTextBlock

    from briefing.core.problem import Problem
    from briefing.gui.code_document import CodeDocument
    from briefing.gui.code_highlight import Highlighter
    from briefing.gui.tokens import Tokens

_WAVE, _WAVE_PEN = 2.0, 1.0  # px
_KEEP = QTextCursor.MoveMode.KeepAnchor


class Mark:
    """A problem at its place in a text.

    Its words are looked for once somebody asks where they are: that lays their line out, and a
    thousand lines take longer than a key may.
    """

    __slots__ = ("_cursor", "_span", "problem")

    def __init__(
        self, problem: Problem, line: QTextCursor, span: Callable[[QTextBlock], tuple[int, int]]
    ) -> None:
        """``line`` stands at the start of its line, in which ``span`` finds the words."""
        self.problem = problem
        self._cursor = line
        self._span: Callable[[QTextBlock], tuple[int, int]] | None = span

    @property
    def cursor(self) -> QTextCursor:
        """A cursor that selects the words that the problem is about, or stands at an empty place."""
        if self._span is not None:
            block = self._cursor.block()
            start, end = self._span(block)
            self._cursor.setPosition(block.position() + start)
            self._cursor.setPosition(block.position() + end, _KEEP)
            self._span = None
        return self._cursor

    @property
    def start(self) -> int:
        """The position of the first character."""
        return self.cursor.selectionStart()

    @property
    def end(self) -> int:
        """The position after the last character."""
        return self.cursor.selectionEnd()


class ProblemMarks:
    """The problems of a document, in the order of their places."""

    def __init__(self, document: CodeDocument, highlighter: Highlighter) -> None:
        self._document = document
        self._highlighter = highlighter
        self._marks: list[Mark] = []

    def set_problems(self, problems: Iterable[Problem]) -> None:
        """Mark these problems, and no others any more."""
        self._marks = [self._mark(problem) for problem in sorted(problems)]

    def of(self, problem: Problem) -> Mark:
        """The mark of a problem, or one made for it where it has none."""
        known = (mark for mark in self._marks if mark.problem == problem)
        return next(known, None) or self._mark(problem)

    def at(self, position: int) -> Problem | None:
        """The problem of the words at a position, else the first one of that line."""
        block = self._document.findBlock(position)
        on_line = list(self.between(block.position(), block.position() + block.length() - 1))
        here = (mark for mark in on_line if mark.start <= position <= mark.end)
        mark = next(here, on_line[0] if on_line else None)
        return mark.problem if mark else None

    def over(self, first: int, last: int) -> list[Mark]:
        """The marks of the characters after two positions of a line, or of an empty place there."""
        found = self.between(self._document.findBlock(max(0, first)).position(), last)
        return [mark for mark in found if first < max(mark.end, mark.start + 1)]

    def after(self, position: int) -> Mark | None:
        """The first problem that stands after a position, or else the first of all."""
        at = bisect_right(self._marks, position, key=_start)
        return self._marks[at % len(self._marks)] if self._marks else None

    def before(self, position: int) -> Mark | None:
        """The last problem that stands before a position, or else the last of all."""
        at = bisect_left(self._marks, position, key=_start)
        return self._marks[at - 1] if self._marks else None

    def on_line(self, number: int) -> list[Problem]:
        """The problems of a line; lines count from 0."""
        block = self._document.findBlockByNumber(number)
        end = block.position() + block.length() - 1
        return [mark.problem for mark in self.between(block.position(), end)]

    def between(self, start: int, end: int) -> Iterator[Mark]:
        """The marks that begin between two positions, or at either."""
        # What is typed moves them, but never past each other.
        at = bisect_left(self._marks, start, key=_start)
        return takewhile(lambda mark: mark.start <= end, islice(self._marks, at, None))

    def _mark(self, problem: Problem) -> Mark:
        block = self._document.findBlockByNumber(max(0, problem.line - 1))
        if not block.isValid():
            block = self._document.lastBlock()
        column = max(0, problem.column - 1)
        return Mark(problem, QTextCursor(block), lambda line: self._span(line, column))

    def _span(self, block: QTextBlock, column: int) -> tuple[int, int]:
        """From a column, in characters, to the end of the value there, in UTF-16 units."""
        text = block.text()
        start = units(text[:column])
        length = block.length() - 1
        if start >= length:
            return length, length
        for first, end, _ in self._highlighter.pieces(block):
            if first <= start < end:
                return start, end
        return start, start + (2 if text[column] > "\uffff" else 1)


def _start(mark: Mark) -> int:
    return mark.cursor.selectionStart()


def selection(mark: Mark, tokens: Tokens) -> QTextEdit.ExtraSelection:
    """How the words of a problem are shown."""
    made = QTextEdit.ExtraSelection()
    made.cursor = mark.cursor
    made.format = problem_format(mark.problem, tokens)
    return made


def problem_format(problem: Problem, tokens: Tokens) -> QTextCharFormat:
    """A wavy line in the colour of the problem, and its tint."""
    ink, tint = inks(problem, tokens)
    look = QTextCharFormat()
    look.setBackground(QColor(tint))
    look.setUnderlineColor(QColor(ink))
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    return look


def paint_empty(painter: QPainter, place: QRectF, problem: Problem, tokens: Tokens) -> None:
    """Show a problem where there are no words: the tint and the wave of one character."""
    ink, tint = inks(problem, tokens)
    painter.fillRect(place, QColor(tint))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ink), _WAVE_PEN))
    count = round(place.width() / _WAVE)
    low = place.bottom() - _WAVE_PEN
    painter.drawPolyline(
        [QPointF(place.left() + n * _WAVE, low - (n % 2) * _WAVE) for n in range(count + 1)]
    )


def inks(problem: Problem, tokens: Tokens) -> tuple[str, str]:
    """The colour of a problem, and its tint."""
    if problem.is_error:
        return tokens.error, tokens.error_soft
    return tokens.warn, tokens.warning_soft


def tooltip(problems: Iterable[Problem]) -> str:
    """What problems say and what to do, as HTML that shows their words as they are."""
    rows = []
    for problem in problems:
        words = [sentence(problem.message), *([sentence(problem.hint)] if problem.hint else [])]
        rows.append(f"<p style='margin:0'>{'<br>'.join(map(escape, words))}</p>")
    return "".join(rows)
