"""Sign-in and sign-out by Flask-Security, over our accounts and in our look."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask_login import user_logged_in, user_logged_out
from flask_security import Security

from webapp.security import SIGN_IN_PATH, anyone, declare_policies
from webapp.staff.accounts import (
    AccountDatastore,
    drop_session,
    keep_session,
    load_user,
)
from webapp.staff.forms import SignInForm
from webapp.staff.guesses import GuessLimit

if TYPE_CHECKING:
    from flask import Flask, Request

SETTINGS = {
    "SECURITY_LOGIN_URL": SIGN_IN_PATH,
    "SECURITY_LOGOUT_URL": "/staff/sign-out",
    "SECURITY_LOGOUT_METHODS": ["POST"],
    "SECURITY_LOGOUT_CSRF": True,
    "SECURITY_POST_LOGIN_VIEW": "/organise/",
    "SECURITY_POST_LOGOUT_VIEW": "/",
    "SECURITY_LOGIN_USER_TEMPLATE": "staff/sign_in.html",
    "SECURITY_LOGOUT_USER_TEMPLATE": "staff/sign_out.html",
    # The hash is argon2id of the password itself: `meter account add` makes the same.
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_PASSWORD_SINGLE_HASH": True,
    "SECURITY_PASSWORD_NORMALIZE_FORM": None,
    "SECURITY_RETURN_GENERIC_RESPONSES": True,
    "SECURITY_FLASH_MESSAGES": False,
    # No view of the library but these two; none of its files.
    "SECURITY_FRESHNESS": timedelta(minutes=-1),
    "SECURITY_STATIC_FOLDER": None,
    # Our own header says it; the one of the library is misspelt.
    "SECURITY_CACHE_CONTROL": None,
    "SECURITY_CLI_USERS_NAME": None,
    "SECURITY_CLI_ROLES_NAME": None,
}


def setup_staff(app: Flask) -> None:
    """Let staff sign in and out; needs CSRF protection and policies set up."""
    app.config.update(SETTINGS)
    app.extensions["meter_guesses"] = GuessLimit()
    security = Security(app, AccountDatastore(), login_form=SignInForm)
    security.want_json(_never)
    security.login_manager.user_loader(load_user)  # type: ignore[no-untyped-call]
    security.login_manager.request_loader(_by_no_token)  # type: ignore[no-untyped-call]
    user_logged_in.connect(keep_session, app)
    user_logged_out.connect(drop_session, app)
    declare_policies(app, {"security.login": anyone, "security.logout": anyone})


def _never(request: Request) -> bool:
    """Answer with pages alone: nothing signs in by JSON."""
    del request
    return False


def _by_no_token(request: Request) -> None:
    """Let nobody in by a token in an address or a header."""
    del request
