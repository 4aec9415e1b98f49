"""Declaring what units see of each other, and letting them see a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, request, url_for

from meter.errors import StateError
from meter.peers.declaring import declare_peers
from meter.peers.levels import LEVELS
from meter.peers.releases import make_release
from webapp.current import now, store
from webapp.forms.checked import explain
from webapp.organise.ownership import get_own_round
from webapp.organise.routes import show_round
from webapp.security import organiser, policy
from webapp.staff.accounts import current_account
from webapp.statuses import find_status

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("peering", __name__, url_prefix="/organise/<round_key>/peers")


@blueprint.post("")
@policy(organiser)
def declare(round_key: str) -> ResponseReturnValue:
    """Let the units of a round see that much of each other at most."""
    asked = get_own_round(round_key)
    level = next((one for one in LEVELS if one == request.form.get("peers")), None)
    if level is None:
        abort(400)
    try:
        declare_peers(store(), asked.id, level, now(), by=current_account())
    except StateError as error:
        return show_round(asked, refusal=explain(error)), find_status(error)
    return _go_back(round_key)


@blueprint.post("/release")
@policy(organiser)
def release(round_key: str) -> ResponseReturnValue:
    """Keep the results as they are for the units to see."""
    asked = get_own_round(round_key)
    try:
        who = current_account()
        make_release(store(), asked.id, who.name, now(), account=who)
    except StateError as error:
        return show_round(asked, refusal=explain(error)), find_status(error)
    return _go_back(round_key)


def _go_back(round_key: str) -> ResponseReturnValue:
    page = url_for("organise.round_page", round_key=round_key, _anchor="peers")
    return redirect(page, 303)
