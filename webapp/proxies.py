"""Proxies before the server: how many of them are believed about who asks, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from flask import Flask


def setup_proxies(app: Flask, trusted: int) -> None:
    """Take a visitor's address, protocol and host from what trusted proxies say.

    Each proxy adds whom it saw to `X-Forwarded-For`, so that of as many as are trusted
    the first one is who asks, and what stands before may be made up. Protocol and host
    are handed on or set anew: the last one of each counts.
    """
    if trusted:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=trusted, x_proto=1, x_host=1
        )
