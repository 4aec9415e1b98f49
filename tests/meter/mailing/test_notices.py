"""Organisers are told what came to their workshops, once an hour at most."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from meter.fieldwork.accounts import add_account, find_account, note_language
from meter.knowledge.steps import publish
from meter.mailing.notices import (
    claim,
    list_waiting,
    preview_notices,
    queue_notices,
    read_news,
)
from meter.mailing.post import Post
from meter.mailing.sending import Outcome, send_notices
from meter.records import News
from meter.storage.repository import twinnings
from meter.workshops.members import name_member, withdraw_member
from meter.workshops.records import Entry
from meter.workshops.registering import (
    decline_registration,
    list_registrations,
    register,
    switch_registration,
)
from tests.meter.conftest import at, instrument, owner, store
from tests.meter.knowledge.conftest import Space, space
from webapp.mails.notices import write_notice

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from mail_server import MailServer
    from meter.records import Account
    from meter.settings import Settings

__all__ = ["at", "instrument", "owner", "space", "store"]

HOUR = timedelta(hours=1)


def sign_up(space: Space, city: str = "Pelun", after: timedelta = HOUR) -> None:
    """Let a city register some time after the workshop was made."""
    key = switch_registration(space.store, space.workshop, on=True).register_key
    assert key is not None
    entry = Entry(city, "Piet", "piet@pelun.example", {}, ())
    register(space.store, key, entry, space.at + after)


def propose(space: Space, by: int | None) -> None:
    """Propose a twinning, as a city or (None) as the organiser."""
    first, second = sorted(one.id for one in space.units)
    values: dict[str, Any] = {
        "workshop_id": space.workshop.id,
        "first_id": first,
        "second_id": second,
        "proposed_by": by,
        "proposed_at": space.at,
        "reasons": [],
    }
    space.store.write(lambda one: twinnings.insert_twinning(one, values))


def add_helper(space: Space, owner: Account, role: str) -> Account:
    helper = add_account(space.store, f"{role}@example.org", role, space.at)
    name_member(space.store, space.workshop, helper.email, role, owner, space.at)
    return helper


def run(space: Space, settings: Settings, when: datetime) -> list[Outcome]:
    queue_notices(space.store, when)
    with Post(settings) as post:
        write = lambda ready: write_notice("https://meter.example", ready)  # noqa: E731
        return list(send_notices(space.store, post, write, lambda: when))


def test_what_waits_is_counted_and_what_is_decided_is_not(
    space: Space, owner: Account
) -> None:
    offered = space.offer()
    sign_up(space)
    propose(space, by=space.units[0].id)
    assert read_news(space.store, space.workshop) == News(space.workshop, 1, 1, 1)

    by = space.organiser
    publish(space.store, by, offered.id, offered.revision, space.at)
    [asked] = list_registrations(space.store, space.workshop)
    decline_registration(space.store, space.workshop, asked.id, owner, space.at)

    left = read_news(space.store, space.workshop)
    assert (left.registrations, left.contributions, left.twinnings) == (0, 0, 1)


def test_what_the_organiser_proposed_is_no_news(space: Space) -> None:
    propose(space, by=None)

    assert not read_news(space.store, space.workshop)
    assert queue_notices(space.store, space.at + 2 * HOUR) == 0


def test_organisers_are_told_at_the_full_hour_and_once_an_hour(
    space: Space, owner: Account, mail: MailServer, tmp_path: Path
) -> None:
    settings, helper = mail.settings(tmp_path), add_helper(space, owner, "co_organiser")
    add_helper(space, owner, "reviewer")
    add_helper(space, owner, "researcher")
    hour = space.at.replace(minute=0) + 2 * HOUR
    sign_up(space, after=timedelta(minutes=40))  # ten past the hour
    told: list[int] = []

    for minutes in range(0, 240, 10):
        if minutes == 70:
            sign_up(space, "Nairi", after=HOUR * 2 + timedelta(minutes=40))
        when = hour - HOUR + timedelta(minutes=20 + minutes)
        told += [minutes] * len(run(space, settings, when))

    assert sorted(set(mail.recipients)) == sorted([owner.email, helper.email])
    # 40 minutes on is the next full hour, for two people; and so after Nairi came.
    assert told == [40, 40, 160, 160]


def test_nothing_is_told_that_is_decided_before_the_mail_goes(
    space: Space, owner: Account
) -> None:
    sign_up(space, after=timedelta(0))
    when = space.at + 2 * HOUR
    assert queue_notices(space.store, when) == 1
    assert queue_notices(space.store, when) == 0
    [asked] = list_registrations(space.store, space.workshop)
    decline_registration(space.store, space.workshop, asked.id, owner, when)

    [number] = list_waiting(space.store, when)
    assert claim(space.store, number, when) is None
    assert list_waiting(space.store, when) == []


def test_who_helps_no_longer_is_told_nothing(space: Space, owner: Account) -> None:
    helper = add_helper(space, owner, "co_organiser")
    sign_up(space, after=timedelta(0))
    when = space.at + 2 * HOUR
    assert preview_notices(space.store, when) == [helper, owner]
    queue_notices(space.store, when)
    withdraw_member(space.store, space.workshop, helper.id, owner, when)

    ready = [claim(space.store, one, when) for one in list_waiting(space.store, when)]

    assert [one.account.id for one in ready if one] == [owner.id]


def test_many_senders_queue_and_send_one_notice(
    space: Space, mail: MailServer, tmp_path: Path
) -> None:
    settings = mail.settings(tmp_path)
    sign_up(space, after=timedelta(0))
    when = space.at + 2 * HOUR

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: run(space, settings, when), range(6)))

    assert len(mail.recipients) == 1


@pytest.mark.parametrize("code", [550, 451])
def test_a_refused_notice_is_noted(
    space: Space, owner: Account, mail: MailServer, tmp_path: Path, code: int
) -> None:
    mail.refused[owner.email] = f"{code} not here"
    sign_up(space, after=timedelta(0))
    when = space.at + 2 * HOUR

    [outcome] = run(space, mail.settings(tmp_path), when)

    assert (outcome.mailing.person_email, outcome.is_final) == (owner.email, code > 500)
    mail.refused.clear()
    # What was put off is tried again; what was refused for good is not.
    assert len(run(space, mail.settings(tmp_path), when)) == (code < 500)


def test_a_notice_is_in_the_language_of_its_reader(
    space: Space, owner: Account, mail: MailServer, tmp_path: Path
) -> None:
    note_language(space.store, owner.id, "fr")
    found = find_account(space.store, owner.email)
    assert found is not None
    assert found.language == "fr"
    sign_up(space, after=timedelta(0))
    space.offer()

    run(space, mail.settings(tmp_path), space.at + 2 * HOUR)

    assert mail.taken[0]["Content-Language"] == "fr"
    [text] = mail.texts()
    for part in ("registrations", "knowledge/"):
        assert f"https://meter.example/workshops/seoul/{part}" in text
    assert "network/" not in text
    # It names the workshop, and nobody.
    assert "Seoul" in text
    assert "Pelun" not in text
