"""Workers are reached, or it is said why not."""

from __future__ import annotations

import sys

import pytest

from meter.exchange.spread.cluster import open_client
from meter.exchange.spread.errors import MissingEngineError, SchedulerError


def test_without_the_libraries_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)

    with (
        pytest.raises(MissingEngineError, match=r"meter-engine\[distributed\]"),
        open_client(),
    ):
        pass


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense://x"])
def test_a_scheduler_that_does_not_answer_is_named(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meter.exchange.spread.cluster._PATIENCE", 0.5)

    with pytest.raises(SchedulerError, match=address), open_client(address):
        pass
