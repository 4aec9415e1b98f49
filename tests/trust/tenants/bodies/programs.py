"""What is sent about programs, and what programs send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.trust.tenants.bodies.form import form

if TYPE_CHECKING:
    from tests.trust.tenants.bodies.form import Body, Writer
    from tests.trust.tenants.parameters import Values
    from tests.trust.tenants.world import World


def write_answer(world: World, values: Values) -> Body:
    """Write what the city has left open in the response that it has begun."""
    del world, values
    link = "https://city.example/proof"
    return {"json": {"value": link}, "headers": {"If-None-Match": "*"}}


BODIES: dict[str, Writer] = {
    "api.write": write_answer,
    "programs.add": form(url="https://hooks.example.org/", event="response.submitted"),
    "programs.make": form(name="Reader", scope="read:scores", days="30"),
    "programs.remove": form(),
    "programs.revoke": form(),
    "programs.test": form(),
}
