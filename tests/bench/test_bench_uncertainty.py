"""The bench of draws ends as its limits say, so that `make bench` can fail."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("draws", "egdi", "status"),
    [((0.1, 5.1), 0.4, 0), ((0.1, 4.9), 0.4, 1), ((0.1, 5.1), 0.6, 1)],
)
def test_a_limit_that_is_not_kept_ends_in_1(
    draws: tuple[float, float],
    egdi: float,
    status: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    bench = import_module("bench_uncertainty")
    monkeypatch.setattr(bench, "measure_draws", lambda: draws)
    monkeypatch.setattr(bench, "measure_egdi", lambda: egdi)

    assert bench.main() == status
