"""The plan of a report is the unit's own; else what its result suggests."""

from __future__ import annotations

import datetime as dt

from meter.records import PlanStep
from tests.webapp.reports.reported import AT, assess_small
from webapp.reports.planned import PlannedStep, plan_steps


def test_without_a_plan_the_result_suggests_one() -> None:
    first, *others = plan_steps(assess_small(), ())

    assert first == PlannedStep("From “Not at all” to “Fully”", "There is more.")
    assert [one.words for one in others] == ["From “60 per cent” to “75 per cent”"]


def test_a_plan_that_was_kept_is_told_in_words() -> None:
    kept = PlanStep(
        id=1,
        response_id=2,
        item="more",
        words="Write it",
        who="Ada",
        due_on=dt.date(2027, 5, 1),
        done_at=AT,
        revision=1,
        changed_at=AT,
        changed_by="Amal",
    )

    assert plan_steps(assess_small(), (kept,)) == (
        PlannedStep(
            "Write it", "There is more.", "Ada", "1 May 2027", "2 November 2026", True
        ),
    )
