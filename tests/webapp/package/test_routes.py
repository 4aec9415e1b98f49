"""The page of a package: who gets which, and that it is written down."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from meter.audit.records import Scope
from meter.audit.trail import list_entries
from meter.exchange.package import package
from meter.fieldwork.accounts import add_account
from meter.workshops.members import name_member
from meter.workshops.workshops import draft_workshop, find_workshop_of
from webapp.package import making

if TYPE_CHECKING:
    from types import ModuleType

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from meter.records import Round
    from tests.webapp.desk import Desk

PAGE = "/organise/seoul/package"


@pytest.fixture
def asked(desk: Desk) -> Round:
    """Give a round of a workshop that two cities have submitted."""
    meeting = draft_workshop(
        desk.store, desk.owner.id, "meeting", "Meeting", at=desk.clock()
    )
    asked = desk.open("seoul", workshop_id=meeting.id)
    desk.answer(asked, "Arva", 20, 40, 60)
    desk.answer(asked, "Belm", 80, None, 10)
    return asked


@pytest.fixture
def researcher(desk: Desk, asked: Round) -> FlaskClient:
    store, at = desk.store, desk.clock()
    rita = add_account(store, "rita@example.org", "Rita", at)
    workshop = find_workshop_of(store, asked)
    assert workshop is not None
    name_member(store, workshop, rita.email, "researcher", desk.owner, at)
    return desk.enter(rita)


def unzip(reply: TestResponse) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(reply.data)) as archive:
        return {
            name.partition("/")[2]: archive.read(name).decode(errors="ignore")
            for name in archive.namelist()
        }


def post(desk: Desk, client: FlaskClient, **fields: str) -> TestResponse:
    desk.client = client
    return desk.post(PAGE, fields, page=PAGE)


def test_an_organiser_gets_a_zip_without_names(desk: Desk, asked: Round) -> None:
    reply = desk.post(PAGE, {"language": "en"}, page=PAGE)

    found = unzip(reply)
    assert reply.mimetype == "application/zip"
    assert reply.headers["Content-Disposition"].endswith("seoul-package.zip")
    assert reply.content_length == len(reply.data)
    assert "Arva" not in "".join(found.values())
    assert "recompute.py" in found
    (entry,) = list_entries(desk.store, Scope(actions=("package_made",)))
    assert (entry.round_id, entry.who, entry.detail["names"]) == (
        asked.id,
        "Ada",
        False,
    )


def test_an_organiser_may_have_all_named_and_is_warned(
    desk: Desk, asked: Round
) -> None:
    del asked
    page = desk.get(PAGE).text
    reply = desk.post(PAGE, {"language": "en", "names": "1"}, page=PAGE)

    assert "Do not pass such a package on" in page
    found = unzip(reply)
    assert "Arva" in found["csv/units.csv"]
    assert found["README.txt"].startswith("THIS PACKAGE NAMES UNITS")
    assert reply.headers["Content-Disposition"].endswith("seoul-package-named.zip")
    (entry,) = list_entries(desk.store, Scope(actions=("package_made",)))
    assert entry.detail["names"] is True


def test_a_researcher_gets_one_without_names_whatever_is_sent(
    desk: Desk, researcher: FlaskClient
) -> None:
    page = researcher.get(PAGE).text
    reply = post(desk, researcher, language="en", names="1")

    assert "Name every unit" not in page
    assert "Arva" not in "".join(unzip(reply).values())
    (entry,) = list_entries(desk.store, Scope(actions=("package_made",)))
    assert (entry.who, entry.role) == ("Rita", "researcher")


def test_a_researcher_finds_it_beside_the_round(researcher: FlaskClient) -> None:
    assert f'href="{PAGE}"' in researcher.get("/organise/").text
    assert f'href="{PAGE}"' in researcher.get("/organise/seoul/compare").text


def test_an_organiser_finds_it_on_the_page_of_the_round(
    desk: Desk, asked: Round
) -> None:
    del asked
    assert f'href="{PAGE}"' in desk.get("/organise/seoul/").text


def test_the_trail_says_that_it_was_made(desk: Desk, asked: Round) -> None:
    del asked
    desk.post(PAGE, {"language": "en"}, page=PAGE)

    assert "Made a research package" in desk.get("/organise/seoul/trail").text


def test_before_answers_count_there_is_nothing_to_make(desk: Desk) -> None:
    desk.open("seoul")

    page = desk.get(PAGE).text
    reply = desk.post(PAGE, {"language": "en"}, page="/organise/seoul/")

    assert "No answer counts yet." in page
    assert '<button class="btn">Make the package' not in page
    assert reply.status_code == 409
    assert "No answer in this round counts yet." in reply.text
    assert list_entries(desk.store, Scope(actions=("package_made",))) == []


def test_beside_the_package_before_one_newcomer_is_too_few(
    desk: Desk, asked: Round
) -> None:
    for _ in range(2):
        reply = desk.post(PAGE, {"language": "en"}, page=PAGE)
        assert reply.mimetype == "application/zip"
    desk.answer(asked, "Cela", 30, 40, 50)

    reply = desk.post(PAGE, {"language": "en"}, page=PAGE)
    whole = desk.post(PAGE, {"language": "en", "names": "1"}, page=PAGE)

    assert reply.status_code == 409
    assert "wait until at least 6 units have done the same" in reply.text
    assert "Cela" in unzip(whole)["csv/units.csv"]
    made = list_entries(desk.store, Scope(actions=("package_made",)))
    assert [len(one.detail["units"]) for one in made] == [3, 2, 2]


def test_who_comes_while_another_one_is_made_is_told_so(
    desk: Desk, asked: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    del asked
    monkeypatch.setattr(package, "MOST_SECONDS", 0.01)

    with package._turn:
        reply = desk.post(PAGE, {"language": "en"}, page=PAGE)

    assert reply.status_code == 409
    assert "Other packages are being made now." in reply.text
    assert list_entries(desk.store, Scope(actions=("package_made",))) == []


def test_reading_the_round_waits_for_its_turn_as_making_does(
    desk: Desk, asked: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    del asked
    done = []

    def watch(place: ModuleType, name: str) -> None:
        act = getattr(place, name)

        def watched(*given: Any, **named: Any) -> Any:
            done.append((name, package._turn.locked()))
            return act(*given, **named)

        monkeypatch.setattr(place, name, watched)

    watch(making, "read_snapshot")
    watch(package, "fill_folder")
    desk.post(PAGE, {"language": "en"}, page=PAGE)

    assert done == [("read_snapshot", True), ("fill_folder", True)]
    assert not package._turn.locked()


def test_a_language_that_the_round_lacks_is_its_own(desk: Desk, asked: Round) -> None:
    del asked
    reply = desk.post(PAGE, {"language": "tlh"}, page=PAGE)

    assert '"language": "en"' in unzip(reply)["provenance.json"]


def test_to_another_organiser_it_is_not_there(desk: Desk, asked: Round) -> None:
    del asked
    stranger = desk.enter(desk.other)

    assert stranger.get(PAGE).status_code == 404
