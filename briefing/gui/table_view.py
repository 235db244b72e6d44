"""Every policy step, or every quote, of a library in one table, with what narrows it down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from briefing.core.inline import plain
from briefing.core.tables import NOUNS, table_rows, to_csv
from briefing.core.words import counted, stop_date
from briefing.gui.icons import icon
from briefing.gui.notice import Notice
from briefing.gui.print_request import safe_name
from briefing.gui.table_grid import TableGrid
from briefing.gui.table_head import TableHead
from briefing.gui.table_model import TableModel
from briefing.gui.table_style import style_sheet
from briefing.gui.tokens import LIGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from briefing.core.library import CardFolder
    from briefing.core.tables import Kind
    from briefing.gui.tokens import Tokens

_EDGE, _PAGE_EDGE = 14, 24  # px before zoom; the cells' own edge makes one the other
_ANY_GROUP: dict[Kind, str] = {"steps": "All actors", "quotes": "All voices"}
_NO_ROWS: dict[Kind, str] = {
    "steps": "No card of this library recommends a policy step.",
    "quotes": "No card of this library gives a quote.",
}
_KEYS = "Enter opens the card    Shift+F10 lists every card of a row, and sorts    Ctrl+C copies"


class TableView(QWidget):
    """The table of one kind: ``steps`` or ``quotes``.

    What is asked of it goes out as a signal; it writes no file and opens no window.
    """

    opened = Signal(object)  # a Where
    csv_requested = Signal(str, str)  # the text, and a proposed name for its file
    pdf_requested = Signal(object, str)  # a tuple of rows, and a proposed name for its file

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("table-view")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._kind: Kind = kind
        self._tokens, self._zoom = LIGHT, 1.0
        self._folder: CardFolder | None = None
        self._is_stale = False
        self.model = TableModel(kind, self)
        self.grid = TableGrid(kind, self.model, LIGHT)
        self.head = TableHead(NOUNS[kind], _ANY_GROUP[kind], LIGHT)
        self.message = Notice("Message")
        self.show_all = QPushButton("Show all")
        self._silence = QLabel()
        self._stack, self._none = QStackedWidget(), QWidget()
        self._room = QHBoxLayout()
        self._lay_out()
        self.setFocusProxy(self.grid)
        self.head.changed.connect(self._filter)
        self.head.left.connect(self.grid.setFocus)
        self.head.csv_clicked.connect(self._export_csv)
        self.head.pdf_clicked.connect(self._export_pdf)
        self.show_all.clicked.connect(self._lift)
        self.grid.opened.connect(self.opened)
        self._apply_look()

    def set_folder(self, folder: CardFolder) -> None:
        """Show another library, or the same one read anew with the same filter and row."""
        if self._folder is None or self._folder.folder != folder.folder:
            self.head.clear()
        self._folder = folder
        self._is_stale = True
        if self.isVisible():
            self._read()

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw in another theme or at another size."""
        self._tokens, self._zoom = tokens, zoom
        self._apply_look()

    def ask_filter(self) -> None:
        """Go to the field of the filter, ready to be typed over."""
        self.head.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.head.field.selectAll()

    def say(self, *sentences: str) -> None:
        """Show a message, such as where a file was saved; none takes the last one away."""
        self.message.say(sentences)

    def copy(self) -> None:
        """Put the selected rows on the clipboard."""
        self.grid.copy()

    def showEvent(self, event: QShowEvent) -> None:
        # A big library takes a third of a second to list: not while nobody looks.
        if self._is_stale:
            self._read()
        super().showEvent(event)

    def _read(self) -> None:
        assert self._folder is not None
        self._is_stale = False
        chosen = self.grid.current_row()
        self.model.set_rows(table_rows(self._folder, self._kind), self._folder.stops)
        self.head.set_choices(self._folder.stops, self.model.groups)
        self.model.set_filter(self.head.wanted)
        self.grid.choose(chosen)
        self._show_count()

    def _filter(self) -> None:
        chosen = self.grid.current_row()
        self.model.set_filter(self.head.wanted)
        self.grid.choose(chosen)
        self.say()
        self._show_count()

    def _show_count(self) -> None:
        shown, total, noun = self.model.rowCount(), self.model.total, NOUNS[self._kind]
        whole = counted(total, noun)
        title = whole if shown == total else f"{shown:,} of {whole}"
        about = plain(self._folder.library.title) if self._folder else ""
        self.head.say(title, about, any_rows=shown > 0)
        self._silence.setText(f"No {noun} fits the filter." if total else _NO_ROWS[self._kind])
        self.show_all.setVisible(total > 0)
        self._stack.setCurrentWidget(self.grid if shown else self._none)

    def _lift(self) -> None:
        self.head.clear()
        self.grid.setFocus()

    def _export_csv(self) -> None:
        text = to_csv(self.model.columns, [row.cells() for row in self.model.rows])
        self.csv_requested.emit(text, self._file_name("csv"))

    def _export_pdf(self) -> None:
        self.pdf_requested.emit(self.model.rows, self._file_name("pdf"))

    def _file_name(self, suffix: str) -> str:
        assert self._folder is not None
        wanted = self.model.filter
        parts = [f"{NOUNS[self._kind]}s".capitalize()]
        if wanted.group:
            parts.append(wanted.group)
        if wanted.stop:
            parts.append(stop_date(self._folder.stops, wanted.stop))
        if len(parts) == 1:
            parts.append(plain(self._folder.library.title))
        return safe_name(", ".join(parts), suffix)

    def _apply_look(self) -> None:
        tokens, zoom = self._tokens, self._zoom
        self.setStyleSheet(style_sheet(tokens, zoom))
        self.head.set_look(tokens, zoom)
        self.grid.set_look(tokens, zoom)
        self.message.set_icon(icon("note", tokens))
        edge, page_edge = round(_EDGE * zoom), round(_PAGE_EDGE * zoom)
        self._room.setContentsMargins(edge, 0, 0, 0)
        self._none.setContentsMargins(page_edge - edge, page_edge, 0, 0)

    def _lay_out(self) -> None:
        self.grid.setAccessibleName(f"{NOUNS[self._kind]}s".capitalize())
        self._silence.setObjectName("table-silence")
        none = QVBoxLayout(self._none)
        none.setContentsMargins(0, 0, 0, 0)
        none.setSpacing(16)
        none.addWidget(self._silence)
        none.addWidget(self.show_all, 0, Qt.AlignmentFlag.AlignLeft)
        none.addStretch()
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self._none)
        self._room.addWidget(self._stack)
        keys = QLabel(_KEYS)
        keys.setObjectName("table-keys")
        keys.setIndent(0)
        keys.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.message)
        layout.addWidget(self.head)
        layout.addLayout(self._room, 1)
        layout.addWidget(keys)
