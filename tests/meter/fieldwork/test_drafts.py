"""What a unit gave by itself is told from what was given for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.drafts import IMPORT, PROGRAM, find_drafts, has_drafts
from meter.fieldwork.evidence import add_link
from meter.fieldwork.responses import save_answers
from meter.fieldwork.submission import submit_response
from meter.storage.repository.responses import find_response, update_response

if TYPE_CHECKING:
    from tests.meter.conftest import Workshop


def save(workshop: Workshop, item: str, operation: str | None, seen: int = 0) -> None:
    answers = {"law": "full", "site": "yes"}
    save_answers(
        workshop.store, workshop.response_id, {item: answers[item]}, {item: seen},
        "Ana", workshop.at, operation=operation, notes={item: f"{operation}"},
    )  # fmt: skip


def find(workshop: Workshop) -> tuple[set[str], bool]:
    with workshop.store.read() as connection:
        response = find_response(connection, workshop.response_id)
        assert response is not None
        found = find_drafts(connection, response, ["law", "site"])
        return found, has_drafts(connection, response)


@pytest.mark.parametrize("kind", [IMPORT, PROGRAM])
def test_what_a_file_or_a_program_gave_is_no_draft_until_the_unit_changes_it(
    workshop: Workshop, kind: str
) -> None:
    for item in ("law", "site"):
        save(workshop, item, f"{kind}{item}")
    assert find(workshop) == (set(), False)

    save(workshop, "law", "a-page", seen=1)
    assert find(workshop) == ({"law"}, True)


def test_what_is_submitted_or_was_not_returned_is_no_draft(workshop: Workshop) -> None:
    for item in ("law", "site"):
        save(workshop, item, None)
    assert find(workshop) == ({"law", "site"}, True)

    returned = {"reopened_at": workshop.at, "returned": ["law"]}
    workshop.store.write(
        lambda one: update_response(one, workshop.response_id, returned)
    )
    assert find(workshop) == ({"law"}, True)

    add_link(
        workshop.store, workshop.invitation, "law", "https://example.org", workshop.at
    )
    submit_response(workshop.store, workshop.response_id, "Ana", workshop.at)
    assert find(workshop) == (set(), False)


def test_evidence_is_a_draft_too(workshop: Workshop) -> None:
    for item in ("law", "site"):
        save(workshop, item, f"{IMPORT}{item}")
    link = "https://example.org"
    add_link(workshop.store, workshop.invitation, "law", link, workshop.at)

    assert find(workshop) == (set(), True)
