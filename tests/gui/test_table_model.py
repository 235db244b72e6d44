"""The model of steps and quotes: Qt's contract, order, filters, and what a cell says of itself."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from briefing.core.dates import PartialDate
from briefing.core.library import open_folder
from briefing.core.tables import QuoteRow, StepRow, Where, table_rows
from briefing.core.timeline import Stop
from briefing.gui.table_model import Role, RowFilter, TableModel

OLD, NEW = Stop(PartialDate(2004, 2, 25), ("old",)), Stop(PartialDate(2010), ("new",))
DESCENDING = Qt.SortOrder.DescendingOrder


def step(actor, *, action="act", stop=NEW, reference="2010 ¶1", **more):
    parts = {"partner": "", "condition": "", "why": "", "risk": ""} | more
    places = (Where("x", "Xland", "step-0-0", "new"),)
    return StepRow(
        actor,
        action,
        **parts,
        stop=stop,
        source="new",
        reference=reference,
        paras=(1,),
        places=places,
    )


def quote(text, voice="speaker"):
    return QuoteRow(
        text, voice, "Speaker", NEW, "new", "2010 ¶1", (1,), (Where("x", "X", "q", "new"),)
    )


@pytest.fixture
def steps(qapp):
    model = TableModel("steps")
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    return model


def column(model, name):
    place = model.columns.index(name)
    return [model.index(row, place).data() for row in range(model.rowCount())]


def test_keeps_qts_contract_through_every_change(steps, starter):
    folder = open_folder(starter)
    rows = table_rows(folder, "steps")
    steps.set_rows(rows, folder.stops)
    for place in (*range(len(steps.columns)), -1):
        steps.sort(place)
        steps.sort(place, DESCENDING)
    for wanted in (RowFilter("russia"), RowFilter(stop=folder.stops[0]), RowFilter("xyzzy")):
        steps.set_filter(wanted)
        steps.sort(0)
    steps.set_filter(RowFilter())
    steps.set_rows((), folder.stops)


def test_a_cell_says_whether_its_part_is_stated(steps):
    steps.set_rows([step("Russia", risk="War")], [OLD, NEW])
    assert column(steps, "With") == ["not stated"]
    assert [steps.index(0, place).data(Role.IS_STATED) for place in (0, 2, 5)] == [
        True,
        False,
        True,
    ]
    assert steps.index(0, 5).data(Role.COLUMN) == "Risk"
    assert steps.index(0, 5).data(Role.ROW).risk == "War"


def test_stops_are_named_and_sort_by_date(steps):
    march = Stop(PartialDate(2011, 3), ("m",))
    rows = [step("A", stop=march), step("B", stop=OLD), step("C", stop=NEW)]
    steps.set_rows(rows, [OLD, NEW, march])
    steps.sort(steps.columns.index("Stop"))
    assert column(steps, "Stop") == ["Feb 2004", "2010", "Mar 2011"]
    steps.sort(steps.columns.index("Stop"), DESCENDING)
    assert column(steps, "Stop") == ["Mar 2011", "2010", "Feb 2004"]


def test_sorting_minds_neither_case_nor_accents_and_can_be_taken_back(steps):
    steps.set_rows([step(name) for name in ("Zürich", "éire", "Eire", "zug", "Das")], [NEW])
    steps.sort(0)
    assert column(steps, "Actor") == ["Das", "éire", "Eire", "zug", "Zürich"]
    steps.sort(0, DESCENDING)
    assert column(steps, "Actor") == ["Zürich", "zug", "éire", "Eire", "Das"]
    steps.sort(-1)
    assert column(steps, "Actor") == ["Zürich", "éire", "Eire", "zug", "Das"]


def test_what_is_not_stated_stands_last_in_either_order(steps):
    steps.set_rows([step("A"), step("B", risk="y"), step("C", risk="x")], [NEW])
    risk = steps.columns.index("Risk")
    steps.sort(risk)
    assert column(steps, "Risk") == ["x", "y", "not stated"]
    steps.sort(risk, DESCENDING)
    assert column(steps, "Risk") == ["y", "x", "not stated"]


def test_references_sort_by_stop_and_number(steps):
    rows = [
        step("A", reference="2010 ¶18"),
        step("B", reference="2010 ¶9"),
        step("C", reference="2004 ¶20", stop=OLD),
        step("D", reference=f"2010 ¶{'9' * 5000}"),
    ]
    steps.set_rows(rows, [OLD, NEW])
    steps.sort(steps.columns.index("Source"))
    assert column(steps, "Actor") == ["C", "B", "A", "D"]


def test_an_index_that_is_held_follows_its_row(steps):
    steps.set_rows([step("B"), step("A"), step("C")], [NEW])
    held = QPersistentModelIndex(steps.index(0, 1))
    steps.sort(0)
    assert (held.row(), held.column()) == (1, 1)


def test_the_filter_looks_through_all_columns_without_case_or_accents(steps):
    rows = [
        step("Türkiye", risk="Wider war"),
        step("Iran", condition="If Turkiye agrees"),
        step("Iraq", stop=OLD, reference="2004 ¶3"),
    ]
    steps.set_rows(rows, [OLD, NEW])

    def found(words):
        steps.set_filter(RowFilter(words))
        return column(steps, "Actor")

    assert found("TURKIYE") == ["Türkiye", "Iran"]
    assert found("türkiye war") == ["Türkiye"]
    assert found("feb 2004") == ["Iraq"]
    assert found("¶3") == ["Iraq"]
    assert found("xland") == ["Türkiye", "Iran", "Iraq"]
    assert found("  ") == ["Türkiye", "Iran", "Iraq"]
    assert steps.total == 3


def test_the_filter_by_stop_and_actor_keeps_the_order(steps):
    rows = [step("B", stop=OLD), step("A"), step("B"), step("A", stop=OLD)]
    steps.set_rows(rows, [OLD, NEW])
    steps.sort(0)
    steps.set_filter(RowFilter(stop=OLD))
    assert column(steps, "Actor") == ["A", "B"]
    steps.set_filter(RowFilter(stop=OLD, group="B"))
    assert steps.rows == (rows[0],)
    assert steps.groups == ("A", "B")
    assert steps.filter.group == "B"


def test_a_row_is_found_where_it_stands_now(steps):
    rows = [step("B"), step("A")]
    steps.set_rows(rows, [NEW])
    steps.sort(0)
    assert steps.find(replace(rows[0])).row() == 1
    steps.set_filter(RowFilter(group="A"))
    assert not steps.find(rows[0]).isValid()


def test_quotes_tell_their_voices_apart(qapp):
    model = TableModel("quotes")
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows([quote("is here to stay"), quote("Russia feels threatened", "summary")], [NEW])
    assert column(model, "Quote") == ["“is here to stay”", "Russia feels threatened"]
    assert column(model, "Voice") == ["Verbatim", "As reported"]
    assert [model.index(row, 0).data(Role.IS_VERBATIM) for row in (0, 1)] == [True, False]
    assert model.groups == ("As reported", "Verbatim")
    model.set_filter(RowFilter(group="As reported"))
    assert column(model, "Voice") == ["As reported"]


def test_a_quote_without_a_speaker_shows_nothing_and_sorts_last(qapp):
    model = TableModel("quotes")
    nobody = replace(quote("a"), speaker="")
    model.set_rows([nobody, quote("b")], [NEW])
    model.sort(model.columns.index("Speaker"))
    assert column(model, "Speaker") == ["Speaker", ""]


def test_headings_are_the_columns(steps):
    headings = [
        steps.headerData(place, Qt.Orientation.Horizontal) for place in range(steps.columnCount())
    ]
    assert headings == list(steps.columns)
    assert steps.headerData(0, Qt.Orientation.Vertical) == 1
    assert steps.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) is None
