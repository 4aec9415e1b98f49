"""What all replies carry: a mark of what was read, and nothing of other sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.webapp.api.conftest import Program
    from tests.webapp.desk import Desk

PATHS = (
    "/rounds",
    "/rounds/seoul",
    "/rounds/seoul/units",
    "/rounds/seoul/scores",
    "/rounds/seoul/instrument",
    "/rounds/seoul/exports/scores.csv",
)


@pytest.mark.parametrize("path", PATHS)
def test_what_was_read_already_is_not_sent_again(
    desk: Desk, program: Program, path: str
) -> None:
    desk.answer(desk.open("seoul"), "Ankor", 10, 20, 30)
    mark = program.get(path).headers["ETag"]

    again = program.get(path, If_None_Match=mark)
    other = program.get(path, If_None_Match='"another"')

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == mark
    assert other.status_code == 200


def test_a_change_changes_the_mark(desk: Desk, program: Program) -> None:
    asked = desk.open("seoul")
    before = program.get("/rounds/seoul/units").headers["ETag"]
    desk.invite(asked, "Ankor")

    after = program.get("/rounds/seoul/units", If_None_Match=before)

    assert after.status_code == 200
    assert after.headers["ETag"] != before


def test_no_reply_sets_a_cookie_or_lets_another_site_read(program: Program) -> None:
    reply = program.get("/rounds", Origin="https://evil.example")

    assert "Set-Cookie" not in reply.headers
    assert not [name for name in reply.headers if name[0].startswith("Access-Control")]


def test_head_is_answered_without_a_body(program: Program) -> None:
    reply = program.ask("HEAD", "/rounds")

    assert (reply.status_code, reply.data) == (200, b"")
