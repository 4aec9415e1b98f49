"""Agreeing takes an answer with its evidence, each piece once, and names no giver."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.fieldwork import agreeing, evidence, invitations
from meter.fieldwork.errors import (
    DelegateError,
    InvitationRevokedError,
    NotReturnedError,
)
from meter.fieldwork.given.files import parse_file
from meter.fieldwork.responses import Given, load_answers, load_page, save_answers
from meter.storage.repository import responses
from tests.meter.fieldwork.test_apart import ben, hand_in, invite, own, workshop

if TYPE_CHECKING:
    from meter.records import Evidence, Invitation, Receipt
    from tests.meter.conftest import Workshop

__all__ = ["ben", "workshop"]

LINK = "https://city.example/law"


def prove(workshop: Workshop, invitation: Invitation, content: bytes) -> None:
    """Put a link and a file beside somebody's own answer."""
    store, at = workshop.store, workshop.at
    used = load_page(store, own(workshop, invitation), invitation.id).invitation
    evidence.add_link(store, used, "law", LINK, at)
    given = parse_file("law.txt", content, most_bytes=100)
    evidence.add_file(store, used, "law", given, at, quota=100)


def take(workshop: Workshop, *sources: int, seen: int = 0) -> Receipt:
    given = Given({"law": "full"}, {"law": "All say so."})
    return agreeing.agree(
        workshop.store,
        workshop.invitation,
        given,
        {"law": seen},
        {"law": sources},
        workshop.at,
    )


def list_agreed(workshop: Workshop) -> list[Evidence]:
    return evidence.list_evidence(workshop.store, workshop.response_id, "law")


def test_evidence_goes_over_once_and_names_nobody_who_answered_apart(
    workshop: Workshop, ben: Invitation
) -> None:
    cho = invite(workshop, "Cho")
    prove(workshop, ben, b"the law")
    prove(workshop, cho, b"the other law")
    sources = [hand_in(workshop, one) for one in (ben, cho)]

    receipt = take(workshop, *sources)
    take(workshop, *sources, seen=receipt.saved["law"])

    assert load_answers(workshop.store, workshop.response_id)["law"].answer == "full"
    assert [
        (one.url or (one.file and one.file.size), one.added_by)
        for one in list_agreed(workshop)
    ] == [(LINK, "Ana"), (7, "Ana"), (13, "Ana")]
    file = list_agreed(workshop)[1]
    _, content = evidence.load_file(workshop.store, workshop.response_id, file.id)
    assert content == b"the law"


def test_nothing_goes_over_of_who_answered_otherwise_or_has_not_handed_in(
    workshop: Workshop, ben: Invitation
) -> None:
    cho = invite(workshop, "Cho")
    prove(workshop, ben, b"the law")
    prove(workshop, cho, b"the other law")
    hand_in(workshop, ben)

    take(workshop, own(workshop, cho))

    assert list_agreed(workshop) == []


def test_evidence_of_another_answer_goes_when_that_is_agreed_on_no_more(
    workshop: Workshop, ben: Invitation
) -> None:
    cho = invite(workshop, "Cho")
    prove(workshop, ben, b"the law")
    prove(workshop, cho, b"no law")
    first, second = (hand_in(workshop, one) for one in (ben, cho))
    added = "https://city.example/own"
    store, at = workshop.store, workshop.at
    evidence.add_link(store, workshop.invitation, "law", added, at)

    seen = take(workshop, first).saved["law"]
    take(workshop, second, seen=seen)

    standing = [one for one in list_agreed(workshop) if one.stands]
    assert [one.url or (one.file and one.file.size) for one in standing] == [
        added,
        LINK,
        6,
    ]


def test_nothing_goes_over_to_what_a_review_did_not_return(
    workshop: Workshop, ben: Invitation
) -> None:
    prove(workshop, ben, b"the law")
    source = hand_in(workshop, ben)
    seen = take(workshop, seen=0).saved["law"]
    workshop.store.write(
        lambda connection: responses.update_response(
            connection,
            workshop.response_id,
            {"returned": ["site"], "reopened_at": workshop.at},
        )
    )

    with pytest.raises(NotReturnedError):
        take(workshop, source, seen=seen)

    assert list_agreed(workshop) == []


def test_who_was_withdrawn_agrees_on_nothing(
    workshop: Workshop, ben: Invitation
) -> None:
    source = hand_in(workshop, ben)
    invitations.revoke(workshop.store, workshop.invitation.id, workshop.at)

    with pytest.raises(InvitationRevokedError):
        take(workshop, source)


def test_a_stale_agreement_takes_no_evidence(
    workshop: Workshop, ben: Invitation
) -> None:
    prove(workshop, ben, b"the law")
    source = hand_in(workshop, ben)
    save_answers(
        workshop.store, workshop.response_id, {"law": "none"}, {}, "Ana", workshop.at
    )

    receipt = take(workshop, source)

    assert set(receipt.conflicts) == {"law"}
    assert list_agreed(workshop) == []


def test_the_content_stays_when_one_of_two_that_refer_to_it_is_removed(
    workshop: Workshop, ben: Invitation
) -> None:
    prove(workshop, ben, b"the law")
    take(workshop, hand_in(workshop, ben))
    file = list_agreed(workshop)[1]

    evidence.remove_evidence(workshop.store, workshop.invitation, file.id, workshop.at)

    own_id = own(workshop, ben)
    (_, kept) = evidence.list_evidence(workshop.store, own_id, "law")
    assert evidence.load_file(workshop.store, own_id, kept.id)[1] == b"the law"


def test_a_delegate_agrees_on_nothing(workshop: Workshop, ben: Invitation) -> None:
    with pytest.raises(DelegateError):
        agreeing.agree(workshop.store, ben, Given({}, {}), {}, {}, workshop.at)
