"""The page of a package: who gets which, and that it is written down."""

from __future__ import annotations

import errno
import io
import tempfile
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from meter.audit.records import Scope
from meter.audit.trail import list_entries
from meter.exchange.package import package
from meter.fieldwork.accounts import add_account
from meter.fieldwork.invitations import list_invitations
from meter.fieldwork.rounds import close_round
from meter.publication.agreements import agree
from meter.publication.editions import publish
from meter.publication.errors import PackageOvertakenError
from meter.workshops.members import name_member
from meter.workshops.workshops import draft_workshop, find_workshop_of
from webapp.package import making, routes

if TYPE_CHECKING:
    from pathlib import Path
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


def test_one_that_nobody_got_does_not_stop_the_next(
    desk: Desk, asked: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill_disk(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr(package, "fill_folder", fill_disk)
        reply = desk.post(PAGE, {"language": "en"}, page=PAGE)
    assert reply.status_code == 507
    assert "The server has no room for the file just now." in reply.text
    assert tempfile.gettempdir() not in reply.text
    assert list_entries(desk.store, Scope(actions=("package_made",))) == []
    desk.answer(asked, "Cela", 30, 40, 50)

    reply = desk.post(PAGE, {"language": "en"}, page=PAGE)

    assert len(unzip(reply)["csv/units.csv"].splitlines()) == 4


def test_one_that_is_not_written_down_is_not_sent_and_leaves_no_file(
    desk: Desk, asked: Round, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    seen = []

    def refuse(*_: object, **_more: object) -> None:
        seen.append(len([*place.glob("*/package.zip")]))
        raise PackageOvertakenError

    monkeypatch.setattr(routes, "record_export", refuse)
    reply = desk.post(PAGE, {"language": "en"}, page=PAGE)

    assert (reply.status_code, reply.mimetype) == (409, "text/html")
    assert seen == [1]
    assert list(place.iterdir()) == []
    assert asked.title in reply.text


def test_where_all_are_known_by_name_nobody_is_told_to_wait(
    desk: Desk, asked: Round
) -> None:
    for sent in list_invitations(desk.store, asked.id):
        agree(desk.store, sent, "named", 0, desk.clock())
    publish(desk.store, asked.id, "CC0-1.0", desk.clock())

    page = desk.get(PAGE).text
    reply = desk.post(PAGE, {"language": "en"}, page=PAGE)
    whole = desk.post(PAGE, {"language": "en", "names": "1"}, page=PAGE)

    for text in (page, reply.text):
        assert "Ask the units to agree to be named beside their answers" in text
        assert "counts yet" not in text
    assert reply.status_code == 409
    assert "Arva" in unzip(whole)["csv/units.csv"]


def test_whoever_agrees_and_is_not_named_yet_is_counted_on_the_page(
    desk: Desk, asked: Round
) -> None:
    desk.post(PAGE, {"language": "en"}, page=PAGE)
    sent = list_invitations(desk.store, asked.id)[0]
    agree(desk.store, sent, "open", 0, desk.clock())

    page = desk.get(PAGE).text
    found = unzip(desk.post(PAGE, {"language": "en"}, page=PAGE))

    assert "1 unit agreed to be named beside its answers and is not named yet" in page
    rules = " ".join(found["RULES.txt"].split())
    assert "Units that agreed and have no name yet: 1." in rules
    assert "Arva" not in "".join(found.values())
    assert "is not named yet" in desk.get("/organise/seoul/editions").text


def test_in_a_closed_round_nobody_is_told_to_wait(desk: Desk, asked: Round) -> None:
    desk.post(PAGE, {"language": "en"}, page=PAGE)
    desk.answer(asked, "Cela", 30, 40, 50)
    close_round(desk.store, asked.id, desk.clock())

    reply = desk.post(PAGE, {"language": "en"}, page=PAGE)
    whole = desk.post(PAGE, {"language": "en", "names": "1"}, page=PAGE)

    assert reply.status_code == 409
    assert "The round takes no more answers: use the last package." in reply.text
    assert "wait until" not in reply.text
    assert "Cela" in unzip(whole)["csv/units.csv"]


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
