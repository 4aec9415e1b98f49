"""The organiser declares what units see of each other, and lets them see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.invitations import list_invitations
from meter.fieldwork.rounds import find_round
from meter.peers.consents import decide, load_decided
from tests.webapp.reading import read_text

if TYPE_CHECKING:
    from meter.records import PeerLevel, Round
    from tests.webapp.desk import Desk

NEW = "/organise/new?instrument=meter"
PAGE = "/organise/seoul/"


def get_round(desk: Desk, key: str = "seoul") -> Round:
    found = find_round(desk.store, key)
    assert found is not None
    return found


def share(
    desk: Desk, asked: Round, name: str, *shares: float, **levels: PeerLevel
) -> None:
    """Let a unit answer, and decide about the parts that are named."""
    unit = desk.answer(asked, name, *shares)
    (sent,) = (
        one for one in list_invitations(desk.store, asked.id) if one.unit_id == unit.id
    )
    seen = load_decided(desk.store, asked, sent.response_id).seen
    decide(desk.store, sent, levels, seen, desk.clock())


@pytest.fixture
def asked(desk: Desk) -> Round:
    """Give a round that lets spreads be seen, with seven units that share one part."""
    asked = desk.open("seoul")
    desk.post("/organise/seoul/peers", {"peers": "spread"})
    asked = get_round(desk)
    for place in range(7):
        share(desk, asked, f"City {place}", 10 * place, 50, 50, law="spread")
    return asked


def test_a_new_round_declares_what_units_see_and_how_they_are_grouped(
    desk: Desk,
) -> None:
    given = {
        "title": "Seen",
        "method": "default",
        "peers": "named",
        "peer_field": "population",
    }

    reply = desk.post(NEW, given, page=NEW)

    made = get_round(desk, "seen")
    assert (made.peers, made.peer_field) == ("named", "population")
    assert reply.location == "/organise/seen/"


def test_a_new_round_shows_nothing_unless_it_is_chosen(desk: Desk) -> None:
    desk.post(NEW, {"title": "Plain", "method": "default"}, page=NEW)

    made = get_round(desk, "plain")
    assert (made.peers, made.peer_field) == ("nothing", None)


@pytest.mark.parametrize("given", [{"peers": "all"}, {"peer_field": "country"}])
def test_what_cannot_be_chosen_is_refused(desk: Desk, given: dict[str, str]) -> None:
    form = {"title": "Odd", "method": "default", **given}

    reply = desk.post(NEW, form, page=NEW)

    assert reply.status_code == 422
    assert find_round(desk.store, "odd") is None


def test_the_page_tells_who_shares_what(desk: Desk, asked: Round) -> None:
    del asked
    text = read_text(desk.get(PAGE))

    assert "What units see of each other: An anonymous spread" in text
    assert "7 of 7 units let something be seen. All units are peers." in text
    assert "Whole 0 0 Law 7 0 Policy 0 0" in text
    assert "City 3 Nothing Spread Nothing Nothing" in text


def test_a_release_is_made_and_shown_with_its_day(desk: Desk, asked: Round) -> None:
    del asked
    assert "Nothing yet. A release keeps" in read_text(desk.get(PAGE))

    reply = desk.post("/organise/seoul/peers/release")

    assert reply.location == "/organise/seoul/#peers"
    text = read_text(desk.get(PAGE))
    assert "Last released on" in text
    assert "Law all who share this in the round 7 15 to 50" in text


def test_what_is_withheld_or_dark_says_so(desk: Desk, asked: Round) -> None:
    desk.post("/organise/seoul/peers/release")
    sent = list_invitations(desk.store, asked.id)[0]
    seen = load_decided(desk.store, asked, sent.response_id).seen
    decide(desk.store, sent, {"law": "nothing"}, seen, desk.clock())
    assert "7 dark: a unit has withdrawn since" in read_text(desk.get(PAGE))

    desk.post("/organise/seoul/peers/release")

    text = read_text(desk.get(PAGE))
    assert "6 not shown: with earlier releases or names a unit would be found" in text
    assert "Released before:" in text


def test_less_can_be_declared_and_more_cannot(desk: Desk, asked: Round) -> None:
    del asked
    wider = desk.post("/organise/seoul/peers", {"peers": "named"})
    assert wider.status_code == 409
    assert "It can declare less, and no more." in read_text(wider)

    narrower = desk.post("/organise/seoul/peers", {"peers": "nothing"})

    assert narrower.status_code == 303
    assert get_round(desk).peers == "nothing"
    refused = desk.post("/organise/seoul/peers/release")
    assert refused.status_code == 409
    assert "units see nothing of each other" in read_text(refused)
    assert desk.post("/organise/seoul/peers", {"peers": "all"}).status_code == 400


def test_a_foreign_round_declares_and_releases_nothing(desk: Desk) -> None:
    desk.draft("theirs", owner_id=desk.other.id)

    given = {"peers": "named"}
    assert desk.post("/organise/theirs/peers", given).status_code == 404
    assert desk.post("/organise/theirs/peers/release").status_code == 404
