"""What is frozen stays: every write on its responses is refused until it is thawed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork import (
    agreeing,
    apart,
    asking,
    evidence,
    invitations,
    reopening,
    replying,
    responses,
    reviewing,
    rounds,
)
from meter.fieldwork.errors import RoundFrozenError
from meter.fieldwork.freezing import freeze_rounds, thaw_rounds
from meter.fieldwork.given.files import parse_file
from meter.fieldwork.responses import Given
from meter.fieldwork.submission import submit_response
from meter.integration.answers import Written, write_answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from meter.records import Round
    from tests.meter.conftest import Workshop

FILE = parse_file("law.txt", b"The law.", 100)


def freeze(workshop: Workshop) -> Round:
    freeze_rounds(workshop.store, [workshop.round.id], workshop.at)
    found = rounds.find_round(workshop.store, workshop.round.key)
    assert found is not None
    return found


def save(workshop: Workshop, answer: str = "full") -> None:
    seen = {"law": 1}
    responses.save_answers(
        workshop.store, workshop.response_id, {"law": answer}, seen, "Ana", workshop.at
    )


def answer_all(workshop: Workshop) -> None:
    given = {"law": "partly", "site": "yes"}
    responses.save_answers(
        workshop.store, workshop.response_id, given, {}, "Ana", workshop.at
    )


def review(workshop: Workshop) -> None:
    """Let the round be reviewed and its one response have come back with a question."""

    def declare(connection: object) -> None:
        from meter.storage.repository.rounds import update_round

        update_round(connection, workshop.round.id, {"reviewed": True})  # type: ignore[arg-type]

    workshop.store.write(declare)
    answer_all(workshop)
    submit_response(workshop.store, workshop.response_id, "Ana", workshop.at)
    seen = ("law", 1)
    reviewing.return_answer(
        workshop.store, workshop.response_id, seen, "Why?", workshop.owner, workshop.at
    )


def add_link(workshop: Workshop) -> object:
    link = "https://city.example/law"
    return evidence.add_link(
        workshop.store, workshop.invitation, "law", link, workshop.at
    )


def add_file(workshop: Workshop) -> object:
    return evidence.add_file(
        workshop.store, workshop.invitation, "law", FILE, workshop.at, quota=100
    )


def agree(workshop: Workshop) -> object:
    given, focal = Given({"law": "full"}, {}), workshop.invitation
    return agreeing.agree(workshop.store, focal, given, {}, {}, workshop.at)


WRITES: dict[str, Callable[[Workshop], object]] = {
    "saving": save,
    "writing by a program": lambda one: write_answer(
        one.store, one.response_id, Written("note", "New.", 0), one.owner, one.at
    ),
    "submitting": lambda one: submit_response(
        one.store, one.response_id, "Ana", one.at
    ),
    "agreeing": agree,
    "closing the collecting": lambda one: apart.close_collecting(
        one.store, one.invitation, one.at
    ),
    "adding a link": add_link,
    "adding a file": add_file,
    "closing the round": lambda one: rounds.close_round(
        one.store, one.round.id, one.at
    ),
}
REVIEWS: dict[str, Callable[[Workshop], object]] = {
    "replying": lambda one: replying.reply(
        one.store,
        one.response_id,
        "law",
        "So.",
        Given({}, {}),
        1,
        by="Ana",
        at=one.at,
    ),
    "verifying": lambda one: reviewing.verify_answers(
        one.store, one.response_id, {"site": 1}, one.owner, one.at
    ),
    "returning": lambda one: reviewing.return_answer(
        one.store, one.response_id, ("site", 1), "And?", one.owner, one.at
    ),
    "reopening": lambda one: reopening.reopen(
        one.store, one.response_id, "Once more.", one.owner, one.at
    ),
    "asking to be reopened": lambda one: asking.ask_reopening(
        one.store, one.invitation, "A new law.", one.at
    ),
    "accepting": lambda one: reopening.accept(
        one.store, one.response_id, "So be it.", one.owner, one.at
    ),
}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.mark.parametrize("name", WRITES)
def test_nothing_is_written_while_it_is_frozen(workshop: Workshop, name: str) -> None:
    answer_all(workshop)
    freeze(workshop)

    with pytest.raises(RoundFrozenError):
        WRITES[name](workshop)

    thaw_rounds(workshop.store, [workshop.round.id], workshop.at)
    if name != "closing the collecting":
        WRITES[name](workshop)


@pytest.mark.parametrize("name", REVIEWS)
def test_no_review_goes_on_while_it_is_frozen(workshop: Workshop, name: str) -> None:
    review(workshop)
    freeze(workshop)

    with pytest.raises(RoundFrozenError):
        REVIEWS[name](workshop)


def test_evidence_stays_while_it_is_frozen(workshop: Workshop) -> None:
    found = add_link(workshop)
    freeze(workshop)

    with pytest.raises(RoundFrozenError):
        evidence.remove_evidence(
            workshop.store,
            workshop.invitation,
            found.id,  # type: ignore[attr-defined]
            workshop.at,
        )


def test_it_is_over_for_now_and_open_again_when_thawed(workshop: Workshop) -> None:
    frozen = freeze(workshop)
    later = workshop.at + timedelta(hours=1)

    assert frozen.frozen_at == workshop.at
    assert frozen.state(workshop.at) == "closed"
    assert not frozen.takes_corrections(workshop.at)
    # A second time keeps the day.
    assert freeze_rounds(workshop.store, [frozen.id], later) == 0
    assert thaw_rounds(workshop.store, [frozen.id], workshop.at) == 1
    thawed = rounds.find_round(workshop.store, frozen.key)
    assert thawed is not None
    assert thawed.state(later) == "open"


def test_a_draft_has_nothing_to_freeze(workshop: Workshop) -> None:
    drafted = rounds.draft_round(
        workshop.store,
        workshop.owner.id,
        "busan",
        "Busan",
        workshop.instrument,
        at=workshop.at,
    )

    assert freeze_rounds(workshop.store, [drafted.id], workshop.at) == 0


def test_links_are_renewed_while_it_is_frozen(workshop: Workshop) -> None:
    freeze(workshop)

    made, _ = invitations.reissue(workshop.store, workshop.invitation.id, workshop.at)

    assert made.admits(workshop.at)
