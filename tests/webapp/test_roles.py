"""Every role has a name and says what it may do."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from meter.audit.records import ActorRole
from meter.records import Role
from webapp.roles import describe_roles, say_role

if TYPE_CHECKING:
    from flask import Flask


def test_every_role_has_a_name_of_its_own(app: Flask) -> None:
    roles = {*get_args(Role), *get_args(ActorRole)}

    with app.test_request_context("/"):
        names = {say_role(role) for role in roles}
        described = [one.name for one in describe_roles()]

    assert len(names) == len(roles)
    # What units do is their own affair, and no role of staff.
    assert set(described) == names - {"By the server", "Focal point"}
