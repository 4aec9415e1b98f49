"""What is sent in a network: entries, commitments, milestones, twinnings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.trust.tenants.bodies.form import form

if TYPE_CHECKING:
    from tests.trust.tenants.bodies.form import Body, Writer
    from tests.trust.tenants.parameters import Values
    from tests.trust.tenants.world import World


PROMISE = {"text": "We shall.", "owner": "Nina", "due_on": "2027-06-18"}


MILESTONE = {"title": "Charter", "due_on": "2027-06-18", "seen": "1"}


def write_proposal(world: World, values: Values) -> Body:
    """Propose a twinning of cities that have something for each other."""
    cities = world.tenants["alpha"].cities
    one = next(iter(cities.values()))
    other = cities.get("expired", one)
    if "response" in values:
        return {"data": {"unit": other.unit_id}}
    first, second = sorted((one.unit_id, other.unit_id))
    return {"data": {"pairs": f"{first}-{second}"}}


BODIES: dict[str, Writer] = {
    "committing.change": form(**PROMISE, state="done", seen="1"),
    "committing.make": form(**PROMISE),
    "digests.choose": form(rhythm="none"),
    "entering.save": form(name="Nina", seen="1", **{"show-name": "yes"}),
    "entering.withdraw": form(),
    "milestones.add": form(**MILESTONE),
    "milestones.change": form(**MILESTONE),
    "network_desk.extend": form(),
    "promising.change": form(**PROMISE, state="done", seen="1"),
    "promising.make": form(**PROMISE),
    "proposing.send": write_proposal,
    "twinning.agree": form(),
    "twinning.decline": form(),
    "twinning.end": form(outcome="A visit."),
    "twinning.leave": form(),
    "twinning.propose": write_proposal,
    "twinning.take_part": form(draws="yes", seen="1"),
}
