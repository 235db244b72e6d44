"""Whatever is put into a card, or mended in it, the text around it stays to the character."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from card_texts import NAMES, TEXTS, card_texts, cards
from core_samples import CARD, LIBRARY, sample_library, write
from hypothesis import assume, given
from hypothesis import strategies as st

from briefing.core.carets import item_at, loc_at, loc_of_anchor, span_of
from briefing.core.checking import check_text
from briefing.core.completion import completions
from briefing.core.dialect import parse
from briefing.core.edits import applied
from briefing.core.fixes import fixes
from briefing.core.inserts import KINDS, insert
from briefing.core.library import CardFolder, open_folder
from briefing.core.new_items import LIST_OF
from briefing.core.outline import Outline
from briefing.core.placing import NoPlaceError
from briefing.core.renaming import rename_plan

if TYPE_CHECKING:
    import pytest

PATH = Path("aldmark.yaml")
FOLDER = CardFolder(Path(), sample_library(), (), ())
REMOVED = {"", "[]", "~", "null"}


def data_of(text: str) -> Any:
    document = parse(text.encode(), "x")
    assert [str(problem) for problem in document.problems] == []
    return document.data


@given(card_texts())
def test_random_texts_are_good_cards(text: str) -> None:
    found = check_text(text, PATH, FOLDER).problems
    assert [str(problem) for problem in found if problem.is_error] == []


@given(card_texts(), st.data())
def test_every_value_is_found_at_its_place(text: str, data: st.DataObject) -> None:
    outline = Outline(text)
    card = data_of(text)
    assert outline.whole
    for node in outline.nodes:
        start, end = span_of(outline, node.loc)
        read = parse(b"- " + text[start:end].encode(), "x").data
        value = card
        for part in node.loc:
            value = value[part]
        if node.kind == "scalar" and "\n" not in text[start:end]:
            assert read == [value]
        assert loc_at(outline, node.start)[: len(node.loc)] == node.loc or node.loc == ()


@given(card_texts(), st.sampled_from(KINDS), st.booleans(), st.data())
def test_what_is_inserted_is_read_and_all_else_stays(
    text: str, kind: Any, filled: bool, data: st.DataObject
) -> None:
    caret = data.draw(st.integers(0, len(text)))
    values = data.draw(values_of(kind)) if filled else {}
    before = data_of(text)
    try:
        change = insert(text, caret, kind, FOLDER, values)
    except NoPlaceError:
        inside = item_at(text, caret)
        in_edition = inside is not None and inside[0] == "editions"
        assert not before.get("editions") or (kind == "change" and not in_edition)
        return
    new = applied(text, change.edits)
    assert {text[edit.start : edit.end].strip(" ") for edit in change.edits} <= REMOVED
    assert change.select is not None
    assert 0 <= change.select[0] <= change.select[1] <= len(new)
    after = data_of(new)
    if kind == "change":
        assert_changed(before, after, item_at(text, caret))
    else:
        assert_one_more(before, after, kind, values)
        assert item_at(new, change.select[0]) is not None
    again = insert(new, change.select[0], kind, FOLDER)
    data_of(applied(new, again.edits))


def assert_changed(before: Any, after: Any, loc: Any) -> None:
    at_point = loc[2:3] == ("points",)
    found, had = after, before
    for part in loc if at_point else loc[:2]:
        found, had = found[part], had[part]
    key = "change" if at_point else "changed"
    assert key in found
    del found[key]
    had.pop(key, None)
    assert before == after


def assert_one_more(before: Any, after: Any, kind: Any, values: dict[str, Any]) -> None:
    """The card is the one before but for one more item, in one of its lists."""
    key = LIST_OF[kind]
    holders = [((), after)] if kind in ("note", "edition") else list(enumerate(after["editions"]))
    for place, holder in holders:
        for index, item in enumerate(holder.get(key) or []):
            smaller = copy.deepcopy(after)
            owner = smaller if place == () else smaller["editions"][place]
            del owner[key][index]
            original = before if place == () else before["editions"][place]
            if not owner[key] and not original.get(key):
                del owner[key]
                original = {k: v for k, v in original.items() if k != key}
            if owner == original:
                same = {name: item.get(name) for name in values}
                if place != () and "source" in values and "source" not in item:
                    same["source"] = holder["source"]
                if same == values:
                    return
    raise AssertionError(after)


def values_of(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    paras = st.lists(st.integers(1, 4), min_size=1, max_size=3)
    fields: dict[str, dict[str, st.SearchStrategy[Any]]] = {
        "point": {"topic": NAMES, "text": TEXTS, "para": paras},
        "quote": {"text": TEXTS, "para": st.integers(1, 4), "source": st.just("second")},
        "step": {"actor": NAMES, "action": TEXTS, "why": TEXTS},
        "change": {},
        "note": {"by": NAMES, "text": TEXTS},
        "edition": {"source": NAMES, "changed": TEXTS},
    }
    return st.fixed_dictionaries(fields[kind])


@given(card_texts(editions=1), st.data())
def test_inserting_where_a_line_is_broken_leaves_the_broken_line(
    text: str, data: st.DataObject
) -> None:
    lines = text.split("\n")
    places = [i for i, line in enumerate(lines) if re.match(r" *(- +)?(text|topic|actor): ", line)]
    assume(places)
    place = data.draw(st.sampled_from(places))
    lines[place] = re.sub(r": .*", ": a: broken: 'text", lines[place])
    broken = "\n".join(lines)
    caret = data.draw(st.integers(0, len(broken)))
    try:
        change = insert(broken, caret, data.draw(st.sampled_from(KINDS)), FOLDER)
    except NoPlaceError:
        return
    assert set(broken.split("\n")) - set(applied(broken, change.edits).split("\n")) <= {
        line for line in lines if re.search(r": *(\[\]|~|null)", line)
    } | {line for line in lines if "{" in line or "[" in line}
    Outline(applied(broken, change.edits))


SLIPS = {
    "key": (r"(?m)^( *(?:- +)?)topic: ", r"\1topc: "),
    "kind": (r"(?m)^( *(?:- +)?)kind: fact\b", r"\1kind: fcat"),
    "voice": (r"(?m)^( *(?:- +)?)voice: summary\b", r"\1voice: sumary"),
    "source": (r"(?m)^( *(?:- +)?)source: first\b", r"\1source: frist"),
    "region": (r"(?m)^region: North\b", "region: Nort"),
    "tab": (r"(?m)^  (  )( *)(?=kind: |text: |para: )", "\t\\1\\2"),
    "para": (r"(?m)^( *(?:- +)?)para: ([1-4])(?=$| )", r"\1para: '\2'"),
}


@given(card_texts(editions=2), st.sampled_from(sorted(SLIPS)))
def test_the_first_fix_of_a_slip_gives_the_card_that_was_meant(text: str, slip: str) -> None:
    wrong = re.sub(*SLIPS[slip], text, count=1)
    assume(wrong != text)
    known = {problem.message for problem in check_text(text, PATH, FOLDER).problems}
    problems = check_text(wrong, PATH, FOLDER).problems
    found = [one for one in problems if one.message not in known and one.rule != "missing-key"]
    assume(len(found) == 1)
    change = fixes(wrong, found[0], FOLDER)[0]
    assert data_of(applied(wrong, change.edits)) == data_of(text)
    assert sum(edit.end - edit.start for edit in change.edits) <= 80


@given(card_texts(editions=1), st.data())
def test_every_fix_removes_its_problem_and_keeps_all_comments(
    text: str, data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(text)))
    put = data.draw(st.sampled_from(["\t", ": ", "'", '"', "[", "}", "x: ", "- ", "&a ", "\n", ""]))
    wrong = text[:cut] + put + text[cut + data.draw(st.integers(0, 3)) :]
    before = check_text(wrong, PATH, FOLDER)
    for problem in before.problems[:2]:
        for change in fixes(wrong, problem, FOLDER):
            new = applied(wrong, change.edits)
            after = check_text(new, PATH, FOLDER)
            said = [one.message for one in before.problems].count(problem.message)
            assert [one.message for one in after.problems].count(problem.message) < said


@given(card_texts())
def test_a_renaming_changes_the_names_alone(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = write(tmp_path_factory.mktemp("cards"), library=LIBRARY, old=CARD, aldmark=text)
    plan = rename_plan(open_folder(folder), "old", "new-one")
    assert plan.unsure == ()
    before = data_of(text)
    named = [card_id for card_id in before.get("see_also") or [] if card_id == "old"]
    assert [change.id for change in plan.changes] == ["aldmark"] * bool(named)
    for change in plan.changes:
        assert len(change.edits) == len(named)
        assert all("old" in text[edit.start : edit.end] for edit in change.edits)
        renamed = [{"old": "new-one"}.get(one, one) for one in before["see_also"]]
        assert data_of(applied(text, change.edits)) == {**before, "see_also": renamed}


@given(card_texts(), st.data())
def test_completion_never_fails_and_offers_what_fits(text: str, data: st.DataObject) -> None:
    caret = data.draw(st.integers(0, len(text)))
    found = completions(text, caret, FOLDER)
    assert 0 <= found.start <= caret <= found.end <= len(text)
    assert "\n" not in text[found.start : found.end]


@given(cards(editions=1), st.text(alphabet="-0123456789abcdefghijklmnopqrstuvwxyz"))
def test_an_anchor_of_any_kind_leads_into_the_card(card: Any, anchor: str) -> None:
    found: Any = card
    for part in loc_of_anchor(card, "first", anchor):
        found = found[part]
