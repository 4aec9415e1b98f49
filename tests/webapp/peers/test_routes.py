"""A unit sees its peers as far as it lets itself be seen, and decides on the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.delegates import invite_delegate
from meter.peers.consents import load_decided
from meter.peers.declaring import declare_peers
from meter.storage.errors import NotSavedError
from tests.meter.peers.crowd import NODES
from tests.webapp.city import enter
from tests.webapp.reading import read_text

if TYPE_CHECKING:
    from tests.webapp.peers.conftest import Town

SPREAD = "The middle half of 8 peers lies between 25 and 75"


@pytest.fixture
def full(town: Town) -> Town:
    """Give eight units of one group, released."""
    town.crowd.fill(8, population=50_000.0)
    town.crowd.release()
    return town


def test_a_unit_sees_itself_beside_its_peers(full: Town) -> None:
    reply = full.get("City 07")
    text = read_text(reply)

    assert "You: 93.8" in text
    assert f"You are in the upper quarter. {SPREAD}" in text
    assert "the median between 50 and 55." in text
    assert reply.text.count('class="band"') == len(NODES)


def test_every_figure_says_how_it_is_known(full: Town) -> None:
    text = full.read("City 00")

    assert "8 peers, Population: less than 100,000" in text
    assert "09:30 UTC , Organiser" in text


def test_the_result_shows_the_peers_of_each_part(full: Town) -> None:
    reply = full.get("City 00", "result")

    assert reply.text.count('class="band"') == len(NODES) - 1
    assert read_text(reply).count(SPREAD) == len(NODES) - 1
    assert full.path("City 00") in reply.text


def test_the_overview_leads_to_the_peers_also_before_submission(town: Town) -> None:
    town.crowd.join("Marenda", 0.5, "nothing")

    assert town.path("Marenda") in town.get("Marenda", "").text


def test_a_reason_that_is_the_same_of_all_is_said_once(town: Town) -> None:
    town.crowd.join("Marenda", 0.5, "nothing")
    assert town.read("Marenda").count("You let nothing be seen of this") == 1

    town.crowd.decide("Marenda", {"law": "spread"})
    assert "You let nothing be seen of this" not in town.read("Marenda")


def test_a_choice_is_kept_and_holds_at_the_next_request(full: Town) -> None:
    assert SPREAD in full.read("City 01")

    reply = full.post("City 00", dict.fromkeys(NODES, "nothing"))

    assert reply.location == full.path("City 00") + "#share"
    assert "Holds now: Nothing." in full.read("City 00")
    assert SPREAD not in full.read("City 01")
    assert 'class="band"' not in full.get("City 01", "result").text
    assert "Somebody of your group has withdrawn" in full.read("City 01")


def test_names_are_seen_both_ways_and_go_at_once(full: Town) -> None:
    for name in ("City 00", "City 01"):
        full.post(name, dict.fromkeys(NODES, "named"))
    assert "City 01 18.8" in full.read("City 00")
    assert "City 00 6.2" not in full.read("City 00")
    assert "City 01" not in full.read("City 02")

    full.post("City 01", {"law": "spread"})

    named = full.read("City 00").count("City 01 18.8")
    assert named == len(NODES) - 2  # neither at the part, nor at the index above it
    assert "Your name is shown here once it is shown at all its parts" in full.read(
        "City 01"
    )


def test_what_somebody_else_decided_meanwhile_is_not_overwritten(full: Town) -> None:
    crowd = full.crowd
    seen = load_decided(crowd.store, crowd.round, crowd.id_of("City 00")).seen
    crowd.decide("City 00", {"law": "nothing"})

    reply = full.post("City 00", {"law": "named"}, seen=str(seen))

    assert reply.status_code == 409
    assert "Focal City 00 decided otherwise" in read_text(reply)
    # What was chosen is still there, to be kept if it is right.
    law = reply.text.partition('name="level-law" value="named"')[2]
    assert law.startswith(" checked")
    assert "Holds now: Nothing." in read_text(reply)
    assert full.post("City 00", {"law": "named"}).status_code == 303


def test_what_the_organiser_has_narrowed_is_said(full: Town) -> None:
    browser = full.enter("City 00")
    page = browser.get(full.path("City 00")).text
    declare_peers(full.crowd.store, full.crowd.round.id, "spread", full.crowd.at)

    fields = dict(re.findall(r'name="(csrf_token|seen)" value="([^"]*)"', page))
    chosen = {"level-law": "named", "level-skills": "nothing"}
    reply = browser.post(full.path("City 00"), data={**fields, **chosen})

    assert reply.status_code == 409
    assert "the organiser lets less be seen now" in read_text(reply)
    assert 'value="named"' not in reply.text
    # What can still be chosen stays chosen.
    assert 'name="level-skills" value="nothing" checked' in reply.text
    assert 'name="level-law" value="spread" checked' in reply.text


def test_a_level_that_there_is_not_is_refused(full: Town) -> None:
    assert full.post("City 00", {"law": "everything"}).status_code == 400


def test_a_server_that_cannot_write_keeps_what_was_chosen(
    full: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise NotSavedError("full")

    monkeypatch.setattr("webapp.peers.routes.decide", fail)

    reply = full.post("City 00", {"law": "named"})

    assert reply.status_code == 507
    law = reply.text.partition('name="level-law" value="named"')[2]
    assert law.startswith(" checked")


def test_a_delegate_reads_and_does_not_decide(town: Town) -> None:
    crowd = town.crowd
    crowd.invite("Marenda")
    _, token = invite_delegate(
        crowd.store, crowd.invited["Marenda"], "Di", "di@example.org", None, crowd.at
    )
    browser = enter(town.app, token)

    page = browser.get(town.path("Marenda"))

    assert "Only your focal point" in read_text(page)
    assert 'action="/answer' not in page.text
    assert "<fieldset disabled>" in page.text


def test_a_round_that_shows_nothing_says_so(full: Town) -> None:
    declare_peers(full.crowd.store, full.crowd.round.id, "nothing", full.crowd.at)

    text = full.read("City 00")

    assert "In this round units see nothing of each other" in text
    assert 'type="radio"' not in full.get("City 00").text
    assert "peers" not in full.get("City 00", "").text
    assert full.path("City 00") not in full.get("City 00", "result").text


def test_the_page_runs_from_right_to_left(full: Town) -> None:
    browser = full.enter("City 07")

    page = browser.get(full.path("City 07") + "?lang=ar").text

    assert 'dir="rtl"' in page
    # The tick of the median between 50 and 55 is mirrored.
    assert 'class="tick" x="47.5%"' in page
