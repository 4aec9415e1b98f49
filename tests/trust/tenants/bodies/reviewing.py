"""What is sent about a review, and who does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.trust.tenants.bodies.form import form
from tests.trust.tenants.world import TODAY

if TYPE_CHECKING:
    from tests.trust.tenants.bodies.form import Body, Writer
    from tests.trust.tenants.parameters import Values
    from tests.trust.tenants.world import World


def write_reviewer(world: World, values: Values) -> Body:
    """Name somebody with an account of another organiser's."""
    del values
    tenant = list(world.tenants.values())[-1]
    return {"data": {"reviewer": tenant.account.email}}


BODIES: dict[str, Writer] = {
    "review.accept_response": form(reason="So be it."),
    "review.reopen_response": form(reason="Once more."),
    "review.return_item": form(
        question="Since when?", revision="1", as_of=TODAY.isoformat()
    ),
    "review.verify_item": form(revision="1", as_of=TODAY.isoformat()),
    "review.verify_section": form(seen="law:1 body:2", as_of=TODAY.isoformat()),
    "reviewing.name": write_reviewer,
    "reviewing.withdraw": form(),
}
