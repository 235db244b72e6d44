"""The YAML dialect: bytes become plain data or problems, strictly, with the place of any value."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

import yaml

from briefing.core.limits import MAX_BYTES, MAX_TEXT
from briefing.core.lines import Lines
from briefing.core.problem import MOST, Problem, quoted
from briefing.core.quick_yaml import MAX_LEVELS, MAX_VALUES, UNSURE, quick_data
from briefing.core.scalars import INVISIBLE, resolve

if TYPE_CHECKING:
    from collections.abc import Callable

Loc = tuple[str | int, ...]
"""The way to a value: keys and list positions from the top."""

_Places = dict[Loc, tuple[int, int]]
"""The character index of each key and value, by the way to it."""

_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_VISIBLE = bytes([*b"\t\n\r", *range(0x20, 0x7F)])
_NO_KEY = object()
_ASIDE = -1
"""In the way to what a duplicate key holds, which is read but is not part of the data."""


@dataclass(frozen=True)
class Document:
    """One YAML file as plain data, with what is wrong with it.

    ``data`` is None, and ``readable`` false, where the YAML itself could not be read.
    """

    path: str
    text: str = field(repr=False)
    data: Any
    problems: tuple[Problem, ...]
    readable: bool
    found: _Places | None = field(default=None, repr=False, compare=False)
    """The places, where they were found on the way."""

    def place(self, loc: Loc, *, key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of the value at ``loc``, or of its key.

        Where there is no such value, the place of the nearest one that holds it.
        """
        for length in range(len(loc), -1, -1):
            found = self._places.get(loc[:length])
            if found is not None:
                return self._lines.place(found[0] if key or length < len(loc) else found[1])
        return 1, 1

    @cached_property
    def _places(self) -> _Places:
        if self.found is not None:
            return self.found
        builder = _Builder()
        with suppress(yaml.YAMLError, _Stopped):
            builder.build(self.text)
        return builder.places

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)


def parse(raw: bytes, path: str) -> Document:
    """Read a file's bytes. Never raises for what they hold: every fault is a problem.

    Source: YAML 1.2.2 with the core schema, less tags, anchors, aliases and merge keys.
    """
    if len(raw) > MAX_BYTES:
        message = f"the file has more than {MAX_BYTES:,} bytes"
        return _unreadable(
            path, Problem(path, 1, 1, "error", "file-size", message, "split the file")
        )
    content = raw.removeprefix(_BOM)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _unreadable(path, _not_utf8(path, raw, error))
    # Most of what is to be looked at goes away in one quick step.
    if INVISIBLE.search(content.translate(None, _VISIBLE).decode("utf-8")):
        return _unreadable(path, _invisible(text, path), text)
    data = UNSURE if "\t" in text else quick_data(text)
    return _built(text, path) if data is UNSURE else Document(path, text, data, (), readable=True)


def _built(text: str, path: str) -> Document:
    # Most files are right, and what puts faults into words is not loaded for them.
    from briefing.core.syntax import complaint, tab_indents  # noqa: PLC0415

    builder = _Builder()
    found: list[tuple[int, str, str, str]] = []
    readable = True
    try:
        builder.build(text)
    except yaml.MarkedYAMLError as error:
        readable = False
        said = complaint(error, text)
        found.append((said.index, said.rule, said.message, said.hint))
    except _Stopped:
        readable = False
    tabs = list(islice(tab_indents(text), MOST))
    if not found or (tabs and tabs[0] <= found[0][0]):
        # What the parser says after the first tab is about that tab; before it, the tabs that
        # follow may be part of a text that was never closed.
        found = [(i, "tab", "a tab in the indentation", "indent with spaces") for i in tabs]
    found += builder.faults
    data = builder.data if readable else None
    return Document(path, text, data, _placed(found, text, path), readable, builder.places)


def _placed(found: list[tuple[int, str, str, str]], text: str, path: str) -> tuple[Problem, ...]:
    if not found:
        return ()
    lines = Lines(text)
    return tuple(sorted(Problem(path, *lines.place(i), "error", *rest) for i, *rest in found))


def _unreadable(path: str, problem: Problem, text: str = "") -> Document:
    return Document(path, text, None, (problem,), readable=False)


def _not_utf8(path: str, raw: bytes, error: UnicodeDecodeError) -> Problem:
    offset = error.start + (len(_BOM) if raw.startswith(_BOM) else 0)
    before = raw[:offset].decode("utf-8-sig")
    line, column = Lines(before).place(len(before))
    message = f"byte 0x{raw[offset]:02X} is not UTF-8"
    if raw.startswith(_UTF_16):
        message = "the file is UTF-16, not UTF-8"
    return Problem(path, line, column, "error", "encoding", message, "save the file as UTF-8")


def _invisible(text: str, path: str) -> Problem:
    first = INVISIBLE.search(text)
    assert first is not None
    count = sum(1 for _ in islice(INVISIBLE.finditer(text), MOST + 1))
    name = f"U+{ord(first.group()):04X}"
    message = f"an invisible character, {name}"
    if count > 1:
        number = f"more than {MOST:,}" if count > MOST else f"{count:,}"
        message = f"{number} invisible characters; the first is {name}"
    hint = "remove it" + (", or save the file as UTF-8" if first.group() == "\0" else "")
    place = Lines(text).place(first.start())
    return Problem(path, *place, "error", "control-character", message, hint)


