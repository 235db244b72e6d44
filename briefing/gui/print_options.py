"""The left pane of the print window: which cards, editions and sections, and on what paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from briefing.core.words import listed
from briefing.gui import print_request
from briefing.gui.choices import ROW, Choices
from briefing.gui.print_choice import PrintChoice
from briefing.gui.print_parts import Switch, add_section, heading
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
_BOOK_ONLY, _BRIEF_ONLY = "For two or more cards", "For one card"
_SELECT = "Click on cards in the country list with Ctrl or Shift to select several"
_ONE_PAGE = "Leaves whole items out, the least important first, and says so at the foot of the page"
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
        choice: PrintChoice = PrintChoice(),  # noqa: B008 - it cannot be changed
    ) -> None:
        super().__init__()
        self._folder = folder
        self._choice = choice
        self._stop = stop
        self._pair = compare or print_request.usual_pair(folder, card_id, stop)
        self._cards = print_request.cards_in(folder, card_id, selected)
        self.scope = Choices(_SCOPES)
        self.editions = Choices(_EDITIONS)
        self.sections = {name: QCheckBox(text) for name, text in _SECTIONS.items()}
        self.papers = {name: QPushButton(text) for name, text in PAPERS.items()}
        self.one_page = Switch("Fit to one page", on=choice.one_page, why_not=_BRIEF_ONLY)
        self.cover = Switch("Cover and contents", on=choice.cover, why_not=_BOOK_ONLY)
        self.new_page = Switch(
            "Start each card on a new page", on=choice.new_page, why_not=_BOOK_ONLY
        )
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
            one_page=self.one_page.isChecked(),
        )
        return PrintRequest(self._ids, options)

    @property
    def choice(self) -> PrintChoice:
        """What the user chose, here or before, whether it applies to these cards or not."""
        return replace(
            self._choice,
            one_page=self.one_page.wanted,
            cover=self.cover.wanted,
            new_page=self.new_page.wanted,
        )

    @property
    def _ids(self) -> tuple[str, ...]:
        return self._cards[cast("Scope", self.scope.key)]

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 16)
        column.setSpacing(0)
        column.addWidget(heading("Print and export", "print-title"))
        column.addSpacing(18)
        add_section(column, "Cards", self.scope)
        add_section(column, "Editions", self.editions)
        grid = QGridLayout()
        grid.setHorizontalSpacing(_GUTTER)
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(0, _FIRST_COLUMN)
        grid.setColumnStretch(1, 1)
        for place, box in enumerate(self.sections.values()):
            grid.addWidget(box, place // 2, place % 2)
            grid.setRowMinimumHeight(place // 2, ROW)
        add_section(column, "Sections", grid)
        add_section(column, "Paper", self._paper_row(), after=8)
        switches = QGridLayout()
        switches.setVerticalSpacing(0)
        for row, switch in enumerate((self.one_page, self.cover, self.new_page)):
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
        self.scope.set_possible("selected", possible=bool(self._cards["selected"]), why_not=_SELECT)
        self.scope.set_possible("region", possible=bool(region), why_not="No card is open")
        several = len(self._cards["selected"]) > 1
        self.scope.choose("selected" if several else "card" if file else "all")

    def _start(self, *, compare: bool, maps: bool) -> None:
        for name, box in self.sections.items():
            box.setChecked(name in self._choice.sections and (name != "map" or maps))
        if not any(box.isChecked() for box in self.sections.values()):
            # All that was chosen cannot be had today: nothing would be left to print.
            for name, box in self.sections.items():
                box.setChecked(name != "map" or maps)
        self.sections["map"].setEnabled(maps)
        self.sections["map"].setToolTip("" if maps else "There are no maps to print")
        paper = self._choice.paper or print_request.default_paper(QLocale())
        self.papers[paper].setChecked(True)
        self.editions.choose("compare" if compare else self._choice.editions)
        self._adapt()

    def _connect(self) -> None:
        self.scope.changed.connect(self._adapt)
        self.scope.changed.connect(self.changed)
        self.editions.changed.connect(self.changed)
        self.editions.picked.connect(self._pick_editions)
        for name, box in self.sections.items():
            box.clicked.connect(lambda on, name=name: self._pick_section(name, on))
        for switch in (self.one_page, self.cover, self.new_page):
            switch.clicked.connect(self.changed)
        for paper, button in self.papers.items():
            button.clicked.connect(lambda _on, paper=paper: self._pick_paper(paper))
            button.toggled.connect(lambda on: self.changed.emit() if on else None)

    def _pick_editions(self, key: str) -> None:
        self._choice = replace(self._choice, editions=cast("Editions", key))

    def _pick_section(self, name: Section, on: bool) -> None:
        if not self.request.options.sections:
            box = self.sections[name]
            box.setChecked(True)
            below = box.mapToGlobal(box.rect().bottomLeft())
            QToolTip.showText(below, "Choose at least one section", box)
            return
        others = self._choice.sections - {name}
        self._choice = replace(self._choice, sections=others | {name} if on else others)
        self.changed.emit()

    def _pick_paper(self, paper: Paper) -> None:
        self._choice = replace(self._choice, paper=paper)

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
        self.one_page.set_possible(possible=not is_book)
        if not is_book:
            self.one_page.setToolTip(_ONE_PAGE)
        self.cover.set_possible(possible=is_book)
        self.new_page.set_possible(possible=is_book)
