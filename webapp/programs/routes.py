"""Programs of an organiser: tokens made and revoked, webhooks added and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for

from meter.errors import DataError, StateError
from meter.fieldwork.roles import list_organised_rounds
from meter.integration.hooks import (
    About,
    add_webhook,
    get_webhook,
    list_deliveries,
    list_webhooks,
    remove_webhook,
    request_test,
)
from meter.integration.signing import derive_secret
from meter.integration.tokens import (
    list_api_tokens,
    make_api_token,
    revoke_api_token,
)
from meter.settings import load_secret_key
from meter.workshops.workshops import list_workshops
from webapp.api.base import PREFIX
from webapp.current import now, settings, store
from webapp.forms.checked import explain
from webapp.programs.pages import (
    USUAL_DAYS,
    make_delivery_line,
    make_hook_line,
    make_offers,
    make_token_line,
    title_all,
)
from webapp.security import organiser, policy
from webapp.staff.accounts import current_account, current_account_id
from webapp.statuses import find_status

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("programs", __name__, url_prefix="/programs")

TOKEN = "/tokens/<int:api_token>"  # noqa: S105  (an address)
HOOK = "/webhooks/<int:webhook>"


@blueprint.get("")
@policy(organiser)
def programs() -> str:
    """List the tokens and the webhooks of the account."""
    return _show()


@blueprint.post("/tokens")
@policy(organiser)
def make() -> ResponseReturnValue:
    """Make a token, and show it this once."""
    form = request.form
    try:
        made, secret = make_api_token(
            store(),
            current_account(),
            form.get("name", ""),
            form.getlist("scope"),
            form.get("days", 0, type=int),
            now(),
        )
    except (DataError, StateError) as error:
        return _show(explain(error)), find_status(error)
    line = make_token_line(made, now())
    return render_template(
        "programs/token.html", line=line, secret=secret, prefix=PREFIX
    )


@blueprint.post(f"{TOKEN}/revoke")
@policy(organiser)
def revoke(api_token: int) -> ResponseReturnValue:
    """Revoke a token; the program is out at its next request."""
    revoke_api_token(store(), current_account(), api_token, now())
    return redirect(url_for("programs.programs"), 303)


@blueprint.post("/webhooks")
@policy(organiser)
def add() -> ResponseReturnValue:
    """Add an address that is told of events, and show its secret this once."""
    form = request.form
    try:
        hook = add_webhook(
            store(),
            current_account(),
            form.get("url", ""),
            form.getlist("event"),
            now(),
            about=_read_about(form.get("about", "")),
            private=settings().webhooks_private,
        )
    except (DataError, StateError) as error:
        return _show(explain(error)), find_status(error)
    secret = derive_secret(load_secret_key(settings()), hook.salt)
    return render_template("programs/secret.html", hook=hook, secret=secret)


@blueprint.get(HOOK)
@policy(organiser)
def hook(webhook: int) -> str:
    """Show what a webhook was told last."""
    found = get_webhook(store(), current_account_id(), webhook)
    told = [make_delivery_line(one) for one in list_deliveries(store(), found.id)]
    line = make_hook_line(found, _name_all())
    return render_template("programs/webhook.html", hook=line, deliveries=told)


@blueprint.post(f"{HOOK}/test")
@policy(organiser)
def test(webhook: int) -> ResponseReturnValue:
    """Let a webhook be told a test event."""
    request_test(store(), current_account(), webhook, now())
    return redirect(url_for("programs.hook", webhook=webhook), 303)


@blueprint.post(f"{HOOK}/remove")
@policy(organiser)
def remove(webhook: int) -> ResponseReturnValue:
    """Remove a webhook; nothing more is sent to it."""
    remove_webhook(store(), current_account(), webhook, now())
    return redirect(url_for("programs.programs"), 303)


def _name_all() -> dict[str, str]:
    """Name what the account organises, by what a webhook may be about."""
    mine = current_account_id()
    return title_all(
        list_workshops(store(), mine), list_organised_rounds(store(), mine)
    )


def _read_about(given: str) -> About:
    """Read what a webhook is about; what is not the account's is not there."""
    mine = current_account_id()
    workshops = list_workshops(store(), mine)
    rounds = list_organised_rounds(store(), mine)
    known = {
        "": About(),
        **{f"workshop:{one.id}": About(workshop=one) for one in workshops},
        **{f"round:{one.id}": About(round=one) for one in rounds},
    }
    if given not in known:
        abort(404)
    return known[given]


def _show(refusal: str = "") -> str:
    titles, mine = _name_all(), current_account_id()
    return render_template(
        "programs/programs.html",
        tokens=[make_token_line(one, now()) for one in list_api_tokens(store(), mine)],
        hooks=[make_hook_line(one, titles) for one in list_webhooks(store(), mine)],
        offers=make_offers(titles),
        usual=request.form.get("days", USUAL_DAYS, type=int),
        refusal=refusal,
        typed=request.form,
        prefix=PREFIX,
    )
