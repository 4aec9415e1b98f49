"""A focal point invites colleagues, and each answers what is theirs."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.delegates import list_colleagues
from meter.fieldwork.responses import get_response
from meter.fieldwork.rounds import close_round
from tests.webapp.city import enter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from meter.records import Invitation
    from tests.webapp.city import City

CHO = {"name": "Cho", "email": "cho@example.org"}
ADDRESS = re.compile(r"http://localhost/join/(\S+?)</textarea>")


def read_link(page: TestResponse) -> str:
    """Read the token of the link that a page shows."""
    assert page.status_code == 200, page.text
    found = ADDRESS.search(page.text)
    assert found is not None
    return found[1]


def invite(city: City, *sections: str) -> FlaskClient:
    """Invite Cho and give the browser in which they came in."""
    page = city.post("colleagues", {**CHO, "sections": list(sections)})
    return enter(city.app, read_link(page))


def find_cho(city: City) -> Invitation:
    return list_colleagues(city.store, city.response)[-1]


def give(texts: Mapping[str, str]) -> dict[str, object]:
    answers = {key: {"texts": [text]} for key, text in texts.items()}
    return {"operation": "o-1", "answers": answers, "seen": {}}


def test_a_colleague_comes_in_by_the_link_that_is_shown_once(city: City) -> None:
    page = city.post("colleagues", CHO)
    cho = enter(city.app, read_link(page))

    assert "Send this link to" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert "You are here as Cho." in cho.get(city.path()).text
    assert "/join/" not in city.get("colleagues").text


def test_the_hub_names_colleagues_and_what_is_theirs(city: City) -> None:
    invite(city, "second")
    city.give({"contact": "Ada"}, "Cho")

    hub = html.unescape(re.sub(r"<[^>]+>", "", city.get().text))

    assert re.search(r"Also answering:\s+Bo,\s+Cho", hub)
    assert re.search(r"For Cho\s*Last changed by Cho,", hub)


def test_a_delegate_changes_only_what_is_theirs(city: City) -> None:
    cho = invite(city, "second")

    theirs = city.autosave(give({"contact": "Ada"}), cho)
    foreign = city.autosave(give({"level": "fully"}), cho)
    both = city.autosave(give({"level": "fully", "contact": "Eve"}), cho)

    assert theirs.status_code == 200
    assert (foreign.status_code, both.status_code) == (409, 409)
    assert foreign.json is not None
    assert "not yours to answer" in foreign.json["error"]
    assert city.stored == {"contact": "Ada"}


def test_a_section_of_others_can_be_read_and_not_changed(city: City) -> None:
    cho = invite(city, "second")
    city.give({"level": "fully"})

    page = cho.get(city.section("first"))
    reply = city.post("sections/first", {"q-level": "none"}, cho)

    assert '<fieldset class="all" disabled>' in page.text
    assert "Colleagues answer this section." in page.text
    assert "answer.js" not in page.text
    assert reply.status_code == 409
    assert "not yours to answer" in reply.text
    assert city.stored == {"level": "fully"}


def test_the_hub_leads_a_delegate_to_their_own_section(city: City) -> None:
    cho = invite(city, "second")

    hub = cho.get(city.path()).text

    assert re.search(r'class="btn" href="[^"]*/sections/second', hub)


def test_other_sections_count_from_the_next_request_on(city: City) -> None:
    cho = invite(city, "second")
    number = find_cho(city).id

    city.post(f"colleagues/{number}/sections", {"sections": ["first"]})

    assert city.autosave(give({"contact": "Ada"}), cho).status_code == 409
    assert city.autosave(give({"level": "fully"}), cho).status_code == 200


def test_a_delegate_whose_link_is_withdrawn_is_out_at_once(city: City) -> None:
    cho = invite(city)
    token = city.token(cho)
    number = find_cho(city).id

    reply = city.post(f"colleagues/{number}/withdraw")

    assert reply.status_code == 303
    assert cho.get(city.path()).status_code == 410
    assert city.autosave(give({"contact": "Ada"}), cho, token).status_code == 410
    assert city.stored == {}


def test_a_new_link_ends_the_former_one(city: City) -> None:
    former = invite(city, "second")
    number = find_cho(city).id

    page = city.post(f"colleagues/{number}/renew")
    renewed = enter(city.app, read_link(page))

    assert former.get(city.path()).status_code == 410
    assert city.autosave(give({"level": "fully"}), renewed).status_code == 409


@pytest.mark.parametrize(
    "rest", ["colleagues", "colleagues/3/renew", "colleagues/3/withdraw"]
)
def test_a_delegate_arranges_nothing(city: City, rest: str) -> None:
    cho = invite(city)
    other = city.post("colleagues", {"name": "Di", "email": "di@example.org"})
    assert other.status_code == 200

    reply = cho.post(city.path(rest), data={**CHO, "csrf_token": city.token(cho)})

    assert reply.status_code == 404
    assert "colleagues" not in cho.get(city.path()).text


def test_a_delegate_does_not_submit(city: City) -> None:
    cho = invite(city)
    city.give({"contact": "Ada"})

    page = cho.get(city.path("check"))
    reply = city.post("submit", client=cho)

    assert "Your focal point submits the answers" in page.text
    assert "/submit" not in page.text
    assert reply.status_code == 409
    assert "only the focal point" in reply.text
    assert get_response(city.store, city.response).submitted_at is None


def test_what_does_not_fit_is_said_beside_the_field(city: City) -> None:
    page = city.post("colleagues", {"name": "", "email": "cho", "sections": "second"})

    assert page.status_code == 422
    assert "Name the person to invite." in page.text
    assert "Write one e-mail address" in page.text
    assert re.search(r'value="second" id="new-second" checked', page.text)


def test_whom_the_organiser_invited_is_told_apart(city: City) -> None:
    page = city.post("colleagues", {"name": "Bo", "email": "BO@example.org"})

    assert page.status_code == 409
    assert "by a link of the organiser" in html.unescape(page.text)
    assert city.get(client=city.bo).status_code == 200


def test_nobody_is_invited_once_the_round_is_closed(city: City) -> None:
    token = city.token(page=city.path("colleagues"))
    close_round(city.store, city.round.id, city.clock())

    data = {**CHO, "csrf_token": token}
    reply = city.amal.post(city.path("colleagues"), data=data)

    assert reply.status_code == 409
    assert "closed" in reply.text
    assert "Invite and show the link" not in city.get("colleagues").text


def test_the_delegate_of_another_response_is_not_there(city: City) -> None:
    invite(city)

    reply = city.post("colleagues/99/withdraw")

    assert reply.status_code == 404
    assert find_cho(city).revoked_at is None
