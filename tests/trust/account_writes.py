"""Writes of accounts and sessions, each prepared and called."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from meter.fieldwork import accounts, administration, sessions

if TYPE_CHECKING:
    from collections.abc import Callable

    from meter.records import Account
    from tests.meter.conftest import Workshop

    Write = Callable[[], object]


def add_account(workshop: Workshop) -> Write:
    return lambda: accounts.add_account(
        workshop.store, "b@example.org", "Ben", workshop.at
    )


def save_account(workshop: Workshop) -> Write:
    renamed = replace(workshop.owner, name="Renamed")
    return lambda: accounts.save_account(workshop.store, renamed)


def start_session(workshop: Workshop) -> Write:
    return lambda: _sign_in(workshop)


def end_session(workshop: Workshop) -> Write:
    token = _sign_in(workshop)
    later = workshop.at + timedelta(minutes=1)
    return lambda: sessions.end_session(workshop.store, token, later)


def end_sessions(workshop: Workshop) -> Write:
    _sign_in(workshop)
    later = workshop.at + timedelta(minutes=1)
    return lambda: sessions.end_sessions(workshop.store, workshop.owner.id, later)


def _sign_in(workshop: Workshop) -> str:
    return sessions.start_session(
        workshop.store, workshop.at, account_id=workshop.owner.id
    )


def _add_waiting(workshop: Workshop) -> tuple[Account, str]:
    """Add an account that is signed in, and waits for its password all the same."""
    store, at = workshop.store, workshop.at
    made, token = administration.add_by_link(store, "w@example.org", "Will", at)
    sessions.start_session(store, at, account_id=made.id)
    administration.grant(store, workshop.owner.id, at)
    return made, token


def add_by_link(workshop: Workshop) -> Write:
    return lambda: administration.add_by_link(
        workshop.store, "w@example.org", "Will", workshop.at
    )


def make_link(workshop: Workshop) -> Write:
    made, _ = _add_waiting(workshop)
    return lambda: administration.make_link(workshop.store, made.id, workshop.at)


def set_password(workshop: Workshop) -> Write:
    _, token = _add_waiting(workshop)
    later = workshop.at + timedelta(minutes=1)
    return lambda: administration.set_password(workshop.store, token, "hash", later)


def disable(workshop: Workshop) -> Write:
    made, _ = _add_waiting(workshop)
    later = workshop.at + timedelta(minutes=1)
    return lambda: administration.disable(workshop.store, made.id, later)


def enable(workshop: Workshop) -> Write:
    disable(workshop)()
    made = accounts.find_account(workshop.store, "w@example.org")
    assert made is not None
    return lambda: administration.enable(workshop.store, made.id, workshop.at)


def grant(workshop: Workshop) -> Write:
    made, _ = _add_waiting(workshop)
    return lambda: administration.grant(workshop.store, made.id, workshop.at)


def withdraw_administrator(workshop: Workshop) -> Write:
    made, _ = _add_waiting(workshop)
    administration.grant(workshop.store, made.id, workshop.at)
    return lambda: administration.withdraw(workshop.store, made.id, workshop.at)


ACCOUNT_WRITES: dict[str, Callable[[Workshop], Write]] = {
    "accounts.add_account": add_account,
    "accounts.save_account": save_account,
    "administration.add_by_link": add_by_link,
    "administration.disable": disable,
    "administration.enable": enable,
    "administration.grant": grant,
    "administration.make_link": make_link,
    "administration.set_password": set_password,
    "administration.withdraw": withdraw_administrator,
    "sessions.end_session": end_session,
    "sessions.end_sessions": end_sessions,
    "sessions.start_session": start_session,
}
"""How each function about accounts that writes is prepared and called."""
