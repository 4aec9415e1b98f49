from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tests.webapp.city import BEGINNING
from webapp.current import now, services, settings, store, utc_now

if TYPE_CHECKING:
    from flask import Flask


def test_a_request_reaches_what_the_application_was_made_with(app: Flask) -> None:
    with app.app_context():
        assert services() is app.extensions["meter"]
        assert store() is services().store
        assert settings() is services().settings
        assert now() == BEGINNING


def test_the_machines_clock_is_read_in_utc() -> None:
    assert utc_now().utcoffset() == dt.timedelta(0)
