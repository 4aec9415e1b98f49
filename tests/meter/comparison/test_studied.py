"""A study is kept as long as what it rests on stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drawn import draw

from instruments import Instrument
from meter.comparison.studied import make_study, recall_study
from meter.fieldwork import invitations, rounds
from meter.fieldwork.apart import list_opened
from meter.fieldwork.responses import save_answers, submit_response
from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.study.diagnostics import Earlier
from tests.meter.conftest import DOCUMENT

if TYPE_CHECKING:
    from instruments import Answer
    from meter.records import Invitation
    from tests.meter.conftest import Workshop

INSTRUMENT = draw(["a", "b"])


def test_a_study_is_kept_until_another_answer_is_given(workshop: Workshop) -> None:
    plan = compile_plan(INSTRUMENT)
    row, other = (
        code_answers(INSTRUMENT, [{"a": level, "b": "full"}])
        for level in ("none", "half")
    )

    kept = recall_study(workshop.store, plan, row)

    assert recall_study(workshop.store, plan, row.copy()) is kept
    assert recall_study(workshop.store, plan, other) is not kept
    assert recall_study(workshop.store, plan, row, Earlier(other)) is not kept


def test_another_weight_makes_another_study(workshop: Workshop) -> None:
    weighed = draw(["a", "b"], {"index": {"items": {"a": 2, "b": 1}}})
    row = code_answers(INSTRUMENT, [{"a": "none", "b": "full"}])

    kept = recall_study(workshop.store, compile_plan(INSTRUMENT), row)

    assert recall_study(workshop.store, compile_plan(weighed), row) is not kept


def test_what_is_submitted_as_it_was_studied_is_not_studied_again(
    workshop: Workshop,
) -> None:
    store, at, sent = workshop.store, workshop.at, workshop.invitation
    answers: dict[str, Answer] = {"law": "full", "site": "yes"}
    save_answers(store, sent.response_id, answers, {}, "Ana", at)

    draft = make_study(store, sent.response_id, sent.id)
    submit_response(store, sent.response_id, "Ana", at)
    final = make_study(store, sent.response_id, sent.id)

    assert draft is not None
    assert final is draft
    plan = compile_plan(workshop.instrument)
    row = code_answers(workshop.instrument, [answers])
    assert recall_study(store, plan, row) is final
    assert {"blocking", "diagnoses", "gains"} <= vars(final).keys()


def test_another_answer_is_studied_anew(workshop: Workshop) -> None:
    store, at, sent = workshop.store, workshop.at, workshop.invitation
    save_answers(store, sent.response_id, {"law": "none"}, {}, "Ana", at)
    draft = make_study(store, sent.response_id, sent.id)

    save_answers(store, sent.response_id, {"law": "full"}, {"law": 1}, "Ana", at)

    assert make_study(store, sent.response_id, sent.id) is not draft


def test_what_is_not_scored_is_not_studied(workshop: Workshop) -> None:
    unscored = {**DOCUMENT, "key": "talk", "framework": None, "methods": {}}
    asked = Instrument.model_validate(unscored)

    sent = ask_also(workshop, asked)

    assert make_study(workshop.store, sent.response_id, sent.id) is None


def test_what_somebody_answers_apart_is_not_studied(workshop: Workshop) -> None:
    sent = ask_also(workshop, workshop.instrument, apart=True)
    own = list_opened(workshop.store, sent)[-1]

    assert own != sent.response_id
    assert make_study(workshop.store, own, sent.id) is None


def ask_also(
    workshop: Workshop, instrument: Instrument, *, apart: bool = False
) -> Invitation:
    """Ask the unit in another open round."""
    store, at = workshop.store, workshop.at
    drafted = rounds.draft_round(
        store, workshop.owner.id, "also", "Also", instrument, at=at, apart=apart
    )
    rounds.open_round(store, drafted.id, at)
    sent, _ = invitations.invite(
        store, drafted.id, workshop.unit.id, "Ana", "ana@example.org", at
    )
    return sent
