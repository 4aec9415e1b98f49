from __future__ import annotations

from typing import TYPE_CHECKING

from meter.records import Presence
from webapp.respond.answering import current_answering
from webapp.respond.presence_lines import explain_standing, write_present
from webapp.security import enforce_policy

if TYPE_CHECKING:
    from tests.webapp.city import City


def test_several_people_stand_in_one_line_in_the_order_they_come_in(city: City) -> None:
    city.clock.go_on(seconds=1)
    here = [Presence("A & B", "first", city.clock()), Presence("C", "", city.clock())]

    with city.amal as client:
        client.get(city.path())
        enforce_policy()
        answering = current_answering()
        line = write_present(answering, here, answering.find_section("second"))
        assert explain_standing(answering) == ""

    assert line == (
        "Here now: <bdi>A &amp; B</bdi> (<bdi>First things</bdi>), <bdi>C</bdi>"
    )
