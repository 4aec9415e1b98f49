"""A mail server for the pages, and an application that uses it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mail_server import MailServer, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with serving() as server:
        yield server


def set_up_mail(app: Flask, mail: MailServer) -> None:
    """Let a running application send mails by a server."""
    services = app.extensions["meter"]
    settings = mail.settings(services.settings.data)
    app.extensions["meter"] = replace(services, settings=settings)


__all__ = ["mail", "set_up_mail"]
