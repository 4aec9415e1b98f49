"""Agreeing takes an answer with its evidence, each piece once, by its giver's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.fieldwork import agreeing, evidence
from meter.fieldwork.errors import DelegateError
from meter.fieldwork.given.files import parse_file
from meter.fieldwork.responses import Given, load_answers, load_page, save_answers
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


def test_evidence_goes_over_once_with_the_name_of_who_gave_it(
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
    ] == [(LINK, "Ben"), (7, "Ben"), (13, "Cho")]
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
