"""What an answer has been can be read, and given again."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.responses import history, submit_response

if TYPE_CHECKING:
    from tests.webapp.city import City

HISTORY, RESTORE = "items/level/history", "items/level/restore"


def change_twice(city: City) -> None:
    city.give({"level": "partly"}, "Bo")
    city.clock.go_on(minutes=5)
    city.give({"level": "fully"}, "Amal")


def read(city: City) -> str:
    bare = html.unescape(re.sub(r"<[^>]+>", " ", city.get(HISTORY).text))
    return " ".join(bare.split())


def test_a_history_names_who_gave_what_the_newest_first(city: City) -> None:
    change_twice(city)

    told = read(city)

    assert "2 Nov 2026 09:35 UTC , Amal Stands now Fully" in told
    assert "2 Nov 2026 09:30 UTC , Bo Partly Restore this answer" in told
    assert told.count("Restore this answer") == 1


def test_a_former_answer_is_given_again_as_a_change_of_its_own(city: City) -> None:
    change_twice(city)

    reply = city.post(RESTORE, {"revision": "1", "seen": "2"})

    assert reply.status_code == 303
    assert reply.location.endswith("/sections/first#i-level")
    kept = history(city.store, city.response, "level")
    assert [(one.revision, one.answer, one.changed_by) for one in kept] == [
        (1, "partly", "Bo"),
        (2, "fully", "Amal"),
        (3, "partly", "Amal"),
    ]


def test_what_somebody_changed_meanwhile_is_not_replaced(city: City) -> None:
    change_twice(city)
    city.give({"level": "none"}, "Bo")

    reply = city.post(RESTORE, {"revision": "1", "seen": "2"})

    assert reply.status_code == 409
    assert "somebody changed the answer" in reply.text
    assert city.stored["level"] == "none"


@pytest.mark.parametrize("revision", ["9", "", "x", "-1"])
def test_a_revision_that_never_was_is_not_there(city: City, revision: str) -> None:
    change_twice(city)

    reply = city.post(RESTORE, {"revision": revision, "seen": "2"})

    assert reply.status_code == 404


def test_what_nobody_answered_has_no_history(city: City) -> None:
    assert "Nobody has answered this yet." in read(city)
    assert city.get("items/nothing/history").status_code == 404


def test_after_submission_the_history_can_be_read_and_not_changed(city: City) -> None:
    change_twice(city)
    city.give({"contact": "Ada"})
    submit_response(city.store, city.response, "Amal", city.clock())

    reply = city.post(RESTORE, {"revision": "1", "seen": "2"})

    assert "Restore this answer" not in read(city)
    assert reply.status_code == 409
    assert city.stored["level"] == "fully"


def test_a_receipt_leads_to_the_history_once_there_is_one(city: City) -> None:
    city.give({"level": "partly"})
    once = city.get("sections/first").text
    city.give({"level": "fully"})
    twice = city.get("sections/first").text

    assert "items/level/history" not in once
    assert 'href="../items/level/history">Earlier answers</a>' in twice
