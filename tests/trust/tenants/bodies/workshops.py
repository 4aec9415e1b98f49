"""What is sent about a workshop and those who take part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.trust.tenants.bodies.form import form
from tests.trust.tenants.bodies.organising import write_unit_list

if TYPE_CHECKING:
    from tests.trust.tenants.bodies.form import Body, Writer
    from tests.trust.tenants.parameters import Values
    from tests.trust.tenants.world import World


def write_second_round(world: World, values: Values) -> Body:
    """Ask the round of a workshop again that bears its name, without the ending."""
    del world
    former = str(values["workshop_key"]).removesuffix("-workshop")
    return {"data": {"round": former, "title": "A second round"}}


def write_member(world: World, values: Values) -> Body:
    """Name somebody with an account of another organiser's."""
    del values
    tenant = list(world.tenants.values())[-1]
    return {"data": {"email": tenant.account.email, "role": "reviewer"}}


BODIES: dict[str, Writer] = {
    "gathering.add": form(name="Newtown", contact="Nina", email="n@example.org"),
    "gathering.add_file": write_unit_list,
    "gathering.links": form(),
    "members.name": write_member,
    "members.withdraw": form(),
    "registering.admit": form(),
    "registering.decline": form(),
    "registering.send": form(name="Newtown", contact="Nina", email="n@example.org"),
    "registering.switch": form(on="no"),
    "running_workshop.freeze": form(),
    "running_workshop.open_": form(),
    "running_workshop.remind": form(),
    "running_workshop.second_round": write_second_round,
    "running_workshop.thaw": form(),
    "workshops.change": form(title="Renamed", time_zone="Asia/Seoul"),
    "workshops.create": form(title="A new one", time_zone="UTC", scored="egdi"),
}
