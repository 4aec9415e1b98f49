"""What one person could not send is kept under a name that nobody else has."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from meter.fieldwork.invitations import find_invitation_by_token, reissue, revoke
from tests.webapp.city import enter
from webapp.respond.queues import name_queue, name_queues

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from meter.records import Invitation
    from tests.webapp.city import City

QUEUE = re.compile(r'data-queue="([^"]*)"')


def read_queue(city: City, client: FlaskClient, rest: str = "") -> str:
    found = QUEUE.search(client.get(city.path(rest)).text)
    assert found is not None
    return found[1]


def find_amal(city: City) -> Invitation:
    found = find_invitation_by_token(city.store, city.tokens[0])
    assert found is not None
    return found


def test_two_colleagues_at_one_response_have_a_queue_each(city: City) -> None:
    mine, theirs = read_queue(city, city.amal), read_queue(city, city.bo)

    assert mine != theirs
    assert mine == name_queue(find_amal(city))
    assert mine.startswith(f"meter-{city.response}-")


def test_all_pages_of_a_person_name_the_same_queue(city: City) -> None:
    pages = ("", "sections/first", "sections/first?x=1", "check")

    assert len({read_queue(city, city.amal, page) for page in pages}) == 1


def test_leaving_the_device_empties_the_queues_of_all_that_a_link_opens(
    city: City,
) -> None:
    amal = find_amal(city)
    apart = replace(amal, response_id=amal.response_id + 1)
    mine, own = name_queue(amal), name_queue(apart)

    assert f'id="leave" data-queues="{mine}"' in city.get().text
    assert name_queues(amal, (amal.response_id, apart.response_id)) == (mine, own)
    assert name_queues(apart, (amal.response_id, apart.response_id)) == (own, mine)


def test_a_new_link_leads_to_the_same_queue(city: City) -> None:
    former = read_queue(city, city.amal)

    _, token = reissue(city.store, find_amal(city).id, city.clock())

    join = city.app.test_client().get(f"/join/{token}").text
    assert f'data-queue="{former}"' in join
    assert read_queue(city, enter(city.app, token)) == former


def test_answers_of_another_person_are_not_saved_as_the_reader_s(city: City) -> None:
    theirs = read_queue(city, city.bo)

    body = {"operation": "a", "answers": {"level": {"texts": ["partly"]}}}
    reply = city.autosave({**body, "queue": theirs})

    assert reply.status_code == 403
    assert city.stored == {}


def test_whose_link_is_withdrawn_is_still_shown_what_the_browser_keeps(
    city: City,
) -> None:
    queue = read_queue(city, city.amal)
    revoke(city.store, find_amal(city).id, city.clock() + dt.timedelta(seconds=1))

    page = city.get("sections/first")

    assert page.status_code == 410
    assert f'data-queue="{queue}"' in page.text
    assert "kept." in page.text


def test_a_stranger_is_shown_no_queue(city: City) -> None:
    page = city.app.test_client().get(city.path())

    assert page.status_code == 404
    assert QUEUE.search(page.text) is None
