from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

from instruments import list_library, load_instrument
from scoring import score_answers
from tests.webapp.city import read_token

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from instruments import Answer

FIELD = re.compile(r'<input type="hidden" name="([qr]-[^"]+)" value="([^"]*)">')


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def send(
    client: FlaskClient, fields: Mapping[str, object] | None = None, rest: str = ""
) -> TestResponse:
    token = read_token(client.get("/try/meter/"))
    form = {"csrf_token": token, **(fields or {})}
    return client.post(f"/try/meter/{rest}", data=form)


def answer_everything(key: str = "meter") -> dict[str, Answer]:
    """Answer every item that has options with its second one."""
    instrument = load_instrument(key)
    answers: dict[str, Answer] = {}
    for name, item in instrument.items.items():
        options = instrument.options_of(item)
        if item.type == "multiple":
            answers[name] = (options[0].code,)
        elif options:
            answers[name] = options[1].code
        elif item.type == "number":
            answers[name] = 25.0 if (item.at_most or 100) >= 100 else 0.25
    return answers


def fill(answers: Mapping[str, Answer]) -> dict[str, object]:
    """Write answers as the fields of the form."""
    return {
        f"q-{key}": list(answer) if isinstance(answer, tuple) else answer
        for key, answer in answers.items()
    }


def test_the_list_of_what_may_be_tried_is_on_the_first_page(
    client: FlaskClient,
) -> None:
    assert client.get("/try/").location == "/#try"


@pytest.mark.parametrize("key", list_library())
def test_every_library_instrument_may_be_tried(client: FlaskClient, key: str) -> None:
    page = client.get(f"/try/{key}/")

    assert page.status_code == 200
    assert "Nothing is kept." in page.text


@pytest.mark.parametrize("key", ["nothing", "..", "meter.yaml"])
def test_only_library_instruments_may_be_tried(client: FlaskClient, key: str) -> None:
    assert client.get(f"/try/{key}/").status_code == 404


def test_the_result_is_what_the_kernel_says(client: FlaskClient) -> None:
    answers = answer_everything()

    reply = send(client, fill(answers))

    scores = score_answers(load_instrument("meter"), answers)
    assert reply.status_code == 200
    assert f"{scores.node('readiness')[0] * 100:.1f}" in reply.text
    assert "Nothing is kept." in reply.text


@pytest.mark.parametrize("page", ["", "numbers"])
@pytest.mark.parametrize("key", list_library())
def test_every_library_instrument_has_a_result(
    client: FlaskClient, key: str, page: str
) -> None:
    fields = fill(answer_everything(key))
    form = {"csrf_token": read_token(client.get(f"/try/{key}/")), **fields}

    reply = client.post(f"/try/{key}/{page}", data=form)

    assert reply.status_code == 200
    assert "No index yet" not in reply.text


def test_nothing_given_gives_no_index_and_says_what_is_missing(
    client: FlaskClient,
) -> None:
    reply = send(client)

    assert reply.status_code == 200
    assert "No index yet" in reply.text


def test_nonsense_comes_back_with_a_sentence_and_all_that_was_typed(
    client: FlaskClient,
) -> None:
    reply = send(client, {"q-c1_1": "fully", "q-c1_3": "a lot"})

    assert reply.status_code == 422
    assert 'href="#i-c1_3">Write a number in digits' in reply.text
    assert 'value="a lot"' in reply.text
    assert 'name="q-c1_1" value="fully" checked' in reply.text


def test_answers_can_be_changed_after_the_result(client: FlaskClient) -> None:
    result = send(client, {"q-c1_1": "fully", "q-c1_3": "DK", "r-c1_4": ""})
    fields = [(name, html.unescape(text)) for name, text in FIELD.findall(result.text)]

    page = send(client, {"go": "change", **dict(fields)})

    assert ("q-c1_1", "fully") in fields
    assert page.status_code == 200
    assert 'name="q-c1_1" value="fully" checked' in page.text


def test_every_number_of_a_trial_is_shown(client: FlaskClient) -> None:
    answers = answer_everything()

    reply = send(client, fill(answers), "numbers")

    assert reply.status_code == 200
    assert "All answers" in reply.text
    assert 'name="q-c1_1"' in reply.text


def test_numbers_of_nonsense_lead_back_to_the_questions(client: FlaskClient) -> None:
    assert send(client, {"q-c1_3": "a lot"}, "numbers").status_code == 422


def test_what_does_not_apply_cannot_be_wrong(client: FlaskClient) -> None:
    instrument = load_instrument("ecities")
    hidden = next(key for key, item in instrument.items.items() if item.when)
    token = read_token(client.get("/try/ecities/"))

    form = {"csrf_token": token, f"q-{hidden}": "\x00"}
    reply = client.post("/try/ecities/", data=form)

    assert reply.status_code == 200


def test_what_is_too_large_is_refused_with_a_page(client: FlaskClient) -> None:
    reply = send(client, {"q-c1_5": "x" * 1_100_000})

    assert reply.status_code == 413
    assert "too large" in reply.text
