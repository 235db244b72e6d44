from __future__ import annotations

import math

import pytest

from briefing.core.scalars import INVISIBLE, resolve


@pytest.mark.parametrize(
    "text",
    [
        *("NO", "no", "on", "Off", "yes", "Y", "tRUE", "nULL", "1_000", "12:30:00", "190:20:30"),
        *("2004-02-25", "0b11", "0x", "0xG", "0o8", "-0x1", "1.2.3", "+", "-", ".", "..", "e3"),
        *("inf", "NaN", "nan", ".Nan", "--1", "1e", "٣", "1 ", "=", "<<"),
    ],
)
def test_a_word_stays_a_word(text: str) -> None:
    assert resolve(text) is text


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_nothing(text: str) -> None:
    assert resolve(text) is None


@pytest.mark.parametrize("text", ["true", "True", "TRUE"])
def test_true_and_false(text: str) -> None:
    assert resolve(text) is True
    false = {"true": "false", "True": "False", "TRUE": "FALSE"}[text]
    assert resolve(false) is False


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("-7", -7),
        ("+7", 7),
        ("007", 7),
        ("0o17", 15),
        ("0xfF", 255),
        ("9" * 64, 10**64 - 1),
    ],
)
def test_whole_numbers(text: str, number: int) -> None:
    assert resolve(text) == number
    assert type(resolve(text)) is int


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("1.5", 1.5), ("1.", 1.0), (".5", 0.5), ("-1e3", -1000.0), ("1E+2", 100.0)),
        *((".inf", math.inf), ("+.INF", math.inf), ("-.Inf", -math.inf), ("1e400", math.inf)),
    ],
)
def test_other_numbers(text: str, number: float) -> None:
    assert resolve(text) == number
    assert type(resolve(text)) is float


def test_not_a_number_is_one() -> None:
    found = resolve(".NaN")
    assert isinstance(found, float)
    assert math.isnan(found)


def test_endless_digits_cost_nothing_and_stay_text() -> None:
    digits = "9" * 10_000
    assert resolve(digits) is digits


def test_what_no_text_may_hold() -> None:
    for code in (0, 7, 0x1B, 0x7F, 0x85, 0x9F, 0x2028, 0x2029, 0xD800, 0xDFFF, 0xFEFF, 0xFFFF):
        assert INVISIBLE.search(f"a{chr(code)}b"), hex(code)
    for char in "\t\n\r ~\u00a0é\u200d\u202e中\ue000\ufefc\ufffd😀\U0010ffff":
        assert not INVISIBLE.search(char), hex(ord(char))
