"""A sensitivity study as text: rank bands, stages that hold, pairs that are sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scoring.cells import shorten
from scoring.kernel.stages import NO_STAGE
from scoring.uncertainty.pairs import SURE
from scoring.uncertainty.tables import write_pairs, write_shifts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from scoring.uncertainty.sensitivity import Sensitivity
    from scoring.uncertainty.sobol import SobolIndices
    from scoring.uncertainty.spread import NodeSpread, StageSpread

    Pairs = Sequence[tuple[str, str]]
    """Names of units that are to be held against each other."""

MOST_ROWS = 200
"""Units that are printed; a file holds them all."""

MOST_NAMES = 5
"""Units without a published score that are named."""

_ABOUT = """\
Units are listed by name, not by rank: a single rank says more than is known. A band
holds 90 % of the draws. Worst and best are the scores, from 0 to 100, if every answer
that is open were the worst, or the best."""

_ABOUT_PAIRS = """\
Of {pairs} pairs of neighbours in the published order, {sure} keep their order in
{share:.0%} of the draws or more. Do not read the others as above and below."""

_ABOUT_CAUSES = """\
What moves the ranks (shares of the variance of the mean shift; first: by itself,
total: with others; in brackets what 90 % of resampled figures lie between)"""


def write_sensitivity(found: Sensitivity, pairs: Pairs = ()) -> Iterator[str]:
    """Write what was varied, then bands, stages and pairs of each node.

    Args:
        found: what the draws came to.
        pairs: units whose order is to be told, beside that of neighbours.
    """
    yield f"{found.draws} draws with seed {found.seed}; in each was drawn:"
    for line in found.varied:
        yield f"  {line}"
    if found.kept < found.draws:
        yield f"Bands and pairs rest on the first {found.kept} draws."
    yield ""
    yield _ABOUT
    for spread in found.nodes.values():
        yield ""
        yield from _write_node(found, spread)
        yield from _write_pairs(spread, pairs)


def _write_node(found: Sensitivity, spread: NodeSpread) -> Iterator[str]:
    plan = found.published.plan
    framework = plan.instrument.framework
    title = framework.nodes[spread.key].title if framework else spread.key
    yield f"{title} ({spread.key})"
    rules = [rule for rule in found.stages.values() if rule.node == spread.key]
    yield from _lay_out(_head(rules), list(_list_units(found, spread, rules)))
    yield from _say_unpublished(spread, staged=bool(rules))
    if spread.ranked > 1:
        width = spread.rank.width
        yield (
            f"Ranks move by {spread.mean_shift:.1f} on average; the ends of a band lie "
            f"{np.nanmedian(width):.0f} apart in the middle, {np.nanmax(width):.0f} at "
            "most."
        )
        yield _ABOUT_PAIRS.format(
            pairs=len(spread.neighbours.chance),
            sure=spread.neighbours.sure,
            share=SURE,
        )
    for rule in rules:
        staged = rule.published != NO_STAGE
        firm = int((rule.holds[staged] >= SURE).sum())
        yield (
            f"The stage by {rule.key} holds in {SURE:.0%} of the draws or more for "
            f"{firm} of {int(staged.sum())} units."
        )


def _write_pairs(spread: NodeSpread, pairs: Pairs) -> Iterator[str]:
    """Say how often units stand above others that they are to be held against."""
    for unit, other in pairs:
        above, below = spread.above(unit, other), spread.above(other, unit)
        one, two = shorten(unit), shorten(other)
        if np.isnan(above):
            yield f"No draw ranks both {one} and {two}."
            continue
        doubt = "" if max(above, below) >= SURE else "; read neither as above the other"
        yield (
            f"{one} stands above {two} in {above:.0%} of the draws, below in "
            f"{below:.0%}{doubt}."
        )


def _say_unpublished(spread: NodeSpread, *, staged: bool) -> Iterator[str]:
    """Say whose figures stand beside no published score; nothing if all have one."""
    places = np.flatnonzero(np.isnan(spread.published_score)).tolist()
    if not places:
        return
    names = [shorten(name) for name in sorted(spread.units[k] for k in places)]
    more = len(names) - MOST_NAMES
    listed = ", ".join(names[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")
    holds = ", and 'holds' is the chance of having no stage" if staged else ""
    yield (
        f"No score was published for {listed}: a band there rests on the draws that "
        f"give a score{holds}."
    )


def _head(rules: Sequence[StageSpread]) -> list[str]:
    stages = [name for rule in rules for name in (rule.key, "holds")]
    return ["unit", "rank band", "score band", "worst-best", *stages]


def _list_units(
    found: Sensitivity, spread: NodeSpread, rules: Sequence[StageSpread]
) -> Iterator[list[str]]:
    """List the cells of each unit, by its name."""
    place = found.published.plan.place_of(spread.key)
    low, high = found.ends.low[:, place], found.ends.high[:, place]
    words = spread.words
    for unit in sorted(range(len(found.units)), key=found.units.__getitem__):
        row = [
            shorten(found.units[unit]),
            words[unit] or "-",
            _say_range(spread.score.low[unit], spread.score.high[unit]),
            _say_range(low[unit], high[unit]),
        ]
        for rule in rules:
            band = int(rule.published[unit])
            row.append("-" if band == NO_STAGE else rule.bands[band].key)
            row.append(f"{rule.holds[unit]:.0%}")
        yield row


def _say_range(low: float, high: float) -> str:
    """Say two scores from 0 to 100, a dash for none."""
    if np.isnan(low) or np.isnan(high):
        return "-"
    return f"{100 * low:.1f}-{100 * high:.1f}"


def write_causes(found: SobolIndices) -> Iterator[str]:
    """Write which choices move the ranks, those that move them most first."""
    yield _ABOUT_CAUSES
    if not found.indices.total.any():
        yield "  Nothing that is varied moves a rank."
        return
    order = np.argsort(-found.indices.total, kind="stable")
    rows = []
    for place in order.tolist():
        row = [found.inputs[place].words]
        for name in ("first", "total"):
            value = getattr(found.indices, name)[place]
            low, high = (getattr(end, name)[place] for end in (found.low, found.high))
            row.append(f"{value:.2f} ({low:.2f} to {high:.2f})")
        rows.append(row)
    yield from _lay_out(["choice", "first", "total"], rows)


def _lay_out(head: list[str], rows: list[list[str]]) -> Iterator[str]:
    shown = [head, *rows[:MOST_ROWS]]
    widths = [max(map(len, cells)) for cells in zip(*shown, strict=True)]
    for row in shown:
        cells = zip(row, widths, strict=True)
        yield "  ".join(cell.ljust(width) for cell, width in cells).rstrip()
    if len(rows) > MOST_ROWS:
        yield f"and {len(rows) - MOST_ROWS} more; -o writes them all"


def list_tables(
    found: Sensitivity, causes: SobolIndices, pairs: Pairs = ()
) -> dict[str, pd.DataFrame]:
    """List the tables of a file: units, nodes, pairs, causes, draws.

    The pairs are neighbours in the published order, and those that were asked for.
    """
    import pandas as pd

    asked = [
        {
            "node": node,
            "unit": unit,
            "other": other,
            "chance": spread.above(unit, other),
        }
        for node, spread in found.nodes.items()
        for unit, other in pairs
    ]
    every = pd.concat([write_pairs(found), pd.DataFrame(asked)], ignore_index=True)

    drawn = {
        "draws": found.draws,
        "seed": found.seed,
        "kept": found.kept,
        "samples_of_causes": causes.samples,
        "varied": "; ".join(found.varied),
    }
    return {
        "units": found.to_frame(),
        "nodes": write_shifts(found),
        "pairs": every.drop_duplicates(["node", "unit", "other"]),
        "causes": causes.to_frame(),
        "draws": pd.DataFrame([drawn]),
    }
