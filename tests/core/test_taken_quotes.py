"""Words taken from a source, written into a card as a quote, stand up to the check as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from core_samples import write
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from briefing.core.checking import check_text
from briefing.core.edits import applied
from briefing.core.inserts import insert
from briefing.core.library import open_folder
from briefing.core.shelf import Shelf

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.core.library import CardFolder

LIBRARY = """\
title: A talk
sources:
  talk: {title: T, speaker: Ada Morrow, date: 2001}
  other: {title: T, speaker: Ada Morrow, date: 2002}
"""
CARD = """\
name: Aldmark
kind: country
region: North
editions:
  - source: {source}
    bottom_line: In short.  # mine
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> CardFolder:
    cards = tmp_path_factory.mktemp("taken") / "cards"
    return open_folder(write(cards, library=LIBRARY))


line = st.text(
    st.sampled_from("abcXYZ012 -–—:;,.!?#&*@%|>[]{}()'\"“”„‘’\\/`~=\u00a0\u00ad"), min_size=1
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.lists(line, min_size=1, max_size=3),
    st.integers(1, 3),
    st.tuples(st.integers(0, 40), st.integers(1, 40)),
    st.sampled_from(["talk", "other"]),
)
@example(["- not: a list # nor this"], 1, (0, 24), "talk")
@example(["He said “no: 'never'” twice"], 1, (8, 13), "other")
@example(["true"], 1, (0, 4), "talk")
@example(["1234"], 1, (0, 4), "talk")
def test_what_is_taken_passes_the_check(
    folder: CardFolder, lines: list[str], para: int, where: tuple[int, int], edition: str
) -> None:
    texts: Path = folder.folder.with_name("texts")
    texts.mkdir(exist_ok=True)
    (texts / "talk.txt").write_text("\n".join(lines), "utf-8")
    shelf = Shelf(texts)
    values = shelf.quote_values("talk", para, where[0], where[0] + where[1])
    if values is None:
        return
    text = CARD.format(source=edition)
    change = insert(text, len(text), "quote", folder, values)
    assert change is not None
    made = applied(text, change.edits)
    checked = check_text(made, folder.folder / "aldmark.yaml", folder, shelf)
    assert [str(problem) for problem in checked.problems if problem.is_error] == []
    assert checked.card is not None
    (quote,) = checked.card.editions[0].quotes
    assert (quote.voice, quote.para) == (values["voice"], (para,))
    assert " ".join(quote.text.split()) == values["text"]
    assert (quote.source or edition) == "talk"
