"""What is sent about accounts, and to sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.trust.tenants.bodies.form import form

if TYPE_CHECKING:
    from tests.trust.tenants.bodies.form import Body, Writer
    from tests.trust.tenants.parameters import Values
    from tests.trust.tenants.world import World


def write_sign_in(world: World, values: Values) -> Body:
    del values
    tenant = world.tenants["alpha"]
    return {"data": {"email": tenant.account.email, "password": tenant.password}}


BODIES: dict[str, Writer] = {
    "admin.add": form(email="nina@example.org", name="Nina"),
    "admin.name": form(),
    "admin.open_": form(),
    "admin.renew": form(),
    "admin.shut": form(),
    "admin.unname": form(),
    "passwords.keep": form(**dict.fromkeys(("password", "again"), "a new password")),
    "security.login": write_sign_in,
    "security.logout": form(),
}
