"""Headers on every reply: what a page may load, who may keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request, session

from webapp.current import settings

if TYPE_CHECKING:
    from flask import Flask, Response

DIRECTIVES = (
    "default-src 'self'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
)

HEADERS = {
    "Content-Security-Policy": "; ".join(DIRECTIVES),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

ONE_YEAR = "max-age=31536000"


def setup_headers(app: Flask) -> None:
    """Put the headers on every reply, errors and files included."""
    app.after_request(add_headers)


def add_headers(response: Response) -> Response:
    """Add what is missing; a view may have set its own caching."""
    response.headers.update(HEADERS)
    response.headers["Referrer-Policy"] = _referrer_policy(request.path)
    if settings().secure_cookies:
        response.headers["Strict-Transport-Security"] = ONE_YEAR
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = _caching()
    return response


def _referrer_policy(path: str) -> str:
    """Keep the address of an invitation out of every other request."""
    return "no-referrer" if path.startswith("/join/") else "same-origin"


def _caching() -> str:
    """Let nobody keep a page that belongs to somebody."""
    personal = bool(session) or request.path.startswith("/join/")
    return "no-store" if personal else "private, no-cache"
