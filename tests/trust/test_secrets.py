"""Whoever reads the whole database learns no token and no password."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import select

from meter.fieldwork import accounts, invitations, sessions
from meter.integration.hooks import add_webhook
from meter.integration.records import EVENTS, SCOPES
from meter.integration.signing import derive_secret
from meter.integration.tokens import make_api_token
from meter.storage.tables import metadata

if TYPE_CHECKING:
    from tests.meter.conftest import Workshop

HOOK = "https://hooks.example.org/"
PASSWORD = "correct horse battery"  # noqa: S105


def test_a_dump_holds_no_token_and_no_password(workshop: Workshop) -> None:
    store, at = workshop.store, workshop.at
    _, reissued = invitations.reissue(store, workshop.invitation.id, at)
    session = sessions.start_session(store, at, account_id=workshop.owner.id)
    accounts.change_password(store, workshop.owner, accounts.hash_password(PASSWORD))
    _, program = make_api_token(store, workshop.owner, "Reader", SCOPES, 30, at)
    hook = add_webhook(store, workshop.owner, HOOK, EVENTS, at)

    with store.read() as connection:
        dump = "\n".join(
            repr(tuple(row))
            for table in metadata.sorted_tables
            for row in connection.execute(select(table))
        )

    assert "ana@example.org" in dump
    signing = derive_secret("k" * 32, hook.salt)
    for secret in (workshop.token, reissued, session, program, signing, PASSWORD):
        assert secret not in dump
    for token in (workshop.token, reissued, session, program):
        assert hashlib.sha256(token.encode()).hexdigest() in dump
