"""Setting a password by a link that an administrator made; it works once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from meter.errors import DataError
from meter.fieldwork.accounts import hash_password
from meter.fieldwork.administration import find_by_link, set_password
from webapp.current import now, store
from webapp.forms.checked import explain
from webapp.languages import gettext as _
from webapp.security import anyone, policy
from webapp.statuses import UNPROCESSABLE

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("passwords", __name__, url_prefix="/staff/password/<secret>")


@blueprint.get("")
@policy(anyone)
def choose(secret: str) -> str:
    """Ask for a password; looking at the page does not use the link up."""
    return _show(secret)


@blueprint.post("")
@policy(anyone)
def keep(secret: str) -> ResponseReturnValue:
    """Keep the password, and let its holder go where they sign in with it."""
    find_by_link(store(), secret, now())  # hashing is dear: a stranger gets none
    password = request.form.get("password", "")
    if password != request.form.get("again", ""):
        return _show(secret, _("Write the same password twice.")), UNPROCESSABLE
    try:
        set_password(store(), secret, hash_password(password), now())
    except DataError as error:
        return _show(secret, explain(error)), UNPROCESSABLE
    return redirect(url_for("organise.rounds"), 303)


def _show(secret: str, refusal: str = "") -> str:
    account = find_by_link(store(), secret, now())
    return render_template("staff/password.html", account=account, refusal=refusal)
