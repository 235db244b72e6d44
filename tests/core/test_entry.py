from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from card_texts import card_texts
from core_samples import CARD, sample_library, write
from hypothesis import given
from hypothesis import strategies as st

from briefing.core.card import as_data
from briefing.core.entry import (
    Context,
    Entry,
    Unchanged,
    card_of,
    cites_of,
    paragraphs_of,
    read_entry,
)
from briefing.core.keeping import row_of
from briefing.core.reader import read_card

if TYPE_CHECKING:
    from pathlib import Path

QUOTED = """\
    quotes:
      - {text: so it is, voice: speaker, para: [3, 1]}
      - {text: so it was, voice: summary, para: 2, source: second}
    steps:
      - {actor: A, action: Wait, para: 3}
"""


def entry(folder: Path, name: str = "aldmark.yaml", known: bytes = b"", **more: Any) -> Entry:
    context = Context.of(sample_library(), ["aldmark.yaml", "norrey.yaml"])
    found = read_entry(f"{folder}/", name, context, known, with_passages=True, **more)
    assert isinstance(found, Entry)
    return found


@given(card_texts())
def test_a_card_comes_back_as_it_was(text: str) -> None:
    reading = read_card(text.encode(), "x")
    assert reading.value is not None
    written = json.dumps(reading.document.data, ensure_ascii=False)
    assert card_of(written) == reading.value


def test_an_entry_has_all_that_lists_and_counts_ask_for(tmp_path: Path) -> None:
    text = CARD + QUOTED + "code: SE\nsee_also: [norrey]\n"
    found = entry(write(tmp_path, aldmark=text))
    assert found.head == ("Aldmark", "country", "North", "SE", ("first",), True, True)
    assert (found.links, found.dangles, found.said) == (("norrey",), False, ())
    assert paragraphs_of(found.cites) == {"first": [1, 3], "second": [2]}
    assert [row[0] for row in found.passages] == ["Aldmark", "", "", "", "A"]


def test_a_broken_card_keeps_its_links_and_has_no_text(tmp_path: Path) -> None:
    found = entry(write(tmp_path, aldmark="name: 3\nsee_also: [nowhere, 7]\n"))
    assert found.head is None
    assert (found.text, found.cites, found.passages) == ("", "", ())
    assert (found.links, found.dangles) == (("nowhere",), True)
    assert {said.rule for said in found.said} >= {"dangling", "wrong-type", "missing-key"}
    assert entry(write(tmp_path, aldmark="- a\n")).links == ()
    assert entry(write(tmp_path, aldmark="see_also: x\n")).links == ()


def test_what_cannot_be_read_has_no_digest(tmp_path: Path) -> None:
    found = entry(tmp_path)
    assert (found.digest, found.settled) == (b"", False)
    assert [said.rule for said in found.said] == ["unreadable"]


def test_equal_bytes_are_not_read_again(tmp_path: Path) -> None:
    digest = entry(write(tmp_path, aldmark=CARD)).digest
    context = Context.of(None, [])
    found = read_entry(f"{tmp_path}/", "aldmark.yaml", context, digest, with_passages=False)
    assert isinstance(found, Unchanged)


def test_a_card_of_the_disk_is_the_card_of_its_text(tmp_path: Path) -> None:
    found = entry(write(tmp_path, aldmark=CARD + 'aliases: ["a\\tb"]\n'.replace("\\t", "\\u00e9")))
    card = card_of(found.text)
    assert card is not None
    assert card.aliases == ("aéb",)


@pytest.mark.parametrize(
    "text",
    [
        *("", "3", "[]", "null", "{", "nan", '{"name": 3}', "[" * 100_000, '{"name": "A"}'),
        '{"name": "A\\u001b[2J", "kind": "bloc", "region": "N"}',
        '{"name": "A\\ud800", "kind": "bloc", "region": "N"}',
        '{"name": "A\u2028", "kind": "bloc", "region": "N"}',
        '{"name": "A\\nB", "kind": "bloc", "region": "N"}',
        '{"name": "A", "kind": "fort", "region": "N"}',
        '{"name": "A", "kind": "bloc", "region": "N", "location": {"lat": NaN, "lon": 0}}',
        '{"name": "A", "kind": "bloc", "region": "N", "more": 1}',
    ],
)
def test_whatever_somebody_wrote_there_is_a_card_by_the_rules_or_none(text: str) -> None:
    assert card_of(text) is None


def test_a_backslash_before_a_u_is_no_escape() -> None:
    data = {"name": "C:\\users", "kind": "bloc", "region": "N"}
    card = card_of(json.dumps(data))
    assert card is not None
    assert as_data(card)["name"] == "C:\\users"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        *(("", {}), ("3", {}), ("{", {}), ("[" * 100_000, {}), ('{"a": 3}', {})),
        ('{"a": [1, "x", true, 2.5, 3]}', {"a": [1, 3]}),
    ],
)
def test_paragraphs_are_numbers_by_source_or_nothing(
    written: str, told: dict[str, list[int]]
) -> None:
    assert paragraphs_of(written) == told


def test_paragraphs_that_a_card_cites_come_back() -> None:
    card = read_card((CARD + QUOTED).encode(), "x").value
    assert card is not None
    assert paragraphs_of(cites_of(card)) == {"first": [1, 3], "second": [2]}


class TestContext:
    def test_what_makes_no_difference_to_a_card_does_not_count(self) -> None:
        names = ["a.yaml", "b.yaml"]
        one = Context.of(sample_library(), names)
        library = sample_library()
        other = type(library)(
            title="Other",
            about="x",
            regions=library.regions,
            sources=library.sources,
        )
        assert Context.of(other, names).library_key == one.library_key
        assert Context.of(None, names).library_key != one.library_key
        assert Context.of(other, names[:1]).ids_key != one.ids_key
        fewer = type(library)(title="Other", sources=library.sources)
        assert Context.of(fewer, names).library_key != one.library_key

    @pytest.mark.parametrize(
        ("links", "names", "holds"),
        [
            ("[]", ["a.yaml"], True),
            ("[b]", ["a.yaml", "b.yaml", "c.yaml"], True),
            ("[b]", ["a.yaml"], False),
            ("[c]", ["a.yaml", "b.yaml", "c.yaml"], False),
            ("[c]", ["a.yaml", "b.yaml"], True),
        ],
    )
    def test_a_file_is_read_again_where_its_links_lead_elsewhere(
        self, tmp_path: Path, links: str, names: list[str], holds: bool
    ) -> None:
        folder = write(tmp_path, a=CARD + f"see_also: {links}\n")
        before = Context.of(sample_library(), ["a.yaml", "b.yaml"])
        found = read_entry(f"{folder}/", "a.yaml", before, with_passages=False)
        assert isinstance(found, Entry)
        now = Context.of(sample_library(), names)
        assert now.holds_for(row_of(found, before)) is holds
        assert not Context.of(None, names).holds_for(row_of(found, before))


@given(st.text())
def test_no_text_makes_it_fall(text: str) -> None:
    card_of(text)
    paragraphs_of(text)
