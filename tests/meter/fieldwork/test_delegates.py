"""Delegates answer what a focal point gives them, until the link is withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from instruments import Instrument
from meter.errors import NotFoundError
from meter.fieldwork import delegates, invitations, rounds
from meter.fieldwork.errors import (
    AlreadyInvitedError,
    DelegateError,
    NotAssignedError,
    ResponseSubmittedError,
    RoundClosedError,
    UnknownSectionError,
)
from meter.fieldwork.given.errors import EmailError, TitleError
from meter.fieldwork.responses import save_answers, submit_response
from tests.meter.conftest import DOCUMENT, ITEMS

if TYPE_CHECKING:
    from collections.abc import Collection

    from meter.records import Invitation
    from tests.meter.conftest import Workshop


@pytest.fixture
def instrument() -> Instrument:
    """Split the questionnaire of the workshop into three sections."""
    parts = {"law": ITEMS[:1], "site": ITEMS[1:4], "rest": ITEMS[4:]}
    sections = [
        {"key": key, "title": key.title(), "items": items}
        for key, items in parts.items()
    ]
    return Instrument.model_validate({**DOCUMENT, "sections": sections})


def invite(
    workshop: Workshop,
    *sections: str,
    name: str = "Ben",
    host: Invitation | None = None,
) -> Invitation:
    email = f"{name.lower()}@example.org"
    made, _token = delegates.invite_delegate(
        workshop.store, host or workshop.invitation, name, email, sections, workshop.at
    )
    return made


def list_names(workshop: Workshop) -> list[str]:
    found = delegates.list_colleagues(workshop.store, workshop.response_id)
    return [one.person_name for one in found]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ((), None),
        (("law", "site", "rest"), None),
        (("site",), ("site",)),
        (("rest", "law"), ("law", "rest")),
    ],
)
def test_a_delegate_answers_the_sections_that_are_given(
    workshop: Workshop, given: Collection[str], kept: tuple[str, ...] | None
) -> None:
    made = invite(workshop, *given)

    assert made.is_delegate
    assert made.invited_by == workshop.invitation.id
    assert made.response_id == workshop.response_id
    assert made.sections == kept
    assert list_names(workshop) == ["Ana", "Ben"]


def test_a_delegate_comes_in_by_a_link_of_their_own(workshop: Workshop) -> None:
    made, token = delegates.invite_delegate(
        workshop.store,
        workshop.invitation,
        "Ben",
        "Ben@Example.org",
        None,
        workshop.at,
    )

    admitted = invitations.admit(workshop.store, token, workshop.at)

    assert admitted.id == made.id
    assert admitted.person_email == "ben@example.org"


def test_a_delegate_invites_nobody(workshop: Workshop) -> None:
    delegate = invite(workshop)

    with pytest.raises(DelegateError):
        invite(workshop, name="Cho", host=delegate)
    with pytest.raises(DelegateError):
        delegates.assign_sections(workshop.store, delegate, delegate.id, ["law"])
    with pytest.raises(DelegateError):
        delegates.withdraw_delegate(workshop.store, delegate, delegate.id, workshop.at)


def test_whom_the_organiser_invited_keeps_the_link(workshop: Workshop) -> None:
    with pytest.raises(AlreadyInvitedError):
        invite(workshop, name="Ana")

    admitted = invitations.admit(workshop.store, workshop.token, workshop.at)
    assert admitted.id == workshop.invitation.id


def test_inviting_a_delegate_again_replaces_the_link(workshop: Workshop) -> None:
    first = invite(workshop, "law")

    second = invite(workshop, "site")

    former = invitations.find_invitation(workshop.store, first.id)
    assert former is not None
    assert former.state(workshop.at) == "revoked"
    assert second.sections == ("site",)
    assert list_names(workshop) == ["Ana", "Ben"]


def test_a_focal_point_does_not_rename_or_read_the_people_of_others(
    workshop: Workshop,
) -> None:
    other = workshop.invite_unit("Cho")  # cho@example.org answers for another unit

    made, _token = delegates.invite_delegate(
        workshop.store,
        workshop.invitation,
        "Somebody",
        "cho@example.org",
        None,
        workshop.at,
    )

    kept = invitations.find_invitation(workshop.store, other.id)
    assert kept is not None
    assert (made.person_name, kept.person_name) == ("Somebody", "Cho")


def test_a_new_link_keeps_name_and_sections(workshop: Workshop) -> None:
    made = invite(workshop, "site")

    renewed, token = invitations.reissue(workshop.store, made.id, workshop.at)

    assert token
    assert renewed.id != made.id
    assert (renewed.person_name, renewed.sections) == ("Ben", ("site",))
    assert renewed.invited_by == workshop.invitation.id


def test_sections_can_be_assigned_anew(workshop: Workshop) -> None:
    made = invite(workshop, "law")

    changed = delegates.assign_sections(
        workshop.store, workshop.invitation, made.id, ["rest"]
    )
    every = delegates.assign_sections(
        workshop.store, workshop.invitation, made.id, None
    )

    assert changed.sections == ("rest",)
    assert every.sections is None


def test_the_delegates_of_others_are_not_there(workshop: Workshop) -> None:
    stranger = workshop.invite_unit("Cho")
    theirs = invite(workshop, host=stranger)

    with pytest.raises(NotFoundError):
        delegates.withdraw_delegate(
            workshop.store, workshop.invitation, theirs.id, workshop.at
        )
    with pytest.raises(NotFoundError):
        delegates.assign_sections(workshop.store, workshop.invitation, theirs.id, [])
    with pytest.raises(NotFoundError):  # a focal point is nobody's delegate
        delegates.withdraw_delegate(workshop.store, stranger, stranger.id, workshop.at)


def test_only_the_answers_of_assigned_sections_may_be_changed(
    workshop: Workshop,
) -> None:
    delegate = invite(workshop, "law", "rest")

    delegates.ensure_assigned(delegate, workshop.instrument, ["law", "note"])
    delegates.ensure_assigned(workshop.invitation, workshop.instrument, ["site"])
    with pytest.raises(NotAssignedError) as caught:
        delegates.ensure_assigned(delegate, workshop.instrument, ["law", "site"])

    assert caught.value.sections == ("site",)


def test_what_is_no_section_is_named_with_those_there_are(workshop: Workshop) -> None:
    with pytest.raises(UnknownSectionError) as caught:
        invite(workshop, "law", "lawn")

    assert caught.value.section == "lawn"
    assert caught.value.known == ("law", "site", "rest")
    assert list_names(workshop) == ["Ana"]


@pytest.mark.parametrize(
    ("name", "email", "error"),
    [("", "b@example.org", TitleError), ("Ben", "example.org", EmailError)],
)
def test_a_name_and_an_address_are_needed(
    workshop: Workshop, name: str, email: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        delegates.invite_delegate(
            workshop.store, workshop.invitation, name, email, None, workshop.at
        )


def test_nobody_is_invited_to_what_takes_no_answers(workshop: Workshop) -> None:
    store, at = workshop.store, workshop.at
    save_answers(store, workshop.response_id, {"site": "no"}, {}, "Ana", at)
    submit_response(store, workshop.response_id, "Ana", at)

    with pytest.raises(ResponseSubmittedError):
        invite(workshop)

    other = workshop.invite_unit("Cho")
    rounds.close_round(store, workshop.round.id, at)
    with pytest.raises(RoundClosedError):
        invite(workshop, host=other)
