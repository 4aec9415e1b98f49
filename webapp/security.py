"""Policies: who may call a view. A view without one is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlencode, urlsplit

from flask import abort, current_app, redirect, request
from flask_login import current_user

from webapp.respond.admission import current_sheet, ensure_invited
from webapp.review.admission import ensure_reviewer
from webapp.staff.accounts import current_account

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

View = TypeVar("View", bound=Callable[..., object])

SIGN_IN_PATH = "/staff/sign-in"


@dataclass(frozen=True)
class Policy:
    """Who may call a view.

    `check` returns None to let the request pass, or the reply that turns it away;
    it may also abort.
    """

    name: str
    check: Callable[[], ResponseReturnValue | None]


def _let_pass() -> None:
    return None


def _ensure_signed_in() -> ResponseReturnValue | None:
    if current_user.is_authenticated:  # type: ignore[attr-defined]
        return None
    if request.method in {"GET", "HEAD"}:
        here = request.full_path.rstrip("?")
        return redirect(f"{SIGN_IN_PATH}?{urlencode({'next': here})}")
    return redirect(SIGN_IN_PATH, code=303)


def _ensure_focal_point() -> None:
    """Let in whom the organiser invited; to a delegate the page is not there.

    Nor is it beside answers that somebody gives apart: they are for the unit's alone.
    """
    ensure_invited()
    sheet = current_sheet()
    if sheet.invitation.is_delegate or sheet.response.is_apart:
        abort(404)


def _ensure_reviewer() -> ResponseReturnValue | None:
    """Let in who reviews the round; to all other staff the page is not there."""
    turned_away = _ensure_signed_in()
    if turned_away is None:
        ensure_reviewer()
    return turned_away


def _ensure_administrator() -> ResponseReturnValue | None:
    """Let in who looks after the accounts; to all other staff the page is not there."""
    turned_away = _ensure_signed_in()
    if turned_away is None and not current_account().administrator:
        abort(404)
    return turned_away


anyone = Policy("anyone", _let_pass)
respondent = Policy("respondent", ensure_invited)
focal_point = Policy("focal point", _ensure_focal_point)
organiser = Policy("organiser", _ensure_signed_in)
reviewer = Policy("reviewer", _ensure_reviewer)
# Views behind these ask whose the workshop or round is, as those of organisers do.
owner = Policy("owner", _ensure_signed_in)
researcher = Policy("researcher", _ensure_signed_in)
administrator = Policy("administrator", _ensure_administrator)


def policy(rule: Policy) -> Callable[[View], View]:
    """Declare who may call a view; stands directly above the function."""

    def declare(view: View) -> View:
        view.__dict__["policy"] = rule
        return view

    return declare


def declare_policies(app: Flask, rules: dict[str, Policy]) -> None:
    """Declare who may call the views that a library brings, by endpoint."""
    app.extensions.setdefault("meter_policies", {}).update(rules)


def find_policy(app: Flask, endpoint: str) -> Policy | None:
    """Find the declared policy of an endpoint."""
    declared: dict[str, Policy] = app.extensions.get("meter_policies", {})
    view = app.view_functions[endpoint]
    return declared.get(endpoint) or getattr(view, "policy", None)


def setup_policies(app: Flask) -> None:
    """Ask the policy of a view before the view itself."""
    app.before_request(enforce_policy)


def enforce_policy() -> ResponseReturnValue | None:
    """Refuse a view without a policy; let the policy decide over the others."""
    if request.endpoint is None:
        return None  # no such address: the routing error answers
    rule = find_policy(current_app, request.endpoint)
    if rule is None:
        current_app.logger.error("No policy is declared for %s.", request.endpoint)
        abort(403)
    return rule.check()


def is_local_path(target: str) -> bool:
    r"""Tell whether a redirect target stays on this site.

    Browsers read a backslash as a slash and drop tabs and line ends, so none of
    them may occur; a second slash would name a host.
    """
    if not target.startswith("/") or target.startswith("//"):
        return False
    if "\\" in target or any(ord(sign) < ord("!") for sign in target):
        return False
    parts = urlsplit(target)
    return not parts.scheme and not parts.netloc
