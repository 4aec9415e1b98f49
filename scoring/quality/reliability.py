"""Reliability of an instrument: the consistency of each of its lowest nodes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from scoring.kernel.compiling import framework_of
from scoring.kernel.plan import compile_plan
from scoring.quality.consistency import Consistency, measure_consistency
from scoring.quality.omega import Omega
from scoring.quality.responses import Responses, read_responses
from scoring.quality.values import value_answers, value_members

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from instruments.model.instrument import Instrument
    from scoring.kernel.plan import Plan
    from scoring.quality.consistency import Way
    from scoring.quality.responses import Walk

NODE_COLUMNS = (
    "node", "title", "n", "complete", "k", "alpha", "low", "high", "way",
    "standardised", "omega", "omega_total", "omega_hierarchical", "reason",
    "omega_reason",
)  # fmt: skip
ITEM_COLUMNS = ("node", "item", "n", "rest_correlation", "alpha_if_deleted", "reason")

NOT_ADDED = "A table or a ratio adds no items up."


@dataclass(frozen=True)
class Reliability:
    """What `reliability` finds, as two frames.

    Attributes:
        nodes: a row each lowest node of the framework, in the order of the framework,
            with NODE_COLUMNS. `n` responses count, `complete` answered every item, `k`
            items count; `low` and `high` are the interval of 95 % of `alpha`; `way`
            says what was done about gaps (`complete`: there were none). Figures are
            NaN where `reason` (or `omega_reason`) says why.
        items: a row each item of a node, with ITEM_COLUMNS; `n` responses answered it.
    """

    nodes: pd.DataFrame
    items: pd.DataFrame


def reliability(
    instrument: Instrument,
    frame: pd.DataFrame,
    method: str | None = None,
    unit: str | None = None,
    *,
    respondent: str | None = None,
    way: Way = "pairwise",
) -> Reliability:
    """Measure whether the items of each lowest node move together.

    Cronbach's alpha = k / (k - 1) (1 - sum s_i^2 / s_T^2), with the interval of Feldt,
    standardised alpha, alpha if an item is deleted, correlation of an item with the sum
    of the rest, and McDonald's omega (see `scoring.quality.omega`). Items are valued as
    the method normalises them; weights play no part. An answer that is missing for any
    reason is a gap, never a zero.

    Alpha belongs to items that are effects of one thing. Items that make a thing up (a
    formative index: a law, a portal, a budget) need not move together, and a low or
    negative alpha is no error there.

    Sources: Cronbach (1951); Feldt, Woodruff and Salih (1987); McDonald (1999);
    OECD/JRC Handbook on Constructing Composite Indicators (2008), table 11. All the
    formulas are in docs/methods.md.

    Args:
        instrument: what was asked.
        frame: the answers, as `scoring.score` takes them, one row a response; columns
            are item keys.
        method: key of a method; None takes the instrument's default.
        unit: the column that names the units; None takes the first.
        respondent: the column that names who answered, where units have several
            rows; each row then counts as one.
        way: what is done about gaps: `pairwise`, `listwise` or `imputed` (median).

    Returns:
        Two frames, a row a lowest node and a row an item of one: coefficients (up to 1;
        alpha may be below 0) with the interval of 95 % of alpha, and how many
        responses they rest on; NaN where a reason is given.

    Raises:
        MissingLibraryError: pingouin is not installed (the extra `study`).
        NoRespondentColumnError: no column has the name given for respondents.
        NotScoredError: the instrument has no framework or no method.
        UnknownMethodError: it has no method of that name.
        NoUnitColumnError: no column names the units.
        NoItemColumnError: no column is an item.
        BadCellsError: cells hold no answer to their item; the first are named.
        ScoringError: it is no table of answers otherwise.
    """
    plan = compile_plan(instrument, method)
    read = read_responses(instrument, frame, unit, respondent)
    return measure_reliability(plan, read, way)


def measure_reliability(
    plan: Plan, responses: Responses, way: Way = "pairwise", walk: Walk = iter
) -> Reliability:
    """Measure the reliability of coded responses; see `reliability`.

    Args:
        plan: a compiled instrument and method.
        responses: the answers.
        way: what is done about gaps.
        walk: goes through the nodes, and may show how far it is.
    """
    import pandas as pd

    found = list(_measure_nodes(plan, responses, way, walk))
    framework = framework_of(plan.instrument)
    nodes = [_write_node(key, framework.nodes[key].title, one) for key, one in found]
    items = [
        (key, item, of.n, of.rest_correlation, of.alpha_if_deleted, of.reason)
        for key, one in found
        for item, of in one.items.items()
    ]
    return Reliability(
        pd.DataFrame(nodes, columns=list(NODE_COLUMNS)),
        pd.DataFrame(items, columns=list(ITEM_COLUMNS)),
    )


def _measure_nodes(
    plan: Plan, responses: Responses, way: Way, walk: Walk
) -> Iterator[tuple[str, Consistency]]:
    import pandas as pd

    framework = framework_of(plan.instrument)
    values = value_answers(plan, responses.coded)
    lowest = [key for key in framework.list_nodes() if not framework.nodes[key].of]
    for key in walk(lowest):
        members = value_members(plan, key, values)
        one = measure_consistency(pd.DataFrame(members), way) if members else _NONE
        yield key, one


_NONE = Consistency(
    0, 0, 0, "", np.nan, np.nan, np.nan, np.nan, Omega(reason=NOT_ADDED), {}, NOT_ADDED
)


def _write_node(key: str, title: str, one: Consistency) -> tuple[Any, ...]:
    omega = one.omega
    return (
        key, title, one.n, one.complete, one.k, one.alpha, one.low, one.high, one.way,
        one.standardised, omega.one, omega.total, omega.hierarchical, one.reason,
        omega.reason,
    )  # fmt: skip
