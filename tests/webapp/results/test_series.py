from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from drawn import draw, ladder

from webapp.results.assessment import assess
from webapp.results.series import Series, SeriesLine, make_series
from webapp.wording import Wording

if TYPE_CHECKING:
    from flask import Flask

    from instruments import Answer

ANSWERS: dict[str, Answer] = {"law": "full", "plan": "half", "site": "full"}


def make(
    app: Flask,
    evidence: dict[str, int],
    asking: tuple[str, ...] = ("law", "plan"),
    verified: tuple[str, ...] | None = None,
    bounds: tuple[float, ...] = (),
    **missing: Any,
) -> Series | None:
    items = {key: {"evidence": "optional"} if key in asking else {} for key in ANSWERS}
    stages = {"rule": ladder(*bounds)} if bounds else {}
    instrument = draw(items, {"index": list(items)}, missing=missing, stages=stages)
    with app.test_request_context("/"):
        wording = Wording(instrument, instrument, "en")
        return make_series(assess(wording, ANSWERS), evidence, verified)


def test_an_answer_counts_by_its_evidence_where_some_is_asked_for(app: Flask) -> None:
    found = make(app, {"law": 2}, unanswered="zero")

    declared, evidenced = pytest.approx(2.5 / 3), pytest.approx(2 / 3)
    line = SeriesLine("index", "Node", declared, evidenced, evidenced)  # type: ignore[arg-type]
    assert found == Series((line,), asked=2, having=1, is_floor=True, answered=3)
    assert found.main == line


def test_without_any_evidence_only_what_needs_none_counts(app: Flask) -> None:
    found = make(app, {}, unanswered="zero")

    assert found is not None
    assert found.having == 0
    assert found.main.evidenced == pytest.approx(1 / 3)


def test_what_is_left_out_lowers_nothing(app: Flask) -> None:
    found = make(app, {"law": 1}, unanswered="leave_out", least_coverage=0.5)

    assert found is not None
    assert not found.is_floor
    assert found.main.evidenced == pytest.approx(1)


def test_where_nobody_asks_for_evidence_there_are_no_series(app: Flask) -> None:
    assert make(app, {"law": 1}, asking=()) is None


def test_what_a_reviewer_verified_is_a_series_of_its_own(app: Flask) -> None:
    found = make(app, {}, asking=(), verified=("plan", "site"), unanswered="zero")

    assert found is not None
    assert (found.verified, found.answered, found.asked) == (2, 3, 0)
    assert found.main.verified == pytest.approx(1.5 / 3)
    assert found.main.declared == pytest.approx(2.5 / 3)


def test_before_anything_is_verified_that_series_is_empty(app: Flask) -> None:
    found = make(app, {}, verified=(), unanswered="zero")

    assert found is not None
    assert (found.verified, found.main.verified) == (0, 0)


def test_another_stage_by_evidence_or_review_is_said_with_both_and_why(
    app: Flask,
) -> None:
    found = make(app, {"law": 1}, verified=(), bounds=(0, 0.7), unanswered="zero")

    assert found is not None
    by_evidence, by_review = found.otherwise
    assert "By evidence alone the stage would be “S0” and not “S1”." in by_evidence
    assert "1 of 2 scored answers have a link or a file" in by_evidence
    assert "By review alone the stage would be “S0” and not “S1”." in by_review
    assert "0 of 3 scored answers were verified" in by_review


def test_where_too_little_is_backed_for_a_stage_that_is_said(app: Flask) -> None:
    found = make(
        app,
        {"law": 1},
        verified=("law",),
        bounds=(0, 0.7),
        unanswered="leave_out",
        least_coverage=0.9,
    )

    assert found is not None
    assert [one.partition(".")[0] for one in found.otherwise] == [
        "By evidence alone there would be no stage yet and not “S1”",
        "By review alone there would be no stage yet and not “S1”",
    ]


@pytest.mark.parametrize(
    ("evidence", "bounds"),
    [({"law": 1}, (0, 0.1)), ({}, (0, 0.7)), ({"law": 1}, ())],
    ids=["the same stage", "no evidence at all", "no ladder"],
)
def test_nothing_is_said_of_stages_where_none_differs(
    app: Flask, evidence: dict[str, int], bounds: tuple[float, ...]
) -> None:
    found = make(app, evidence, bounds=bounds, unanswered="zero")

    assert found is not None
    assert found.otherwise == ()
