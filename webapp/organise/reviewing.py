"""Naming who reviews a round beside its organiser, and withdrawing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from meter.errors import DataError
from meter.fieldwork.reviewers import name_reviewer, withdraw_reviewer
from webapp.current import now, store
from webapp.forms.checked import explain
from webapp.organise.ownership import get_own_round
from webapp.organise.routes import show_round
from webapp.security import organiser, policy
from webapp.staff.accounts import current_account
from webapp.statuses import UNPROCESSABLE

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint(
    "reviewing", __name__, url_prefix="/organise/<round_key>/reviewers"
)

ACCOUNT = "/<int:account>"


@blueprint.post("")
@policy(organiser)
def name(round_key: str) -> ResponseReturnValue:
    """Name the account of an address as a reviewer."""
    asked = get_own_round(round_key)
    try:
        email = request.form.get("reviewer", "")
        name_reviewer(store(), asked, email, now(), by=current_account())
    except DataError as error:
        return show_round(asked, refusal=explain(error)), UNPROCESSABLE
    return _go_back(round_key)


@blueprint.post(f"{ACCOUNT}/withdraw")
@policy(organiser)
def withdraw(round_key: str, account: int) -> ResponseReturnValue:
    """Let somebody review the round no longer."""
    asked = get_own_round(round_key)
    withdraw_reviewer(store(), asked, account, now(), by=current_account())
    return _go_back(round_key)


def _go_back(round_key: str) -> ResponseReturnValue:
    page = url_for("organise.round_page", round_key=round_key, _anchor="reviewers")
    return redirect(page, 303)
