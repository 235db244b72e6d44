"""Quick fixes: for a problem, the changes of the text that mend it, the best first.

A fix is offered only after it was tried: the problem is gone, and no other one has come instead
but what was hidden by it. Nothing is mended by guessing at what only a reader of the source knows.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.core import fix_keys, fix_marks, fix_rules, fix_syntax, fix_values
from briefing.core.checking import check_text
from briefing.core.edits import applied
from briefing.core.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefing.core.checking import Checked
    from briefing.core.edits import Change
    from briefing.core.outline import Node
    from briefing.core.problem import Problem
    from briefing.core.shelf import Shelf
    from briefing.core.surroundings import Surroundings

_MOST_TRIED, _MOST_SHOWN = 16, 6
_LARGE, _TRIED_IN_LARGE = 500_000, 3

_TO_FILL = {"empty-value", "missing-key"}

_AT_KEY: dict[str, Callable[[Fault, Node], Iterator[Change]]] = {
    "changed-first": fix_keys.out_of_place,
    "duplicate-key": fix_keys.duplicate_key,
    "merge-key": fix_keys.merge_key,
    "text-undeclared": fix_rules.undeclared,
    "unknown-key": fix_keys.unknown_key,
}
_AT_VALUE: dict[str, Callable[[Fault, Node], Iterator[Change]]] = {
    "bad-date": fix_values.bad_date,
    "bad-para": fix_values.bad_para,
    "bad-value": fix_values.bad_value,
    "change-without-before": fix_rules.change_without_before,
    "dangling": fix_rules.dangling,
    "empty-value": fix_values.empty_value,
    "line-break": fix_values.line_break,
    "long-quote": fix_rules.long_quote,
    "out-of-range": fix_values.out_of_range,
    "para-range": fix_rules.para_of_quote,
    "paragraph-count": fix_rules.declared,
    "quote-not-found": fix_rules.quote_not_found,
    "quote-not-spoken": fix_rules.quote_not_spoken,
    "text-changed": fix_rules.declared,
    "unknown-region": fix_rules.unknown_region,
    "unknown-source": fix_rules.unknown_source,
    "unknown-value": fix_values.unknown_value,
    "wrong-type": fix_values.wrong_type,
}
_AT_PLACE: dict[str, Callable[[Fault], Iterator[Change]]] = {
    "alias": fix_marks.alias,
    "anchor": fix_marks.anchor,
    "bad-key": fix_keys.bad_key,
    "control-character": fix_marks.control_character,
    "documents": fix_marks.documents,
    "empty-file": fix_rules.empty_file,
    "missing-key": fix_keys.missing_key,
    "no-edition": fix_keys.no_edition,
    "tab": fix_marks.tab,
    "tag": fix_marks.tag,
    "yaml-syntax": fix_syntax.yaml_syntax,
}
FIXED = frozenset((*_AT_KEY, *_AT_VALUE, *_AT_PLACE))
"""The rules for which there are quick fixes, wherever one is safe."""

NOT_FIXED = {
    "depth": "which brackets are too many, only the writer knows",
    "duplicate-edition": "two editions are joined point by point",
    "duplicate-topic": "the two points are joined, or one is renamed",
    "encoding": "no text of the editor has it: it is of the bytes of a file",
    "file-name": "the file is renamed, its text stays",
    "file-size": "a card of that size is split by hand",
    "quote-unchecked": "the source's text is missing, not a word of the card",
    "text-missing": "the source's text is missing, not a word of the library",
    "too-long": "how a text is to be split, only the writer knows",
    "too-many": "the problems before it are mended first",
    "unreadable": "it is of the file, not of its text",
    "yml-file": "the file is renamed, its text stays",
}
"""The rules for which there is no quick fix, and why."""


def fixes(
    text: str,
    problem: Problem,
    folder: Surroundings,
    shelf: Shelf | None = None,
    checked: Checked | None = None,
) -> tuple[Change, ...]:
    """The quick fixes for a problem of a text, best first; none where no safe one is known.

    The problem is one that ``check_text`` gave for this very text; what it gave, as ``checked``,
    spares checking the text anew. Of a very long text, only the likeliest fixes are tried.
    """
    if problem.rule not in FIXED:
        return ()
    path = Path(problem.path)
    is_known = checked is not None and checked.document.text == text
    before = checked if checked and is_known else check_text(text, path, folder, shelf)
    fault = Fault(problem, path, before, folder, shelf)
    best: dict[str, tuple[tuple[bool, int], Change]] = {}
    tried = _MOST_TRIED if len(text) < _LARGE else _TRIED_IN_LARGE
    for change in islice(_candidates(fault), tried):
        if len(best) == _MOST_SHOWN and change.title not in best:
            break
        after = check_text(applied(text, change.edits), path, folder, shelf)
        rank = (not after.document.readable, _errors(after))
        is_best = change.title not in best or rank < best[change.title][0]
        if is_best and change.edits and _mends(before, after, problem):
            best[change.title] = (rank, change)
    return tuple(change for _, change in best.values())


def _candidates(fault: Fault) -> Iterator[Change]:
    rule = fault.problem.rule
    if rule in _AT_PLACE:
        yield from _AT_PLACE[rule](fault)
    elif rule in _AT_KEY and fault.keyed is not None:
        yield from _AT_KEY[rule](fault, fault.keyed)
    elif rule in _AT_VALUE and fault.node is not None:
        yield from _AT_VALUE[rule](fault, fault.node)


def _mends(before: Checked, after: Checked, problem: Problem) -> bool:
    said, says = _counted(before), _counted(after)
    if says[problem.message] >= said[problem.message]:
        return False
    if before.document.readable:
        is_less = says[problem.rule] < said[problem.rule]
        had = sum(one.is_error for one in before.problems)
        return is_less and after.document.readable and _errors(after) <= had
    return after.document.readable or _first(after) >= _first(before)


def _counted(checked: Checked) -> Counter[str]:
    """How often each rule speaks, and each message."""
    return Counter(said for one in checked.problems for said in (one.rule, one.message))


def _errors(checked: Checked) -> int:
    """The errors, less those of which more may show: what a fix makes room for is still to fill."""
    return sum(one.is_error and one.rule not in _TO_FILL for one in checked.problems)


def _first(checked: Checked) -> tuple[int, int]:
    first = checked.problems[0]
    return first.line, first.column
