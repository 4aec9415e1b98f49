"""What the request under way may reach: the store, the settings, the time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import current_app

if TYPE_CHECKING:
    from meter.settings import Settings
    from meter.storage import Store

Clock = Callable[[], dt.datetime]
"""Tells the time as an aware UTC datetime."""


def utc_now() -> dt.datetime:
    """Read the machine's clock; the one place of the web application that does."""
    return dt.datetime.now(dt.UTC)  # noqa: TID251


@dataclass(frozen=True)
class Services:
    """What the application was made with."""

    store: Store
    settings: Settings
    clock: Clock


def services() -> Services:
    """Get what the running application was made with."""
    return cast("Services", current_app.extensions["meter"])


def store() -> Store:
    """Get the store of the running application."""
    return services().store


def settings() -> Settings:
    """Get the settings of the running application."""
    return services().settings


def now() -> dt.datetime:
    """Tell the time of the running application, aware and in UTC."""
    return services().clock()
