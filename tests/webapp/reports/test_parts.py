"""Parts of a report: strengths, what costs most, other ladders and indices."""

from __future__ import annotations

from dataclasses import replace

from meter.reports.blocks import Heading, Table
from meter.reports.unit_blocks import Climb, Scores
from tests.webapp.reports.reported import find_section, make_page, report_library
from webapp.reports.parts import tell_costs, tell_others, tell_parts, tell_strengths


def test_parts_stand_above_those_that_they_are_made_of() -> None:
    (bars,) = find_section(report_library("en"), "parts").blocks

    assert isinstance(bars, Scores)
    assert len(bars.scores) == 24
    assert [one.level for one in bars.scores][:2] == [0, 1]
    assert tell_parts(make_page()) is None  # the first sheet has them all


def test_strengths_say_what_they_are_about() -> None:
    found = tell_strengths(make_page({"level": "fully", "more": "fully", "share": 1.0}))

    assert found is not None
    (table,) = found.blocks
    assert isinstance(table, Table)
    assert table.rows == (("Plan", "The paper.", "100.0"),)
    assert table.values == ((None, None, 100.0),)
    assert tell_strengths(replace(make_page(), strengths=())) is None


def test_what_costs_most_is_a_table() -> None:
    found = tell_costs(make_page())

    assert found is not None
    (table,) = found.blocks
    assert isinstance(table, Table)
    assert table.rows == (
        ("There is more.", "Not at all", "37.5"),
        ("What share?", "60 per cent", "10.0"),
    )
    assert table.values == ((None, None, 37.5), (None, None, 10.0))
    assert tell_costs(replace(make_page(), costs=())) is None


def test_other_ladders_and_indices_have_a_heading_each() -> None:
    page = make_page()
    twice = replace(page, indices=(page.main, replace(page.main, title="Second")))

    found = tell_others(twice)

    assert found is not None
    titles = [one.text for one in found.blocks if isinstance(one, Heading)]
    assert titles == ["Other ladder", "Second"]
    assert any(isinstance(one, Climb) for one in found.blocks)
    only = replace(page, ladders=page.ladders[:1])
    assert tell_others(only) is None
