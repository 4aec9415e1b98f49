"""What is sent about what cities see of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.trust.tenants.bodies.form import form

if TYPE_CHECKING:
    from tests.trust.tenants.bodies.form import Writer


BODIES: dict[str, Writer] = {
    "agreeing.choose": form(level="named", seen="0"),
    "peering.declare": form(peers="nothing"),
    "peering.release": form(),
    "peers.choose": form(**{"level-rules": "spread", "seen": "0"}),
}
