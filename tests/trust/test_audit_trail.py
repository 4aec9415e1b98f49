"""No act of staff is forgotten: every route of theirs that writes leaves an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.audit.chain import verify_chain
from meter.audit.records import Scope
from meter.audit.trail import count_entries, list_entries
from tests.trust.tenants.calls import send
from tests.trust.tenants.outcomes import STAFF
from tests.trust.tenants.writes import list_writes
from webapp.security import find_policy

if TYPE_CHECKING:
    from tests.trust.tenants.world import World

ON_NO_UNIT = {
    "milestones.add",
    "milestones.change",
    "organise.create",
    "programs.test",
    "promising.change",
    "promising.make",
    "registering.switch",
    "running_workshop.second_round",
    "workshop_knowledge.add_file",
    "workshop_knowledge.create",
    "workshop_knowledge.remove_file",
    "workshop_knowledge.save",
    "workshops.change",
    "workshops.create",
}
"""Routes of staff that write, and on no unit's data."""

NOTHING_NEW = {
    "admin.open_",
    "admin.unname",
    "organise.open_",
    "organise.close",
    "review.accept_response",
    "review.reopen_response",
    "review.verify_item",
    "review.verify_section",
    "inviting.withdraw",
    "reminding.remind",
    "publishing.remove",
    "running_workshop.thaw",
    "workshop_knowledge.publish",
}
"""Routes that change nothing of some objects, as where a round is open already."""


def test_every_write_of_staff_leaves_an_entry_with_their_name(world: World) -> None:
    silent: set[str] = set()
    done: set[str] = set()
    idle: set[str] = set()
    nameless: set[str] = set()
    before = count_entries(world.store, Scope())
    for actor, call in list_writes(world):
        policy = find_policy(world.app, call.endpoint)
        if policy is None or policy.name not in STAFF | {"token"}:
            continue
        rows = world.read_rows()
        reply = send(world, actor, call)
        has_written = world.read_rows() != rows
        added = count_entries(world.store, Scope()) - before
        if has_written and added:
            newest = list_entries(world.store, Scope(), limit=1)[0]
            nameless |= {call.endpoint} if newest.account_id is None else set()
            verify_chain(world.store)
            done.add(call.endpoint)
        elif has_written:
            silent.add(call.endpoint)
        else:
            # A refusal, or a second time; else the route is to be declared above.
            is_refused = reply.status_code >= 400
            idle |= set() if is_refused else {call.endpoint}
        world.restore()

    assert nameless == set()
    assert idle - done <= NOTHING_NEW
    assert silent == ON_NO_UNIT
    assert len(done) > 12
