"""What is sent to try an instrument."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.trust.tenants.bodies.form import Body, Writer
    from tests.trust.tenants.parameters import Values
    from tests.trust.tenants.world import World


def write_egdi(world: World, values: Values) -> Body:
    del world, values
    figures = {"q-osi": "0.5", "q-tii": "0.25", "q-hci": "0.75", "q-epi": "0.5"}
    return {"data": figures}


BODIES: dict[str, Writer] = {
    "trial.numbers": write_egdi,
    "trial.result": write_egdi,
}
