"""The session cookie: how it is named, guarded and how long it lives."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING

from flask.sessions import SecureCookieSessionInterface
from typing_extensions import override

if TYPE_CHECKING:
    from flask import Flask
    from itsdangerous import URLSafeTimedSerializer

LIFETIME = dt.timedelta(days=30)
"""Delegates answer over weeks; what a session may do is checked on every request."""


class KeptSerializer(SecureCookieSessionInterface):
    """Flask's signed sessions, whose serializer is made once and not per request."""

    @override
    @lru_cache(maxsize=8)  # noqa: B019  (there is one of these an application)
    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Give the serializer; the keys of an application do not change."""
        return super().get_signing_serializer(app)


def configure_sessions(app: Flask, *, secure: bool) -> None:
    """Set the flags of the session cookie; `secure` where the site is on https."""
    app.session_interface = KeptSerializer()
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
