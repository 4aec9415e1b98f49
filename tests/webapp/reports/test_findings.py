"""What was found: how sure a result is, patterns in it, what changed."""

from __future__ import annotations

from dataclasses import replace

from meter.reports.blocks import Facts, Heading, Paragraph, Sentences, Table
from meter.reports.unit_blocks import Way
from tests.webapp.reports.reported import find_section, make_page, report_library
from webapp.reports.findings import tell_patterns, tell_since, tell_sureness
from webapp.reports.glance import tell_glance
from webapp.results.diagnostics import ClearingLine, DiagnosisCard, NumberLine
from webapp.results.series import Series, SeriesLine
from webapp.results.since import Movement, SinceFormer
from webapp.results.sureness import Chance, Recalculations, Sureness
from webapp.states import State

CARD = DiagnosisCard(
    key="gap",
    title="A gap",
    about="Tools without people.",
    state=State("Strong", "alarm"),
    is_there=True,
    say=("Tools are ahead.", "By far."),
    formula="a - b",
    numbers=(NumberLine("a", "Tools", "24.0", "at least 20"),),
    guards=("Chance: 1 of 100.",),
    clears=(ClearingLine("law", "There is a law.", "Partly", "Fully"),),
    steps=2,
    pairs=(),
    ahead=(),
    behind=(),
)


def test_recalculations_are_counted_stage_by_stage() -> None:
    stages = Chance("Low", 98), Chance("Middle", 902)
    drawn = Recalculations(1000, 1, 0.5, 0.601, 902, stages, ("weights",))
    page = replace(make_page(), sureness=Sureness("whole", 0.5, drawn, None, ()))

    found = tell_sureness(page)

    assert found is not None
    facts, table = found.blocks
    assert isinstance(facts, Facts)
    assert [(one.said, one.value) for one in facts.facts] == [
        ("1,000", 1000), ("50.00", 50.0), ("60.10", 60.1),
    ]  # fmt: skip
    labels = [one.label for one in facts.facts]
    assert len(set(labels)) == len(labels)
    assert isinstance(table, Table)
    assert table.rows == (("Low", "98"), ("Middle", "902"))
    assert found.notes[1] == "Decided anew: weights."
    assert tell_sureness(make_page()) is None


def test_another_stage_on_stricter_grounds_is_part_of_how_sure_it_is() -> None:
    line = SeriesLine("whole", "Whole", 0.5, 0.25, 0.4)
    series = Series((line,), 4, 1, is_floor=True, otherwise=("By evidence: Low.",))
    page = replace(make_page(), series=series)

    found = tell_sureness(page)

    assert found is not None
    assert found.notes == ("By evidence: Low.",)
    assert Paragraph("By evidence: Low.") in tell_glance(page).blocks


def test_a_pattern_that_is_there_is_told_with_what_clears_it() -> None:
    absent = replace(CARD, title="Another", is_there=False, clears=())
    page = replace(make_page(), diagnoses=(CARD, absent))

    found = tell_patterns(page)

    assert found is not None
    heading, said, about, facts, guards, clears, way, others = found.blocks
    assert heading == Heading("A gap", owned=True)
    assert said == Paragraph("Strong. Tools are ahead. By far.")
    assert about == Paragraph("Tools without people.", "quiet", owned=True)
    assert isinstance(facts, Facts)
    assert (facts.facts[0].label, facts.facts[0].said) == ("Tools", "24.0")
    assert guards == Sentences(("Chance: 1 of 100.",))
    assert clears == Paragraph("What would clear it: 2 steps in all.")
    assert isinstance(way, Way)
    assert way.answers[0].needed == "Fully"
    assert others == Sentences(("Another: Strong. Tools are ahead.",))


def test_where_nothing_clears_it_that_is_said() -> None:
    page = replace(make_page(), diagnoses=(replace(CARD, clears=()),))
    found = tell_patterns(page)

    assert found is not None
    last = found.blocks[-1]
    assert last == Paragraph("No answers to these questions alone would clear it.")


def test_the_library_tells_all_its_patterns() -> None:
    said = find_section(report_library("en"), "patterns").blocks

    assert said


def test_what_changed_stands_before_and_after() -> None:
    move = Movement("whole", "Whole", 0.4, 0.525, "+12.5", is_linked=False)
    broken = Movement("plan", "Plan", 0.4, None, "", is_linked=True)
    since = SinceFormer("Spring", move, (broken,), 2, 1, 3)

    found = tell_since(since)

    assert found is not None
    assert found.title == "Since Spring"
    (said,) = found.notes
    assert said == (
        "2 answers are others now, 1 is as it was. 3 questions cannot be compared and"
        " are left out."
    )
    (table,) = found.blocks
    assert isinstance(table, Table)
    assert table.rows == (
        ("Whole", "40.0", "52.5", "+12.5"),
        ("Plan", "40.0", "\u2013", "cannot be told"),
    )
    assert table.values == ((None, 40.0, 52.5), (None, 40.0, None))
    assert tell_since(None) is None
