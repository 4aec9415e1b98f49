"""What the public sees of a unit is decided by its focal point, who may change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.delegates import invite_delegate
from meter.fieldwork.errors import DelegateError
from meter.publication.agreements import agree, list_agreements
from meter.publication.errors import AgreementChangedError

if TYPE_CHECKING:
    from tests.meter.peers.crowd import Crowd


def levels(crowd: Crowd, name: str) -> list[str]:
    return [one.level for one in list_agreements(crowd.store, crowd.id_of(name))]


def test_every_decision_is_kept_and_the_same_one_is_none(crowd: Crowd) -> None:
    crowd.invite("Arva")
    sent = crowd.invited["Arva"]

    agree(crowd.store, sent, "nothing", 0, crowd.at)
    assert levels(crowd, "Arva") == []
    agree(crowd.store, sent, "named", 0, crowd.at)
    [first] = list_agreements(crowd.store, sent.response_id)
    agree(crowd.store, sent, "named", 0, crowd.at)
    agree(crowd.store, sent, "nothing", first.id, crowd.at)

    assert levels(crowd, "Arva") == ["named", "nothing"]
    assert first.who == "Focal Arva"


def test_a_page_that_is_behind_decides_nothing(crowd: Crowd) -> None:
    crowd.invite("Arva")
    sent = crowd.invited["Arva"]
    agree(crowd.store, sent, "named", 0, crowd.at)

    with pytest.raises(AgreementChangedError) as raised:
        agree(crowd.store, sent, "counted", 0, crowd.at)

    assert raised.value.who == "Focal Arva"
    assert levels(crowd, "Arva") == ["named"]


def test_a_delegate_decides_nothing(crowd: Crowd) -> None:
    crowd.invite("Arva")
    host = crowd.invited["Arva"]
    delegate, _ = invite_delegate(
        crowd.store, host, "Dee", "dee@example.org", None, crowd.at
    )

    with pytest.raises(DelegateError):
        agree(crowd.store, delegate, "named", 0, crowd.at)
