"""What was submitted, as it was kept: its assessment, and the round before it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from meter.comparison.changes import find_changes, find_earlier
from meter.comparison.studied import recall_study
from meter.fieldwork.responses import load_scorecard
from webapp.current import store
from webapp.results.assessment import assess

if TYPE_CHECKING:
    from meter.comparison.changes import Changes
    from webapp.respond.answering import Answering
    from webapp.results.assessment import Assessment


def assess_submitted(
    answering: Answering, changes: Changes | None = None
) -> Assessment | None:
    """Give the assessment that was kept at submission; None if there is none.

    `changes` are those since the former round, which a diagnostic may look at.
    """
    sheet = answering.sheet
    if sheet.response.submitted_at is None:
        return None
    scorecard = load_scorecard(store(), sheet.response.id)
    if scorecard is None:
        return None
    found = assess(answering.wording, answering.answers, sheet.round.method, scorecard)
    earlier = None if changes is None else find_earlier(changes)
    study = recall_study(store(), found.plan, found.coded, earlier)
    return replace(found, recalled=study)


def load_changes(answering: Answering) -> Changes | None:
    """Find what changed since the former round; None where there is none."""
    sheet = answering.sheet
    return find_changes(store(), sheet.response, sheet.compared_round_id)
