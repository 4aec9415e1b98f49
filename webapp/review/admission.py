"""Who may review: who organises a round, and whoever was named to review it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import abort, g, request

from meter.fieldwork.reviewed import load_review
from meter.fieldwork.roles import may_review
from meter.fieldwork.rounds import find_round
from webapp.current import store
from webapp.staff.accounts import current_account_id

if TYPE_CHECKING:
    from meter.fieldwork.reviewed import Review
    from meter.records import Round


def ensure_reviewer() -> None:
    """Load the round that the address names, or refuse as if it did not exist.

    Whether somebody may review it is asked of the store on every request, so that
    withdrawing a reviewer takes effect at once.
    """
    found = find_round(store(), str((request.view_args or {})["round_key"]))
    if found is None or not may_review(store(), found, current_account_id()):
        abort(404)
    g.reviewed_round = found


def current_round() -> Round:
    """Get the round under review; only behind the reviewer policy."""
    return cast("Round", g.reviewed_round)


def get_review(asked: Round, response_id: int) -> Review:
    """Get what the review of a response has come to.

    A response of another round, or one that was never submitted, answers 404.
    """
    review = load_review(store(), response_id)
    if review.round.id != asked.id or not review.response.was_submitted:
        abort(404)
    return review
