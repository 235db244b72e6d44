"""The print and export window: options at the left, and the very PDF that they give."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from briefing.gui.exporting import Exporting
from briefing.gui.literal import literal
from briefing.gui.pdf_pages import PdfError
from briefing.gui.print_choice import PrintChoice
from briefing.gui.print_options import PAPERS, OptionsPane
from briefing.gui.print_parts import OptionsScroll, foot_buttons
from briefing.gui.print_preview import PreviewPane
from briefing.gui.print_request import file_name, printable
from briefing.gui.printing import Printing
from briefing.gui.typesetting import Typesetting
from briefing.paper.briefs import NothingToPrintError
from briefing.paper.typeset import TypesetError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

    from briefing.core.library import CardFolder
    from briefing.core.quotes import Verified
    from briefing.core.timeline import Stop
    from briefing.gui.print_request import PrintRequest
    from briefing.gui.tokens import Tokens
    from briefing.gui.typesetting import Made
    from briefing.paper.book import CoverMap
    from briefing.paper.sheet import Locator
    from briefing.paper.typeset import Typesetter

_log = logging.getLogger(__name__)

_SIZE = QSize(1180, 820)  # at first, before zoom
_SIDE = 333  # px at the least, with the line at its right
_BUSY_AFTER = 150  # ms; what is ready sooner would only flicker
_KNOWN_ERRORS = (TypesetError, NothingToPrintError, PdfError)


class PrintWindow(QDialog):
    """Chooses what to print, shows it, and sends it to a printer or a file.

    ``stop`` is the one shown in the main window, ``compare`` the two compared there, older
    first; ``selected`` are the ids of selected cards; ``choice`` is what was chosen last time.
    ``locator`` and ``cover_map`` give the maps, from a thread of their own; without ``locator``
    there are none. Quotes that are ``verified`` say so. ``zoom`` is that of the text of all windows.
    """

    chosen = Signal(object)  # the PrintChoice to open with next time, when the window closes

    def __init__(  # noqa: PLR0913 - what the window shows is handed in, none of it global
        self,
        folder: CardFolder,
        card_id: str,
        stop: Stop,
        *,
        compare: tuple[Stop, Stop] | None = None,
        selected: Sequence[str] = (),
        choice: PrintChoice = PrintChoice(),  # noqa: B008 - it cannot be changed
        tokens: Tokens,
        typesetter: Typesetter,
        locator: Locator | None = None,
        cover_map: CoverMap | None = None,
        verified: Verified = frozenset(),
        zoom: float = 1.0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._zoom = zoom
        self._request: PrintRequest | None = None
        self._pdf = b""
        self._then: Callable[[], None] | None = None
        self._typesetting = Typesetting(
            folder, typesetter, locator, cover_map, self, verified=verified
        )
        self._printing = Printing(self)
        self._exporting = Exporting(self, choice.folder)
        self._busy_timer = QTimer(self, singleShot=True, interval=_BUSY_AFTER)
        self.options = OptionsPane(
            folder,
            card_id,
            stop,
            compare=compare,
            selected=selected,
            maps=locator is not None,
            choice=choice,
        )
        # Typst is at work while the rest of the window is made.
        self._ask(greyscale=choice.greyscale)
        self.preview = PreviewPane(
            tokens, lambda: self._typesetting.progress, greyscale=choice.greyscale
        )
        self.view, self.bar, self.fault = self.preview.view, self.preview.bar, self.preview.fault
        self.message, self.warnings = self.preview.message, self.preview.warnings
        self.status = QLabel()
        self.status.setObjectName("print-status")
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setWordWrap(True)
        self.close_button, self.export_button, self.print_button = foot_buttons()
        self._lay_out()
        self.set_tokens(tokens)
        self._connect()

    @property
    def pdf(self) -> bytes:
        """The PDF that is shown, printed and exported; empty before the first and on an error."""
        return self._pdf

    @property
    def busy(self) -> bool:
        """Whether the PDF of the chosen options is still to come."""
        return self._typesetting.busy

    @property
    def choice(self) -> PrintChoice:
        """What to open with next time."""
        greyscale = self.bar.greyscale.isChecked()
        return replace(self.options.choice, greyscale=greyscale, folder=self._exporting.folder)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take the icons of a theme."""
        self.preview.set_tokens(tokens)

    def export_when_ready(self) -> None:
        """Ask where the PDF shall go, as soon as it is made."""
        self._when_ready(self._export)

    def done(self, result: int) -> None:
        """Close, and end what is no longer wanted."""
        self._typesetting.cancel()
        self.chosen.emit(self.choice)
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc stop a book first, and close the window when there is none."""
        if event.key() == Qt.Key.Key_Escape and self.preview.progress.isVisible():
            self._cancel()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self.setWindowTitle("Print and export")
        self.setMinimumSize(900, 600)
        self.resize((_SIZE * self._zoom).boundedTo(self.screen().availableSize()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side())
        row.addWidget(self.preview, 1)

    def _side(self) -> QFrame:
        side = QFrame()
        side.setObjectName("print-side")
        side.setMinimumWidth(_SIDE)
        side.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
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
        column.addWidget(OptionsScroll(self.options), 1)
        column.addLayout(foot)
        return side

    def _connect(self) -> None:
        self.options.changed.connect(self._typeset)
        self.bar.greyscale_changed.connect(self._typeset)
        self.preview.again.connect(self._typeset)
        self.preview.canceled.connect(self._cancel)
        self._typesetting.finished.connect(self._show)
        self._typesetting.failed.connect(self._show_error)
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
        self._then = None
        self.message.say(())
        self._ask(greyscale=self.bar.greyscale.isChecked())

    def _ask(self, *, greyscale: bool) -> None:
        asked = self.options.request
        self._request = replace(asked, options=replace(asked.options, greyscale=greyscale))
        self._busy_timer.start()
        self._typesetting.start(self._request)

    def _show(self, made: Made) -> None:
        self._busy_timer.stop()
        self._pdf = made.typeset.pdf
        self.preview.show_pages(made.pages, made.typeset.warnings)
        assert self._request is not None
        count, paper = len(made.pages), PAPERS[self._request.options.paper]
        sentences = [f"{count} page{'s' if count > 1 else ''}, {paper}, portrait"]
        sentences += [made.typeset.left_out] if made.typeset.left_out else []
        self.status.setText("\n".join(sentences))
        self._enable(possible=True)
        then, self._then = self._then, None
        if then is not None:
            then()

    def _show_error(self, error: Exception) -> None:
        if not isinstance(error, _KNOWN_ERRORS) or hasattr(error, "__notes__"):
            _log.error("the preview could not be made", exc_info=error)
        again = not isinstance(error, NothingToPrintError)
        why = str(error) or type(error).__name__
        self._show_fault("There is nothing to preview", why, again=again)

    def _cancel(self) -> None:
        self._typesetting.cancel()
        why = "You canceled it. Choose other cards or options, or start again"
        self._show_fault("The book was not made", why, again=True)

    def _show_fault(self, heading: str, why: str, *, again: bool) -> None:
        self._busy_timer.stop()
        self._pdf = b""
        self._then = None
        self.preview.show_fault(heading, why, again=again)
        self.status.setText("No pages")
        self._enable(possible=False)

    def _show_busy(self) -> None:
        if self.busy:
            assert self._request is not None
            self.status.setText("Typesetting…")
            self.preview.show_busy(printable(self._folder, self._request.ids))

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
        box.setWindowTitle("No printer")
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
        QMessageBox.warning(self, self.windowTitle(), literal(why))

    def _enable(self, *, possible: bool) -> None:
        for button in (self.export_button, self.print_button):
            button.setEnabled(possible)
