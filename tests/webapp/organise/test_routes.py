from __future__ import annotations

import copy
import csv
import io
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from instruments import Instrument
from meter.fieldwork import rounds
from meter.fieldwork.apart import hand_in, list_opened
from meter.fieldwork.invitations import find_invitation_by_token
from meter.fieldwork.responses import save_answers
from meter.fieldwork.rounds import find_round, list_rounds
from tests.webapp.desk import DOCUMENT

if TYPE_CHECKING:
    from tests.webapp.desk import Desk

NEW = "/organise/new?instrument=meter"


def words(html: str) -> str:
    """Read a page as its words."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_without_signing_in_every_page_leads_to_the_sign_in(desk: Desk) -> None:
    desk.draft()
    stranger = desk.app.test_client()

    for path in ("/organise/", "/organise/new", "/organise/seoul/"):
        assert stranger.get(path).location.startswith("/staff/sign-in?next=")


def test_the_list_shows_the_organisers_own_rounds_alone(desk: Desk) -> None:
    asked = desk.open("seoul")
    desk.answer(asked, "Arva", 10, 20, 30)
    desk.invite(asked, "Belo")
    desk.draft("elsewhere", owner_id=desk.other.id)

    page = words(desk.get("/organise/").text)

    assert "Round of Seoul" in page
    assert "1 of 2 units have submitted" in page
    assert "Elsewhere" not in page


def test_a_foreign_round_is_not_there(desk: Desk) -> None:
    desk.draft("theirs", owner_id=desk.other.id)

    assert desk.get("/organise/theirs/").status_code == 404
    for deed in ("open", "close", "invite", "invite-file"):
        assert desk.post(f"/organise/theirs/{deed}").status_code == 404
    theirs = find_round(desk.store, "theirs")
    assert theirs is not None
    assert theirs.opened_at is None


def test_the_library_is_offered_for_a_new_round(desk: Desk) -> None:
    page = desk.get("/organise/new").text

    for key in ("meter", "ecities", "egdi"):
        assert f'href="/organise/new?instrument={key}"' in page


def test_a_new_round_needs_a_title_alone(desk: Desk) -> None:
    given = {"title": " Workshop of Séoul ", "method": "default"}

    reply = desk.post(NEW, given, page=NEW)

    assert reply.location == "/organise/workshop-of-seoul/"
    (made,) = list_rounds(desk.store, desk.owner.id)
    assert (made.title, made.instrument_key) == ("Workshop of Séoul", "meter")
    assert made.opened_at is None


def test_the_last_day_counts_to_its_end(desk: Desk) -> None:
    given = {"title": "Seoul", "method": "default", "closes_on": "2026-11-30"}

    desk.post(NEW, given, page=NEW)

    made = find_round(desk.store, "seoul")
    assert made is not None
    assert made.closes_at == datetime(2026, 12, 1, tzinfo=UTC)


def test_a_round_declares_its_grace(desk: Desk) -> None:
    form = {"title": "Seoul", "method": "default", "closes_on": "2026-11-30"}

    refused = desk.post(NEW, {**form, "grace": "400"}, page=NEW)
    desk.post(NEW, {**form, "grace": "3"}, page=NEW)

    assert "Choose one of the periods." in refused.text
    drafted = find_round(desk.store, "seoul")
    assert drafted is not None
    assert drafted.grace_days == 3
    assert "late ones until" in desk.get("/organise/seoul/").text


def test_a_round_declares_that_people_answer_apart(desk: Desk) -> None:
    form = {"title": "Seoul", "method": "default"}

    desk.post(NEW, {**form, "apart": "yes"}, page=NEW)
    desk.post(NEW, {**form, "key": "together"}, page=NEW)

    declared, plain = (find_round(desk.store, key) for key in ("seoul", "together"))
    assert declared is not None
    assert plain is not None
    assert (declared.apart, plain.apart) == (True, False)
    assert "answer apart here" in desk.get("/organise/seoul/").text
    assert "answer apart here" not in desk.get("/organise/together/").text


def test_what_each_answered_apart_is_downloaded_without_names(desk: Desk) -> None:
    small = Instrument.model_validate(DOCUMENT)
    drafted = rounds.draft_round(
        desk.store, desk.owner.id, "apart", "Apart", small, at=desk.clock(), apart=True
    )
    asked = rounds.open_round(desk.store, drafted.id, desk.clock())
    _unit, agreed, token = desk.invite(asked, "=Arva")
    invitation = find_invitation_by_token(desk.store, token)
    assert invitation is not None
    own = list_opened(desk.store, invitation)[-1]
    save_answers(desk.store, own, {"law_share": 20.0}, {}, "Focal =Arva", desk.clock())
    hand_in(desk.store, own, "Focal =Arva", desk.clock())
    why = {"law_share": "=1+1"}
    save_answers(
        desk.store, agreed, {"law_share": 30.0}, {}, "Ana", desk.clock(), notes=why
    )

    reply = desk.get("/organise/apart/disagreement.csv")

    text = reply.data.decode("utf-8-sig")
    law = next(one for one in csv.DictReader(io.StringIO(text)) if one["agreed"])
    assert reply.mimetype == "text/csv"
    assert "apart-disagreement.csv" in reply.headers["Content-Disposition"]
    assert (law["unit"], law["why"]) == ("'=Arva", "'=1+1")
    assert (law["respondent_1"], law["agreed"], law["agreed_by"]) == ("20", "30", "Ana")
    assert "Focal" not in text


def test_a_round_without_it_has_nothing_to_download(desk: Desk) -> None:
    desk.draft()
    desk.draft("theirs", owner_id=desk.other.id)

    reply = desk.get("/organise/seoul/disagreement.csv")

    assert reply.location == "/organise/seoul/"
    assert desk.get("/organise/theirs/disagreement.csv").status_code == 404


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"title": "  "}, "Give the round a title."),
        ({"title": "x" * 201}, "Write 1 to 200 characters on one line."),
        ({"key": "Not A Key"}, "Use small letters, digits, - and _"),
        ({"key": "taken"}, "Another round has this key. Choose another one."),
        ({"closes_on": "2020-01-01"}, "Choose today or a later day"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(
    desk: Desk, given: dict[str, str], sentence: str
) -> None:
    desk.draft("taken", owner_id=desk.other.id)
    typed = {"title": "Seoul", "key": "seoul", "method": "default", **given}

    reply = desk.post(NEW, typed, page=NEW)

    assert reply.status_code == 422
    assert sentence in words(reply.text)
    assert f'value="{typed["key"]}"' in reply.text
    assert list_rounds(desk.store, desk.owner.id) == []


def test_a_day_that_is_none_is_named(desk: Desk) -> None:
    given = {"title": "Seoul", "method": "default", "closes_on": "30.11.2026"}

    reply = desk.post(NEW, given, page=NEW)

    assert reply.status_code == 422
    assert "Choose a day, or write it like 2026-11-30." in reply.text
    assert 'value="30.11.2026"' in reply.text


def test_a_method_of_another_instrument_is_refused(desk: Desk) -> None:
    given = {"title": "Seoul", "method": "nonsense"}

    reply = desk.post(NEW, given, page=NEW)

    assert reply.status_code == 422
    assert "Choose one of the methods." in reply.text


def test_an_instrument_without_scores_needs_no_method(desk: Desk) -> None:
    bare = copy.deepcopy(DOCUMENT)
    for part in ("framework", "methods", "stages"):
        del bare[part]

    desk.draft("bare", document=bare)

    page = words(desk.get("/organise/bare/").text)
    assert "Small, version 1" in page


def test_an_unknown_instrument_is_not_there(desk: Desk) -> None:
    assert desk.post("/organise/new?instrument=nonsense", {}).status_code == 404


def test_opening_and_closing_are_asked_for_and_then_done(desk: Desk) -> None:
    desk.draft()
    assert "Open it for answers" in desk.get("/organise/seoul/").text

    desk.post("/organise/seoul/open")
    opened = desk.get("/organise/seoul/").text
    desk.post("/organise/seoul/close")
    closed = desk.get("/organise/seoul/").text

    assert "Close it for good" in opened
    assert "Open it for answers" not in opened
    assert "Close it for good" not in closed
    assert "Invite and show the link" not in closed


def test_a_closed_round_cannot_be_opened_again(desk: Desk) -> None:
    desk.open()
    desk.post("/organise/seoul/close")

    reply = desk.post("/organise/seoul/open")

    assert reply.status_code == 409
    assert "closed" in words(reply.text)


def test_looking_changes_nothing(desk: Desk) -> None:
    desk.draft()
    before = find_round(desk.store, "seoul")

    for path in ("/organise/seoul/open", "/organise/seoul/close"):
        assert desk.get(path).status_code == 405

    assert find_round(desk.store, "seoul") == before


def test_deeds_need_the_token_of_a_form(desk: Desk) -> None:
    desk.draft()

    for deed in ("open", "close", "invite", "invite-file"):
        assert desk.client.post(f"/organise/seoul/{deed}").status_code == 400


def test_the_page_tells_how_far_everybody_is(desk: Desk) -> None:
    asked = desk.open()
    desk.answer(asked, "Arva", 10, 20, None)
    desk.invite(asked, "Belo")

    page = words(desk.get("/organise/seoul/").text)

    assert "2 units take part: 1 has submitted, 1 has not begun." in page
    assert "Belo Has not begun 0 of 3" in page
    assert "Arva Submitted 2 of 3" in page


def test_a_round_past_its_last_day_counts_as_closed(desk: Desk) -> None:
    desk.open(closes_at=desk.clock() + timedelta(days=1))

    desk.clock.go_on(hours=11)
    assert "Close the round" in desk.get("/organise/seoul/").text
    desk.client = desk.enter(desk.owner)
    desk.clock.go_on(hours=13)
    desk.client = desk.enter(desk.owner)

    assert "Invite and show the link" not in desk.get("/organise/seoul/").text


def test_titles_are_shown_as_typed(desk: Desk) -> None:
    given = {"title": "<script>alert(1)</script>", "method": "default", "key": "x"}

    desk.post(NEW, given, page=NEW)

    for path in ("/organise/", "/organise/x/"):
        page = desk.get(path).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page
