"""Tables of stages and intervals: bounds hold, and bands are named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from meter.exchange.package.stage_tables import name_bands

if TYPE_CHECKING:
    import pandas as pd

    from meter.exchange.package.snapshot import Snapshot


def test_bounds_hold_the_scores_and_intervals_have_their_order(
    frames: dict[str, pd.DataFrame],
) -> None:
    nodes = frames["node_scores"].dropna()
    bands = frames["intervals"].dropna()

    assert len(nodes)
    assert (nodes["low"] <= nodes["score"] + 1e-12).all()
    assert (nodes["score"] <= nodes["high"] + 1e-12).all()
    assert len(bands)
    assert (bands["score_low"] <= bands["score_median"]).all()
    assert (bands["score_median"] <= bands["score_high"]).all()
    assert (bands["rank_low"] <= bands["rank_high"]).all()


def test_a_stage_that_ladders_call_otherwise_is_named_with_each(
    snapshot: Snapshot,
) -> None:
    declared = snapshot.worded.stages
    [ladder] = declared.values()
    other = ladder.model_copy(
        update={
            "title": "Other",
            "bands": (
                ladder.bands[0].model_copy(update={"title": "Nought"}),
                *ladder.bands[1:],
            ),
        }
    )
    worded = snapshot.worded.model_copy(update={"stages": {**declared, "other": other}})

    named = name_bands(replace(snapshot, worded=worded), [*declared, "other"])

    first, second, *_ = ladder.bands
    assert named[first.key] == f"{first.title} ({ladder.title}); Nought (Other)"
    assert named[second.key] == second.title
