"""Shows: the web application over meter."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webapp.app import create_app

__all__ = ["create_app"]


def __getattr__(name: str) -> object:
    """Import the application when it is asked for: `meter --help` never asks."""
    if name != "create_app":
        raise AttributeError(name)
    from webapp.app import create_app

    return create_app
