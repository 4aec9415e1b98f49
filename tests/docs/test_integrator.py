"""What the page for integrators shows does what it says, on a server that serves."""

from __future__ import annotations

import json
import re
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.serving import make_server

from meter.integration.deliveries import write_body
from meter.integration.hooks import add_webhook, list_deliveries
from meter.integration.records import EVENTS, SCOPES
from meter.integration.signing import derive_secret, sign
from meter.integration.tokens import make_api_token
from tests.webapp.desk import Desk, desk

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["desk"]

PAGE = (Path(__file__).parents[2] / "docs/integrator.md").read_text(encoding="utf-8")
BLOCKS: list[str] = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)


@pytest.fixture
def site(desk: Desk) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, desk.app)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def run(code: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102  (it is what the page shows)
    return names


def test_the_client_reads_all_scores_into_a_frame(
    desk: Desk, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = desk.open("seoul")
    for number in range(5):
        desk.answer(asked, f"Unit {number}", *[10 * number] * 3)
    _, secret = make_api_token(
        desk.store, desk.owner, "Reader", SCOPES, 30, desk.clock()
    )
    monkeypatch.setenv("METER_SITE", site)
    monkeypatch.setenv("METER_TOKEN", secret)

    # In parts of two, so that it has to follow the links.
    code = BLOCKS[0].replace("/scores", "/scores?limit=2")
    scores = run(code)["scores"]

    assert list(scores.index) == [f"Unit {number}" for number in range(5)]
    assert list(scores["whole"]) == pytest.approx([0.0, 0.1, 0.2, 0.3, 0.4])


def test_the_check_of_a_signature_lets_our_events_pass_alone(desk: Desk) -> None:
    is_from_meter = run(BLOCKS[1])["is_from_meter"]
    url = "https://hooks.example.org/"
    hook = add_webhook(desk.store, desk.owner, url, EVENTS, desk.clock())
    desk.answer(desk.open("seoul"), "Ankor", 1, 2, 3)
    (told,) = list_deliveries(desk.store, hook.id)
    secret, body = derive_secret("k" * 32, hook.salt), write_body(told)
    seconds = int(desk.clock().timestamp())
    header = sign(secret, body, seconds)

    assert is_from_meter(secret, body, header, seconds)
    assert not is_from_meter(secret, body + b" ", header, seconds)
    assert not is_from_meter("hook_other", body, header, seconds)
    assert not is_from_meter(secret, body, header, seconds + 600)
    later = header.replace(str(seconds), str(seconds + 600))
    assert not is_from_meter(secret, body, later, seconds + 600)


def test_the_event_that_is_shown_is_like_those_that_are_sent(desk: Desk) -> None:
    (shown,) = re.findall(r"```json\n(.*?)```", PAGE, flags=re.DOTALL)
    url = "https://hooks.example.org/"
    hook = add_webhook(desk.store, desk.owner, url, EVENTS, desk.clock())
    desk.answer(desk.open("seoul"), "Ankor", 1, 2, 3)

    (told,) = list_deliveries(desk.store, hook.id)
    sent = json.loads(write_body(told))

    example = json.loads(shown)
    assert list(example) == sorted(sent)
    assert {key: type(value) for key, value in example.items()} == {
        key: type(value) for key, value in sent.items()
    }


def test_every_address_and_scope_and_event_is_named(desk: Desk) -> None:
    document = desk.get("/api/v1/openapi.json").get_json()

    for scope in SCOPES:
        assert f"| `{scope}` |" in PAGE
    for event in EVENTS:
        assert f"| `{event}` |" in PAGE
    below = "/rounds/{round_key}/responses/{response_id}"
    for path in document["paths"]:
        short = path.removeprefix("/api/v1")
        assert f"`{short}`" in PAGE or f"`{short.removeprefix(below)}`" in PAGE, path
