from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from drawn import draw, ladder
from hypothesis import given, settings
from hypothesis import strategies as st

from instruments.model.answers import Missing
from scoring import compile_plan, make_scorecard, score_answers
from scoring.kernel.coding import decode_answers
from scoring.series import SeriesScore, restrict, score_series

if TYPE_CHECKING:
    from instruments import Answer, Instrument

ITEMS: dict[str, dict[str, Any]] = {
    "law": {},
    "site": {"type": "yes_no", "allow": ["not_applicable"]},
    "users": {
        "type": "number",
        "goalposts": {"low": 0, "high": 10},
        "when": {"item": "site", "equals": "yes"},
    },
    "plan": {},
}
ANSWERS: dict[str, Answer] = {
    "law": "full",
    "site": "yes",
    "users": 5.0,
    "plan": "half",
}


def make(**missing: Any) -> Instrument:
    return draw(ITEMS, {"index": list(ITEMS)}, missing=missing)


def test_what_counts_decides_the_score_and_the_rest_is_unanswered() -> None:
    plan = compile_plan(make(unanswered="zero"))

    found = score_series(plan, ANSWERS, {"law", "users"})

    assert found.nodes == {"index": SeriesScore((1 + 0.5) / 4, 0.5)}


def test_a_question_stays_asked_though_what_brought_it_up_does_not_count() -> None:
    instrument = make(unanswered="zero")

    row = decode_answers(instrument, restrict(instrument, ANSWERS, {"users"}))

    assert row == {
        "law": Missing.UNANSWERED,
        "site": Missing.UNANSWERED,
        "users": 5.0,
        "plan": Missing.UNANSWERED,
    }


def test_a_reason_claims_nothing_and_stands() -> None:
    instrument = make(unanswered="zero")
    answers = {**ANSWERS, "site": Missing.NOT_APPLICABLE}

    row = decode_answers(instrument, restrict(instrument, answers, set()))

    assert row["site"] is Missing.NOT_APPLICABLE
    assert row["users"] is Missing.NOT_ASKED


def test_a_floor_is_printed_whatever_its_coverage_and_a_mean_is_not() -> None:
    floor = compile_plan(make(unanswered="zero", least_coverage=0.67))
    mean = compile_plan(make(unanswered="leave_out", least_coverage=0.67))

    assert score_series(floor, ANSWERS, {"law"}).nodes["index"] == SeriesScore(
        0.25, 0.25
    )
    assert score_series(mean, ANSWERS, {"law"}).nodes["index"] == SeriesScore(
        None, 0.25
    )
    enough = score_series(mean, ANSWERS, {"law", "users", "plan"}).nodes["index"]
    assert enough.score == pytest.approx((1 + 0.5 + 0.5) / 3)


def test_where_everything_counts_the_series_is_the_declared_one() -> None:
    instrument = make(unanswered="zero")
    plan = compile_plan(instrument)

    found = score_series(plan, ANSWERS, set(ITEMS)).nodes["index"]

    declared = make_scorecard(plan, score_answers(instrument, ANSWERS)).nodes["index"]
    assert (found.score, found.coverage) == (declared.score, declared.coverage)


@settings(max_examples=60, deadline=None)
@given(
    levels=st.tuples(*[st.sampled_from(["none", "half", "full"])] * 2),
    keys=st.sets(st.sampled_from(sorted(ITEMS))),
    more=st.sets(st.sampled_from(sorted(ITEMS))),
)
def test_more_evidence_never_lowers_a_floor(
    levels: tuple[str, str], keys: set[str], more: set[str]
) -> None:
    plan = compile_plan(make(unanswered="zero"))
    answers = {**ANSWERS, "law": levels[0], "plan": levels[1]}

    less = score_series(plan, answers, keys).nodes["index"].score
    after = score_series(plan, answers, keys | more).nodes["index"].score

    assert less is not None
    assert after is not None
    assert less <= after


def test_a_stage_is_found_by_what_counts_alone() -> None:
    stages = {"rule": ladder(0, 0.4)}
    instrument = draw(ITEMS, {"index": list(ITEMS)}, stages=stages)
    plan = compile_plan(instrument)

    few, all_ = (score_series(plan, ANSWERS, keys) for keys in ({"law"}, set(ITEMS)))

    declared = make_scorecard(plan, score_answers(instrument, ANSWERS)).stages
    assert all_.stages == declared
    assert few.stages == {"rule": "s0"}


def test_there_is_no_stage_where_too_little_counts_for_a_score() -> None:
    stages = {"rule": ladder(0, 0.4)}
    policy = {"unanswered": "leave_out", "least_coverage": 0.67}
    instrument = draw(ITEMS, {"index": list(ITEMS)}, stages=stages, missing=policy)

    assert score_series(compile_plan(instrument), ANSWERS, {"law"}).stages == {
        "rule": None
    }
