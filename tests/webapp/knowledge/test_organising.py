"""Organisers review what is offered, add their own, and send files out and in."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from meter.knowledge.contributions import find_own, list_own
from meter.knowledge.steps import offer, withdraw
from tests.webapp.knowledge.conftest import GUIDE

if TYPE_CHECKING:
    from tests.webapp.knowledge.conftest import Space


def test_what_is_offered_is_published_for_all(space: Space) -> None:
    made = space.offer()
    assert "1 contribution waits for you" in space.desk.get(space.own_path()).text

    reply = space.decide(f"{made.id}/publish", {"seen": str(made.revision)})
    again = space.decide(f"{made.id}/publish", {"seen": str(made.revision)})

    assert (reply.status_code, again.status_code) == (303, 303)
    assert GUIDE.title in space.bo.get(space.path("", 1)).text


def test_a_question_is_needed_to_return_it(space: Space) -> None:
    made = space.offer()

    blank = space.decide(f"{made.id}/return", {"seen": str(made.revision)})
    asked = {"seen": str(made.revision), "words": "Which edition?"}
    reply = space.decide(f"{made.id}/return", asked)

    assert (blank.status_code, reply.status_code) == (422, 303)
    assert "Which edition?" in space.get(f"{made.id}/").text
    assert space.desk.get(space.own_path(f"{made.id}/")).status_code == 404


def test_what_was_changed_since_it_was_read_is_not_published(space: Space) -> None:
    made = space.offer()
    by = space.contributors[0]
    withdraw(space.store, by, made.id, "", space.clock())
    offer(space.store, by, made.id, made.revision, space.clock())

    reply = space.decide(f"{made.id}/publish", {"seen": str(made.revision)})

    assert reply.status_code == 409
    assert "Read it as it stands now." in reply.text
    assert find_own(space.store, by, made.id).state == "offered"


def test_what_a_city_took_back_meanwhile_is_refused_beside_the_others(
    space: Space,
) -> None:
    made, by = space.offer(), space.contributors[0]
    withdraw(space.store, by, made.id, "", space.clock())
    asked = {"seen": str(made.revision), "words": "Which <law>?"}

    refused = space.decide(f"{made.id}/publish", asked)
    returned = space.decide(f"{made.id}/return", asked)

    for reply in (refused, returned):
        assert reply.status_code == 409
        assert "Nothing was changed: it was withdrawn meanwhile." in reply.text
        assert "Which &lt;law&gt;?" in reply.text
        assert "Returned or withdrawn" in reply.text
    assert find_own(space.store, by, made.id).state == "withdrawn"


def test_what_is_typed_after_it_came_back_is_the_citys_alone(space: Space) -> None:
    made = space.offer()
    space.decide(f"{made.id}/return", {"seen": str(made.revision), "words": "Why?"})
    space.post(
        f"{made.id}/edit",
        {"kind": "guide", "title": "Secret", "seen": str(made.revision)},
    )

    page = space.desk.get(space.own_path()).text

    assert "Secret" not in page
    assert GUIDE.title in page
    assert "Ten steps" not in page


def test_an_organiser_takes_back_what_is_published_and_says_why(space: Space) -> None:
    made = space.publish()

    reply = space.decide(f"{made.id}/withdraw", {"words": "The link is broken."})

    assert reply.status_code == 303
    assert "The link is broken." in space.get().text
    assert space.bo.get(space.path(f"{made.id}/", 1)).status_code == 404


def test_what_is_offered_is_not_the_organisers_to_take_back(space: Space) -> None:
    made = space.offer()

    assert space.decide(f"{made.id}/withdraw", {}).status_code == 409


def test_organisers_publish_their_own(space: Space) -> None:
    form = {"kind": "guide", "title": "Ours", "summary": "It.", "languages": "en"}
    made = space.decide("new", {**form, "link": "https://ours.example/"})
    [kept] = list_own(space.store, space.workshop.id, None)
    assert space.bo.get(space.path(f"{kept.id}/", 1)).status_code == 404

    page = space.desk.get(made.location).text
    space.decide(f"{kept.id}/publish", {"seen": "1"})

    assert "Publish it for all cities" in page
    assert "Ours" in space.bo.get(space.path(f"{kept.id}/", 1)).text


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_a_file_goes_out_and_comes_in_again(space: Space, kind: str) -> None:
    space.publish(replace(GUIDE, title="=1+1", summary="'quoted'\nLines"))
    sent = space.desk.get(space.own_path(f"export.{kind}"))

    reply = space.decide("import", {"file": (io.BytesIO(sent.data), f"k.{kind}")})

    assert f"seoul-knowledge.{kind}" in sent.headers["Content-Disposition"]
    assert reply.status_code == 303
    assert space.desk.get(space.own_path(f"export.{kind}")).data == sent.data


def test_every_bad_row_is_named_and_nothing_is_written(space: Space) -> None:
    rows = (
        "kind,title,summary,languages,city,year\n"
        "poem,Rhymes,It.,en,,\n"
        "guide,,It.,en,Atlantis,\n"
        "guide,Good,It.,en,,2020\n"
        "guide,Late,It.,en,,soon\n"
    )

    reply = space.decide("import", {"file": (io.BytesIO(rows.encode()), "k.csv")})

    assert reply.status_code == 422
    for text in ("Choose one of the kinds", "Atlantis", "Write a year"):
        assert text in reply.text
    assert [f'<td class="num">{row}</td>' in reply.text for row in (2, 3, 4, 5)] == [
        True,
        True,
        False,
        True,
    ]
    assert list_own(space.store, space.workshop.id, None) == []


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"{", b"[1]", b"a,b\n1,2\n", b"{" * 100_000]
)
def test_what_is_no_such_file_is_refused(space: Space, content: bytes) -> None:
    reply = space.decide("import", {"file": (io.BytesIO(content), "k")})

    assert reply.status_code == 422
    assert 'id="file-wrong"' in reply.text


def test_another_kind_of_file_is_not_there(space: Space) -> None:
    assert space.desk.get(space.own_path("export.xml")).status_code == 404
