"""The right pane of the print window: the PDF with its bar and notices, or what stands in for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from briefing.gui.icons import icon, icon_maker
from briefing.gui.notice import FaultPage, Notice
from briefing.gui.page_bar import PageBar
from briefing.gui.pdf_view import PdfView
from briefing.gui.print_progress import ProgressPanel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefing.gui.pdf_pages import PdfPages
    from briefing.gui.tokens import Tokens
    from briefing.paper.orders import Progress


class PreviewPane(QWidget):
    """Shows pages, that others are on their way, or why there are none."""

    again = Signal()  # to be made once more
    canceled = Signal()

    def __init__(
        self, tokens: Tokens, progress: Callable[[], Progress | None], *, greyscale: bool
    ) -> None:
        super().__init__()
        self.view = PdfView(tokens)
        self.bar = PageBar(self.view)
        self.bar.greyscale.setChecked(greyscale)
        self.warnings = Notice("Warnings")
        self.missing = Notice("Not printed")
        self.message = Notice("Message")
        self.fault = FaultPage()
        self.progress = ProgressPanel(tokens, progress)
        self._stack = QStackedWidget()
        self._lay_out()
        self.fault.again.connect(self.again)
        self.progress.canceled.connect(self.canceled)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take the colors and icons of a theme."""
        self.view.set_tokens(tokens)
        self.progress.set_tokens(tokens)
        self.bar.set_icons(icon_maker(tokens))
        self.warnings.set_icon(icon("warning", tokens, tokens.warn))
        self.missing.set_icon(icon("error", tokens, tokens.error))
        self.message.set_icon(icon("check", tokens, tokens.ok))

    def show_pages(self, pages: PdfPages, warnings: Sequence[str]) -> None:
        """Show a PDF, and what is to be known of it."""
        self.progress.end()
        self.view.set_pages(pages)
        self._stack.setCurrentIndex(0)
        self.bar.show_page(self.view.page, self.view.page_count)
        self.warnings.say(warnings)

    def show_busy(self, cards: int) -> None:
        """Fade the pages, which are out of date; for a book of so many cards tell how far it is."""
        self.view.set_stale(True)
        if cards > 1:
            self._stack.setCurrentIndex(0)
            self.progress.begin(cards)

    def show_fault(self, heading: str, why: str, *, again: bool = False) -> None:
        """Show why there is no PDF; ``again`` offers to make it once more."""
        self.progress.end()
        self.fault.say(heading, why, again=again)
        self._stack.setCurrentWidget(self.fault)
        self.bar.show_page(0, 0)
        self.warnings.say(())

    def _lay_out(self) -> None:
        desk = QWidget()
        layers = QGridLayout(desk)
        layers.setContentsMargins(0, 0, 0, 0)
        layers.addWidget(self.view, 0, 0)
        layers.addWidget(self.progress, 0, 0, Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(desk)
        self._stack.addWidget(self.fault)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.bar, self.missing, self.message, self.warnings):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
