"""Studied responses: what the study of a response came to, as long as it stands.

It is made when answers are checked or submitted, so that whoever reads the result does
not wait for it; what nobody made before is made when it is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.comparison.changes import find_changes, find_earlier, foresee_changes
from meter.comparison.shelf import UNITS, shelf_of
from meter.fieldwork.evidence import find_evidenced
from meter.fieldwork.responses import load_page
from meter.fieldwork.rounds import get_instrument
from scoring.kernel.coding import code_answers
from scoring.kernel.plan import compile_plan
from scoring.study.response import ResponseStudy

if TYPE_CHECKING:
    from meter.records import AnswerSheet
    from meter.storage import Store
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan
    from scoring.study.diagnostics import Earlier


def recall_study(
    store: Store, plan: Plan, row: Coded, earlier: Earlier | None = None
) -> ResponseStudy:
    """Give the study of a coded response; what was worked out before is kept.

    The key is all that a study rests on: instrument, method and answers.
    """
    key = (
        "study",
        plan.instrument.fingerprint,
        plan.method_key,
        plan.method_fingerprint,
        row.tobytes(),
        None if earlier is None else (earlier.row.tobytes(), earlier.rank_now),
    )
    shelf = shelf_of(store, UNITS)
    return shelf.take(key, lambda: ResponseStudy(plan, row, earlier))


def make_study(
    store: Store, response_id: int, invitation_id: int
) -> ResponseStudy | None:
    """Work out, and keep, all that the result of a response is made of.

    Of answers that may change yet it is what they come to if they are submitted as they
    are. None where nothing is scored, or somebody answers apart: that has no result.

    Raises:
        NotFoundError: there is no such response, or the invitation is not to it.
    """
    sheet = load_page(store, response_id, invitation_id)
    instrument = get_instrument(store, sheet.round)
    if sheet.round.method is None or sheet.response.is_apart:
        return None
    given = {key: one.answer for key, one in sheet.answers.items()}
    plan = compile_plan(instrument, sheet.round.method)
    row = code_answers(instrument, [given])
    study = recall_study(store, plan, row, _find_earlier(store, sheet))
    study.complete()
    study.score_in(given, find_evidenced(instrument, sheet.evidence))
    return study


def _find_earlier(store: Store, sheet: AnswerSheet) -> Earlier | None:
    is_final = sheet.response.submitted_at is not None
    find = find_changes if is_final else foresee_changes
    changes = find(store, sheet.response, sheet.compared_round_id)
    return None if changes is None else find_earlier(changes)
