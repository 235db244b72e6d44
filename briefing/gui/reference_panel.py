"""A small panel about a reference: the citation, the paragraphs, and what else rests on them.

Where the source's text is at hand, the paragraphs' own words stand in it.
"""

from __future__ import annotations

from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from briefing.core.citations import citation, paragraphs_label
from briefing.core.citing import citing
from briefing.core.words import listed
from briefing.gui.link_text import LinkText
from briefing.gui.page_document import PageDocument
from briefing.gui.page_grid import (
    SANS_ASCENT,
    SERIF_ASCENT,
    Labels,
    baseline_padding,
    cell,
    field_table,
)
from briefing.gui.page_html import Look, escape, heading, link, paragraph
from briefing.gui.page_style import style_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.core.citing import Citing
    from briefing.core.library import CardFolder
    from briefing.core.shelf import Shelf, SourceText, TextState
    from briefing.gui.tokens import Tokens

_WIDTH, _TALLEST, _TALLEST_WITH_TEXT, _MARGIN, _ABOVE_BUTTONS = 440, 380, 520, 16, 12
_BORDER = 1  # px at any zoom
_LINE = 22  # px that the line of a reference takes
_LABELS = Labels(84, 2, 2)
_NUMBERS, _ABOVE_TEXT, _SAID, _NUMBER = 44, 6, 16, 14
"""The room of paragraph numbers, the air above a paragraph, and the type of both, in px."""


class ReferencePanel(QFrame):
    """Opens over the window, and closes with Esc, a click elsewhere or a choice."""

    opened = Signal(str, str, str)  # a card, a source of its stop, and a place on its page
    copied = Signal(str)  # the citation that is wanted on the clipboard

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.NoDropShadowWindowHint)
        self.setObjectName("reference-panel")
        self._look = Look(tokens)
        self._citation = ""
        self._shelf: Shelf | None = None
        self._opener = parent
        self.text = LinkText()
        # The scroll bar then stands in the margin, and the text is as wide with it as without.
        self.text.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.anchorClicked.connect(self._follow)
        self.copy_button = QPushButton("Copy citation")
        self.copy_button.clicked.connect(self._copy)
        self.close_button = QPushButton("Close")
        self.close_button.clicked.connect(self.close)
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self.copy_button)
        self._buttons.addStretch()
        self._buttons.addWidget(self.close_button)
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self.text, 1)
        self._rows.addLayout(self._buttons)
        self.set_look(tokens, 1.0)

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw in another theme or at another size."""
        self._look = Look(tokens, zoom)
        margin = self._look.px(_MARGIN)
        self._rows.setContentsMargins(margin, margin, 0, margin)
        self._rows.setSpacing(self._look.px(_ABOVE_BUTTONS))
        self._buttons.setContentsMargins(0, 0, margin, 0)
        self.text.setLineWrapColumnOrWidth(self._room)
        self.setStyleSheet(
            f"#reference-panel {{ background: {tokens.raised}; border: 1px solid {tokens.line2}; }}"
            f"#reference-panel QTextBrowser {{ background: {tokens.raised}; }}"
        )

    def set_shelf(self, shelf: Shelf | None) -> None:
        """Show the paragraphs' own words from now on, as far as their texts are at hand."""
        self._shelf = shelf

    def show_reference(
        self, folder: CardFolder, source_id: str, paras: Sequence[int], at: QPoint
    ) -> None:
        """Open near a place on the screen, about paragraphs of a source of the library."""
        source = folder.library.sources.get(source_id)
        self._citation = f"{citation(source) if source else source_id} {paragraphs_label(paras)}"
        text = self._shelf.text(source_id) if self._shelf else None
        said = self._text(text, text.state(source), paras) if text and not text.reason else ""
        found = citing(folder, source_id, paras)
        document = PageDocument(self._html(said, found, paras), self.text)
        document.setTextWidth(self._room)
        self.text.setDocument(document)
        self.text.setAccessibleName(self._citation)
        margins = 2 * (self._look.px(_MARGIN) + _BORDER) + self._rows.spacing()
        tall = ceil(document.size().height()) + self.copy_button.sizeHint().height() + margins
        tallest = self._look.px(_TALLEST_WITH_TEXT if said else _TALLEST)
        self.resize(self._look.px(_WIDTH), min(tall, tallest))
        self.move(self._on_screen(at))
        self.show()
        self.text.setFocus()

    @property
    def _room(self) -> int:
        return self._look.px(_WIDTH) - 2 * (self._look.px(_MARGIN) + _BORDER)

    def _text(self, text: SourceText, state: TextState, paras: Sequence[int]) -> str:
        """The paragraphs' own words with their numbers, plain; nothing where there are none."""
        first = self._look.px(_NUMBERS)
        down = baseline_padding(self._look, SERIF_ASCENT * _SAID, SANS_ASCENT, _NUMBER)
        rows = ""
        for number in paras:
            if number <= len(text.paragraphs):
                above = self._look.px(_ABOVE_TEXT)
                label = cell(first, paragraph("quiet", paragraphs_label([number])), above + down)
                words = paragraph("said", escape(text.paragraphs[number - 1].verbatim))
                rows += f"<tr>{label}{cell(self._room - first, words, above)}</tr>"
        if not rows:
            return ""
        table = f'<table cellspacing="0" cellpadding="0" width="{self._room}">{rows}</table>'
        head = (
            "The source says" if state != "another" else "A text says that is not the one declared"
        )
        return paragraph("hint gap-above", head) + table

    def _html(self, said: str, found: Iterable[Citing], paras: Sequence[int]) -> str:
        noun, verb = ("Paragraph", "is") if len(paras) == 1 else ("Paragraphs", "are")
        parts = [
            paragraph("source", escape(self._citation)),
            said,
            paragraph("hint gap-above", f"{noun} {listed(list(map(str, paras)))} {verb} cited by"),
        ]
        for (_, name), group in groupby(found, key=lambda one: (one.card, one.name)):
            parts.append(heading(3, "side gap-above", escape(name)))
            parts.append(field_table(self._look, _LABELS, map(_entry, group), self._room))
        return f"<style>{style_sheet(self._look)}</style>{''.join(parts)}"

    def _follow(self, url: QUrl) -> None:
        address = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        card, source, anchor = map(unquote, address.removeprefix("cite:").split("/"))
        self.close()
        self.opened.emit(card, source, anchor)

    def _copy(self) -> None:
        self.close()
        self.copied.emit(self._citation)

    def _on_screen(self, at: QPoint) -> QPoint:
        """Below the place or, where there is no room, above its line; within the window."""
        screen = self.screen().availableGeometry()
        window = self._opener.window().frameGeometry()
        right = min(screen.right(), window.right() - self._look.px(_MARGIN))
        left = max(screen.left(), min(at.x(), right - self.width()))
        if at.y() + self.height() <= screen.bottom():
            return QPoint(left, at.y())
        above = at.y() - self._look.px(_LINE) - self.height()
        return QPoint(left, max(screen.top(), above))


def _entry(one: Citing) -> tuple[str, str, str]:
    address = "/".join(quote(part, safe="") for part in (one.card, one.source, one.anchor))
    return "quiet", escape(one.where), link(f"cite:{address}", escape(one.text))
