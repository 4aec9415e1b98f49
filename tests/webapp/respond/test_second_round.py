"""A city finds its second round from its first one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.fieldwork import delegates, invitations, rounds
from meter.fieldwork.responses import get_response
from tests.webapp.city import enter, read_token
from tests.webapp.respond.second_round import THEN
from tests.webapp.workshops.reading import read

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from meter.records import Invitation, Round
    from tests.webapp.city import City

GO = "Go to the second round"


def open_second(city: City) -> Round:
    """Let a city submit, and ask it again."""
    city.give(THEN)
    city.post("submit")
    drafted = rounds.draft_round(
        city.store,
        city.round.owner_id,
        "autumn",
        "Autumn round",
        rounds.get_instrument(city.store, city.round),
        at=city.clock(),
        former_round_id=city.round.id,
    )
    return rounds.open_round(city.store, drafted.id, city.clock())


@pytest.fixture
def second(city: City) -> Round:
    return open_second(city)


def invite(city: City, second: Round, name: str = "Amal") -> tuple[Invitation, str]:
    unit = get_response(city.store, city.response).unit_id
    email, at = f"{name}@example.org", city.clock()
    return invitations.invite(city.store, second.id, unit, name, email, at)


def go(city: City, second: Round, client: FlaskClient | None = None) -> str | None:
    sender = client or city.amal
    data = {"csrf_token": read_token(sender.get(city.path())), "round": second.id}
    return sender.post(city.path("second-round"), data=data).location


def test_overview_and_result_lead_to_the_second_round(
    city: City, second: Round
) -> None:
    assert "second round" not in city.get().text
    sent, _ = invite(city, second)
    for reply in (city.get(), city.get("result")):
        assert "The second round is open Autumn round" in read(reply.text)
        assert f'action="{city.path("second-round")}"' in reply.text

    there = go(city, second)

    assert there == f"/answer/{sent.response_id}/"
    hub = city.amal.get(there)
    assert "Your answers of Spring round are here already" in read(hub.text)
    # From now on this browser goes there by itself.
    page = city.get().text
    assert f'class="btn" href="{there}">{GO}' in page
    assert city.path("second-round") not in page


def test_what_is_submitted_there_is_said(city: City, second: Round) -> None:
    sent, _ = invite(city, second)
    there = go(city, second) or ""
    token = read_token(city.amal.get(there))
    city.amal.post(f"{there}submit", data={"csrf_token": token})
    assert get_response(city.store, sent.response_id).submitted_at == city.clock()

    assert "You have submitted the second round" in read(city.get("result").text)


def test_who_has_no_invitation_there_is_told_whom_to_ask(
    city: City, second: Round
) -> None:
    invite(city, second)

    page = read(city.get("", city.bo).text)

    assert (
        "You have no link to it. If you are to answer there, ask Ada for one." in page
    )
    assert GO not in page
    assert go(city, second, city.bo) == city.path()
    with city.bo.session_transaction() as session:
        assert list(session["invitations"]) == [str(city.response)]


def test_a_withdrawn_link_ends_the_way_in_the_same_moment(
    city: City, second: Round
) -> None:
    sent, _ = invite(city, second)
    there = go(city, second) or ""
    invitations.revoke(city.store, sent.id, city.clock())

    assert city.amal.get(there).status_code == 410
    assert GO not in city.get().text
    assert go(city, second) == city.path()
    assert city.amal.get(there).status_code == 410


def test_a_new_link_there_leaves_the_way_open(city: City, second: Round) -> None:
    sent, _ = invite(city, second)
    there = go(city, second) or ""
    invitations.reissue(city.store, sent.id, city.clock())
    assert city.amal.get(there).status_code == 410

    assert go(city, second) == there

    assert city.amal.get(there).status_code == 200


def test_a_delegate_comes_by_a_link_alone(city: City) -> None:
    """Also one who is a focal point there: another has made and seen this link."""
    amal = delegates.list_colleagues(city.store, city.response)[0]
    guest = ("Cem", "Cem@example.org", None)
    _, token = delegates.invite_delegate(city.store, amal, *guest, city.clock())
    second = open_second(city)
    invite(city, second, "Cem")
    cem = enter(city.app, token)

    told = read(cem.get(city.path()).text)

    assert "The second round is open Autumn round" in told
    assert "Your link to it was made on" in told
    assert "If you no longer have it, Amal can send you a new one." in told
    assert GO not in told
    assert go(city, second, cem) is None
    with cem.session_transaction() as session:
        assert list(session["invitations"]) == [str(city.response)]
