"""The print and export window: options at the left, and the very PDF that they give."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from briefing.gui.exporting import Exporting
from briefing.gui.icons import icon, icon_maker
from briefing.gui.notice import FaultPage, Notice
from briefing.gui.page_bar import PageBar
from briefing.gui.pdf_pages import PdfError
from briefing.gui.pdf_view import PdfView
from briefing.gui.print_options import PAPERS, OptionsPane, OptionsScroll
from briefing.gui.print_request import file_name, printable
from briefing.gui.print_style import style_sheet
from briefing.gui.printing import Printing
from briefing.gui.worker import Worker
from briefing.paper.briefs import NothingToPrintError, make_pdf
from briefing.paper.typeset import Typeset, TypesetError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefing.core.library import CardFolder
    from briefing.core.timeline import Stop
    from briefing.gui.print_request import PrintRequest
    from briefing.gui.tokens import Tokens
    from briefing.paper.book import CoverMap
    from briefing.paper.sheet import Locator
    from briefing.paper.typeset import Typesetter

_log = logging.getLogger(__name__)

_SIZE = QSize(1180, 820)  # at first, before zoom
_SIDE = 333  # px at the least, with the line at its right
_BUTTON = 34  # px high at the least
_BUSY_AFTER = 150  # ms; what is ready sooner would only flicker
_KNOWN_ERRORS = (TypesetError, NothingToPrintError, PdfError)


class PrintWindow(QDialog):
    """Chooses what to print, shows it, and sends it to a printer or a file.

    ``stop`` is the one shown in the main window, ``compare`` the two compared there, older
    first; ``selected`` are the ids of selected cards. ``locator`` and ``cover_map`` give the
    maps, from a thread of their own; without ``locator`` there are none. ``zoom`` is that of
    the text of all windows.
    """

    def __init__(  # noqa: PLR0913 - what the window shows is handed in, none of it global
        self,
        folder: CardFolder,
        card_id: str,
        stop: Stop,
        *,
        compare: tuple[Stop, Stop] | None = None,
        selected: Sequence[str] = (),
        tokens: Tokens,
        typesetter: Typesetter,
        locator: Locator | None = None,
        cover_map: CoverMap | None = None,
        zoom: float = 1.0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._zoom = zoom
        self._make = partial(
            make_pdf, folder, typesetter=typesetter, locator=locator, cover_map=cover_map
        )
        self._request: PrintRequest | None = None
        self._pdf = b""
        self._then: Callable[[], None] | None = None
        self._worker = Worker(parent=self)
        self._printing = Printing(self)
        self._exporting = Exporting(self)
        self._busy_timer = QTimer(self, singleShot=True, interval=_BUSY_AFTER)
        self.options = OptionsPane(
            folder, card_id, stop, compare=compare, selected=selected, maps=locator is not None
        )
        self.view = PdfView(tokens)
        self.bar = PageBar(self.view)
        self.warnings = Notice("Warnings")
        self.message = Notice("Message")
        self.status = QLabel()
        self.status.setObjectName("print-status")
        self.close_button, self.export_button, self.print_button = _buttons()
        self.fault = FaultPage("There is nothing to preview")
        self._stack = QStackedWidget()
        self._lay_out()
        self.set_tokens(tokens)
        self._connect()
        self._typeset()

    @property
    def pdf(self) -> bytes:
        """The PDF that is shown, printed and exported; empty before the first and on an error."""
        return self._pdf

    @property
    def busy(self) -> bool:
        """Whether the PDF of the chosen options is still to come."""
        return self._worker.busy

    def set_tokens(self, tokens: Tokens) -> None:
        """Take the colours and icons of a theme."""
        self.setStyleSheet(style_sheet(tokens, self._zoom))
        self.view.set_tokens(tokens)
        self.bar.set_icons(icon_maker(tokens))
        self.warnings.set_icon(icon("warning", tokens, tokens.warn))
        self.message.set_icon(icon("check", tokens, tokens.ok))

    def export_when_ready(self) -> None:
        """Ask where the PDF shall go, as soon as it is made."""
        self._when_ready(self._export)

    def done(self, result: int) -> None:
        """Close without waiting for what is no longer wanted."""
        self._worker.abandon()
        super().done(result)

    def _lay_out(self) -> None:
        self.setWindowTitle("Print and export")
        self.setMinimumSize(900, 600)
        self.resize((_SIZE * self._zoom).boundedTo(self.screen().availableSize()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side())
        row.addLayout(self._preview(), 1)

    def _side(self) -> QFrame:
        side = QFrame()
        side.setObjectName("print-side")
        side.setMinimumWidth(_SIDE)
        side.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        scroll = OptionsScroll()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setObjectName("print-scroll")
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.options)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.export_button, 1)
        buttons.addWidget(self.print_button, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 8, 24, 20)
        foot.setSpacing(10)
        foot.addWidget(self.status)
        foot.addLayout(buttons)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addLayout(foot)
        return side

    def _preview(self) -> QVBoxLayout:
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.fault)
        column = QVBoxLayout()
        column.setSpacing(0)
        for widget in (self.bar, self.message, self.warnings):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        return column

    def _connect(self) -> None:
        self.options.changed.connect(self._typeset)
        self.bar.greyscale_changed.connect(self._typeset)
        self._worker.finished.connect(self._show)
        self._worker.failed.connect(self._show_error)
        self._busy_timer.timeout.connect(self._show_busy)
        for way_out in (self._printing, self._exporting):
            way_out.done.connect(self._tell)
            way_out.failed.connect(self._complain)
        self._printing.no_printer.connect(self._offer_export)
        self.close_button.clicked.connect(self.reject)
        self.export_button.clicked.connect(self.export_when_ready)
        self.print_button.clicked.connect(partial(self._when_ready, self._print))

    def _typeset(self) -> None:
        """Ask for the PDF of what is chosen now."""
        asked = self.options.request
        greyscale = self.bar.greyscale.isChecked()
        self._request = replace(asked, options=replace(asked.options, greyscale=greyscale))
        self._then = None
        self.message.say(())
        self._busy_timer.start()
        self._worker.start(partial(self._make, self._request.ids, self._request.options))

    def _show(self, typeset: Typeset) -> None:
        self._busy_timer.stop()
        try:
            self.view.set_pdf(typeset.pdf)
        except PdfError as error:
            self._show_error(error)
            return
        self._pdf = typeset.pdf
        self._stack.setCurrentWidget(self.view)
        self.bar.show_page(self.view.page, self.view.page_count)
        assert self._request is not None
        count, paper = self.view.page_count, PAPERS[self._request.options.paper]
        self.status.setText(f"{count} page{'s' if count > 1 else ''}, {paper}, portrait")
        self.warnings.say(typeset.warnings)
        self._enable(possible=True)
        then, self._then = self._then, None
        if then is not None:
            then()

    def _show_error(self, error: Exception) -> None:
        self._busy_timer.stop()
        if not isinstance(error, _KNOWN_ERRORS):
            _log.error("the preview could not be made", exc_info=error)
        self._pdf = b""
        self._then = None
        self.fault.say(error)
        self._stack.setCurrentWidget(self.fault)
        self.bar.show_page(0, 0)
        self.status.setText("No pages")
        self.warnings.say(())
        self._enable(possible=False)

    def _show_busy(self) -> None:
        if not self.busy:
            return
        assert self._request is not None
        count = printable(self._folder, self._request.ids)
        self.status.setText(f"Typesetting {count} cards…" if count > 1 else "Typesetting…")
        self.view.set_stale(True)

    def _when_ready(self, action: Callable[[], None]) -> None:
        """Do it with the PDF of what is chosen now, not with the one before it."""
        if self.busy:
            self._then = action
        else:
            action()

    def _print(self) -> None:
        assert self._request is not None
        title = Path(file_name(self._folder, self._request)).stem
        paper = self._request.options.paper
        self._printing.start(self._pdf, title, paper, self.view.page_count, self.view.page)

    def _export(self) -> None:
        assert self._request is not None
        self._exporting.start(self._pdf, file_name(self._folder, self._request))

    def _offer_export(self) -> None:
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Information)
        box.setText("No printer is set up on this computer.")
        box.setInformativeText("Set one up in the system’s settings, or save a PDF file instead.")
        export = box.addButton("Export PDF…", QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Close)
        box.exec()
        box.deleteLater()
        if box.clickedButton() is export:
            self._export()

    def _tell(self, sentence: str) -> None:
        self.message.say([sentence])

    def _complain(self, why: str) -> None:
        QMessageBox.warning(self, self.windowTitle(), why)

    def _enable(self, *, possible: bool) -> None:
        for button in (self.export_button, self.print_button):
            button.setEnabled(possible)


def _buttons() -> tuple[QPushButton, QPushButton, QPushButton]:
    close, export, prints = QPushButton("Close"), QPushButton("Export PDF…"), QPushButton("Print…")
    for button in (close, export, prints):
        button.setMinimumHeight(_BUTTON)
        button.setAutoDefault(button is prints)
    prints.setDefault(True)
    return close, export, prints
