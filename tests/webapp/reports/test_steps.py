"""Steps of a report: what each adds, what comes before it, and the work plan."""

from __future__ import annotations

from dataclasses import replace

from meter.reports.blocks import Sentences, Table
from meter.reports.unit_blocks import Way
from tests.webapp.reports.reported import make_page
from webapp.reports.planned import PlannedStep
from webapp.reports.steps import make_way, tell_further, tell_next, tell_plan
from webapp.results.teachers import Teacher


def test_the_way_on_says_how_far_it_is() -> None:
    found = tell_next(make_page())

    assert found is not None
    assert found.title == "To reach “High”"
    assert found.notes == (
        "This one answer suffices.",
        "The index is at 52.5 and must reach 75.",
    )
    way = found.blocks[-1]
    assert isinstance(way, Way)
    # plan weighs 3/4, its item half of that
    assert [(one.adds, one.points) for one in way.answers] == [("37.5", 37.5)]


def test_what_has_to_come_first_is_said_beside_the_count() -> None:
    page = make_page()

    found = tell_next(replace(page, roadmap=replace(page.roadmap, resting=1)))

    assert found is not None
    assert found.notes[0].startswith("This one answer suffices. 1 of them rests on")


def test_what_others_of_the_answers_rest_on_is_not_said_to_be_indispensable() -> None:
    page = make_page()

    found = tell_next(replace(page, roadmap=replace(page.roadmap, carrying=1)))

    assert found is not None
    assert found.notes[0].startswith("These answers together suffice. Each is needed")


def test_a_minimum_that_is_not_met_is_told() -> None:
    found = tell_next(make_page({"level": "fully", "more": "fully", "share": 20.0}))

    assert found is not None
    assert found.notes[-1] == "The index is high enough already; a minimum is not met."
    assert found.blocks[0] == Sentences(("Reach must reach 50; it is at 20.0.",))


def test_whoever_is_on_top_has_nothing_next() -> None:
    best = make_page({"level": "fully", "more": "fully", "share": 100.0})

    assert tell_next(best) is None


def test_a_step_says_all_that_there_is_to_know() -> None:
    (step,) = make_page().roadmap.to_stage
    known = replace(
        step,
        effort=2,
        first=("There is a law.",),
        teachers=(Teacher("Belm", "at 80.0"), Teacher("Corin", "at 75.0")),
        begin="It adds most.",
    )

    (told,) = make_way([known]).answers

    assert told.notes == (
        "Begin here: It adds most.",
        known.effort_said,
        "First: There is a law.",
        "Who can teach it: Belm (at 80.0); Corin (at 75.0)",
    )


def test_further_steps_are_each_by_itself() -> None:
    found = tell_further(make_page())

    assert found is not None
    assert found.title == "What else would add most"
    (way,) = found.blocks
    assert isinstance(way, Way)
    assert [one.ask for one in way.answers] == ["What share?"]
    assert tell_further(make_page({})) is None


def test_the_plan_is_a_table_to_be_filled_in() -> None:
    step = PlannedStep("Write it", "There is a law.", "Ada", "1 May 2027", "", True)

    kept, suggested = tell_plan((step,)), tell_plan((replace(step, is_kept=False),))

    assert kept is not None
    assert suggested is not None
    assert kept.notes == ()
    assert suggested.notes[0].startswith("The result suggests these steps.")
    (table,) = kept.blocks
    assert isinstance(table, Table)
    assert table.rows == (("Write it", "There is a law.", "Ada", "1 May 2027", ""),)
    assert tell_plan(()) is None
