"""Makes the PDF of what is chosen: a card at once and here, a book in a process of its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from briefing.gui.pdf_pages import PdfPages
from briefing.gui.print_request import printable
from briefing.gui.worker import Worker
from briefing.paper.bindery import Binding
from briefing.paper.briefs import make_pdf
from briefing.paper.orders import BookOrder

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.core.library import CardFolder
    from briefing.core.quotes import Verified
    from briefing.gui.print_request import PrintRequest
    from briefing.gui.tools import Tools
    from briefing.paper.book import CoverMap
    from briefing.paper.orders import Progress
    from briefing.paper.sheet import Locator
    from briefing.paper.typeset import Typeset, Typesetter


class Made(NamedTuple):
    """A finished PDF, and its pages ready to be drawn."""

    typeset: Typeset
    pages: PdfPages


class Typesetting(QObject):
    """Works on one request at a time: a new one, or ``cancel``, ends the one before."""

    finished = Signal(object)  # a Made
    failed = Signal(Exception)

    def __init__(
        self,
        folder: CardFolder,
        typesetter: Typesetter,
        locator: Locator | None,
        cover_map: CoverMap | None,
        parent: QObject | None = None,
        *,
        verified: Verified = frozenset(),
    ) -> None:
        """Make PDFs of a library's cards, with maps where ``locator`` gives them.

        Quotes that are ``verified`` say so.
        """
        super().__init__(parent)
        self._folder, self._verified = folder, verified
        self._has_maps = locator is not None
        self._make = partial(
            make_pdf,
            folder,
            typesetter=typesetter,
            locator=locator,
            cover_map=cover_map,
            verified=verified,
        )
        self._binding: Binding | None = None
        self._worker = Worker(parent=self)
        self._worker.finished.connect(self.finished)
        self._worker.failed.connect(self.failed)

    @property
    def busy(self) -> bool:
        """Whether a PDF is still to come."""
        return self._worker.busy

    @property
    def progress(self) -> Progress | None:
        """How far a book is, as far as it is known."""
        return self._binding.progress if self._binding else None

    def start(self, request: PrintRequest) -> None:
        """Ask for the PDF; whatever was asked for before no longer counts."""
        self._stop()
        self._worker.start(partial(_opened, self._work(request)))

    def cancel(self) -> None:
        """Ask for nothing any more. A book ends at once; a card goes unheard."""
        self._stop()
        self._worker.abandon()

    def _work(self, request: PrintRequest) -> Callable[[], Typeset]:
        if printable(self._folder, request.ids) < 2:  # noqa: PLR2004 - a card is no book
            return partial(self._make, request.ids, request.options)
        order = BookOrder(
            request.ids, request.options, maps=self._has_maps, verified=self._verified
        )
        self._binding = Binding(self._folder, order)
        return self._binding.make

    def _stop(self) -> None:
        if self._binding is not None:
            self._binding.stop()
            self._binding = None


def warm_up(folder: CardFolder, card_id: str, tools: Tools) -> None:
    """Read once, in a thread, what else the first look at a preview would wait for.

    The outlines of the world and a card's map; Typst and PDFium are loaded by now. No page is set
    and no font read: that saves the first look some 30 ms, and Typst keeps 22 MB of it for good.
    """
    if card_id in folder.cards:
        tools.maps.locator(folder.cards[card_id])


def _opened(make: Callable[[], Typeset]) -> Made:
    made = make()
    return Made(made, PdfPages(made.pdf))
