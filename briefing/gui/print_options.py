"""The left pane of the print window: which cards, editions and sections, and on what paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from briefing.core.words import listed
from briefing.gui import print_request
from briefing.gui.choices import ROW, Choices
from briefing.gui.print_request import PrintRequest
from briefing.paper.options import PrintOptions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.core.library import CardFolder
    from briefing.core.timeline import Stop
    from briefing.gui.print_request import Scope
    from briefing.paper.options import Editions, Paper, Section

_SCOPES = {
    "card": "This card",
    "selected": "Selected cards",
    "region": "This region",
    "all": "All cards",
}
_EDITIONS = {"stop": "Current", "all": "All editions", "compare": "Compare side by side"}
_SECTIONS: dict[Section, str] = {
    "bottom_line": "Bottom line",
    "changed": "What changed",
    "points": "Key points",
    "quotes": "Quotations",
    "steps": "Policy steps",
    "notes": "Notes",
    "sources": "Sources",
    "map": "Locator map",
}
PAPERS: dict[Paper, str] = {"a4": "A4", "letter": "Letter"}
_BOOK_ONLY = "For two or more cards"
_MANY_LABELS = 3
_FIRST_COLUMN, _GUTTER = 134, 12  # px
_BUTTON = 92  # px wide at the least


class OptionsPane(QWidget):
    """Everything that can be chosen of a print. Switches that do not apply stay, disabled."""

    changed = Signal()

    def __init__(
        self,
        folder: CardFolder,
        card_id: str,
        stop: Stop,
        *,
        compare: tuple[Stop, Stop] | None = None,
        selected: Sequence[str] = (),
        maps: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._stop = stop
        self._pair = compare or print_request.usual_pair(folder, card_id, stop)
        self._cards = print_request.cards_in(folder, card_id, selected)
        self.scope = Choices(_SCOPES)
        self.editions = Choices(_EDITIONS)
        self.sections = {name: QCheckBox(text) for name, text in _SECTIONS.items()}
        self.papers = {name: QPushButton(text) for name, text in PAPERS.items()}
        self.cover = _BookSwitch("Cover and contents", on=True)
        self.new_page = _BookSwitch("Start each card on a new page", on=False)
        self._lay_out()
        self._describe_cards(card_id)
        self._start(compare=compare is not None, maps=maps)
        self._connect()

    @property
    def request(self) -> PrintRequest:
        """What is chosen now."""
        editions = cast("Editions", self.editions.key)
        stops = {"all": (), "stop": (self._stop,), "compare": self._pair or ()}[editions]
        options = PrintOptions(
            editions=editions,
            stops=stops,
            paper=next(name for name, button in self.papers.items() if button.isChecked()),
            sections=frozenset(
                name for name, box in self.sections.items() if box.isEnabled() and box.isChecked()
            ),
            cover=self.cover.isChecked(),
            new_page=self.new_page.isChecked(),
        )
        return PrintRequest(self._ids, options)

    @property
    def _ids(self) -> tuple[str, ...]:
        return self._cards[cast("Scope", self.scope.key)]

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 16)
        column.setSpacing(0)
        column.addWidget(_heading("Print and export", "print-title"))
        column.addSpacing(18)
        _section(column, "Cards", self.scope)
        _section(column, "Editions", self.editions)
        grid = QGridLayout()
        grid.setHorizontalSpacing(_GUTTER)
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(0, _FIRST_COLUMN)
        grid.setColumnStretch(1, 1)
        for place, box in enumerate(self.sections.values()):
            grid.addWidget(box, place // 2, place % 2)
            grid.setRowMinimumHeight(place // 2, ROW)
        _section(column, "Sections", grid)
        _section(column, "Paper", self._paper_row(), after=8)
        switches = QGridLayout()
        switches.setVerticalSpacing(0)
        for row, switch in enumerate((self.cover, self.new_page)):
            switches.addWidget(switch, row, 0)
            switches.setRowMinimumHeight(row, ROW)
        column.addLayout(switches)
        column.addStretch()

    def _paper_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        group = QButtonGroup(self)
        for button, joined in zip(self.papers.values(), ("left", "right"), strict=True):
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setMinimumWidth(_BUTTON)
            button.setProperty("joined", joined)
            button.setAccessibleName(f"{button.text()} paper")
            group.addButton(button)
            row.addWidget(button)
        row.addStretch()
        return row

    def _describe_cards(self, card_id: str) -> None:
        file = self._folder.get(card_id)
        printable = {
            scope: print_request.printable(self._folder, ids) for scope, ids in self._cards.items()
        }
        region = f"{file.region}, {printable['region']}" if file and file.region else ""
        self.scope.set_detail("card", file.name if file else "")
        self.scope.set_detail("selected", str(printable["selected"]))
        self.scope.set_detail("region", region)
        self.scope.set_detail("all", str(printable["all"]))
        self.scope.set_possible("card", possible=file is not None, why_not="No card is open")
        self.scope.set_possible(
            "selected", possible=bool(self._cards["selected"]), why_not="No cards are selected"
        )
        self.scope.set_possible("region", possible=bool(region), why_not="No card is open")
        self.scope.choose("card" if file else "all")

    def _start(self, *, compare: bool, maps: bool) -> None:
        for name, box in self.sections.items():
            box.setChecked(name != "map" or maps)
        self.sections["map"].setEnabled(maps)
        self.sections["map"].setToolTip("" if maps else "There are no maps to print")
        self.papers[print_request.default_paper(QLocale())].setChecked(True)
        self.editions.choose("compare" if compare else "all")
        self._adapt()

    def _connect(self) -> None:
        self.scope.changed.connect(self._adapt)
        self.scope.changed.connect(self.changed)
        self.editions.changed.connect(self.changed)
        for box in (*self.sections.values(), self.cover, self.new_page):
            box.clicked.connect(self.changed)
        for button in self.papers.values():
            button.toggled.connect(lambda on: self.changed.emit() if on else None)

    def _adapt(self) -> None:
        """Make editions and switches fit the chosen cards."""
        folder, ids = self._folder, self._ids
        found = print_request.labels(folder, print_request.stops_in(folder, ids)[::-1])
        many = len(found) > _MANY_LABELS
        every = f"{len(found)} dates" if many else ", ".join(found) or "none"
        self.editions.set_detail("stop", print_request.labels(folder, [self._stop])[0])
        self.editions.set_detail("all", every)
        pair = print_request.labels(folder, self._pair or ())
        self.editions.set_detail("compare", listed(pair) if pair else "")
        possible = print_request.comparable(folder, ids, self._pair)
        why_not = "For cards with editions at both dates"
        self.editions.set_possible("compare", possible=possible, why_not=why_not)
        if self.editions.key == "compare" and not possible:
            self.editions.choose("all")
        is_book = print_request.printable(folder, ids) > 1
        self.cover.set_possible(possible=is_book)
        self.new_page.set_possible(possible=is_book)


class OptionsScroll(QScrollArea):
    """Scrolls the options up and down. It is never narrower than they are, whatever their text."""

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        options, bar = self.widget(), self.verticalScrollBar()
        width = options.minimumSizeHint().width() if options else 0
        return QSize(width + bar.sizeHint().width(), super().minimumSizeHint().height())


class _BookSwitch(QCheckBox):
    """A switch for books: off and disabled for one card, with what was chosen kept."""

    def __init__(self, text: str, *, on: bool) -> None:
        super().__init__(text)
        self._wanted = on
        self.clicked.connect(self._want)

    def set_possible(self, *, possible: bool) -> None:
        """Offer the switch or not."""
        self.setEnabled(possible)
        self.setChecked(possible and self._wanted)
        self.setToolTip("" if possible else _BOOK_ONLY)

    def _want(self, on: bool) -> None:
        self._wanted = on


def _section(
    column: QVBoxLayout,
    title: str,
    content: QWidget | QGridLayout | QHBoxLayout,
    *,
    after: int = 17,
) -> None:
    """A rule, a heading and what stands below it."""
    rule = QFrame()
    rule.setObjectName("print-rule")
    rule.setFixedHeight(1)
    column.addWidget(rule)
    column.addSpacing(12)
    heading = _heading(title, "print-heading")
    column.addWidget(heading)
    column.addSpacing(5)
    if isinstance(content, QWidget):
        content.setAccessibleName(title)
        column.addWidget(content)
    else:
        column.addLayout(content)
    column.addSpacing(after)


def _heading(text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
