"""Shows: the web application over meter."""

from __future__ import annotations

from webapp.app import create_app

__all__ = ["create_app"]
