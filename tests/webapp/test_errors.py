from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from meter.comparison.errors import LostScorecardError, StaleCodesError
from meter.errors import MeterError, NotFoundError
from meter.fieldwork.errors import (
    InvitationExpiredError,
    InvitationUnknownError,
    RoundClosedError,
)
from meter.storage.errors import NotSavedError
from webapp.errors import EXPIRED, PAGES, SITUATIONS
from webapp.security import anyone, policy

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse


def fail(app: Flask, error: Exception, **request: object) -> TestResponse:
    """Call a view that raises an error."""

    @policy(anyone)
    def view() -> str:
        raise error

    app.add_url_rule("/fail", "fail", view, methods=["GET"])
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app.test_client().get("/fail", **request)


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (InvitationUnknownError(), 404, "not known"),
        (InvitationExpiredError(), 410, "expired"),
        (NotFoundError("round", "x"), 404, "no such page"),
        (NotSavedError("disk full"), 507, "Nothing was saved"),
        (RoundClosedError("x"), 409, "as things stand"),
        (StaleCodesError("x"), 409, "meter db recode"),
        (LostScorecardError("x", "Arva"), 500, "meter db check"),
        (MeterError("x"), 400, "could not be read"),
    ],
)
def test_what_goes_wrong_below_has_a_status_and_a_page(
    app: Flask, error: MeterError, status: int, words: str
) -> None:
    reply = fail(app, error)

    assert reply.status_code == status
    assert words in reply.text


def test_a_bug_is_logged_and_shows_nothing_of_itself(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    reply = fail(app, RuntimeError("SELECT password FROM /home"))

    assert reply.status_code == 500
    assert "Something is broken on our side" in reply.text
    assert "SELECT" not in reply.text
    assert "SELECT password" in caplog.text


def test_a_script_gets_its_sentence_as_json(app: Flask) -> None:
    headers = {"Content-Type": "application/json"}

    reply = fail(app, NotSavedError("disk full"), headers=headers)

    assert reply.status_code == 507
    assert reply.get_json()["error"].startswith("Nothing was saved.")


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/nowhere", "GET", 404),
        ("/answer/1/", "GET", 404),
        ("/answer/99999999999999999999/", "GET", 404),
        ("/health", "DELETE", 405),
        ("/try/meter/", "POST", 400),
    ],
)
def test_every_refusal_is_a_page_of_ours(
    app: Flask, path: str, method: str, status: int
) -> None:
    reply = app.test_client().open(path, method=method)

    assert reply.status_code == status
    assert "<h1>" in reply.text
    assert 'class="skip"' in reply.text


def test_a_form_without_its_token_says_how_to_send_it_again(app: Flask) -> None:
    reply = app.test_client().post("/try/meter/")

    assert "what you typed should still be there" in reply.text


def test_pages_say_what_to_do_without_reproach() -> None:
    words = [*PAGES.values(), EXPIRED, *(words for _, words in SITUATIONS.values())]

    for heading, advice in words:
        assert not re.search(r"(?i)please|invalid|oops|sorry|!", heading + advice)
        assert advice.endswith(".")
