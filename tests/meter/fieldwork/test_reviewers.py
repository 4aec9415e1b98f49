"""The organiser names reviewers by the addresses of accounts, and withdraws them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from meter.errors import NotFoundError
from meter.fieldwork import accounts, reviewers, roles
from meter.fieldwork.errors import AccountUnknownError
from meter.fieldwork.given.errors import EmailError

if TYPE_CHECKING:
    from meter.records import Account
    from tests.meter.conftest import Workshop


@pytest.fixture
def rea(workshop: Workshop) -> Account:
    return accounts.add_account(workshop.store, "rea@example.org", "Rea", workshop.at)


def test_a_reviewer_is_named_once(workshop: Workshop, rea: Account) -> None:
    for address in ("rea@example.org", " REA@example.org "):
        reviewers.name_reviewer(workshop.store, workshop.round, address, workshop.at)

    (found,) = reviewers.list_reviewers(workshop.store, workshop.round.id)
    assert (found.account_id, found.name, found.email) == (
        rea.id,
        "Rea",
        "rea@example.org",
    )
    (reviewed,) = roles.list_reviewed_rounds(workshop.store, rea.id)
    assert reviewed == workshop.round
    assert roles.may_review(workshop.store, workshop.round, rea.id)


def test_a_withdrawn_reviewer_may_not_review(workshop: Workshop, rea: Account) -> None:
    store, asked = workshop.store, workshop.round
    reviewers.name_reviewer(store, asked, rea.email, workshop.at)

    reviewers.withdraw_reviewer(store, asked, rea.id, workshop.at)

    assert reviewers.list_reviewers(store, asked.id) == []
    assert not roles.may_review(store, asked, rea.id)
    with pytest.raises(NotFoundError):
        reviewers.withdraw_reviewer(store, asked, rea.id, workshop.at)


def test_the_organiser_reviews_without_being_named(workshop: Workshop) -> None:
    store, asked, owner = workshop.store, workshop.round, workshop.owner

    reviewers.name_reviewer(store, asked, owner.email, workshop.at)

    assert reviewers.list_reviewers(store, asked.id) == []
    assert roles.may_review(store, asked, owner.id)


def test_only_an_account_that_works_is_named(workshop: Workshop, rea: Account) -> None:
    accounts.save_account(workshop.store, replace(rea, active=False))
    naming = workshop.store, workshop.round

    with pytest.raises(AccountUnknownError):
        reviewers.name_reviewer(*naming, "rea@example.org", workshop.at)
    with pytest.raises(AccountUnknownError):
        reviewers.name_reviewer(*naming, "nobody@example.org", workshop.at)
    with pytest.raises(EmailError):
        reviewers.name_reviewer(*naming, "nobody", workshop.at)
