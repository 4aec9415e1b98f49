"""Tables of scores: what was kept at submission."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import pandas as pd

    from meter.exchange.package.snapshot import Snapshot


def test_scores_are_what_was_kept(
    frames: dict[str, pd.DataFrame], snapshot: Snapshot
) -> None:
    nodes = frames["node_scores"].set_index(["unit", "node"])
    wide = frames["scores_wide"].set_index("unit")
    items = frames["item_scores"].set_index(["unit", "item"])

    assert snapshot.results is not None
    scores = snapshot.results.scores
    for row, key in enumerate(snapshot.keys):
        for node in snapshot.results.plan.nodes:
            kept = pytest.approx(scores.node(node)[row], nan_ok=True, abs=0)
            assert nodes.loc[(key, node), "score"] == kept
            assert wide.loc[key, node] == kept
    worth = {"full": 1.0, "partly": 0.5}
    answers = frames["answers_wide"].set_index("unit")["law"]
    values = items["value"].to_dict()
    for unit, law in zip(answers.index.tolist(), answers.tolist(), strict=True):
        if law in worth:
            assert values[unit, "law"] == worth[law]
