"""Our accounts as the sign-in library sees them; no table class enters the web."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from flask import session
from flask_login import current_user
from flask_security import RoleMixin, UserMixin
from flask_security.datastore import UserDatastore
from flask_security.utils import set_request_attr
from typing_extensions import override

from meter.fieldwork.accounts import (
    find_account,
    find_account_by_id,
    find_account_by_uniquifier,
    note_language,
    save_account,
)
from meter.fieldwork.sessions import end_session, find_session, start_session
from webapp.current import now, store
from webapp.languages import current_language

if TYPE_CHECKING:
    from meter.records import Account

SESSION = "staff"
"""Session key: the token of a session that the store may end."""


class StaffUser(UserMixin):
    """An account, with the attributes by which the sign-in library knows it."""

    # The library looks for it on the class.
    fs_uniquifier: str = ""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.id = account.id
        self.email = account.email
        self.password = account.password_hash
        self.active = account.active
        self.fs_uniquifier = account.uniquifier
        self.roles = []


class StaffRole(RoleMixin):
    """What the library asks for beside users; staff have no roles yet."""


class AccountDatastore(UserDatastore):
    """Finds and keeps staff in the store of the running application."""

    def __init__(self) -> None:
        super().__init__(StaffUser, StaffRole)

    @override
    def find_user(
        self, case_insensitive: bool = False, **kwargs: Any
    ) -> StaffUser | None:
        """Find the account with this email, fs_uniquifier or id."""
        ((name, value),) = kwargs.items()
        find = {
            "email": find_account,
            "fs_uniquifier": find_account_by_uniquifier,
            "id": find_account_by_id,
        }[name]
        account = cast("Any", find)(store(), value)
        return StaffUser(account) if account else None

    @override
    def put(self, model: StaffUser) -> StaffUser:
        """Write what the library may change: hash, activity, uniquifier."""
        kept = replace(
            model.account,
            password_hash=model.password,
            active=model.active,
            uniquifier=model.fs_uniquifier,
        )
        model.account = save_account(store(), kept)
        return model

    @override
    def find_role(self, role: str) -> None:
        """Find no role: there are none."""

    @override
    def commit(self) -> None:
        """Do nothing: `put` has written."""

    @override
    def delete(self, model: object) -> None:
        """Refuse: accounts are made inactive, and rounds keep their owner."""
        raise NotImplementedError


def load_user(uniquifier: str) -> StaffUser | None:
    """Find who a cookie speaks for; None once its session has ended anywhere."""
    account = find_account_by_uniquifier(store(), uniquifier)
    if account is None or not account.active:
        return None
    standing = find_session(store(), session.get(SESSION, ""), now())
    if standing is None or standing.account_id != account.id:
        return None
    set_request_attr("fs_authn_via", "session")
    set_request_attr("fs_paa", session.get("fs_paa", 0))
    return StaffUser(account)


def keep_session(sender: object, user: StaffUser, **_more: object) -> None:
    """Start a session in the store when somebody signs in, in the language they read.

    Their mails are in it from then on.
    """
    del sender
    if user.account.language != current_language().code:
        note_language(store(), user.id, current_language().code)
    session[SESSION] = start_session(store(), now(), account_id=user.id)


def drop_session(sender: object, **_more: object) -> None:
    """End the session in the store, so that a copy of the cookie is worth nothing."""
    del sender
    end_session(store(), session.pop(SESSION, ""), now())


def current_account() -> Account:
    """Get the signed-in organiser's account; only behind the organiser policy."""
    return cast("StaffUser", current_user).account


def current_account_id() -> int:
    """Get the id of the signed-in organiser's account."""
    return current_account().id
