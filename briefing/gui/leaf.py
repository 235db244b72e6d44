"""A page as it is put before a reader, made in steps: what it says, then the words as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF, QTimer

from briefing.gui.page_document import PageDocument
from briefing.gui.page_rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from briefing.gui.page_html import Look, Page

_REST = 120  # ms after which keys that are held down have come


class Leaf:
    """The part of a page that is likely in view, in a document that is laid out once it is shown.

    ``is_fresh`` says that the document holds no more than that; ``is_kept`` that it is wanted
    after another one took its place.
    """

    def __init__(
        self, builder: Callable[[Look], Page], look: Look, height: float, parent: QObject
    ) -> None:
        """What ``builder`` makes for a look, likely ``height`` px high with zoom."""
        self._builder, self._look, self._height = builder, look, height
        self._parent = parent
        self._page: Page | None = None
        self._part = ""
        self._document: PageDocument | None = None
        self.is_fresh = True
        self.is_kept = False

    @property
    def page(self) -> Page:
        """The page."""
        if self._page is None:
            self._page = self._written()
        return self._page

    @property
    def rows(self) -> Rows | None:
        """The rows that the page consists of, those read that the document holds; None if none."""
        return self.page.content if isinstance(self.page.content, Rows) else None

    @property
    def document(self) -> PageDocument:
        """The document, with its margin at the left."""
        if self._document is None:
            left = self._look.left_of(self.page.column)
            made = PageDocument(parent=self._parent)
            made.setPageSize(QSizeF(0, 0))  # else it is laid out before the view has a say, too
            made.set_left_margin(left)
            made.add([self._part])
            self._document, self._part = made, ""
        return self._document

    def take_over(self, other: Leaf, *, at_any_length: bool = False) -> bool:
        """Take the document of another page, where all that it holds begins this one as well.

        It is laid out as before. False where it does not, or is wanted otherwise; and where it
        holds much more than is in view, unless it is wanted ``at_any_length``.
        """
        is_free = other._document is not None and not other.is_kept
        if self._document is not None or not is_free or self._look != other._look:
            return False
        here, there = self.rows, other.rows
        if here is None or there is None or not here.follow(there, at_any_length=at_any_length):
            return False
        self._document, other._document = other._document, None
        self._part, self.is_fresh = "", other.is_fresh
        return True

    def go_on(self) -> bool:
        """Make one step of it; False where that was the last one."""
        if self._page is None:
            self._page = self._written()
            return True
        assert self.document
        return False

    def let_go(self) -> None:
        """Delete the document, unless it is to be kept: not now, as another one is to be shown."""
        if not self.is_kept:
            self.is_fresh = False
            if self._document is not None:
                # A page of 20 kB takes 2 ms to go.
                QTimer.singleShot(_REST, self._document, self._document.deleteLater)

    def _written(self) -> Page:
        page = self._builder(self._look)
        rows = page.content
        self._part = rows if isinstance(rows, str) else rows.tall(self._height / self._look.zoom)
        return page
