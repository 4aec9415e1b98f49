"""A researcher reads the same numbers as the organiser, of units without names."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from meter.comparison.frames import round_results
from meter.fieldwork.exporting import record_export
from meter.fieldwork.invitations import list_invitations
from meter.fieldwork.rounds import find_round, get_instrument
from meter.fieldwork.units import list_units
from meter.peers.consents import decide
from meter.peers.declaring import declare_peers
from meter.peers.levels import list_peer_nodes
from meter.publication.agreements import agree
from meter.publication.packaged import Judged, Member
from meter.storage.repository.workshops import drop_member, save_member
from meter.workshops.workshops import draft_workshop
from tests.webapp.desk import desk
from webapp.organise import routes

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from meter.comparison.frames import RoundResults
    from meter.records import Invitation, PeerLevel, Round
    from meter.storage import Store
    from tests.webapp.desk import Desk

__all__ = ["desk"]

NAMES = ("Ankor", "Belm", "Cair")


@pytest.fixture
def reader(desk: Desk) -> FlaskClient:
    """Yield a browser of a researcher of a workshop with a round of three cities."""
    at = desk.clock()
    made = draft_workshop(desk.store, desk.owner.id, "meet", "Meet", at=at)
    asked = desk.open("seoul", workshop_id=made.id)
    for number, name in enumerate(NAMES):
        desk.answer(asked, name, 10.0 * number, 20.0, 30.0)
    who = (made.id, desk.other.id, "researcher", at)
    desk.store.write(lambda connection: save_member(connection, *who))  # type: ignore[arg-type]
    return desk.enter(desk.other)


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_scores_are_the_same_and_names_are_numbers(
    desk: Desk, reader: FlaskClient
) -> None:
    theirs = read_csv(reader.get("/organise/seoul/scores.csv").text)
    own = read_csv(desk.get("/organise/seoul/scores.csv").text)

    assert sorted(one["law"] for one in theirs) == sorted(one["law"] for one in own)
    assert [one["unit"] for one in theirs] == ["Unit 1", "Unit 2", "Unit 3"]
    assert sorted(one["unit"] for one in own) == list(NAMES)


@pytest.mark.parametrize("path", ["", "/stages.json", "/heatmap.json", "?view=room"])
def test_comparing_names_nobody(desk: Desk, reader: FlaskClient, path: str) -> None:
    address = f"/organise/seoul/compare{path}"
    theirs, own = reader.get(address), desk.get(address)

    assert (theirs.status_code, own.status_code) == (200, 200)
    assert not any(name in theirs.text for name in NAMES)
    if not path:
        assert all(name in own.text for name in NAMES)
        assert "Unit 2" in theirs.text
        assert "/organise/seoul/restated" not in theirs.text


def test_the_list_of_rounds_offers_what_a_researcher_reads(
    reader: FlaskClient,
) -> None:
    page = reader.get("/organise/").text

    assert 'href="/organise/seoul/compare"' in page
    assert 'href="/organise/seoul/scores.csv"' in page
    assert 'href="/organise/seoul/"' not in page


def test_nothing_else_of_the_round_is_there(reader: FlaskClient) -> None:
    for rest in ("", "evidence", "trail", "trail.csv", "compare/movement"):
        assert reader.get(f"/organise/seoul/{rest}").status_code == 404
    assert reader.get("/review/seoul/").status_code == 404
    assert reader.get("/workshops/meet/trail").status_code == 404


def test_who_agreed_to_be_named_beside_every_score_is(
    desk: Desk, reader: FlaskClient
) -> None:
    asked = find_round(desk.store, "seoul")
    assert asked is not None
    declare_peers(desk.store, asked.id, "named", desk.clock())
    framework = get_instrument(desk.store, asked).framework
    assert framework is not None
    whole: dict[str, PeerLevel] = dict.fromkeys(list_peer_nodes(framework), "named")
    half: dict[str, PeerLevel] = {**whole, "law": "spread"}
    for unit, levels in ((NAMES[1], whole), (NAMES[2], half)):
        sent = find_invitation(desk, asked, unit)
        decide(desk.store, sent, levels, 0, desk.clock())

    theirs = read_csv(reader.get("/organise/seoul/scores.csv").text)

    shown = {one["unit"] for one in theirs} & set(NAMES)
    assert shown == {NAMES[1]}
    assert NAMES[1] not in reader.get("/organise/seoul/disagreement.csv").text

    package(desk, asked, NAMES[1])
    assert NAMES[1] not in reader.get("/organise/seoul/scores.csv").text
    agree(desk.store, find_invitation(desk, asked, NAMES[1]), "open", 0, desk.clock())
    assert NAMES[1] in reader.get("/organise/seoul/scores.csv").text


def find_invitation(desk: Desk, asked: Round, unit: str) -> Invitation:
    sent = list_invitations(desk.store, asked.id)
    return next(one for one in sent if one.person_name == f"Focal {unit}")


def package(desk: Desk, asked: Round, unit: str) -> None:
    """Record a package that holds the answers of a unit without its name."""
    number = next(
        one.id for one in list_units(desk.store, asked.id) if one.name == unit
    )
    # Judged as if the unit had shown its name to its peers afterwards.
    judged = Judged({number: Member(1)}, 0, frozenset({number}))
    record_export(desk.store, asked.id, desk.clock(), judged=judged)


def test_whose_right_goes_while_it_reads_gets_no_names(
    desk: Desk, reader: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = find_round(desk.store, "seoul")
    assert asked is not None
    workshop = asked.workshop_id

    def withdraw_and_read(store: Store, round_id: int) -> RoundResults:
        assert workshop is not None
        store.write(lambda connection: drop_member(connection, workshop, desk.other.id))
        return round_results(store, round_id)

    monkeypatch.setattr(routes, "round_results", withdraw_and_read)
    reply = reader.get("/organise/seoul/scores.csv")

    assert reply.status_code == 200
    assert {one["unit"] for one in read_csv(reply.text)}.isdisjoint(NAMES)
    assert reader.get("/organise/seoul/scores.csv").status_code == 404
