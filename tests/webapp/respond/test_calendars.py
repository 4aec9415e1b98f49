"""The deadline can be put into a calendar, while there is one to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import vobject

from meter.storage.repository.rounds import update_round

if TYPE_CHECKING:
    from tests.webapp.city import City


def set_deadline(city: City, days: int) -> None:
    city.clock.go_on(days=-days)
    at = city.clock()
    city.clock.go_on(days=days)
    closes = {"closes_at": at.replace(year=at.year + 1) if days == 0 else at}
    city.store.write(lambda one: update_round(one, city.round.id, closes))


def test_the_hub_leads_to_a_calendar_file(city: City) -> None:
    set_deadline(city, 0)
    assert f'href="{city.path("deadline.ics")}"' in city.get().text

    reply = city.get("deadline.ics")

    assert reply.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "deadline.ics" in reply.headers["Content-Disposition"]
    (found,) = vobject.readComponents(reply.text, validate=True)
    assert found.vevent.url.value == f"http://localhost{city.path()}"
    assert found.vevent.summary.value == "Deadline: Spring round"


def test_without_a_deadline_to_come_there_is_none(city: City) -> None:
    assert "deadline.ics" not in city.get().text
    assert city.get("deadline.ics").location == city.path()

    set_deadline(city, 1)
    assert "deadline.ics" not in city.get().text
    assert city.get("deadline.ics").location == city.path()
