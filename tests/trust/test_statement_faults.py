"""Whichever statement of a write fails, none of the write stays."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from meter import fieldwork, knowledge, mailing, network, peers, publication
from meter.fieldwork import responses
from tests.trust import knowledge_writes as shared
from tests.trust.account_writes import ACCOUNT_WRITES
from tests.trust.answer_writes import ANSWER_WRITES, save
from tests.trust.faults import try_each_statement
from tests.trust.import_writes import IMPORT_WRITES
from tests.trust.link_writes import LINK_WRITES
from tests.trust.mail_writes import MAIL_WRITES
from tests.trust.network_writes import NETWORK_WRITES
from tests.trust.notice_writes import NOTICE_WRITES
from tests.trust.peer_writes import PEER_WRITES
from tests.trust.program_writes import PROGRAM_WRITES
from tests.trust.review_writes import REVIEW_WRITES, submit_again
from tests.trust.round_writes import ROUND_WRITES, invite_again
from tests.trust.workshop_writes import WORKSHOP_WRITES

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.meter.conftest import Workshop

    Write = Callable[[], object]


WRITES: dict[str, Callable[[Workshop], Write]] = {
    "contributions.draft_contribution": shared.draft_contribution,
    "contributions.save_contribution": shared.save_contribution,
    "exchange.import_rows": shared.import_rows,
    "files.add_shared": shared.add_shared,
    "files.remove_shared": shared.remove_shared,
    "steps.offer": shared.offer,
    "steps.publish": shared.publish,
    "steps.send_back": shared.send_back,
    "steps.withdraw": shared.withdraw,
    **ACCOUNT_WRITES,
    **ANSWER_WRITES,
    **IMPORT_WRITES,
    **LINK_WRITES,
    **MAIL_WRITES,
    **NETWORK_WRITES,
    **NOTICE_WRITES,
    **PEER_WRITES,
    **REVIEW_WRITES,
    **ROUND_WRITES,
}
"""How each function of these rooms that writes is prepared and called."""

OTHER_WRITES: dict[str, Callable[[Workshop], Write]] = {
    **PROGRAM_WRITES,
    **WORKSHOP_WRITES,
}
"""Those of programs, and some of those of workshops."""


ENDURING = [
    pytest.param(False, id="once", marks=pytest.mark.long),
    pytest.param(True, id="lasting"),
]
"""Whether the fault is over after one statement, or stays for all that follow."""


SHARED = {
    "importing._import_batch": {"importing.import_answers"},
    "administration._change": {
        f"administration.{one}" for one in ("disable", "enable", "grant", "withdraw")
    },
}
"""Functions that write for others, which have their statements fail in its place."""


def list_writing_functions() -> list[str]:
    """List the functions of these rooms that hand a job to the writer."""
    return [
        f"{file.stem}.{function.name}"
        for room in (fieldwork, knowledge, mailing, network, peers, publication)
        for file in sorted(Path(room.__path__[0]).rglob("*.py"))
        for function in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(function, ast.FunctionDef)
        and "store.write(" in ast.unparse(function)
    ]


def test_every_write_has_its_statements_fail() -> None:
    found = set(list_writing_functions())
    for writer, acts in SHARED.items():
        assert writer in found
        found = found - {writer} | acts
    assert sorted(found) == sorted(WRITES)


@pytest.mark.parametrize("lasting", ENDURING)
@pytest.mark.parametrize("name", [*WRITES, *OTHER_WRITES])
def test_a_write_whose_nth_statement_fails_leaves_nothing(
    workshop: Workshop, name: str, *, lasting: bool
) -> None:
    responses.save_answers(
        workshop.store,
        workshop.response_id,
        {"law": "none", "site": "yes"},
        {},
        "Ana",
        workshop.at,
        operation="a",
    )
    try_each_statement(
        workshop, (WRITES | OTHER_WRITES)[name](workshop), lasting=lasting
    )


@pytest.mark.parametrize("lasting", ENDURING)
def test_a_response_that_is_submitted_again_is_accepted_whole_or_not_at_all(
    workshop: Workshop, *, lasting: bool
) -> None:
    try_each_statement(workshop, submit_again(workshop), lasting=lasting)


@pytest.mark.parametrize("lasting", ENDURING)
def test_a_second_round_starts_from_all_of_the_first_or_nothing(
    workshop: Workshop, *, lasting: bool
) -> None:
    save(workshop)()
    try_each_statement(workshop, invite_again(workshop), lasting=lasting)
