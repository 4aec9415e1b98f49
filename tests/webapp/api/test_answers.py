"""Answers: read once submitted, written over the revision that was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from meter.fieldwork import responses
from meter.fieldwork.reopening import reopen

if TYPE_CHECKING:
    from tests.webapp.api.conftest import Program
    from tests.webapp.desk import Desk

KEYS = ["law_share", "policy_share", "skills_share"]


@pytest.fixture
def done(desk: Desk, program: Program) -> str:
    """Let a unit submit, and give the address of its answers."""
    desk.answer(desk.open("seoul"), "Ankor", 10, 20, 30)
    (given,) = program.read("/rounds/seoul/responses")["items"]
    return f"/rounds/seoul/responses/{given['id']}/answers"


@pytest.fixture
def open_one(desk: Desk) -> str:
    """Invite a unit, and give the address of its answers."""
    _, number, _ = desk.invite(desk.open("seoul"), "Ankor")
    return f"/rounds/seoul/responses/{number}/answers"


def test_answers_are_read_in_the_order_of_asking(program: Program, done: str) -> None:
    found = program.read_all(done)

    assert [one["item"] for one in found] == KEYS
    assert [one["value"] for one in found] == [10.0, 20.0, 30.0]
    assert {one["revision"] for one in found} == {1}


def test_an_answer_names_its_revision_as_its_etag(program: Program, done: str) -> None:
    reply = program.get(f"{done}/law_share")

    assert reply.headers["ETag"] == '"1"'
    assert reply.get_json()["changed_by"] == "Ankor"
    again = program.get(f"{done}/law_share", If_None_Match='"1"')
    assert again.status_code == 304
    assert program.get(f"{done}/nothing").status_code == 404


def test_until_it_is_submitted_an_answer_is_its_units(
    program: Program, open_one: str
) -> None:
    reply = program.ask("PUT", f"{open_one}/law_share", {"value": 5}, If_None_Match="*")
    assert reply.status_code == 200

    for rest in ("", "/law_share", "/law_share/revisions"):
        assert program.get(f"{open_one}{rest}").status_code == 409


def test_an_answer_is_written_over_what_was_seen(
    program: Program, open_one: str
) -> None:
    place = f"{open_one}/law_share"

    first = program.ask(
        "PUT", place, {"value": 5, "note": "By phone."}, If_None_Match="*"
    )
    second = program.ask("PUT", place, {"value": 6.5}, If_Match=first.headers["ETag"])

    assert (first.headers["ETag"], second.headers["ETag"]) == ('"1"', '"2"')
    written: dict[str, Any] = second.get_json()
    assert (written["value"], written["note"]) == (6.5, "By phone.")


def test_no_stale_save_overwrites(desk: Desk, program: Program, open_one: str) -> None:
    number = int(open_one.split("/")[4])
    place = f"{open_one}/law_share"
    program.ask("PUT", place, {"value": 5}, If_None_Match="*")
    responses.save_answers(
        desk.store, number, {"law_share": 7.0}, {"law_share": 1}, "Ana", desk.clock()
    )

    for seen in ({"If_Match": '"1"'}, {"If_None_Match": "*"}, {"If_Match": '"x"'}):
        reply = program.ask("PUT", place, {"value": 9}, **seen)
        assert reply.status_code == 412
        assert "7" not in reply.get_json()["detail"]

    kept = responses.load_answers(desk.store, number)["law_share"]
    assert (kept.answer, kept.revision) == (7.0, 2)


@pytest.mark.parametrize("value", [5, 6])
def test_a_guess_tells_nothing_of_a_draft(
    desk: Desk, program: Program, open_one: str, value: float
) -> None:
    number = int(open_one.split("/")[4])
    given, notes = {"law_share": 5.0}, {"law_share": "Only ours."}
    at = desk.clock()
    responses.save_answers(desk.store, number, given, {}, "Ana", at, notes=notes)

    place, body = f"{open_one}/law_share", {"value": value}
    replies = [program.ask("PUT", place, body, If_Match=f'"{n}"') for n in (1, 2)]

    assert [one.status_code for one in replies] == [412, 412]
    assert replies[0].get_json() == replies[1].get_json()
    assert "ours" not in replies[0].text


def test_who_has_seen_nothing_writes_nothing(program: Program, open_one: str) -> None:
    reply = program.ask("PUT", f"{open_one}/law_share", {"value": 5})

    assert reply.status_code == 428


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"value": None},
        {"value": 5, "missing": "dont_know"},
        {"value": "many"},
        {"value": -1},
        {"value": 101},
        {"value": [1]},
        {"value": ["5", "6"]},
        {"missing": "refused"},
        {"missing": "not_asked"},
        {"missing": "unanswered"},
        {"value": 5, "note": "x" * 2001},
        {"value": 5, "note": "\0"},
        {"value": 5, "revision": 9},
    ],
)
def test_what_is_no_answer_is_refused(
    program: Program, open_one: str, body: dict[str, Any]
) -> None:
    reply = program.ask("PUT", f"{open_one}/law_share", body, If_None_Match="*")

    assert reply.status_code == 422, reply.text
    number = int(open_one.split("/")[4])
    assert responses.load_answers(program.desk.store, number) == {}


def test_what_is_submitted_stays(program: Program, done: str) -> None:
    reply = program.ask("PUT", f"{done}/law_share", {"value": 5}, If_Match='"1"')

    assert reply.status_code == 409
    assert (
        program.ask("PUT", f"{done}/nothing", {"value": 5}, If_Match='"1"').status_code
        == 404
    )


def test_revisions_begin_at_the_first_submission(
    desk: Desk, program: Program, open_one: str
) -> None:
    number, place = int(open_one.split("/")[4]), f"{open_one}/law_share/revisions"
    save(desk, number, 5, 6, 7)

    assert [(one["revision"], one["value"]) for one in program.read_all(place)] == [
        (3, 7.0)
    ]

    desk.clock.go_on(hours=1)
    reopen(desk.store, number, "A typing error.", desk.owner, desk.clock())
    desk.clock.go_on(hours=1)
    save(desk, number, 8, 9, seen=3)

    found = program.read_all(place)
    assert [(one["revision"], one["value"]) for one in found] == [
        (3, 7.0),
        (5, 9.0),
    ]


def test_the_description_says_where_revisions_begin(program: Program) -> None:
    told = program.read("/openapi.json")["paths"]
    (path,) = (one for one in told if one.endswith("/revisions"))

    assert "since the unit first submitted" in told[path]["get"]["summary"]
    said = " ".join(told[path]["get"]["description"].split())
    assert "drafted before, or while its answers are taken back, is its own" in said


def test_while_answers_are_taken_back_those_that_were_submitted_are_read(
    desk: Desk, program: Program, open_one: str
) -> None:
    number = int(open_one.split("/")[4])
    save(desk, number, 5, 6)
    desk.clock.go_on(hours=1)
    reopen(desk.store, number, "A typing error.", desk.owner, desk.clock())
    for revision, share in ((2, 41.0), (3, 42.0)):
        desk.clock.go_on(hours=1)
        given = {"law_share": share, "policy_share": share}
        seen = {"law_share": revision, "policy_share": revision - 2}
        responses.save_answers(desk.store, number, given, seen, "Ana", desk.clock())
        # Taken back again, it is still what was submitted before that is read.
        reopen(desk.store, number, "Another one.", desk.owner, desk.clock())

    (found,) = program.read_all(open_one)
    one = program.read(f"{open_one}/law_share")
    history = program.read_all(f"{open_one}/law_share/revisions")

    assert (found["item"], found["value"], found["revision"]) == ("law_share", 6.0, 2)
    assert one == found
    assert [(step["revision"], step["value"]) for step in history] == [(2, 6.0)]
    assert program.get(f"{open_one}/policy_share").status_code == 404

    responses.submit_response(desk.store, number, "Ana", desk.clock())
    again = program.read_all(open_one)
    assert [one["value"] for one in again] == [42.0, 42.0]


def save(desk: Desk, number: int, *shares: float, seen: int = 0) -> None:
    """Save one share after the other, and submit."""
    for revision, share in enumerate(shares, start=seen):
        given = {"law_share": float(share)}
        seen_now = {"law_share": revision}
        responses.save_answers(desk.store, number, given, seen_now, "Ana", desk.clock())
    responses.submit_response(desk.store, number, "Ana", desk.clock())
