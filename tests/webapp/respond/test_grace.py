"""Pages of a respondent tell when the deadline is over, and what is taken still."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.responses import get_response
from meter.storage.repository.rounds import update_round
from tests.webapp.city import BEGINNING

if TYPE_CHECKING:
    from tests.webapp.city import City

TAGS = re.compile(r"<[^>]+>")
WAS = "The deadline was 4 Nov 2026 09:30 UTC. Late answers are taken until"
IS = "The deadline is 4 Nov 2026 09:30 UTC. Late answers are taken until"
END = " 7 Nov 2026 09:30 UTC."


@pytest.fixture(autouse=True)
def _deadline(city: City) -> None:
    values = {"grace_days": 3, "closes_at": BEGINNING + timedelta(days=2)}
    city.store.write(lambda one: update_round(one, city.round.id, values))


def read(city: City, rest: str = "") -> str:
    return TAGS.sub("", city.get(rest).text)


def test_before_the_deadline_the_hub_tells_both_ends(city: City) -> None:
    assert IS + END in read(city)
    for rest in ("check", "sections/first"):
        assert "deadline" not in read(city, rest)


@pytest.mark.parametrize("rest", ["", "check", "sections/first", "sections/first?x=1"])
def test_in_the_grace_every_page_tells_it(city: City, rest: str) -> None:
    city.clock.go_on(days=3)

    assert WAS + END in read(city, rest)


def test_the_page_of_an_invitation_tells_it(city: City) -> None:
    def join() -> str:
        return TAGS.sub("", city.app.test_client().get(f"/join/{city.tokens[0]}").text)

    assert IS + END in join()
    city.clock.go_on(days=3)
    assert WAS + END in join()


def test_answers_are_taken_in_the_grace_and_not_after_it(city: City) -> None:
    city.clock.go_on(days=3)
    assert city.autosave(give("partly")).status_code == 200

    city.clock.go_on(days=3)
    assert city.autosave(give("fully")).status_code == 409
    assert city.stored["level"] == "partly"
    for rest in ("", "check", "sections/first"):
        assert "Late answers are taken" not in read(city, rest)


def give(level: str) -> dict[str, object]:
    answers = {"level": {"texts": [level]}}
    return {"operation": level, "answers": answers, "seen": {"level": 1}}


def test_what_was_submitted_late_says_so(city: City) -> None:
    city.clock.go_on(days=3)
    city.give({"contact": "Amal", "level": "fully"})
    city.post("submit")
    assert get_response(city.store, city.response).submitted_at == city.clock()
    city.clock.go_on(days=20)

    assert "That was after the deadline, 4 Nov 2026 09:30 UTC." in read(city)
    assert "submitted after the deadline, 4 Nov 2026" in read(city, "result")


def test_what_was_submitted_in_time_stays_in_time(city: City) -> None:
    city.give({"contact": "Amal", "level": "fully"})
    city.post("submit")
    city.clock.go_on(days=3)

    assert "after the deadline" not in read(city) + read(city, "result")
