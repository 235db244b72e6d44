"""The source beside what is written from it: its paragraphs, who cites each, and what nobody does.

Words selected within a paragraph can be asked for as a quote, verbatim and with the right voice,
or as a point. It changes no card itself.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefing.core.citations import date_in_words, source_label
from briefing.core.citing import cited_by
from briefing.core.excerpts import quote_values
from briefing.core.rules import LONGEST_SUMMARY_QUOTE
from briefing.core.words import counted, given_by, talk_title
from briefing.gui.find_bar import FindBar
from briefing.gui.focus_ring import FocusFrame
from briefing.gui.icons import icon_maker
from briefing.gui.literal import literal
from briefing.gui.page_find import Finder
from briefing.gui.source_view import POINT_KEYS, QUOTE_KEYS, SourceView
from briefing.gui.tokens import LIGHT

if TYPE_CHECKING:
    from typing import Any

    from PySide6.QtGui import QResizeEvent

    from briefing.core.library import CardFolder
    from briefing.core.paragraphs import Paragraph
    from briefing.core.shelf import Shelf, SourceText
    from briefing.gui.tokens import Tokens

_MARGIN, _BETWEEN, _SHORT, _TINY = 16, 8, 260, 130  # px before zoom
_AdjustPolicy = QComboBox.SizeAdjustPolicy
_HINT = "Select words of one paragraph."
_NONE = (
    "The text of this source is not at hand.\nPut it beside or inside the library as texts/{name}, "
    "or choose the folder that has it: File > Choose source texts."
)
_ANOTHER = (
    "This is not the text that library.yaml declares: its paragraphs may be numbered otherwise."
)


class SourcePane(QWidget):
    """Shows one source of a library at a time."""

    quote_requested = Signal(dict)  # text, voice, para and source of a quote
    point_requested = Signal(dict)  # para and source of a point
    card_requested = Signal(str, str, str)  # a card, the source of its edition, a place on its page

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("source-pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._folder: CardFolder | None = None
        self._shelf: Shelf | None = None
        self._source, self._tokens = "", LIGHT
        self._zoom, self._is_another = 1.0, False
        self._read: tuple[Paragraph, ...] = ()
        self.view = SourceView()
        self._frame = FocusFrame(self.view)
        self.sources = QComboBox()
        self.find_bar = FindBar()
        self.quote_button, self.point_button = QPushButton("&Quote"), QPushButton("&Point")
        self._about, self._notice = QLabel(), QLabel()
        self._why_none, self._said = QLabel(), QLabel()
        self._finder = Finder(self.view, LIGHT, looks_at=self.view.is_words_at)
        self._head, self._foot, self._foot_rule = QVBoxLayout(), QWidget(), _rule()
        self._buttons = QHBoxLayout(self._foot)
        self._lay_out()
        self._connect()
        self.set_look(LIGHT, 1.0)
        self._show(anew=True)

    @property
    def takers(self) -> tuple[QWidget, ...]:
        """What takes the keyboard here, the first that is shown."""
        return self.view, self.sources

    @property
    def source(self) -> str:
        """The id of the source that is shown, or nothing."""
        return self._source

    def set_shelf(self, folder: CardFolder, shelf: Shelf | None) -> None:
        """Show the sources of a library, or the same read anew, at the same place."""
        self._folder, self._shelf = folder, shelf
        ids = list(folder.library.sources)
        with QSignalBlocker(self.sources):
            self.sources.clear()
            for source_id in ids:
                label = source_label(folder.library, source_id)
                title = talk_title(folder.library.sources[source_id])
                self.sources.addItem(f"{label}  {title}", source_id)
            self.sources.setCurrentIndex(ids.index(self._source) if self._source in ids else 0)
        self._show(anew=self._source not in ids)

    def show_source(self, source_id: str) -> bool:
        """Show a source; False where the library has none of the id."""
        index = self.sources.findData(source_id)
        if index >= 0:
            self.sources.setCurrentIndex(index)
        return index >= 0

    def show_paragraph(self, source_id: str, para: int) -> bool:
        """Bring a paragraph to the top and set it off; False where there is none of the number."""
        return self.show_source(source_id) and self.view.set_off(para)

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Show everything in another theme or at another size."""
        self._tokens, self._zoom = tokens, zoom
        self.view.set_look(tokens, zoom)
        self._frame.set_tokens(tokens)
        self._finder.refresh(tokens)
        self.find_bar.set_look(icon_maker(tokens), zoom)
        margin, between = round(_MARGIN * zoom), round(_BETWEEN * zoom)
        self.find_bar.set_margins(margin, margin)
        self._head.setContentsMargins(margin, between + 2, margin, between + 2)
        self._head.setSpacing(between - 2)
        self._buttons.setContentsMargins(margin, between, margin, between)
        self._buttons.setSpacing(between)
        self._why_none.setContentsMargins(margin, margin, margin, margin)
        self.setStyleSheet(
            f"#source-pane, #source-pane QTextBrowser {{ background: {tokens.page} }}"
        )
        self._about.setStyleSheet(f"color: {tokens.muted}")
        for label in (self._said, self._why_none):
            label.setStyleSheet(f"color: {tokens.ink2}")
        self._notice.setStyleSheet(f"color: {tokens.warn}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave the room to the text where it is short; what is not shown is told as a tip."""
        is_short = self.height() < _SHORT * self._zoom
        self._about.setVisible(not is_short)
        self._notice.setVisible(self._is_another and not is_short)
        is_tiny = self.height() < _TINY * self._zoom
        for part in (self._foot, self._foot_rule):
            part.setVisible(not self.view.isHidden() and not is_tiny)
        said = [self._about.text(), _ANOTHER if self._is_another else ""]
        self.sources.setToolTip(literal("\n".join(filter(None, said))) if is_short else "")

    def _show(self, *, anew: bool) -> None:
        """Show the chosen source, or why there is none to show."""
        self._source = str(self.sources.currentData() or "")
        text = self._shelf.text(self._source) if self._shelf and self._source else None
        good = text if text is not None and not text.reason else None
        self._read = good.paragraphs if good else ()
        cited = cited_by(self._folder, self._source, len(self._read)) if self._folder else ()
        self.view.show_text([paragraph.verbatim for paragraph in self._read], cited, anew=anew)
        self._find_again(anew=anew)
        self._why_none.setText(_why_none(text, self._source))
        self._why_none.setVisible(good is None)
        for part in (self.view, self._foot, self._foot_rule):
            part.setVisible(good is not None)
        if good is None:
            self.find_bar.hide()
        self._say_about(good, sum(not each for each in cited))
        self._take_selection()

    def _say_about(self, text: SourceText | None, uncited: int) -> None:
        source = self._folder.library.sources.get(self._source) if self._folder else None
        self.sources.setVisible(self.sources.count() > 1)
        said = f"{given_by(source)}, {date_in_words(source)}" if source else ""
        if text is not None:
            cited = f"{uncited} cited by no card" if uncited else "each cited by a card"
            said += f"\n{counted(len(text.paragraphs), 'paragraph')}, {cited}"
        self._about.setText(said)
        self.view.setAccessibleName(talk_title(source) if source else "Source text")
        self._is_another = text is not None and text.state(source) == "another"
        self._fit()

    def _take_selection(self) -> None:
        """Offer what can be done with the words selected, and say whose words they are."""
        words = self.view.selected()
        values = self._values()
        self.quote_button.setEnabled(values is not None)
        self.point_button.setEnabled(words is not None)
        self._said.setText(_said_of(words.para, values) if words else _HINT)

    def _values(self) -> dict[str, Any] | None:
        words = self.view.selected()
        # Of the text as it is shown, whatever became of the file since.
        return quote_values(self._read, self._source, *words) if words else None

    def _quote(self) -> None:
        values = self._values()
        if values is not None:
            self.quote_requested.emit(values)

    def _point(self) -> None:
        words = self.view.selected()
        if words is not None:
            self.point_requested.emit({"para": words.para, "source": self._source})

    def _find(self, words: str) -> None:
        count = self._finder.find(words)
        self.find_bar.show_count(self._finder.current, count)

    def _find_again(self, *, anew: bool) -> None:
        """Mark the same words in a text shown anew; in another one go to the first of them."""
        if anew and self.find_bar.isVisible():
            self._find(self.find_bar.field.text())
        else:
            self._finder.refresh(self._tokens)

    def _step(self, by: int) -> None:
        if self.find_bar.isHidden():
            self.find_bar.open_with()
        else:
            number = self._finder.next() if by > 0 else self._finder.previous()
            self.find_bar.show_count(number, self._finder.count)

    def _close_find(self) -> None:
        self.find_bar.hide()
        self._finder.clear()
        self.view.setFocus()

    def _connect(self) -> None:
        self.sources.currentIndexChanged.connect(lambda: self._show(anew=True))
        self.view.selectionChanged.connect(self._take_selection)
        self.view.card_requested.connect(self.card_requested)
        self.view.find_requested.connect(self.find_bar.open_with)
        self.view.next_requested.connect(partial(self._step, 1))
        self.view.previous_requested.connect(partial(self._step, -1))
        self.view.quote_requested.connect(self._quote)
        self.view.point_requested.connect(self._point)
        self.quote_button.clicked.connect(self._quote)
        self.point_button.clicked.connect(self._point)
        self.find_bar.searched.connect(self._find)
        self.find_bar.next_requested.connect(partial(self._step, 1))
        self.find_bar.previous_requested.connect(partial(self._step, -1))
        self.find_bar.closed.connect(self._close_find)

    def _lay_out(self) -> None:
        self.sources.setAccessibleName("Source")
        self.sources.setSizeAdjustPolicy(_AdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.find_bar.field.setPlaceholderText("Find in source")
        self.find_bar.field.setAccessibleName("Find in source")
        self.find_bar.hide()
        self._notice.setText(_ANOTHER)
        for label in (self._about, self._notice, self._said, self._why_none):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setIndent(0)
        self._why_none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.quote_button.setToolTip(f"Insert these words as a quote ({_native(QUOTE_KEYS)})")
        self.point_button.setToolTip(f"Insert a point on this paragraph ({_native(POINT_KEYS)})")
        for part in (self.sources, self._about, self._notice):
            self._head.addWidget(part)
        self._buttons.addWidget(self._said, 1)
        for button in (self.point_button, self.quote_button):
            button.setAutoDefault(False)
            self._buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._head)
        layout.addWidget(_rule())
        layout.addWidget(self.view, 1)
        layout.addWidget(self._why_none, 1)
        layout.addWidget(self.find_bar)
        layout.addWidget(self._foot_rule)
        layout.addWidget(self._foot)


def _why_none(text: SourceText | None, source_id: str) -> str:
    if text is None:
        return _NONE.format(name=f"{source_id or 'its id'}.txt")
    return (
        f"The text of this source cannot be shown: {text.reason}.\nIt is looked for at {text.path}"
    )


def _said_of(para: int, values: dict[str, Any] | None) -> str:
    """The paragraph of the words selected, and whose words a quote of them would be."""
    if values is None:
        return f"¶{para}"
    if values["voice"] == "speaker":
        return f"¶{para}, the speaker’s words"
    count = len(values["text"].split())
    most = f" ({count}; quote at most {LONGEST_SUMMARY_QUOTE})"
    return f"¶{para}, the summary’s words{most if count > LONGEST_SUMMARY_QUOTE else ''}"


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _rule() -> QFrame:
    rule = QFrame()
    rule.setObjectName("rule")
    return rule
