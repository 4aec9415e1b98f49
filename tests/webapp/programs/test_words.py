"""Every scope, event, state and failure has words of its own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import meter.integration
from meter.integration.hooks import add_webhook, list_deliveries, request_test
from meter.integration.records import EVENTS, SCOPES, TEST_EVENT
from meter.storage.repository.webhooks import update_delivery
from webapp.programs.words import say_event, say_failure, say_scope

if TYPE_CHECKING:
    from tests.webapp.desk import Desk


def list_problems() -> list[str]:
    """List what may go wrong with a delivery, as the code names it."""
    folder = Path(meter.integration.__path__[0])
    files = [folder / name for name in ("addresses.py", "posting.py", "hooks.py")]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return re.findall(
        r'(?:(?:problem|REMOVED|NOT_KNOWING) =|return) "([a-z][^"]+)"', text
    )


def test_every_scope_and_event_has_words(desk: Desk) -> None:
    with desk.acting():
        words = [say_scope(one) for one in SCOPES]
        events = [say_event(one) for one in (*EVENTS, TEST_EVENT)]

    assert len(set(words)) == len(SCOPES)
    assert len(set(events)) == len(EVENTS) + 1


@pytest.mark.parametrize("problem", [*list_problems(), "it replied with 503"])
def test_what_went_wrong_is_a_sentence(desk: Desk, problem: str) -> None:
    url = "https://hooks.example.org/"
    hook = add_webhook(desk.store, desk.owner, url, EVENTS, desk.clock())
    waiting = request_test(desk.store, desk.owner, hook.id, desk.clock())
    values = {"failure": problem}
    desk.store.write(lambda one: update_delivery(one, waiting.id, values))
    (told,) = list_deliveries(desk.store, hook.id)

    with desk.acting():
        said = say_failure(told)

    assert said != problem
    assert said[0].isupper()
    assert said.endswith(".")


def test_the_problems_are_found() -> None:
    assert len(list_problems()) == 9
