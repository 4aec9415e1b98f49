"""The session cookie: how it is named, guarded and how long it lives."""

from __future__ import annotations

import datetime as dt
import time
from copy import deepcopy
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from flask import request
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadSignature
from typing_extensions import override

if TYPE_CHECKING:
    from flask import Flask, Request
    from flask.sessions import SecureCookieSession
    from itsdangerous import URLSafeTimedSerializer

LIFETIME = dt.timedelta(days=30)
"""Delegates answer over weeks; what a session may do is checked on every request."""


CHECKED_SECONDS = 60
"""How long a cookie whose signature was found right need not be checked again."""


LONGEST_COOKIE = 4096
"""Characters that browsers keep; longer ones are a stranger's, and not remembered."""


class CheckedSessions(SecureCookieSessionInterface):
    """Flask's signed sessions; the same cookie is checked once a minute.

    A browser sends its cookie with every request, and checking it takes as long as
    reading the page's rows. What a session may do is asked of the store every time.
    """

    @override
    @lru_cache(maxsize=8)  # noqa: B019  (there is one of these an application)
    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Give the serializer; the keys of an application do not change."""
        return super().get_signing_serializer(app)

    @override
    def get_cookie_secure(self, app: Flask) -> bool:
        """Keep the cookie to https where the settings or a trusted proxy say so."""
        return is_secure(app)

    @override
    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Read the session of a request; a cookie that is not ours is an empty one."""
        signed = request.cookies.get(self.get_cookie_name(app))
        if not signed or len(signed) > LONGEST_COOKIE:
            return super().open_session(app, request)
        minute = int(time.monotonic() // CHECKED_SECONDS)
        return self.session_class(deepcopy(self._check(app, signed, minute)))

    @lru_cache(maxsize=4096)  # noqa: B019  (there is one of these an application)
    def _check(self, app: Flask, signed: str, minute: int) -> dict[str, Any]:
        """Read a signed cookie; nothing if it is not ours, or too old."""
        del minute  # a part of the key alone: what was checked then is checked anew
        serializer = self.get_signing_serializer(app)
        lifetime = int(app.permanent_session_lifetime.total_seconds())
        try:
            return (
                dict(serializer.loads(signed, max_age=lifetime)) if serializer else {}
            )
        except BadSignature:
            return {}


def is_secure(app: Flask) -> bool:
    """Tell whether cookies of this reply are for https alone."""
    return bool(app.config["SESSION_COOKIE_SECURE"]) or request.is_secure


def configure_sessions(app: Flask, *, secure: bool) -> None:
    """Set the flags of the session cookie; `secure` where the site is on https."""
    app.session_interface = CheckedSessions()
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
