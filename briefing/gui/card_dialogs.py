"""The small dialogs about a card's file: a new one, another name for one, a new library."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from briefing.core.dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefing.core.library import CardFolder

_CHARACTERS = 64  # of a line
_EMPTY = "Nothing, begin with an empty card"


class NewCard(NamedTuple):
    """What was asked for: the id of the card to copy is empty for an empty card."""

    name: str
    code: str
    region: str
    copy_of: str


class NewLibrary(NamedTuple):
    """A library's title, and its first source."""

    title: str
    source: str
    speaker: str
    date: str


class FormDialog(QDialog):
    """Fields above a line that says what is wrong or what will happen, and OK while nothing is."""

    def __init__(self, title: str, accept: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        # The width grows with the text.
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _CHARACTERS)
        self.form = QFormLayout()
        self.form.setSpacing(10)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.said = QLabel()
        self.said.setObjectName("dialog-said")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(accept)
        self.ok.setDefault(True)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addLayout(self.form)
        column.addWidget(self.said)
        column.addStretch()
        column.addWidget(self.buttons)

    def say(self, sentence: str, *, possible: bool) -> None:
        """Say what will happen, or why it cannot."""
        self.said.setText(sentence)
        self.ok.setEnabled(possible)
        # A list of files that got longer must not be cut.
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))


class NewCardDialog(FormDialog):
    """Asks for a new card's name, code and region, or for a card to copy.

    ``file_for`` gives the file name for a card's name, or raises ValueError with the reason.
    """

    def __init__(
        self,
        folder: CardFolder,
        file_for: Callable[[str], str],
        copy_of: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("New card", "Create", parent)
        self._file_for = file_for
        self.name, self.code = QLineEdit(), QLineEdit()
        self.region, self.copy_of = QComboBox(), QComboBox()
        self.code.setMaxLength(2)
        self.code.setPlaceholderText("Two letters of ISO 3166-1, such as GE; may be left out")
        self.region.setEditable(True)
        self.region.addItems([*dict.fromkeys((*folder.library.regions, *folder.regions))])
        self.copy_of.addItem(_EMPTY, "")
        for file in folder.files:
            self.copy_of.addItem(file.name, file.id)
        self.copy_of.setCurrentIndex(max(0, self.copy_of.findData(copy_of)))
        for label, field in (
            ("&Name", self.name),
            ("&Code", self.code),
            ("&Region", self.region),
            ("Copy &from", self.copy_of),
        ):
            self.form.addRow(label, field)
        self.name.textChanged.connect(self._check)
        self.name.setFocus()
        self._check()

    @property
    def asked(self) -> NewCard:
        """What is asked for now."""
        return NewCard(
            self.name.text().strip(),
            self.code.text().strip().upper(),
            self.region.currentText().strip(),
            self.copy_of.currentData(),
        )

    def _check(self) -> None:
        if not self.name.text().strip():
            self.say("The file is named after the card.", possible=False)
            return
        try:
            self.say(f"The file will be {self._file_for(self.name.text())}.", possible=True)
        except ValueError as error:
            self.say(f"{error}.", possible=False)


class RenameDialog(FormDialog):
    """Asks for another id, and lists what will change with it before it does.

    ``changes`` gives the names of the files that change too, or raises ValueError.
    """

    def __init__(
        self, card_id: str, changes: Callable[[str], Sequence[str]], parent: QWidget | None = None
    ) -> None:
        super().__init__("Rename card file", "Rename", parent)
        self._changes, self._before = changes, card_id
        self.id = QLineEdit(card_id)
        self.form.addRow("&File name without .yaml", self.id)
        self.id.textChanged.connect(self._check)
        self.id.selectAll()
        self.id.setFocus()
        self._check()

    def _check(self) -> None:
        wanted = self.id.text().strip()
        if wanted == self._before:
            self.say("Links from other cards will follow.", possible=False)
            return
        try:
            names = self._changes(wanted)
        except ValueError as error:
            self.say(f"{error}.", possible=False)
            return
        also = f"see_also will change in: {', '.join(names)}." if names else "No card links to it."
        self.say(f"{self._before}.yaml becomes {wanted}.yaml. {also}", possible=True)


class NewLibraryDialog(FormDialog):
    """Asks for a new library's title and its first source."""

    def __init__(self, folder: str, parent: QWidget | None = None) -> None:
        super().__init__("New library", "Create", parent)
        self.title, self.source = QLineEdit(), QLineEdit()
        self.speaker, self.date = QLineEdit(), QLineEdit()
        self.source.setPlaceholderText("The talk’s title")
        self.date.setPlaceholderText("2004-02-25, 2004-02 or 2004")
        for label, field in (
            ("&Title of the library", self.title),
            ("First &source", self.source),
            ("S&peaker", self.speaker),
            ("&Date", self.date),
        ):
            self.form.addRow(label, field)
            field.textChanged.connect(self._check)
        self._folder = folder
        self.title.setFocus()
        self._check()

    @property
    def asked(self) -> NewLibrary:
        """What is asked for now."""
        fields = (self.title, self.source, self.speaker, self.date)
        return NewLibrary(*(field.text().strip() for field in fields))

    def _check(self) -> None:
        fields = (self.title, self.source, self.speaker)
        if not all(field.text().strip() for field in fields):
            self.say(f"library.yaml will be written to {self._folder}.", possible=False)
            return
        try:
            PartialDate.parse(self.date.text().strip())
        except ValueError as error:
            said = str(error)
            self.say(f"{said[:1].upper()}{said[1:]}.", possible=False)
            return
        self.say(f"library.yaml will be written to {self._folder}.", possible=True)
