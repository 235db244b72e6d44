"""One card as plain data for the template: two stops side by side, topic by topic."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from briefing.core import words
from briefing.core.changes import TopicRow, compare_topics
from briefing.core.timeline import editions_at
from briefing.paper import sheet
from briefing.paper.texts import as_runs

if TYPE_CHECKING:
    from briefing.core.card import Card
    from briefing.core.timeline import Stop
    from briefing.paper.sheet import Desk


def compare_data(desk: Desk, card: Card) -> dict[str, Any]:
    """The card's two stops as columns and the rows of each section across them."""
    older, newer = desk.options.stops
    columns = [_column(desk, card, stop) for stop in (older, newer)]
    return {
        "columns": columns,
        "changed": _changed(desk, card, newer),
        "points": _topics(desk, card, older, newer),
        "quotes": _quotes(desk, card, older, newer),
        "steps": _steps(desk, card, older, newer),
    }


def _column(desk: Desk, card: Card, stop: Stop) -> dict[str, Any]:
    found = editions_at(card, stop)
    sources = [desk.library.sources[source] for source in stop.sources]
    lines = [as_runs(edition.bottom_line) for edition in found]
    none = sheet.absent(desk, card, stop)
    return {
        "heading": words.stop_heading(desk.stops, stop),
        "about": [
            [as_runs(words.talk_title(source)), as_runs(words.given_by(source))]
            for source in sources
        ],
        "bottom_lines": lines if desk.wants("bottom_line") else [],
        "no_steps": sheet.no_steps(desk, stop) if found else _no_edition(desk, stop),
        "absence": "" if found else f"{none['absence']} {none['hint']}",
    }


def _changed(desk: Desk, card: Card, newer: Stop) -> list[dict[str, Any]]:
    if not desk.wants("changed"):
        return []
    head = sheet.changed_head(desk, card, newer)
    texts = [edition.changed for edition in editions_at(card, newer) if edition.changed]
    return [{"head": head, "text": as_runs(text)} for text in texts]


def _topics(desk: Desk, card: Card, older: Stop, newer: Stop) -> list[dict[str, Any]]:
    if not desk.wants("points"):
        return []
    # Against a stop at which the card has no edition nothing is new, and nothing was dropped.
    both = all(editions_at(card, stop) for stop in (older, newer))
    return [
        {
            "topic": as_runs(row.topic),
            "change": (row.verdict or "").capitalize() if both else "",
            "cells": [_cell(desk, card, stop, row, both=both) for stop in (older, newer)],
        }
        for row in compare_topics(card, desk.stops, older, newer)
    ]


def _cell(desk: Desk, card: Card, stop: Stop, row: TopicRow, *, both: bool) -> dict[str, Any]:
    points = [
        {
            "text": as_runs(point.text),
            "kind": point.kind,
            "reference": desk.reference(edition, point),
        }
        for edition in editions_at(card, stop)
        for point in edition.points
        if point.topic == row.topic
    ]
    silence = f"Not addressed in {desk.label(stop)}" if both else _no_edition(desk, stop)
    return {"points": points, "silence": "" if points else silence}


def _no_edition(desk: Desk, stop: Stop) -> str:
    return f"No edition for {desk.label(stop)}"


def _quotes(desk: Desk, card: Card, *stops: Stop) -> list[list[dict[str, Any]]]:
    if not desk.wants("quotes"):
        return []
    found = [
        [
            sheet.quote_data(desk, edition, quote)
            for edition in editions_at(card, stop)
            for quote in edition.quotes
        ]
        for stop in stops
    ]
    if not any(found):
        return []
    silent = [[{"silence": _no_quotes(desk, card, stop)}] for stop in stops]
    return [side or said for side, said in zip(found, silent, strict=True)]


def _no_quotes(desk: Desk, card: Card, stop: Stop) -> str:
    return f"None from {desk.label(stop)}" if editions_at(card, stop) else _no_edition(desk, stop)


def _steps(desk: Desk, card: Card, *stops: Stop) -> list[dict[str, Any]]:
    if not desk.wants("steps"):
        return []
    found = [
        [
            sheet.step_data(desk, edition, number, step)
            for edition in editions_at(card, stop)
            for number, step in enumerate(edition.steps, 1)
        ]
        for stop in stops
    ]
    if not any(editions_at(card, stop) for stop in stops):
        return []
    return [{"pair": list(pair)} for pair in zip_longest(*found)] or [{"pair": [None, None]}]
