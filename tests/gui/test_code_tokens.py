import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.gui.code_tokens import START, Role, in_brackets, in_text, state_after, tokenize


def told(line, state=START):
    return [(line[start:end], role.value) for start, end, role in tokenize(line, state)[0]]


def states(text):
    found, state = [], START
    for line in text.split("\n"):
        state = state_after(line, state)
        found.append(state)
    return found


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("name: United States", "key: name | quiet: : | plain: United States"),
        ("  - source: talk-2010", "quiet: - | key: source | quiet: : | fact: talk-2010"),
        ("kind: prediction # why", "key: kind | quiet: : | choice: prediction | comment: # why"),
        (
            "para: [10, 11]",
            "key: para | quiet: : | quiet: [ | fact: 10 | quiet: , | fact: 11 | quiet: ]",
        ),
        ("date: 2004-02-25", "key: date | quiet: : | fact: 2004-02-25"),
        ("text: It's C# at 10:30", "key: text | quiet: : | plain: It's C# at 10:30"),
        ("'a: b': \"c # d\"", "key: 'a: b' | quiet: : | quoted: \"c # d\""),
        ("text: 'it''s' # x", "key: text | quiet: : | quoted: 'it''s' | comment: # x"),
        ("text: >-", "key: text | quiet: : | quiet: >-"),
        ("text: > 5", "key: text | quiet: : | plain: > 5"),
        (
            "- {voice: a, text: b c}",
            (
                "quiet: - | quiet: { | key: voice | quiet: : | choice: a | quiet: , | key: text | "
                "quiet: : | plain: b c | quiet: }"
            ),
        ),
        ("- -5", "quiet: - | fact: -5"),
        ("# only: this", "comment: # only: this"),
        ("   ", ""),
    ],
)
def test_the_pieces_of_a_line_are_told_apart(line, pieces):
    assert " | ".join(f"{role}: {text}" for text, role in told(line)) == pieces


def test_a_block_of_text_ends_where_the_indent_does():
    text = "a:\n  - text: >-  # folded\n\n      kind: no key\n     # no comment\n    kind: fact"
    after = states(text)
    assert [in_text(state) for state in after] == [False, True, True, True, True, False]
    assert told("      kind: no key", after[1]) == [("kind: no key", "text")]
    assert told("    kind: fact", after[4])[0] == ("kind", "key")


def test_a_block_of_text_in_a_list_ends_at_the_next_dash():
    after = states("- |\n  one\n- two")
    assert [in_text(state) for state in after] == [True, True, False]


@pytest.mark.parametrize("mark", ["'", '"'])
def test_a_quoted_value_goes_on_over_lines(mark):
    after = states(f"text: {mark}one\n  kind: two\n  three{mark} # end\nkind: fact")
    assert [in_text(state) for state in after] == [True, True, False, False]
    assert told("  kind: two", after[0]) == [("  kind: two", "quoted")]
    assert told(f"  three{mark} # end", after[1])[1] == ("# end", "comment")


def test_an_escaped_mark_does_not_end_a_quoted_value():
    assert in_text(states('text: "one \\" two')[0])
    assert not in_text(states('text: "one \\\\" # two')[0])


def test_brackets_stay_open_over_lines():
    after = states("regions: [Europe,\n  {kind: fact}\n]\nkind: fact")
    assert [in_brackets(state) for state in after] == [True, True, False, False]


PIECES = ["- ", "key: ", "a", " ", "[", "]", "{", "}", ", ", ":", "#", " #", "'", '"', ">-", "|"]


@given(
    st.lists(
        st.text(st.sampled_from(" -:#'\"[]{}>|,ab1\\\t’😀"), max_size=12)
        | st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
        max_size=6,
    )
)
@settings(max_examples=500)
def test_any_text_is_told_apart_in_order_and_alike_by_both_ways(lines):
    state = START
    for line in lines:
        tokens, after = tokenize(line, state)
        assert state_after(line, state) == after
        at = 0
        for start, end, role in tokens:
            assert at <= start < end <= len(line)
            assert isinstance(role, Role)
            assert not line[at:start].strip()
            at = end
        assert not line[at:].strip()
        state = after
