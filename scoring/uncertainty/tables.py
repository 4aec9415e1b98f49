"""Tables: the figures of a sensitivity study as frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.stages import NO_STAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from scoring.uncertainty.sensitivity import Sensitivity
    from scoring.uncertainty.spread import NodeSpread, StageSpread


def write_units(found: Sensitivity) -> pd.DataFrame:
    """Write one row a unit, in the order of the answers: it is no ranking.

    Columns: unit, then for each index and staged node, top down, `<node>` (published),
    `<node>.low`, `<node>.median`, `<node>.high` (5 %, 50 %, 95 % of the draws),
    `<node>.rank` with the same three, `<node>.rank.band` in words, `<node>.worst` and
    `<node>.best` (all open answers worst, best); for a staged node `<node>.stage`,
    `<node>.stage.holds` (chance of the published stage, or of none where no score was
    published), `<node>.stage.worst`, `<node>.stage.best` and
    `<node>.stage.from.<band>` (chance of this band or a higher one); a second
    rule: `<node>.stage.<rule>` and so on.
    """
    import pandas as pd

    columns: dict[str, object] = {"unit": list(found.units)}
    for node, spread in found.nodes.items():
        columns |= _write_node(found, spread)
        rules = [rule for rule in found.stages.values() if rule.node == node]
        for number, rule in enumerate(rules):
            name = f"{node}.stage.{rule.key}" if number else f"{node}.stage"
            columns |= _write_rule(found, rule, name)
    return pd.DataFrame(columns)


def _write_node(found: Sensitivity, spread: NodeSpread) -> dict[str, object]:
    import pandas as pd

    key, score, rank = spread.key, spread.score, spread.rank
    published = pd.Series(spread.published_rank, dtype="Int64")
    place = found.published.plan.place_of(key)
    bands = {
        "rank.low": rank.low,
        "rank.median": rank.median,
        "rank.high": rank.high,
    }
    return {
        key: spread.published_score,
        f"{key}.low": score.low,
        f"{key}.median": score.median,
        f"{key}.high": score.high,
        f"{key}.rank": published.mask(published == 0),
        **{f"{key}.{name}": pd.Series(v).astype("Int64") for name, v in bands.items()},
        f"{key}.rank.band": pd.Series(spread.words, dtype="str"),
        f"{key}.worst": found.ends.low[:, place],
        f"{key}.best": found.ends.high[:, place],
    }


def _write_rule(found: Sensitivity, rule: StageSpread, name: str) -> dict[str, object]:
    keys = [band.key for band in rule.bands]
    columns: dict[str, object] = {
        name: name_bands(keys, rule.published),
        f"{name}.holds": rule.holds,
        f"{name}.worst": name_bands(keys, found.ends.low_stage[rule.key]),
        f"{name}.best": name_bands(keys, found.ends.high_stage[rule.key]),
    }
    for place, key in enumerate(keys):
        columns[f"{name}.from.{key}"] = rule.reaches[:, place]
    return columns


def name_bands(keys: Sequence[str], stage: NDArray[np.int8]) -> pd.Series[str]:
    """Name the bands of units by their places; nothing for none."""
    import pandas as pd

    held = [None if place == NO_STAGE else keys[place] for place in stage.tolist()]
    return pd.Series(held, dtype="str")


def write_shifts(found: Sensitivity) -> pd.DataFrame:
    """Write one row a node: how far ranks move, and how many neighbours are sure.

    Columns: node, `mean_shift` (R_S over all draws), `units` (with a published rank),
    `median_width` and `widest` (places of rank bands), `neighbours` (pairs) and
    `sure_neighbours` (those that keep their order in 95 % of the draws or more).
    """
    import pandas as pd

    rows = []
    for node, spread in found.nodes.items():
        width = spread.rank.width[~np.isnan(spread.rank.width)]
        rows.append(
            {
                "node": node,
                "mean_shift": spread.mean_shift,
                "units": spread.ranked,
                "median_width": float(np.median(width)) if width.size else np.nan,
                "widest": float(width.max()) if width.size else np.nan,
                "neighbours": len(spread.neighbours.chance),
                "sure_neighbours": spread.neighbours.sure,
            }
        )
    return pd.DataFrame(rows)


def write_pairs(found: Sensitivity) -> pd.DataFrame:
    """Write one row for each two units that follow each other in a published ranking.

    Columns: node, unit (the upper one), other, chance (that it stands above).
    """
    import pandas as pd

    rows = [
        {
            "node": node,
            "unit": found.units[first],
            "other": found.units[second],
            "chance": chance,
        }
        for node, spread in found.nodes.items()
        for first, second, chance in zip(*spread.neighbours, strict=True)
    ]
    return pd.DataFrame(rows, columns=["node", "unit", "other", "chance"])
