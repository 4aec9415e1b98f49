"""Signatures: as a program of somebody else checks them, from the docs alone."""

from __future__ import annotations

import hashlib
import hmac

from meter.integration.signing import derive_secret, make_salt, sign


def test_a_signature_is_an_hmac_over_time_dot_and_body() -> None:
    made = sign("hook_1", b'{"a":1}', 1_700_000_000)

    expected = hmac.new(b"hook_1", b'1700000000.{"a":1}', hashlib.sha256).hexdigest()
    assert made == f"t=1700000000,v1={expected}"


def test_each_webhook_and_each_server_has_a_secret_of_its_own() -> None:
    one, other = make_salt(), make_salt()

    secrets = {derive_secret(key, salt) for key in ("a", "b") for salt in (one, other)}

    assert len(secrets) == 4
    assert all(secret.startswith("hook_") for secret in secrets)
    assert derive_secret("a", one) == derive_secret("a", one)
