"""Targets that are the engine of the editor: a text, a caret, and what is to be done there."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.core import carets
from briefing.core.checking import check_text
from briefing.core.completion import completions
from briefing.core.differences import differences
from briefing.core.edits import applied
from briefing.core.fixes import fixes
from briefing.core.inserts import KINDS, insert
from briefing.core.outline import Outline
from briefing.core.placing import NoPlaceError
from briefing.core.proof import proof
from briefing.core.textfile import TextFile
from tests.fuzz.inputs import NONE, NUMBERED_YAML, PIECES, card_seeds, numbers, text_of
from tests.fuzz.reading_targets import sample_folder
from tests.fuzz.target import Target, in_memory

if TYPE_CHECKING:
    from briefing.core.card_folder import CardFolder
    from briefing.core.checking import Checked

_CARD_PATH = Path("aldmark.yaml")
_LINE_END = re.compile(r"\r\n|\r|\n")
_BOM = b"\xef\xbb\xbf"


def edit(data: bytes) -> None:
    """The engine of the editor, on a text and a caret: changes that fit, or nothing."""
    (place, which, other), raw = numbers(data)
    text = text_of(raw)
    caret = place % (len(text) + 1)
    folder = sample_folder()
    outline = Outline(text)
    for node in outline.nodes:
        assert 0 <= node.start <= node.value_start <= node.end <= len(text)
    loc = carets.loc_at(outline, caret)
    start, end = carets.span_of(outline, loc)
    assert 0 <= start <= end <= len(text)
    carets.item_at(outline, caret)
    carets.anchor_at(outline, caret)
    found = completions(text, caret, folder)
    assert 0 <= found.start <= caret <= found.end <= len(text)
    if found.items:
        chosen = found.items[other % len(found.items)].text
        assert "\n" not in chosen
    shown = proof(text, _CARD_PATH, folder)
    for problem in shown.checked.problems[:50]:
        assert 0 <= carets.problem_span(outline, problem)[0] <= len(text)
    _insert(text, caret, which, folder)
    _mend(text, shown.checked, other, folder)
    differences(text, text[:caret] + "x\n" + text[caret + which % 9 :])


def _insert(text: str, caret: int, which: int, folder: CardFolder) -> None:
    kind = KINDS[which % len(KINDS)]
    with suppress(NoPlaceError):
        change = insert(text, caret, kind, folder)
        new = applied(text, change.edits)
        assert change.select is not None
        assert 0 <= change.select[0] <= change.select[1] <= len(new)


def _mend(text: str, checked: Checked, other: int, folder: CardFolder) -> None:
    for problem in checked.problems[other % 7 :][:2]:
        for change in fixes(text, problem, folder, checked=checked):
            new = applied(text, change.edits)
            after = check_text(new, _CARD_PATH, folder)
            said, says = ([one.message for one in each.problems] for each in (checked, after))
            assert says.count(problem.message) < said.count(problem.message)


def keep_line_ends(data: bytes) -> None:
    """A file's text and back: to the byte, and after an edit, all lines before it."""
    (place, length, which), raw = numbers(data)
    file = TextFile.read(raw, "x")
    if file.problem is not None:
        return
    assert file.encode(file.text) == raw
    start = place % (len(file.text) + 1)
    end = min(start + length % 40, len(file.text))
    piece = text_of(PIECES[which % len(PIECES)].encode())
    new = file.text[:start] + piece + file.text[end:]
    written = file.encode(new)
    # What is put first and cannot be seen is a byte-order mark from then on.
    shown = new if file.bom else new.removeprefix("\ufeff")
    assert TextFile.read(written, "x").text == shown
    whole_lines = file.text.count("\n", 0, start)
    pieces = _LINE_END.split(file.text)[:whole_lines]
    before = "".join(a + b for a, b in zip(pieces, file.ends, strict=False))
    assert written.removeprefix(_BOM).startswith(before.encode())


def _numbered_seeds() -> list[bytes]:
    return [NONE + raw for raw in card_seeds()]


EDITING_TARGETS = (
    Target("editing", in_memory(edit), _numbered_seeds, NUMBERED_YAML, 2),
    Target("textfile", in_memory(keep_line_ends), _numbered_seeds, NUMBERED_YAML, 4),
)
