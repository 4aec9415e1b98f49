from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from meter.settings import Settings
from tests.webapp.city import read_token
from webapp import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

FORM = "application/x-www-form-urlencoded"


def test_no_argument_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("METER_DATA", str(tmp_path))

    app = create_app()

    with closing(app.extensions["meter"].store):
        assert app.test_client().get("/health").status_code == 200
    assert (tmp_path / "meter.sqlite").exists()


def test_hosts_that_are_not_trusted_are_refused(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, trusted_hosts="meter.example")
    app = create_app(settings)

    with closing(app.extensions["meter"].store):
        client = app.test_client()
        ours = client.get("/", headers={"Host": "meter.example"})
        forged = client.get("/", headers={"Host": "evil.example"})

    assert (ours.status_code, forged.status_code) == (200, 400)
    assert "evil.example" not in forged.text


def test_a_body_beyond_the_limit_is_refused(app: Flask) -> None:
    reply = app.test_client().post(
        "/try/meter/", data="q-a=" + "x" * 1_000_001, content_type=FORM
    )

    assert reply.status_code == 413


@pytest.mark.parametrize("content_type", [FORM, "multipart/form-data"])
def test_a_section_may_have_thousands_of_fields(app: Flask, content_type: str) -> None:
    client = app.test_client()
    fields = {f"q-x{number}": "y" for number in range(4000)}
    token = read_token(client.get("/try/meter/"))

    reply = client.post(
        "/try/meter/", data={"csrf_token": token, **fields}, content_type=content_type
    )

    assert reply.status_code == 200
