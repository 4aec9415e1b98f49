from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import session
from werkzeug.exceptions import NotFound

from meter.fieldwork.errors import InvitationRevokedError
from meter.fieldwork.invitations import find_invitation, revoke
from webapp.respond.admission import (
    current_sheet,
    drop_invitation,
    ensure_invited,
    keep_invitation,
    list_held_responses,
)

if TYPE_CHECKING:
    from tests.webapp.city import City


def test_an_invitation_is_held_until_it_is_dropped(city: City) -> None:
    invitation = find_invitation(city.store, 1)
    assert invitation is not None

    with city.app.test_request_context("/"):
        keep_invitation(invitation, [city.response])
        held = list_held_responses()
        drop_invitation(city.response)

        assert held == [city.response]
        assert list_held_responses() == []
        assert session.permanent


def test_leaving_drops_all_that_the_same_invitation_opens(city: City) -> None:
    first, second = (find_invitation(city.store, number) for number in (1, 2))
    assert first is not None
    assert second is not None

    with city.app.test_request_context("/"):
        keep_invitation(first, [city.response, 7])
        keep_invitation(second, [8])
        drop_invitation(7)

        assert list_held_responses() == [8]


def test_a_response_is_loaded_for_whoever_holds_an_invitation_to_it(city: City) -> None:
    invitation = find_invitation(city.store, 2)
    assert invitation is not None

    with city.app.test_request_context(city.path()):
        keep_invitation(invitation, [city.response])
        ensure_invited()

        assert current_sheet().invitation.person_name == "Bo"


def test_without_an_invitation_a_response_is_not_there(city: City) -> None:
    with city.app.test_request_context(city.path()), pytest.raises(NotFound):
        ensure_invited()


def test_an_invitation_is_asked_for_at_every_request(city: City) -> None:
    invitation = find_invitation(city.store, 1)
    assert invitation is not None
    revoke(city.store, 1, city.clock())

    with city.app.test_request_context(city.path()):
        keep_invitation(invitation, [city.response])
        with pytest.raises(InvitationRevokedError):
            ensure_invited()
