"""The token of forms: proves that a form came from a page of the same session."""

from __future__ import annotations

from functools import lru_cache

from flask import current_app, session
from flask_wtf.csrf import generate_csrf


def form_token() -> str:
    """Give the token of this session; it is signed once and then kept.

    A signed token has no end of its own (`WTF_CSRF_TIME_LIMIT` is None): it holds as
    long as the secret in the session does.
    """
    secret = session.get(current_app.config["WTF_CSRF_FIELD_NAME"])
    if secret is None:
        return _make_token()
    return _sign(secret, current_app.secret_key)


@lru_cache(maxsize=4096)
def _sign(secret: str, key: str | bytes | None) -> str:
    """Sign the secret of the session that the request belongs to."""
    del secret, key  # they are the key of the cache; the library reads the session
    return _make_token()


def _make_token() -> str:
    return str(generate_csrf())  # type: ignore[no-untyped-call]
