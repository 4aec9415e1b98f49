"""Known devices: browsers in which the owner of an account has signed in before."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

from webapp.sessions import is_secure

if TYPE_CHECKING:
    from flask import Response

COOKIE = "meter_device"
ONE_YEAR_SECONDS = 31_536_000


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="known-device")


def find_device(account_id: int) -> str | None:
    """Find the name that this browser has for an account; None for a stranger's."""
    try:
        known, device = _serializer().loads(request.cookies.get(COOKIE, ""))
    except (BadSignature, ValueError, TypeError):
        return None
    return str(device) if known == account_id else None


def remember_device(response: Response, account_id: int) -> Response:
    """Let this browser be known for an account; it grants nothing by itself."""
    device = find_device(account_id) or secrets.token_urlsafe(16)
    response.set_cookie(
        COOKIE,
        str(_serializer().dumps([account_id, device])),
        max_age=ONE_YEAR_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=is_secure(current_app),
        path="/staff",
    )
    return response
