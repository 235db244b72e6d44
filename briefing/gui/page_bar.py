"""The bar over the preview: which page, how large, and whether in black and white."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QIcon, QResizeEvent

    from briefing.gui.pdf_view import Fit, PdfView

_TURN = QSize(35, 32)  # at the least
_HEIGHT = 47  # px at the least, with the line below
_FITS: dict[Fit, str] = {"page": "Fit page", "width": "Fit width"}


class PageBar(QWidget):
    """Turns the pages of a view and fits them. It follows the view when that is scrolled."""

    greyscale_changed = Signal(bool)

    def __init__(self, view: PdfView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.previous = _button("", "Previous page")
        self.next = _button("", "Next page")
        self.label = QLabel("No pages")
        self.fits = {fit: _button(text) for fit, text in _FITS.items()}
        self.greyscale = QCheckBox("Show in black and white")
        self.setObjectName("print-bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lay_out()
        self.previous.clicked.connect(lambda: view.go_to(view.page - 1))
        self.next.clicked.connect(lambda: view.go_to(view.page + 1))
        view.page_changed.connect(self.show_page)
        self.greyscale.toggled.connect(self.greyscale_changed)
        self.show_page(0, 0)

    def set_icons(self, icon: Callable[[str], QIcon]) -> None:
        """Draw the icons by their names, at first and after a change of theme."""
        self.previous.setIcon(icon("previous"))
        self.next.setIcon(icon("next"))
        for fit, button in self.fits.items():
            button.setIcon(icon(f"fit-{fit}"))

    def show_page(self, page: int, count: int) -> None:
        """Show which of how many pages is in view; none where there are none."""
        text = f"Page {page + 1} of {count}" if count else "No pages"
        self.label.setText(text)
        # The buttons stay where they are while the number grows.
        widest = QFontMetrics(self.label.font()).horizontalAdvance(f"Page {count} of {count}")
        self.label.setMinimumWidth(widest + 20)
        self.previous.setEnabled(page > 0)
        self.next.setEnabled(page + 1 < count)
        self._shorten()

    def minimumSizeHint(self) -> QSize:
        """Any width will do: where it is short, two buttons keep their icons alone."""
        return QSize(0, max(_HEIGHT, super().minimumSizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the words on the buttons where there is room for them."""
        super().resizeEvent(event)
        self._shorten()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 16, 7)
        row.setSpacing(4)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(_HEIGHT)
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(self.previous)
        row.addWidget(self.label)
        row.addWidget(self.next)
        row.addSpacing(14)
        group = QButtonGroup(self)
        for fit, button in self.fits.items():
            button.setCheckable(True)
            button.setAccessibleName(_FITS[fit])
            button.setChecked(fit == self._view.fit)
            button.clicked.connect(lambda _on, fit=fit: self._view.set_fit(fit))
            group.addButton(button)
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self.greyscale)

    def _shorten(self) -> None:
        self._show_words(shown=True)
        if self.sizeHint().width() > self.width():
            self._show_words(shown=False)

    def _show_words(self, *, shown: bool) -> None:
        for fit, button in self.fits.items():
            button.setText(_FITS[fit] if shown else "")
            button.setToolTip("" if shown else _FITS[fit])
            button.setProperty("iconOnly", not shown)
            # A style sheet's property selectors are read again only on request.
            button.style().polish(button)


def _button(text: str, tip: str = "") -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    if tip:
        button.setProperty("iconOnly", True)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setMinimumSize(_TURN)
    return button
