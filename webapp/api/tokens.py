"""Who asks: the token that comes with a request, and what it may do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from flask import current_app, g, request

from meter.integration.errors import TokenUnknownError
from meter.integration.tokens import admit, may
from webapp.api.problems import refuse
from webapp.current import now, store
from webapp.security import Policy

if TYPE_CHECKING:
    from meter.integration.records import ApiToken, Scope
    from meter.records import Account
    from webapp.api.limits import RequestLimit

SCHEME = "bearer"
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="METER"'}

LIMIT = "meter_api_limit"
"""Where the application keeps what it has counted."""

MOST_CHARACTERS = 200
"""No token of ours is as long."""


@dataclass(frozen=True)
class Caller:
    """A program: its token, and the account that it stands for."""

    token: ApiToken
    account: Account


def bearer(scope: Scope) -> Policy:
    """Let in a token that may do something."""
    return Policy("token", partial(_ensure_token, scope))


def current_caller() -> Caller:
    """Get who asks; only behind the policy of a token."""
    return cast("Caller", g.caller)


def _ensure_token(scope: Scope) -> None:
    """Let the request pass, or refuse it: by 401, 429 or 403."""
    try:
        token, account = admit(store(), _read_secret(), now())
    except TokenUnknownError:
        refuse(401, headers=CHALLENGE)
    limit: RequestLimit = current_app.extensions[LIMIT]
    g.room = limit.take(token.id, now())
    if g.room.is_used_up:
        refuse(429)
    if not may(token, scope):
        refuse(403, f"The token may not do this: its scopes lack {scope}.")
    g.caller = Caller(token, account)


def _read_secret() -> str:
    """Read the token of the request; no part of it is ever written to a log."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    secret = secret.strip()
    if scheme.lower() != SCHEME or not 0 < len(secret) <= MOST_CHARACTERS:
        refuse(401, headers=CHALLENGE)
    return secret