class _Stopped(Exception):  # noqa: N818
    """Reading on would help nobody; the fault is recorded."""


@dataclass(slots=True)
class _Level:
    """A list or mapping that is being read, and the key that waits for its value."""

    items: Any
    loc: Loc
    key: Any = _NO_KEY
    key_index: int = 0


@dataclass(slots=True)
class _Builder:
    """Builds plain data and its places from parser events without recursion, recording faults."""

    places: _Places = field(default_factory=dict)
    faults: list[tuple[int, str, str, str]] = field(default_factory=list)
    data: Any = None
    _levels: list[_Level] = field(default_factory=list)
    _documents: int = 0
    _values: int = 0

    def build(self, text: str) -> None:
        """Read the whole text. Raises yaml.YAMLError, or _Stopped after a recorded fault."""
        next_event: Callable[[], Any] = yaml.CBaseLoader(text).get_event
        while True:
            event = next_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._scalar(event)
            elif kind is yaml.MappingStartEvent:
                self._open({}, event)
            elif kind is yaml.SequenceStartEvent:
                self._open([], event)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._levels.pop()
            elif kind is yaml.AliasEvent:
                message = f"an alias, {quoted(f'*{event.anchor}')}"
                self._fault(event, "alias", message, "write the value out, or quote the text")
                self._add(f"*{event.anchor}" if self._waits_for_key() else None, event)
            elif kind is yaml.DocumentStartEvent:
                self._start_document(event)
            elif kind is yaml.StreamEndEvent:
                break
        if not self._documents:
            hint = "write lines such as `key: value`"
            self._fault_at(0, "empty-file", "the file is empty", hint)

    def _start_document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            hint = "keep one card a file and remove the line ---"
            self._fault(event, "documents", "a second document starts here", hint)
            raise _Stopped

    def _scalar(self, event: Any) -> None:
        self._no_extras(event)
        is_plain = event.implicit[0] and not event.style
        value = resolve(event.value) if is_plain else event.value
        if self._waits_for_key():
            if is_plain and value == "<<":
                self._fault(event, "merge-key", "a merge key", "write the keys out")
            elif not isinstance(value, str):
                message = f"{quoted(event.value)} is not text, and so no key"
                hint = "put it in quotation marks, or look for a stray comma"
                self._fault(event, "bad-key", message, hint)
                value = event.value
        self._add(value, event)

    def _open(self, items: Any, event: Any) -> None:
        self._no_extras(event)
        if self._waits_for_key():
            self._fault(event, "bad-key", "a list or mapping is no key", "write `key: value`")
            raise _Stopped
        loc = self._add(items, event)
        if len(self._levels) >= MAX_LEVELS:
            message = f"more than {MAX_LEVELS} levels of lists and mappings"
            self._fault(event, "depth", message, "a card needs far fewer; look for stray brackets")
            raise _Stopped
        self._levels.append(_Level(items, loc))

    def _add(self, value: Any, event: Any) -> Loc:
        """Put a key or value where it belongs and return its way."""
        index = event.start_mark.index
        self._values += 1
        if self._values > MAX_VALUES:
            message = f"more than {MAX_VALUES:,} keys and values"
            self._fault(event, "file-size", message, "split the file")
            raise _Stopped
        if type(value) is str and len(value) > MAX_TEXT:
            message = f"{len(value):,} characters; a text has {MAX_TEXT:,} at most"
            self._fault(
                event, "too-long", message, "split it, or look for a quotation mark that lacks"
            )
        if not self._levels:
            self.data = value
            return self._placed((), index, index)
        level = self._levels[-1]
        if type(level.items) is list:
            level.items.append(value)
            return self._placed((*level.loc, len(level.items) - 1), index, index)
        if level.key is _NO_KEY:
            level.key, level.key_index = value, index
            return level.loc
        key, level.key = level.key, _NO_KEY
        if key in level.items:
            hint = "remove one of the two"
            self._fault_at(level.key_index, "duplicate-key", f"{quoted(key)} stands twice", hint)
            return (*level.loc, key, _ASIDE)
        level.items[key] = value
        return self._placed((*level.loc, key), level.key_index, index)

    def _placed(self, loc: Loc, key_index: int, index: int) -> Loc:
        self.places[loc] = (key_index, index)
        return loc

    def _waits_for_key(self) -> bool:
        return bool(
            self._levels
            and type(self._levels[-1].items) is dict
            and self._levels[-1].key is _NO_KEY
        )

    def _no_extras(self, event: Any) -> None:
        if event.anchor is not None:
            message = f"an anchor, {quoted(f'&{event.anchor}')}"
            self._fault(event, "anchor", message, "remove it, or quote the text")
        if event.tag is not None:
            message = f"a tag, {quoted(event.tag.replace('tag:yaml.org,2002:', '!!'))}"
            self._fault(event, "tag", message, "remove it, or quote the text")

    def _fault(self, event: Any, rule: str, message: str, hint: str) -> None:
        self._fault_at(event.start_mark.index, rule, message, hint)

    def _fault_at(self, index: int, rule: str, message: str, hint: str) -> None:
        self.faults.append((index, rule, message, hint))
        if len(self.faults) == MOST:
            message = f"more than {MOST:,} problems; the rest is not read"
            self.faults.append((index, "too-many", message, "mend these first"))
            raise _Stopped
