from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from core_samples import CARD, LIBRARY, marks, sample_library
from hypothesis import given
from hypothesis import strategies as st

from briefing.core.card import CHANGES, Card
from briefing.core.problem import MOST
from briefing.core.reader import read_card, read_library
from briefing.core.rules import check_card
from briefing.core.scalars import INVISIBLE, resolve
from briefing.core.validation import validated

if TYPE_CHECKING:
    from briefing.core.dialect import Loc


def seen(text: str) -> bool:
    return bool(text.strip()) and not INVISIBLE.search(text)


letters = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])
lines = st.text(letters, min_size=1, max_size=30).filter(seen)
texts = st.text(st.one_of(letters, st.just("\n")), min_size=1, max_size=60).filter(seen)
paragraphs = st.one_of(st.integers(1, 99), st.lists(st.integers(1, 99), min_size=1, max_size=3))
dates = st.dates().map(str) | st.sampled_from(["2004", "2004-02", 2010])


def mapping(required: dict[str, Any], **optional: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional)


points = mapping(
    {
        "topic": lines,
        "kind": st.sampled_from(["fact", "assessment", "forecast", "warning"]),
        "text": texts,
        "para": paragraphs,
    },
    change=st.sampled_from(CHANGES),
    source=lines,
)
quotes = mapping(
    {"text": texts, "voice": st.sampled_from(["speaker", "summary"]), "para": paragraphs},
    speaker=texts,
)
steps = mapping(
    {"actor": texts, "action": texts, "para": paragraphs},
    **dict.fromkeys(("with", "condition", "why", "risk"), texts),
)
editions = mapping(
    {"source": lines, "bottom_line": texts},
    changed=texts,
    points=st.lists(points, max_size=2),
    quotes=st.lists(quotes, max_size=2),
    steps=st.lists(steps, max_size=2),
)
cards = mapping(
    {
        "name": lines,
        "kind": st.sampled_from(["country", "territory", "bloc", "region"]),
        "region": lines,
    },
    code=st.from_regex(r"[A-Z]{2}", fullmatch=True),
    members=st.lists(st.from_regex(r"[A-Z]{2}", fullmatch=True), max_size=3),
    location=mapping({"lat": st.floats(-90, 90), "lon": st.integers(-180, 180)}),
    aliases=st.lists(lines, max_size=3),
    editions=st.lists(editions, max_size=2),
    notes=st.lists(mapping({"date": dates, "by": texts, "text": texts}), max_size=2),
)


class Dumper(yaml.SafeDumper):
    """Writes what only YAML 1.2 takes for a number or a date as text in quotation marks."""

    def ignore_aliases(self, _: object) -> bool:
        return True


def in_style(style: str | None) -> type[Dumper]:
    class Styled(Dumper):
        pass

    def text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
        chosen = style if resolve(value) is value else '"'
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=chosen)

    Styled.add_representer(str, text)
    return Styled


@given(
    cards,
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.sampled_from([20, 100]),
    st.booleans(),
    st.booleans(),
)
def test_a_dumped_card_reads_back_the_same(
    data: dict[str, Any], style: str | None, width: int, as_typed: bool, flow: bool
) -> None:
    text = yaml.dump(
        data,
        Dumper=in_style(style),
        width=width,
        allow_unicode=as_typed,
        default_flow_style=flow,
        sort_keys=False,
    )
    reading = read_card(text.encode(), "x")
    assert [str(problem) for problem in reading.problems] == []
    assert reading.value == validated(Card, data)


