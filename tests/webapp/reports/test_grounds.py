"""What numbers rest on: evidence, coverage, method and version."""

from __future__ import annotations

from dataclasses import replace

from meter.reports.blocks import Facts, Paragraph, Sentences, Table
from tests.webapp.reports.reported import make_page
from webapp.reports.grounds import say_foot, tell_origin, tell_series
from webapp.results.series import Series, SeriesLine

SERIES = Series(
    lines=(SeriesLine("whole", "Whole", 0.5, 0.25, 0.4, 0.2),),
    asked=4,
    having=1,
    is_floor=True,
    answered=5,
    verified=2,
)


def test_the_foot_says_method_version_and_coverage_in_a_line() -> None:
    assert say_foot(make_page()) == (
        "Every kind 7 · Means 2 · 100 per cent of the weight answered"
        " · scored on 2 November 2026"
    )


def test_three_series_stand_side_by_side() -> None:
    found = tell_series(SERIES)

    assert found is not None
    (table,) = found.blocks
    assert isinstance(table, Table)
    assert table.headings == (
        "Index", "Declared", "Evidenced", "Weight with evidence, per cent", "Verified",
    )  # fmt: skip
    assert table.rows == (("Whole", "50.0", "25.0", "40.0", "20.0"),)
    assert table.values == ((None, 50.0, 25.0, 40.0, 20.0),)
    assert len(found.notes) == 3


def test_what_nobody_asked_for_is_not_told() -> None:
    only = tell_series(replace(SERIES, asked=0))
    unreviewed = tell_series(replace(SERIES, verified=None, is_floor=False))

    assert only is not None
    assert unreviewed is not None
    assert len(only.notes) == 1
    assert len(only.blocks[0].headings) == 3  # type: ignore[union-attr]
    assert "leaves out" in unreviewed.notes[1]
    assert tell_series(None) is None


def test_how_it_was_computed_says_what_was_left_out() -> None:
    page = make_page({"level": "fully", "share": 60.0})

    share, reasons, facts, source = tell_origin(page).blocks

    said = "63 per cent of the weight that applies rests on answers."
    assert share == Paragraph(said)
    assert reasons == Sentences(("No answer yet: 1 question, counted as zero",))
    assert isinstance(facts, Facts)
    assert [(one.label, one.said) for one in facts.facts][:3] == [
        ("Instrument", "Every kind, 7"),
        ("Method", "Means, 2"),
        ("Scored", "2 Nov 2026 09:00 UTC"),
    ]
    assert source == Paragraph("Ours.", "quiet", owned=True)
