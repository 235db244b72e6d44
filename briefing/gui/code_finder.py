"""Goes from hit to hit in an editor, and replaces them; the hits follow what is typed."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from briefing.core.edits import Edit, applied
from briefing.gui.code_find import PatternError, Query, Span, replacements, spans

if TYPE_CHECKING:
    from briefing.gui.code_edit import CodeEdit

_MOST_EDITS = 2000  # that are made one by one
_SOON = 200_000  # characters that are gone through at each key


class CodeFinder(QObject):
    """Finds in an editor. What is selected, of how many hits, goes out as a count."""

    counted = Signal(int, int)  # which hit is selected, from 1, or 0; how many there are
    failed = Signal(str)  # why a pattern is none

    def __init__(self, edit: CodeEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        self._query = Query()
        self._spans: list[Span] = []
        edit.edited.connect(self._follow)
        edit.settled.connect(self._refresh)
        edit.selectionChanged.connect(self._count)

    @property
    def count(self) -> int:
        """How many hits there are."""
        return len(self._spans)

    @property
    def current(self) -> int:
        """Which hit is selected, from 1, or 0."""
        cursor = self._edit.textCursor()
        span = (cursor.selectionStart(), cursor.selectionEnd())
        at = bisect_left(self._spans, span)
        return at + 1 if at < self.count and self._spans[at] == span else 0

    def look_for(self, query: Query) -> None:
        """Find something else, or nothing any more; the caret stays."""
        self._query = query
        self._refresh()

    def find(self, query: Query) -> None:
        """Find something else, and go to the first hit from the selection on."""
        self.look_for(query)
        self._go_from(self._edit.textCursor().selectionStart())

    def next(self) -> None:
        """Select the next hit, after the last the first."""
        self._go_from(self._edit.textCursor().selectionEnd())

    def previous(self) -> None:
        """Select the hit before, before the first the last."""
        if self._spans:
            here = self._edit.textCursor().selectionStart()
            self._select(self._spans[bisect_left(self._spans, (here, 0)) - 1])

    def replace(self, text: str) -> None:
        """Replace the selected hit and go to the next; without one, only go there."""
        number = self.current
        if number:
            span, new = replacements(self._edit.content, self._query, text)[number - 1]
            edit = self._edit_of(span, new)
            end = edit.start + len(new)
            self._edit.apply([edit], (end, end))
            self._refresh()
        self.next()

    def replace_all(self, text: str) -> int:
        """Replace every hit in one step, and return how many there were."""
        self._refresh()
        if not self._spans:
            return 0
        found = replacements(self._edit.content, self._query, text)
        edits = [self._edit_of(span, new) for span, new in found]
        if len(edits) > _MOST_EDITS:
            old = self._edit.text()
            edits = [Edit(0, len(old), applied(old, edits))]
        self._edit.apply(edits)
        self._refresh()
        return len(found)

    def _follow(self) -> None:
        if not self._query.text:
            return
        if self._edit.content.characterCount() < _SOON:
            self._refresh()
        else:
            # Until nothing more is typed, no tint is better than one beside its words.
            self._set([])

    def _refresh(self) -> None:
        try:
            self._set(spans(self._edit.content, self._query))
        except PatternError as error:
            self._set([])
            self.failed.emit(str(error))

    def _set(self, found: list[Span]) -> None:
        self._spans = found
        self._edit.show_hits(found)
        self._count()

    def _count(self) -> None:
        self.counted.emit(self.current, self.count)

    def _go_from(self, position: int) -> None:
        if self._spans:
            self._select(self._spans[bisect_left(self._spans, (position, 0)) % self.count])

    def _select(self, span: Span) -> None:
        self._edit.select(*map(self._edit.position_to_offset, span))

    def _edit_of(self, span: Span, text: str) -> Edit:
        start, end = map(self._edit.position_to_offset, span)
        return Edit(start, end, text)
