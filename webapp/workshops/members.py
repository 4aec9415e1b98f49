"""Members of a workshop: who works on it beside its organiser, and as what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from meter.errors import DataError, StateError
from meter.fieldwork.accounts import find_account_by_id
from meter.workshops.members import (
    MEMBER_ROLES,
    list_members,
    name_member,
    withdraw_member,
)
from webapp.current import now, store
from webapp.forms.checked import explain
from webapp.roles import describe_roles, say_role
from webapp.security import organiser, owner, policy
from webapp.staff.accounts import current_account, current_account_id
from webapp.statuses import UNPROCESSABLE
from webapp.workshops.ownership import get_own_workshop, get_owned_workshop

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from meter.records import Workshop

blueprint = Blueprint(
    "members", __name__, url_prefix="/workshops/<workshop_key>/members"
)

MEMBER = "/<int:member>"
"""Ids that a database can hold; there is nothing at a larger one."""


@blueprint.get("")
@policy(organiser)
def members(workshop_key: str) -> str:
    """List who works on a workshop, and say what each role may do."""
    return _show(get_own_workshop(workshop_key))


@blueprint.post("")
@policy(owner)
def name(workshop_key: str) -> ResponseReturnValue:
    """Give the account of an address a role; what was typed stays if it has none."""
    workshop = get_owned_workshop(workshop_key)
    email, role = (request.form.get(key, "") for key in ("email", "role"))
    try:
        name_member(store(), workshop, email, role, current_account(), now())
    except (DataError, StateError) as error:
        return _show(workshop, explain(error)), UNPROCESSABLE
    return redirect(url_for("members.members", workshop_key=workshop_key), 303)


@blueprint.post(f"{MEMBER}/withdraw")
@policy(owner)
def withdraw(workshop_key: str, member: int) -> ResponseReturnValue:
    """Take somebody's role away."""
    workshop = get_owned_workshop(workshop_key)
    withdraw_member(store(), workshop, member, current_account(), now())
    return redirect(url_for("members.members", workshop_key=workshop_key), 303)


def _show(workshop: Workshop, refusal: str = "") -> str:
    return render_template(
        "workshops/members.html",
        workshop=workshop,
        organiser=find_account_by_id(store(), workshop.owner_id),
        members=list_members(store(), workshop),
        say_role=say_role,
        offered=[(role, say_role(role)) for role in MEMBER_ROLES],
        roles=describe_roles(),
        is_owner=workshop.owner_id == current_account_id(),
        refusal=refusal,
        typed=request.form,
    )
