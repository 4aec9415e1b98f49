"""The database states its own rules: what breaks them is refused by it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from meter.fieldwork.responses import save_answers
from meter.storage.tables import metadata

if TYPE_CHECKING:
    from tests.meter.conftest import Workshop


def change(workshop: Workshop, table: str, values: dict[str, Any]) -> None:
    statement = update(metadata.tables[table]).values(**values)
    workshop.store.write(lambda connection: connection.execute(statement))


def add(workshop: Workshop, table: str, values: dict[str, Any]) -> None:
    statement = insert(metadata.tables[table]).values(**values)
    workshop.store.write(lambda connection: connection.execute(statement))


def answer(workshop: Workshop, **values: Any) -> dict[str, Any]:
    common = {
        "response_id": workshop.response_id,
        "item": "law",
        "revision": 1,
        "changed_at": workshop.at,
        "changed_by": "Ana",
    }
    return common | values


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"text": "full", "missing": "refused"},
        {"text": "full", "number": 1.0},
        {"number": 1.0, "chosen": ["web"]},
        {"missing": "not_asked"},
        {"missing": "forgotten"},
        {"text": "full", "revision": 0},
        {"text": "full", "response_id": 99},
        {"text": "full", "changed_by": None},
    ],
)
def test_an_answer_is_one_thing_of_one_response(
    workshop: Workshop, values: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError):
        add(workshop, "answers", answer(workshop, **values))


def test_an_answer_that_keeps_the_rules_is_taken(workshop: Workshop) -> None:
    add(workshop, "answers", answer(workshop, text="full"))


@pytest.mark.parametrize(("revision", "former"), [(0, None), (1, "none"), (2, None)])
def test_the_first_change_alone_has_no_former_answer(
    workshop: Workshop, revision: int, former: str | None
) -> None:
    values = answer(workshop, revision=revision, former=former, answer="full")

    with pytest.raises(IntegrityError):
        add(workshop, "changes", values)


def test_a_revision_happens_once(workshop: Workshop) -> None:
    save_answers(
        workshop.store, workshop.response_id, {"law": "full"}, {}, "Ana", workshop.at
    )

    with pytest.raises(IntegrityError):
        add(workshop, "changes", answer(workshop, answer="full"))


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("accounts", {"email": "Organiser@example.org"}),
        ("people", {"email": "Ana@example.org"}),
        ("units", {"name": " "}),
        ("units", {"owner_id": 99}),
        ("rounds", {"title": ""}),
        ("rounds", {"instrument_fingerprint": "0" * 64}),
        ("instruments", {"fingerprint": "0" * 63}),
        ("invitations", {"token_digest": "raw"}),
        ("responses", {"coded": b"\0"}),
        ("responses", {"coded_meaning": "0" * 64}),
    ],
)
def test_a_row_cannot_come_to_break_a_rule(
    workshop: Workshop, table: str, values: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError):
        change(workshop, table, values)


def test_a_round_closes_after_it_has_opened(workshop: Workshop) -> None:
    with pytest.raises(IntegrityError):
        change(workshop, "rounds", {"opened_at": None, "closed_at": workshop.at})
    with pytest.raises(IntegrityError):
        change(workshop, "rounds", {"opens_at": workshop.at, "closes_at": workshop.at})


def test_a_response_is_submitted_with_codes_and_after_its_start(
    workshop: Workshop,
) -> None:
    done: dict[str, Any] = {
        "started_at": workshop.at,
        "submitted_at": workshop.at,
        "submitted_by": "Ana",
        "coded": b"\0",
        "coded_meaning": "0" * 64,
    }
    for name in done:
        with pytest.raises(IntegrityError):
            change(workshop, "responses", done | {name: None})

    change(workshop, "responses", done)


def test_a_person_has_one_link_that_works(workshop: Workshop) -> None:
    with workshop.store.read() as connection:
        row = connection.execute(metadata.tables["invitations"].select()).one()
    copy = {**row._mapping, "id": 99, "token_digest": "0" * 64}

    with pytest.raises(IntegrityError):
        add(workshop, "invitations", copy)

    add(workshop, "invitations", copy | {"revoked_at": workshop.at})


def test_a_session_has_one_holder(workshop: Workshop) -> None:
    session = {
        "token_digest": "0" * 64,
        "started_at": workshop.at,
        "expires_at": workshop.at,
    }
    holders = {
        "account_id": workshop.owner.id,
        "invitation_id": workshop.invitation.id,
    }

    for values in (session, session | holders):
        with pytest.raises(IntegrityError):
            add(workshop, "sessions", values)


def proof(workshop: Workshop, **values: Any) -> dict[str, Any]:
    common = {
        "response_id": workshop.response_id,
        "item": "law",
        "added_at": workshop.at,
        "added_by": "Ana",
    }
    return common | values


def keep(workshop: Workshop, **values: Any) -> None:
    file = {"digest": "0" * 64, "size": 3, "content": b"Law", "added_at": workshop.at}
    add(workshop, "files", file | values)


FILE = {"file_digest": "0" * 64, "name": "law.txt", "media_type": "text/plain"}
LINK = {"url": "https://city.example/"}


@pytest.mark.parametrize(
    "values",
    [
        {},
        {**LINK, **FILE},
        {**LINK, "name": "law.txt"},
        {**FILE, "name": None},
        {**FILE, "media_type": None},
        {**FILE, "file_digest": "1" * 64},
        {**LINK, "removed_by": "Ana"},
        {**LINK, "response_id": 99},
        {**LINK, "added_by": None},
    ],
)
def test_evidence_is_a_link_or_a_file_that_is_kept(
    workshop: Workshop, values: dict[str, Any]
) -> None:
    keep(workshop)

    with pytest.raises(IntegrityError):
        add(workshop, "evidence", proof(workshop, **values))


def test_evidence_that_keeps_the_rules_is_taken(workshop: Workshop) -> None:
    keep(workshop)

    for values in (LINK, FILE):
        add(workshop, "evidence", proof(workshop, **values))


@pytest.mark.parametrize(
    "values", [{"digest": "0"}, {"size": 0, "content": b""}, {"size": 4}]
)
def test_a_file_is_whole_and_known_by_its_hash(
    workshop: Workshop, values: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError):
        keep(workshop, **values)
