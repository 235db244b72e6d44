"""What is marked in a text that is shown: its problems, and what was found in it."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QTextCursor
from PySide6.QtWidgets import QTextEdit

from briefing.gui.code_marks import ProblemMarks, paint_empty, selection

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.core.problem import Problem
    from briefing.gui.code_marks import Mark
    from briefing.gui.code_view import CodeView
    from briefing.gui.tokens import Tokens

_MOST_HITS = 2000  # that are tinted at once


class Marker(QObject):
    """Marks what is in sight of a view; a thousand marks elsewhere cost a key nothing."""

    problem_at_caret = Signal(object)  # a Problem, or None

    def __init__(self, view: CodeView, tokens: Tokens) -> None:
        super().__init__(view)
        self._view = view
        self._tokens = tokens
        self._marks = ProblemMarks(view.content, view.highlighter)
        self._hits: Sequence[tuple[int, int]] = ()
        self._problem: Problem | None = None
        view.textChanged.connect(self.refresh)
        view.verticalScrollBar().valueChanged.connect(self.refresh)
        view.verticalScrollBar().rangeChanged.connect(self.refresh)
        view.cursorPositionChanged.connect(self._tell)
        view.gutter.set_problems(self._marks.on_line)
        view.gutter.clicked.connect(self._go_to_line)

    def problem(self) -> Problem | None:
        """The problem at the caret, or the first on its line."""
        return self._marks.at(self._view.textCursor().position())

    def set_tokens(self, tokens: Tokens) -> None:
        """Mark in the colours of another theme."""
        self._tokens = tokens
        self.refresh()

    def set_problems(self, problems: Iterable[Problem]) -> None:
        """Mark these problems, and no others any more."""
        self._marks.set_problems(problems)
        self.refresh()
        self._view.viewport().update()
        self._view.gutter.update()
        self._tell()

    def set_hits(self, spans: Sequence[tuple[int, int]]) -> None:
        """Tint what was found: the positions where each begins and ends, in their order."""
        self._hits = spans
        self.refresh()

    def next_problem(self) -> Problem | None:
        """Take the caret to the next problem, after the last to the first."""
        return self._go(self._marks.after(self._view.textCursor().position()))

    def previous_problem(self) -> Problem | None:
        """Take the caret to the problem before, from the first to the last."""
        return self._go(self._marks.before(self._view.textCursor().position()))

    def go_to(self, problem: Problem) -> None:
        """Take the caret to a problem; to where it was reported, if it is marked no more."""
        self._go(self._marks.of(problem))

    def problems_under(self, point: QPoint) -> list[Problem]:
        """The problems whose words are at a place in the viewport."""
        position = self._view.cursorForPosition(point).position()
        # The nearest caret may stand on either side of the character.
        near = self._marks.over(position - 1, position)
        return [mark.problem for mark in near if self._is_over(mark, point)]

    def paint(self) -> None:
        """Show the problems of empty places, where there is nothing to underline."""
        empty = [mark for mark in self._in_sight() if mark.start == mark.end]
        if not empty:
            return
        painter = QPainter(self._view.viewport())
        for mark in empty:
            paint_empty(painter, self._empty_place(mark), mark.problem, self._tokens)
        painter.end()

    def refresh(self) -> None:
        """Mark what has come into sight."""
        self._view.setExtraSelections(
            [selection(mark, self._tokens) for mark in self._in_sight()] + self._tinted()
        )

    def _in_sight(self) -> list[Mark]:
        return list(self._marks.between(*self._range()))

    def _range(self) -> tuple[int, int]:
        lines = self._view.lines_in_sight()
        if not lines:
            return 0, 0
        last = lines[-1].block
        return lines[0].block.position(), last.position() + last.length() - 1

    def _tinted(self) -> list[QTextEdit.ExtraSelection]:
        if not self._hits:
            return []
        first, last = self._range()
        start = bisect_left(self._hits, first, key=lambda span: span[1])
        end = bisect_left(self._hits, last, key=lambda span: span[0])
        # Of a text that has just become shorter, some may be past its end until it is searched.
        most = self._view.content.characterCount() - 1
        found = islice(self._hits, start, min(end, start + _MOST_HITS))
        return [self._tint(*span) for span in found if span[1] <= most]

    def _tint(self, start: int, end: int) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        made.cursor = QTextCursor(self._view.content)
        made.cursor.setPosition(start)
        made.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        made.format.setBackground(QColor(self._tokens.hl))
        made.format.setForeground(QColor(self._tokens.hl_ink))
        return made

    def _empty_place(self, mark: Mark) -> QRectF:
        place = QRectF(self._view.cursorRect(mark.cursor))
        place.setLeft(place.left() + 1)  # the caret may stand there
        place.setWidth(self._view.fontMetrics().horizontalAdvance("0"))
        return place

    def _is_over(self, mark: Mark, point: QPoint) -> bool:
        if mark.start == mark.end:
            return self._empty_place(mark).contains(point)
        ends = QTextCursor(mark.cursor)
        ends.setPosition(mark.start)
        first = self._view.cursorRect(ends)
        ends.setPosition(mark.end)
        last = self._view.cursorRect(ends)
        if first.top() == last.top():
            return first.united(last).contains(point)
        return first.top() <= point.y() <= last.bottom()  # it is wrapped

    def _go(self, mark: Mark | None) -> Problem | None:
        if mark is None:
            return None
        cursor = QTextCursor(self._view.content)
        cursor.setPosition(mark.start)
        self._show_caret(cursor)
        return mark.problem

    def _go_to_line(self, number: int) -> None:
        block = self._view.content.findBlockByNumber(number)
        marks = self._marks.between(block.position(), block.position() + block.length() - 1)
        cursor = QTextCursor(block)
        cursor.setPosition(next((mark.start for mark in marks), block.position()))
        self._show_caret(cursor)

    def _show_caret(self, cursor: QTextCursor) -> None:
        self._view.show_cursor(cursor)
        self._view.setFocus()

    def _tell(self) -> None:
        problem = self.problem()
        if problem != self._problem:
            self._problem = problem
            self.problem_at_caret.emit(problem)