names = ["name", "kind", "editions", "points", "quotes", "steps", "para", "date", "location", "x"]
anything = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.sampled_from(["", " ", "a"])
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(names), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(names), anything))
def test_no_data_makes_it_fall(data: dict[str, Any]) -> None:
    raw = yaml.dump(data, Dumper=Dumper).encode()
    reading = read_card(raw, "x")
    lines = raw.decode().split("\n")
    found = [*reading.problems, *check_card(reading.document, sample_library())]
    for problem in found:
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        assert "None" not in problem.message
    assert reading.value is None or not any(problem.is_error for problem in reading.problems)
    read_library(raw, "x")


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("kind: nation", "`kind` cannot be `nation`", "use one of `country`, `territory`"),
        ("kind: Country", "`kind` cannot be `Country`", "did you mean `country`?"),
        ("kind:", "`kind` is empty", "use one of `country`"),
        ("name: 1984", "`name` must be text, not the number 1984", "put it in quotation marks"),
        ("name: true", "`name` must be text, not the truth value true", "in quotation marks"),
        ("name: ' '", "`name` is empty", "write something"),
        ('name: "a\\nb"', "`name` has more than one line", "`>-`"),
        ("region: []", "`region` is empty", "write something"),
        ("code: am", "`code` cannot be `am`", "two capital letters"),
        ("members: [am]", "an item of `members` cannot be `am`", "two capital letters"),
        ("aliases: [1]", "an item of `aliases` must be text, not the number 1", "quotation marks"),
        ("aliases: {a: b}", "`aliases` must be a list, not a mapping", "with a dash"),
        ("aliases: ['']", "an item of `aliases` is empty", "or remove the line"),
        ("location: {lat: 91, lon: 1}", "`lat` cannot be the number 91", "from -90 to 90"),
        ("location: {lat: 1, lon: east}", "`lon` must be a number, not `east`", "42.5"),
        ("location: 41", "`location` must be keys and values, not the number 41", "`key: value`"),
        ("aka: x", "unknown key `aka`", "use one of `name`"),
        ("alias: x", "unknown key `alias`", "did you mean `aliases`?"),
        ("notes: [{date: 2010-02-30, by: A, text: x}]", "`2010-02-30` is not a date", "2004-02"),
        ("notes: [{by: A, text: x}]", "`date` is missing", "add `date: …`"),
    ],
)
def test_a_message_names_what_is_wrong_and_the_fix(line: str, message: str, hint: str) -> None:
    key = line.split(":", maxsplit=1)[0]
    kept = [each for each in CARD.splitlines() if not each.startswith(f"{key}:")]
    (problem,) = read_card("\n".join([line, *kept]).encode(), "x").problems
    assert problem.message == message
    assert hint in problem.hint


def test_only_a_line_that_may_go_is_to_be_removed() -> None:
    required = read_card(CARD.replace("Aldmark", "''").encode(), "x").problems[0]
    optional = read_card((CARD + "code: ''\n").encode(), "x").problems[0]
    assert required.hint == "write something"
    assert optional.hint == "write something, or remove the line"


def test_the_same_value_is_not_faulted_twice() -> None:
    reading = read_card(CARD.replace("name: Aldmark", "name: *x").encode(), "x")
    assert marks(reading.problems) == ["1:7 alias"]


def test_a_card_with_a_yaml_fault_has_no_value_though_its_data_would_do() -> None:
    reading = read_card((CARD + "name: Norrey\n").encode(), "x")
    assert reading.value is None
    assert reading.document.data["name"] == "Aldmark"


def test_all_of_a_files_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    text = "kinds: x\nregion: 1\ncode: am\n" + CARD.replace("Aldmark", "&x Aldmark")
    reading = read_card(text.encode(), "x")
    assert marks(reading.problems) == [
        *("1:1 unknown-key", "2:9 wrong-type", "3:7 bad-value", "4:7 anchor", "6:1 duplicate-key"),
    ]


def test_the_ids_of_sources_are_keys_like_any() -> None:
    reading = read_library(LIBRARY.replace("  first:", "  '':").encode(), "x")
    (problem,) = reading.problems
    assert (problem.line, problem.column) == (4, 3)
    assert problem.message == "a key in `sources` is empty"
    torn = read_library(LIBRARY.replace("  first:", '  "a\\nb":').encode(), "x").problems[0]
    assert (torn.line, torn.rule) == (4, "line-break")


def test_a_key_deep_in_a_library_is_compared_with_those_that_stand_there() -> None:
    reading = read_library((LIBRARY + "    speker: x\n").encode(), "x")
    assert reading.problems[0].hint == "did you mean `speaker`?"


@pytest.mark.parametrize(
    ("raw", "loc"),
    [
        ("".join(f"key{number}: v\n" for number in range(10_000)), ()),
        ("".join(f"key{number}: v\n" for number in range(49_000)) + CARD, ("name",)),
        (CARD + "aliases: [" + "1, " * 99_000 + "]\n", ("aliases",)),
        (CARD + "members: [" + "x, " * 99_000 + "]\n", ("members",)),
        (CARD + "notes: [" + "{}, " * 99_000 + "]\n", ("notes",)),
        (CARD + "    points: [" + "~, " * 99_000 + "]\n", ("editions", 0, "points")),
        (CARD + "    points: [{para: [" + "x, " * 99_000 + "]}]\n", ("editions", 0, "points")),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else "",
)
def test_more_problems_than_anyone_reads_are_cut_off_and_counted(raw: str, loc: Loc) -> None:
    start = time.process_time()
    reading = read_card(raw.encode(), "x")
    assert time.process_time() - start < 3
    assert len(reading.problems) == MOST + 1
    (last,) = [problem for problem in reading.problems if problem.rule == "too-many"]
    assert "1,000" in last.message
    assert reading.document.place(loc)[0] >= 1


def test_a_value_of_eight_mebibytes_is_not_repeated() -> None:
    huge = "x" * (8 * 1024 * 1024 - 1000)
    start = time.process_time()
    reading = read_card(CARD.replace("country", huge).encode(), "x")
    assert time.process_time() - start < 2
    assert len(str(reading.problems[0])) < 200
