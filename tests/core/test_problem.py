from __future__ import annotations

from briefing.core.problem import Problem, did_you_mean, quoted, visible


def problem(line: int = 1, column: int = 1, severity: str = "error", rule: str = "a") -> Problem:
    return Problem("cards/x.yaml", line, column, severity, rule, "it is so", "mend it")  # type: ignore[arg-type]


def test_a_problem_reads_as_one_line() -> None:
    assert str(problem(3, 7)) == "cards/x.yaml:3:7: error a: it is so (mend it)"
    without_hint = Problem("x", 1, 2, "warning", "b", "it may be so")
    assert str(without_hint) == "x:1:2: warning b: it may be so"


def test_what_would_tear_or_turn_the_line_is_escaped() -> None:
    torn = Problem("a\nb", 1, 1, "error", "r", "x\u202ey \ud800 \x1b[0m é")
    assert str(torn) == r"a\nb:1:1: error r: x\u202ey \ud800 \x1b[0m é"
    assert visible("Österreich 奥地利 😀") == "Österreich 奥地利 😀"


def test_problems_order_by_place_then_severity() -> None:
    first, later = problem(2, 9), problem(10, 1)
    warning = problem(10, 1, "warning")
    assert sorted([warning, later, first]) == [first, later, warning]
    assert later.is_error
    assert not warning.is_error


def test_a_problem_as_data_keeps_the_order_of_its_fields() -> None:
    assert problem(3, 7).as_dict() == {
        "path": "cards/x.yaml",
        "line": 3,
        "column": 7,
        "severity": "error",
        "rule": "a",
        "message": "it is so",
        "hint": "mend it",
    }
    assert next(iter(problem().as_dict())) == "path"


def test_the_nearest_word_is_named_whatever_its_case() -> None:
    assert did_you_mean("RUSIA", ["Georgia", "Russia"]) == "did you mean `Russia`?"
    assert did_you_mean("zzz", ["a", "b"]) == "use one of `a`, `b`"
    assert did_you_mean("zzz", []) == ""


def test_a_hint_stays_short_and_quick_however_many_words_there_are() -> None:
    listed = did_you_mean("zzz", [f"w{number}" for number in range(100)])
    assert listed.endswith("`w10`, `w11`, …")
    assert did_you_mean("w1", [f"w{number}" for number in range(301)]) == ""
    assert did_you_mean("w" * 1_000_000, ["w"]) == "use one of `w`"


def test_a_long_value_is_cut() -> None:
    assert quoted("a" * 60) == "`" + "a" * 60 + "`"
    assert quoted("a" * 61) == "`" + "a" * 60 + "…`"
