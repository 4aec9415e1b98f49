from __future__ import annotations

from typing import TYPE_CHECKING

from tests.webapp.desk import desk
from webapp.addresses import write_join_address

if TYPE_CHECKING:
    from tests.webapp.desk import Desk

__all__ = ["desk"]


def test_links_begin_with_where_the_page_was_read(desk: Desk) -> None:
    with desk.app.test_request_context(base_url="https://meter.example"):
        assert write_join_address("t") == "https://meter.example/join/t"


def test_links_begin_with_what_the_settings_name(desk: Desk) -> None:
    services = desk.app.extensions["meter"]
    object.__setattr__(
        services,
        "settings",
        services.settings.model_copy(update={"base_url": "https://cities.example/"}),
    )

    with desk.app.test_request_context(base_url="http://internal:8000"):
        assert write_join_address("t") == "https://cities.example/join/t"
