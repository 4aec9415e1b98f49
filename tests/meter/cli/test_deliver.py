"""`meter deliver` tells webhooks what waits, and says what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from meter.cli import main
from meter.clock import utc_now
from meter.fieldwork.accounts import add_account
from meter.integration.errors import DeliveryError
from meter.integration.hooks import add_webhook, request_test
from meter.integration.posting import HookPost
from meter.integration.records import EVENTS
from meter.settings import load_settings
from meter.storage import open_store

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two test events wait."""
    for name in ("CONFIG", "DATABASE_URL"):
        monkeypatch.delenv(f"METER_{name}", raising=False)
    monkeypatch.setenv("METER_DATA", str(tmp_path))
    with open_store(load_settings()) as store:
        ada = add_account(store, "ada@example.org", "Ada", utc_now())
        url = "https://hooks.example.org/"
        hook = add_webhook(store, ada, url, EVENTS, utc_now())
        for _ in range(2):
            request_test(store, ada, hook.id, utc_now())


def deliver() -> list[str]:
    done = CliRunner().invoke(main, ["deliver"])
    assert done.exit_code == 0
    return done.output.splitlines()


@pytest.mark.usefixtures("waiting")
def test_what_waits_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr(HookPost, "send", lambda _self, url, *_: sent.append(url))

    assert deliver() == ["delivered\t1\ttest", "delivered\t2\ttest"]
    assert deliver() == []
    assert sent == ["https://hooks.example.org/"] * 2


@pytest.mark.usefixtures("waiting")
def test_what_is_not_taken_is_put_off(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        problem = "it cannot be reached"
        raise DeliveryError(problem)

    monkeypatch.setattr(HookPost, "send", refuse)

    # Of one webhook no more is tried in a pass once it has failed.
    assert deliver() == ["put off\t1\ttest\tit cannot be reached"]
    assert deliver() == ["put off\t2\ttest\tit cannot be reached"]
    assert deliver() == []
