"""Looking after accounts: adding, shutting and opening them, making administrators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from meter.audit.records import ON_ACCOUNTS, Scope
from meter.audit.trail import list_entries
from meter.errors import DataError, StateError
from meter.fieldwork.accounts import list_accounts
from meter.fieldwork.administration import (
    LINK_DAYS,
    add_by_link,
    disable,
    enable,
    grant,
    make_link,
    withdraw,
)
from webapp.addresses import write_password_address
from webapp.current import now, store
from webapp.forms.checked import explain
from webapp.roles import describe_roles
from webapp.security import administrator, policy
from webapp.staff.accounts import current_account, current_account_id
from webapp.statuses import UNPROCESSABLE, find_status
from webapp.trail.pages import Names, make_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from meter.records import Account

blueprint = Blueprint("admin", __name__, url_prefix="/admin/accounts")

NEWEST = 20
"""How many of the acts on accounts the page shows."""

HOLDER = "/<int:holder>"
"""Ids that a database can hold; there is nothing at a larger one."""


@dataclass(frozen=True)
class AccountLine:
    """An account with what can be done about it."""

    id: int
    name: str
    email: str
    is_active: bool
    is_administrator: bool
    waits: bool
    is_own: bool


@blueprint.get("")
@policy(administrator)
def accounts() -> str:
    """List all accounts."""
    return _show()


@blueprint.post("")
@policy(administrator)
def add() -> ResponseReturnValue:
    """Add an account, and show the link by which its holder sets a password."""
    email, name = (request.form.get(key, "") for key in ("email", "name"))
    try:
        added = add_by_link(store(), email, name, now(), by=current_account())
    except (DataError, StateError) as error:
        return _show(explain(error)), UNPROCESSABLE
    return _show_link(*added)


@blueprint.post(f"{HOLDER}/link")
@policy(administrator)
def renew(holder: int) -> ResponseReturnValue:
    """Make the link of an account anew, whose holder has not set a password yet."""
    try:
        made = make_link(store(), holder, now(), by=current_account())
    except StateError as error:
        return _show(explain(error)), find_status(error)
    return _show_link(*made)


@blueprint.post(f"{HOLDER}/disable")
@policy(administrator)
def shut(holder: int) -> ResponseReturnValue:
    """Shut an account; all its sessions and tokens end."""
    return _change(disable, holder)


@blueprint.post(f"{HOLDER}/enable")
@policy(administrator)
def open_(holder: int) -> ResponseReturnValue:
    """Open a shut account."""
    return _change(enable, holder)


@blueprint.post(f"{HOLDER}/grant")
@policy(administrator)
def name(holder: int) -> ResponseReturnValue:
    """Make somebody an administrator."""
    return _change(grant, holder)


@blueprint.post(f"{HOLDER}/withdraw")
@policy(administrator)
def unname(holder: int) -> ResponseReturnValue:
    """Make somebody an administrator no longer."""
    return _change(withdraw, holder)


def _change(change: Callable[..., None], holder: int) -> ResponseReturnValue:
    try:
        change(store(), holder, now(), by=current_account())
    except StateError as error:
        return _show(explain(error)), find_status(error)
    return redirect(url_for("admin.accounts"), 303)


def _show(refusal: str = "") -> str:
    entries = list_entries(store(), Scope(actions=ON_ACCOUNTS), limit=NEWEST)
    nothing = Names({}, {}, {})
    return render_template(
        "admin/accounts.html",
        accounts=[make_account_line(one) for one in list_accounts(store())],
        entries=[make_line(one, nothing) for one in entries],
        roles=describe_roles(),
        refusal=refusal,
        typed=request.form,
    )


def make_account_line(account: Account) -> AccountLine:
    """Describe an account for the list."""
    return AccountLine(
        account.id,
        account.name,
        account.email,
        account.active,
        account.administrator,
        account.active and account.password_hash is None,
        account.id == current_account_id(),
    )


def _show_link(account: Account, token: str) -> str:
    address = write_password_address(token)
    return render_template(
        "admin/link.html", account=account, address=address, days=LINK_DAYS
    )
