"""Signatures of events: who is told can see that METER told it, and when.

The signature is HMAC-SHA256 over the time, a dot and the body. The secret of a webhook
is made of the key of the server and of the webhook's salt: it is kept nowhere.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

SALT_BYTES = 16
PURPOSE = "meter webhook"
SECRET_PREFIX = "hook_"  # noqa: S105  (what each secret begins with)

SIGNATURE_HEADER = "Meter-Signature"
EVENT_HEADER = "Meter-Event"
DELIVERY_HEADER = "Meter-Delivery"


def make_salt() -> str:
    """Make the salt of a new webhook."""
    return secrets.token_hex(SALT_BYTES)


def derive_secret(server_key: str, salt: str) -> str:
    """Give the secret of a webhook; with another key of the server it is another."""
    told = f"{PURPOSE} {salt}".encode()
    return (
        SECRET_PREFIX + hmac.new(server_key.encode(), told, hashlib.sha256).hexdigest()
    )


def sign(secret: str, body: bytes, seconds: int) -> str:
    """Sign a body at a time, in seconds since 1970: `t=1700000000,v1=9f...`."""
    told = f"{seconds}.".encode() + body
    made = hmac.new(secret.encode(), told, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={made}"
