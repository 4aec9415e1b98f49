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

HEADERS = (
    ("Content-Security-Policy", "; ".join(DIRECTIVES)),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)

SECRET_PATHS = ("/join/", "/staff/password/")

ONE_YEAR = "max-age=31536000"


def setup_headers(app: Flask) -> None:
    """Put the headers on every reply, errors and files included."""
    app.after_request(add_headers)


def add_headers(response: Response) -> Response:
    """Add what is missing; a view may have set its own policy and caching."""
    headers, is_secret = response.headers, request.path.startswith(SECRET_PATHS)
    for name, value in HEADERS:
        headers.setdefault(name, value)
    # An address that lets somebody in stays out of every other request.
    headers.add("Referrer-Policy", "no-referrer" if is_secret else "same-origin")
    if settings().secure_cookies:
        headers.add("Strict-Transport-Security", ONE_YEAR)
    if "Cache-Control" not in headers:
        # Nobody keeps a page that belongs to somebody.
        personal = is_secret or bool(session)
        headers.add("Cache-Control", "no-store" if personal else "private, no-cache")
    return response
