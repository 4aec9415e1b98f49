"""What was submitted, as it was kept: its assessment, and the round before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.responses import load_scorecard
from webapp.current import store
from webapp.results.assessment import assess

if TYPE_CHECKING:
    from meter.records import AnswerSheet
    from webapp.respond.answering import Answering
    from webapp.results.assessment import Assessment


def assess_submitted(answering: Answering) -> Assessment | None:
    """Give the assessment that was kept at submission; None if there is none."""
    sheet = answering.sheet
    if sheet.response.submitted_at is None:
        return None
    scorecard = load_scorecard(store(), sheet.response.id)
    if scorecard is None:
        return None
    method = sheet.round.method
    return assess(answering.wording, answering.answers, method, scorecard)


def find_former_id(sheet: AnswerSheet) -> int | None:
    """Find the round to set this one beside: the one it starts from, else the last."""
    return sheet.round.former_round_id or sheet.former_round_id
