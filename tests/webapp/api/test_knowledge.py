"""What is published in a workshop, credited to whom agreed to it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from meter.knowledge.exchange import import_rows, read_file
from meter.workshops.workshops import draft_workshop

if TYPE_CHECKING:
    from tests.webapp.api.conftest import Program
    from tests.webapp.desk import Desk


def test_what_is_published_is_listed(desk: Desk, program: Program) -> None:
    meeting = draft_workshop(
        desk.store, desk.owner.id, "meeting", "Meeting", at=desk.clock()
    )
    told = [
        {
            "kind": "guide",
            "title": f"Guide {number}",
            "summary": "How it is done.",
            "languages": ["en"],
            "link": "https://example.org/guide",
        }
        for number in range(3)
    ]
    file = {"format": "meter-knowledge", "version": 1, "contributions": told}
    rows = read_file(json.dumps(file).encode())
    import_rows(desk.store, meeting, rows, "Ada", desk.clock(), account=desk.owner)

    found = program.read_all("/workshops/meeting/knowledge")

    assert [one["title"] for one in found] == ["Guide 2", "Guide 1", "Guide 0"]
    assert {one["credit"] for one in found} == {None}


def test_the_workshop_of_another_is_not_there(desk: Desk, program: Program) -> None:
    draft_workshop(desk.store, desk.other.id, "theirs", "Theirs", at=desk.clock())

    assert program.get("/workshops/theirs/knowledge").status_code == 404
    assert program.get("/workshops/nowhere/knowledge").status_code == 404
