"""The colours of YAML, found for the lines that are shown and for no others."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QTextCharFormat, QTextLayout

from briefing.gui.code_document import units
from briefing.gui.code_tokens import START, Role, Token, state_after, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextBlock, QTextDocument

    from briefing.gui.tokens import Tokens

_MOST_COLOURED = 2000  # pieces of one line
_UNKNOWN = -1  # the user state of a line that has no colours yet
_AT_ONCE = 200  # changed lines that are gone through before anybody looks


class Highlighter(QObject):
    """Knows in which state each line begins, as far down as anybody has looked.

    A block's user state is the one that its formats were made for.
    """

    def __init__(self, document: QTextDocument, tokens: Tokens) -> None:
        super().__init__(document)
        self._document = document
        self._states = [START]
        self._lines = document.blockCount()
        self._formats = _formats(tokens)
        document.contentsChange.connect(self._follow)

    def set_tokens(self, tokens: Tokens) -> None:
        """Colour lines that are laid out from now on in another theme."""
        self._formats = _formats(tokens)

    def state(self, number: int) -> int:
        """The state in which a line begins; ``number`` counts from 0."""
        missing = number + 1 - len(self._states)
        if missing > 0:
            block = self._document.findBlockByNumber(len(self._states) - 1)
            self._states.extend(self._onward(block, missing))
        return self._states[number]

    def pieces(self, block: QTextBlock) -> list[Token]:
        """What the pieces of a line are, in UTF-16 units."""
        return _in_units(block.text(), self.state(block.blockNumber()))

    def formats(self, block: QTextBlock) -> list[QTextLayout.FormatRange]:
        """The colours of a line, for its layout; the block remembers for which state.

        There are none yet for a line far below those that anybody has looked at: Qt lays out the
        last page of a text to know how far it can be scrolled.
        """
        if block.blockNumber() > len(self._states) + _AT_ONCE:
            block.setUserState(_UNKNOWN)
            return []
        state = self.state(block.blockNumber())
        block.setUserState(state)
        made = []
        for start, end, role in islice(_in_units(block.text(), state), _MOST_COLOURED):
            look = self._formats.get(role)
            if look is not None:
                span = QTextLayout.FormatRange()
                span.start, span.length, span.format = start, end - start, look
                made.append(span)
        return made

    def is_stale(self, block: QTextBlock) -> bool:
        """Whether a line that was laid out begins in another state since."""
        return block.userState() != self.state(block.blockNumber())

    def _follow(self, position: int, _removed: int, added: int) -> None:
        lines = self._document.blockCount()
        more, self._lines = lines - self._lines, lines
        block = self._document.findBlock(position)
        end = min(position + added, self._document.characterCount() - 1)
        first, last = block.blockNumber(), self._document.findBlock(end).blockNumber()
        below = self._states[last - more + 1 :]
        del self._states[first + 1 :]
        if not below or len(self._states) != first + 1 or last - first > _AT_ONCE:
            return
        self._states.extend(self._onward(block, last - first + 1))
        if self._states[-1] == below[0]:
            self._states.extend(below[1:])

    def _onward(self, block: QTextBlock, count: int) -> Iterator[int]:
        """The states after a line whose own is known, and after those that follow it."""
        if count > _AT_ONCE:
            # Asking each block for its text takes five times as long.
            yield from self._far_onward(block, count)
            return
        state = self._states[block.blockNumber()]
        for _ in range(count):
            state = state_after(block.text(), state)
            yield state
            block = block.next()

    def _far_onward(self, block: QTextBlock, count: int) -> Iterator[int]:
        number = block.blockNumber()
        state = self._states[number]
        lines = self._document.toRawText().split("\u2029")
        for line in islice(lines, number, number + count):
            state = state_after(line, state)
            yield state


def _in_units(line: str, state: int) -> list[Token]:
    tokens, _ = tokenize(line, state)
    if units(line) == len(line):
        return tokens
    places = [0]
    for char in line:
        places.append(places[-1] + (2 if char > "\uffff" else 1))
    return [Token(places[start], places[end], role) for start, end, role in tokens]


def _formats(tokens: Tokens) -> dict[Role, QTextCharFormat]:
    inks = {
        Role.KEY: tokens.assessment,
        Role.CHOICE: tokens.forecast,
        Role.FACT: tokens.fact,
        Role.QUIET: tokens.muted,
        Role.COMMENT: tokens.muted,
    }
    formats = {}
    for role, ink in inks.items():
        formats[role] = QTextCharFormat()
        formats[role].setForeground(QColor(ink))
    return formats
