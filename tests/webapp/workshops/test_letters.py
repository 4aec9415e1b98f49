"""A letter has every link of a person, in the language that they read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.workshops.fresh import make_links
from webapp.workshops.letters import make_letters, say_days

if TYPE_CHECKING:
    from tests.webapp.workshops.meeting import Meeting


def test_a_person_gets_one_letter_with_every_link(meeting: Meeting) -> None:
    fresh = [one for some in meeting.links.values() for one in some]
    with meeting.desk.app.test_request_context("/"):
        made = make_letters(meeting.workshop, make_links(fresh), "es")

    ana, omar = made.letters
    # The first language of each that METER speaks.
    assert (ana.spoken.tag, omar.spoken.tag) == ("fr", "ar")
    assert omar.spoken.direction == "rtl"
    assert ana.to == ("Ana", "Marenda")
    assert [one.title for one in ana.links] == ["What is there", "What we hope"]
    assert ana.links[0].address.endswith(fresh[0].token)
    assert ana.links[0].code != ana.links[1].code
    assert "City Hall" in {words for _, words in ana.facts}


def test_days_are_told_with_the_time_zone_of_the_venue(meeting: Meeting) -> None:
    assert say_days(meeting.workshop) == (
        "18 December 2026 to 19 December 2026 (time zone Asia/Seoul)"
    )
