"""Members: whom the organiser of a workshop names to work on it, and as what.

A member's role holds for the workshop and all its rounds, from the next request on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from meter.audit.records import Act, Actor
from meter.audit.trail import record
from meter.errors import NotFoundError
from meter.fieldwork.accounts import get_active
from meter.records import Role
from meter.storage.repository import accounts
from meter.storage.repository import workshops as rows
from meter.workshops.errors import OwnRoleError, UnknownRoleError
from meter.workshops.workshops import get_workshop

if TYPE_CHECKING:
    from datetime import datetime

    from meter.records import Account, Member, Workshop
    from meter.storage import Connection, Store

MEMBER_ROLES: tuple[Role, ...] = tuple(
    role for role in get_args(Role) if role != "organiser"
)
"""What somebody can be named as: a workshop has one organiser, who made it."""


def name_member(
    store: Store, workshop: Workshop, email: str, role: str, by: Account, at: datetime
) -> Account:
    """Give the account of an address a role; one that it had before is replaced.

    Raises:
        EmailError: the address is none.
        UnknownRoleError: nobody can be named as that.
        AccountUnknownError: no active account has the address.
        OwnRoleError: it is the organiser's own.
        NotFoundError: who names does not own the workshop.
    """
    named = next((one for one in MEMBER_ROLES if one == role), None)
    if named is None:
        raise UnknownRoleError(role, MEMBER_ROLES)

    def job(connection: Connection) -> Account:
        actor = _ensure_owner(connection, workshop, by)
        account = get_active(connection, email)
        if account.id == by.id:
            raise OwnRoleError(account.email)
        if rows.find_role(connection, workshop.id, account.id) != named:
            rows.save_member(connection, workshop.id, account.id, named, at)
            about = {"account": account.id, "name": account.name, "role": named}
            act = Act.on_workshop("member_named", workshop, **about)
            record(connection, actor, at, act)
        return account

    return store.write(job)


def withdraw_member(
    store: Store, workshop: Workshop, account_id: int, by: Account, at: datetime
) -> None:
    """Take somebody's role away.

    Raises:
        NotFoundError: they have none, or who withdraws does not own the workshop.
    """

    def job(connection: Connection) -> None:
        actor = _ensure_owner(connection, workshop, by)
        role = rows.find_role(connection, workshop.id, account_id)
        account = accounts.find_account(connection, "id", account_id)
        if role is None or account is None:
            kind = "member"
            raise NotFoundError(kind, account_id)
        rows.drop_member(connection, workshop.id, account_id)
        about = {"account": account_id, "name": account.name, "role": role}
        act = Act.on_workshop("member_withdrawn", workshop, **about)
        record(connection, actor, at, act)

    store.write(job)


def list_members(store: Store, workshop: Workshop) -> list[Member]:
    """List the members of a workshop by name; its organiser is not among them."""
    with store.read() as connection:
        return rows.list_members(connection, workshop.id)


def _ensure_owner(connection: Connection, workshop: Workshop, by: Account) -> Actor:
    if get_workshop(connection, workshop.id).owner_id != by.id:
        kind = "workshop"
        raise NotFoundError(kind, workshop.key)
    return Actor.of(by, "organiser")
