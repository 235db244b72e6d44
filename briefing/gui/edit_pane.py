"""One file in the editor: its text, what is wrong with it, and the card that it makes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from briefing.core.completion import completions
from briefing.core.edits import Edit
from briefing.core.inserts import insert
from briefing.core.library import MANIFEST
from briefing.core.placing import NoPlaceError
from briefing.core.tentative import MISSING
from briefing.core.words import stop_heading
from briefing.gui.code_edit import CodeEdit
from briefing.gui.focus_ring import Part
from briefing.gui.halves import Halves
from briefing.gui.preview import Preview
from briefing.gui.problem_list import ProblemList
from briefing.gui.prover import Prover
from briefing.gui.replace_bar import ReplaceBar
from briefing.gui.source_pane import SourcePane
from briefing.gui.text_column import TextColumn
from briefing.gui.view_switch import ViewSwitch

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from briefing.core.card_part import CardPart
    from briefing.core.edits import Change
    from briefing.core.inserts import Kind
    from briefing.core.library import CardFolder
    from briefing.core.problem import Problem
    from briefing.core.proof import Proof
    from briefing.core.proofreader import DistantProof
    from briefing.core.shelf import Shelf
    from briefing.core.timeline import Stop
    from briefing.gui.tokens import Tokens


class EditPane(QWidget):
    """The text of a file on the left, with its problems; on the right its card, or the source.

    The text is checked off the window's thread. ``proof`` is what the last check found.
    """

    modified_changed = Signal(bool)
    typed = Signal()
    checked = Signal()
    said = Signal(str)
    stop_chosen = Signal(str)  # a source of the stop
    statement_chosen = Signal(str, str, str)  # a card, a source, a place on its page
    zoom_requested = Signal(int)  # steps, positive for larger text

    def __init__(
        self,
        path: Path,
        text: str,
        folder: CardFolder,
        stop: Stop | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.path = path
        self.proof: Proof | DistantProof | None = None
        self._folder, self._stop = folder, stop
        self._shelf: Shelf | None = None
        self._name = ""
        self._wanted = ("", "")  # a statement to go to once the text has been read
        self._asked_at = -1, -1
        self._asked_revision = self._checked_revision = -1
        self._preview_soon = QTimer(self, singleShot=True, interval=0)
        self._preview_soon.timeout.connect(self._show_preview)
        self._fixes_wanted = False
        self._problems: tuple[Problem, ...] | None = None
        self._prover = Prover(self)
        self.code = CodeEdit()
        self.replace_bar = ReplaceBar(self.code)
        self.problems = ProblemList()
        self.preview = Preview()
        self.source = SourcePane()
        self.switch = ViewSwitch(("Preview", "Source"))
        self._right, self._views = QWidget(), QStackedWidget()
        self._lay_out()
        self.code.set_text(text)
        self._connect()
        self._check()

    @property
    def is_modified(self) -> bool:
        """Whether there is something to save."""
        return bool(self.code.content.isModified())

    @property
    def name(self) -> str:
        """The card's name as it was last read from the text, or that of the file."""
        return self._name or self.path.stem

    @property
    def parts(self) -> tuple[Part, ...]:
        """What F6 goes through, from the text on."""
        beside = (self.preview.page, *self.source.takers, *self.switch.buttons)
        return (
            Part(self.code, (self.code,)),
            Part(self.replace_bar, (self.replace_bar.field,)),
            Part(self.problems, (self.problems.rows,)),
            Part(self._right, beside),
            Part(self._halves.switch, self._halves.switch.buttons),
        )

    def set_library(self, folder: CardFolder, shelf: Shelf | None) -> None:
        """Hold the text against the library read anew, and the sources at hand."""
        self._folder = folder
        is_first = self._shelf is None
        self._shelf = shelf
        self.source.set_shelf(folder, shelf)
        if is_first and self._stop is not None:
            self.source.show_source(self._stop.sources[0])
        self._check()

    def set_stop(self, stop: Stop | None) -> None:
        """Preview the card at another stop."""
        if stop != self._stop:
            self._stop = stop
            if stop is not None:
                self.source.show_source(stop.sources[0])
            self._show_preview()

    def show_source(self, *, shown: bool) -> None:
        """Show the source's text in the place of the preview, or the preview again."""
        self.switch.choose(1 if shown else 0)

    def toggle_source(self) -> None:
        """Turn from the preview to the source's text, or back; back to the text where it is alone."""
        if self._halves.is_right_alone and self._views.currentWidget() is self.source:
            self.turn_to_text()
        else:
            is_hidden = not self._right.isVisible()
            self.show_source(shown=is_hidden or self._views.currentWidget() is self.preview)

    def open_find(self) -> None:
        """Ask what is to be found in the text."""
        self._halves.show_left()
        self.replace_bar.open_find()

    def open_replace(self) -> None:
        """Ask what is to be put in the place of what."""
        self._halves.show_left()
        self.replace_bar.open_replace()

    def turn_to_text(self) -> None:
        """Bring the text into sight, ready to type in."""
        self._halves.show_left()
        self.code.setFocus()

    def show_statement(self, source: str, anchor: str) -> None:
        """Put the caret where a statement of the card's page stands in the text.

        It stays where it is if it is moved, or something is typed, before that place is known.
        """
        self._asked_at = self._standing()
        if self.proof is None:
            self._wanted = (source, anchor)
        else:
            self._look_for(self.proof, source, anchor)

    def insert(self, kind: Kind, values: Mapping[str, Any] | None = None) -> None:
        """Insert a statement, well formed, where the caret says that it belongs."""
        if self.code.isReadOnly():
            self.said.emit("This file is read-only.")
            return
        try:
            change = insert(self.code.text(), self.code.caret(), kind, self._folder, values or {})
        except NoPlaceError as error:
            self.said.emit(str(error))
            return
        self.code.apply(change.edits, change.select)
        self.code.fill_in(change.stops)
        self.turn_to_text()

    def replace_text(self, text: str) -> None:
        """Put another text in the place of all, as one step that can be undone.

        That of the file itself comes also where nothing may be typed.
        """
        read_only = self.code.isReadOnly()
        self.code.setReadOnly(False)
        self.code.apply([Edit(0, len(self.code.text()), text)])
        self.code.setReadOnly(read_only)

    def offer_fixes(self) -> None:
        """Offer what would mend the problem at the caret."""
        if self.proof is None or self.code.content.revision() != self._checked_revision:
            self._fixes_wanted = True  # as soon as what was typed has been read
            return
        problem = self.code.problem_near_caret()
        if problem is None:
            self.said.emit("No problem here.")
            return
        look = partial(self.proof.fixes, problem, self._folder, self._shelf)
        self._prover.work("fixes", look, partial(self._show_fixes, self._checked_revision))

    def close_down(self) -> None:
        """Want no more checks."""
        self._prover.close_down()

    def set_look(self, tokens: Tokens, zoom: float) -> None:
        """Draw in another theme or at another size."""
        self.code.set_tokens(tokens)
        self.code.set_zoom(zoom)
        self.replace_bar.set_look(tokens, zoom)
        self.problems.set_look(tokens, zoom)
        self.preview.set_look(tokens, zoom)
        self.source.set_look(tokens, zoom)
        self.switch.set_look(tokens, zoom)
        self._halves.set_look(tokens, zoom)

    def _show_fixes(self, revision: int, changes: tuple[Change, ...]) -> None:
        if not changes:
            self.said.emit("No quick fix here.")
        elif self.code.content.revision() == revision:
            self.code.show_fixes(changes)

    def _check(self) -> None:
        text, self._asked_revision = self.code.text(), self.code.content.revision()
        self._prover.read(text, self.path, self._folder, self._shelf)

    def _show(self, found: Proof | DistantProof) -> None:
        is_first, self.proof = self.proof is None, found
        self._checked_revision = self._asked_revision
        name = found.name or MISSING
        self._name = self._name if name == MISSING else name
        self._show_problems(found.problems)
        # First the problems are painted, then the card is laid out.
        self._preview_soon.start()
        if is_first and self._wanted[1]:
            self._look_for(found, *self._wanted)
        self.checked.emit()
        if self._fixes_wanted:
            self._fixes_wanted = False
            self.offer_fixes()

    def _show_problems(self, problems: tuple[Problem, ...]) -> None:
        if problems is not self._problems:
            self._problems = problems
            self.code.set_problems(problems)
            self.problems.show_problems(problems)

    def _show_preview(self) -> None:
        found, stop = self.proof, self._stop
        if found is None or stop is None or self.path.name == MANIFEST:
            return
        if found.name is None:
            self.preview.show_stale(found.reason)
            self._halves.say(
                f"Last good state: {found.reason[:1].lower()}{found.reason[1:]}", grave=True
            )
            return
        near = self.preview.near
        self._prover.ask(
            found, "part", lambda: found.part(stop, near), partial(self._show_part, found, stop)
        )

    def _show_part(self, found: Proof | DistantProof, stop: Stop, part: CardPart | None) -> None:
        if part is None or found is not self.proof or stop != self._stop:
            return
        self.preview.show_part(self._folder, part, stop, found.flags)
        heading = stop_heading(self._folder.stops, stop)
        self._halves.say(heading + ("" if part.is_whole else ", the part near the caret"))

    def _follow_caret(self, offset: int) -> None:
        found = self.proof
        if found is None or self.code.content.revision() != self._checked_revision:
            return
        self._prover.ask(found, "caret", lambda: found.anchor_at(offset), self._follow)

    def _follow(self, found: tuple[str, str] | None) -> None:
        source, anchor = found or ("", "")
        if source and self._stop is not None and source not in self._stop.sources:
            self.stop_chosen.emit(source)
        if anchor:
            self.preview.follow(anchor)

    def _look_for(self, found: Proof | DistantProof, source: str, anchor: str) -> None:
        self._prover.ask(found, "place", lambda: found.place_of(source, anchor), self._go_to_place)

    def _go_to_place(self, offset: int | None) -> None:
        if offset is not None and self._standing() == self._asked_at:
            self.code.go_to(offset)

    def _standing(self) -> tuple[int, int]:
        """The state of the text, and where the caret is in it."""
        return self.code.content.revision(), self.code.textCursor().position()

    def _show_reference(self, wanted: str) -> None:
        """Show the paragraph that a statement rests on, where its text is at hand."""
        source, _, paras = wanted.rpartition("/")
        if self._shelf is not None and self._shelf.paragraphs(source) is not None:
            self.show_source(shown=True)
        self.source.show_paragraph(source, int(paras.split(",")[0]))

    def _follow_click(self, anchor: str) -> None:
        assert self._stop is not None
        self.show_statement(self._stop.sources[0], anchor)
        self.turn_to_text()

    def _go_to(self, problem: Problem) -> None:
        self.code.go_to_problem(problem)
        self.turn_to_text()

    def _connect(self) -> None:
        self.code.settled.connect(self._check)
        self.code.edited.connect(self.typed)
        self.code.content.modificationChanged.connect(self.modified_changed)
        self.code.caret_moved.connect(self._follow_caret)
        self.code.caret_moved.connect(self._halves.show_left)
        self.code.fixes_requested.connect(self.offer_fixes)
        self.code.problem_at_caret.connect(self.problems.select)
        self.code.set_completer(
            lambda text, caret: completions(text, caret, self._folder, self.path)
        )
        self.problems.chosen.connect(self._go_to)
        for part in (self.code, self.preview.page):
            part.zoom_requested.connect(self.zoom_requested)
        self.preview.statement_chosen.connect(self._follow_click)
        self.preview.stop_requested.connect(self.stop_chosen)
        self.preview.page.reference_requested.connect(self._show_reference)
        self.source.card_requested.connect(self.statement_chosen)
        self.source.quote_requested.connect(partial(self.insert, "quote"))
        self.source.point_requested.connect(partial(self.insert, "point"))
        self.switch.chosen.connect(self._views.setCurrentIndex)
        self._prover.problems_found.connect(self._show_problems)
        self._prover.finished.connect(self._show)
        self.preview.part_wanted.connect(self._show_preview)
        self._prover.failed.connect(self._raise)

    def _raise(self, error: Exception) -> None:
        raise error

    def _lay_out(self) -> None:
        self._views.addWidget(self.preview)
        self._views.addWidget(self.source)
        beside = QVBoxLayout(self._right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.switch)
        beside.addWidget(self._views, 1)
        left = TextColumn(self.code, self.replace_bar, self.problems)
        self._halves = Halves(left, self._right, self.switch, ("Text", "Preview", "Source"))
        self._halves.use_right(used=self.path.name != MANIFEST)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._halves)
