"""The session cookie: how it is named, guarded and how long it lives."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

LIFETIME = dt.timedelta(days=30)
"""Delegates answer over weeks; what a session may do is checked on every request."""


def configure_sessions(app: Flask, *, secure: bool) -> None:
    """Set the flags of the session cookie; `secure` where the site is on https."""
    app.config.update(
        SESSION_COOKIE_NAME="__Host-meter" if secure else "meter",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        PERMANENT_SESSION_LIFETIME=LIFETIME,
        # Reading a page must not write a cookie.
        SESSION_REFRESH_EACH_REQUEST=False,
    )
